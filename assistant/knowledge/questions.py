"""Ways of asking that are not an aspect's own: whole topics, what must be refused, other intents. Read from ``questions.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from assistant.knowledge.aspects import Knowledge, KnowledgeError, QuestionForm

FILE = Path(__file__).parent / "questions.toml"


@cache
def other_questions() -> tuple[QuestionForm, ...]:
    """Question forms whose ``aspect`` is a label such as "topic:costs", "refuse:contact_details" or "intent:draft"."""
    try:
        data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{FILE}: {error}") from error
    return tuple(
        QuestionForm(text, language, f"{family}:{name}")
        for family, members in data.items()
        for name, forms in members.items()
        for language, texts in forms.items()
        for text in texts
    )


def question_forms(knowledge: Knowledge) -> tuple[QuestionForm, ...]:
    """Every known way of asking anything."""
    return tuple(form for aspect in knowledge.aspects for form in aspect.questions) + other_questions()
