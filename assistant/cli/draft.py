"""``sopuri draft``: alternatives for a clause, from wordings that other regions and the model have."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, UsageError, language_model, ready_searcher, settings_of, show

if TYPE_CHECKING:
    from assistant.answers.results import Draft
    from assistant.search import Searcher
    from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    draft = commands.add("draft", _draft, "draft alternatives for a clause")
    draft.add_argument("topic", help="a topic or aspect by id or name, or in free words")
    draft.add_argument("--region", required=True, help="the region that the clause is for")
    draft.add_argument("--language", choices=("fi", "sv"), help="of the clause; by default that of the region")
    draft.add_argument(
        "--phrase",
        action="store_true",
        help="each alternative also as the language model that SOPURI_LLM names phrases it, checked against the alternative",
    )


def _draft(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.answers.drafts import draft_text
    from assistant.phrases import phrase

    settings = settings_of(options)
    region = " ".join(options.region.split())
    if not region:
        raise UsageError(phrase(settings.language, "draft.no_region"))
    model = language_model(settings, True) if options.phrase else None
    searcher = ready_searcher(settings)
    made = drafted(options, settings, searcher, region)
    if model is None:
        show(options, asjson.draft(made), draft_text(made))
        return 0
    from assistant.chat.model import phrasings
    from assistant.chat.model.text import with_phrasings

    phrased = tuple(phrasings(made, searcher.corpus, model, made.language))
    show(options, asjson.draft(made, phrased), with_phrasings(draft_text(made), made, phrased))
    return 0


def drafted(options: argparse.Namespace, settings: Settings, searcher: Searcher, region: str) -> Draft:
    """The draft that the flags ask for. Raises UsageError."""
    from assistant.answers.drafts import UnknownTopicError, draft
    from assistant.phrases import phrase

    try:
        return draft(searcher, options.topic, region, options.language)
    except UnknownTopicError as error:
        topics = ", ".join(f"{topic.id} ({topic.label(settings.language)})" for topic in searcher.knowledge.topics)
        text = phrase(settings.language, "draft.unknown_topic", asked=str(error)[:80], topics=topics)
        raise UsageError(text) from error
