"""Replies that are words alone: something said, or asked back."""

from __future__ import annotations

import dataclasses
from typing import Any

from assistant.answers.text import escaped
from assistant.chat.state import Choice, State
from assistant.chat.turns import Reply
from assistant.model import Answer, AnswerKind
from assistant.phrases import catalogue, phrase


def said(state: State, text: str, language: str) -> Reply:
    """Something said; what was talked about stays."""
    answer = Answer(question="", language=language, kind=AnswerKind.GUIDANCE, text=text)
    return Reply(answer, dataclasses.replace(state, choices=()))


def asked_back(state: State, text: str, choices: tuple[Choice, ...], language: str) -> Reply:
    """One short question with choices; the next turn may take one of them."""
    lines = "\n".join([text, *(f"- {escaped(choice.label)}" for choice in choices)])
    answer = Answer(
        question="",
        language=language,
        kind=AnswerKind.CLARIFY,
        text=lines,
        choices=tuple(choice.label for choice in choices),
    )
    return Reply(answer, dataclasses.replace(state, choices=choices, language=language))


def without_subject(state: State, language: str) -> Reply:
    """What is said where nothing has been talked about that the turn could be about."""
    return asked_back(state, phrase(language, "chat.no_subject"), entries(language, "clarify.subjects"), language)


def entries(language: str, path: str, regions: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    """Choices that are kept as phrases: ``path`` in ``chat.toml``, such as "clarify.subjects"."""
    found: Any = catalogue(language, "chat")
    for step in path.split("."):
        found = found[step]
    return tuple(Choice(entry["label"], entry["ask"], regions=regions) for entry in found)
