"""``sopuri draft``: alternatives for a clause, from wordings that other regions and the model have."""

from __future__ import annotations

import argparse

from assistant.cli.common import Commands, UsageError, ready_searcher, settings_of, show


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    draft = commands.add("draft", _draft, "draft alternatives for a clause")
    draft.add_argument("topic", help="a topic or aspect by id or name, or in free words")
    draft.add_argument("--region", required=True, help="the region that the clause is for")
    draft.add_argument("--language", choices=("fi", "sv"), help="of the clause; by default that of the region")


def _draft(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.answers.drafts import UnknownTopicError, draft, draft_text
    from assistant.phrases import phrase

    settings = settings_of(options)
    region = " ".join(options.region.split())
    if not region:
        raise UsageError(phrase(settings.language, "draft.no_region"))
    searcher = ready_searcher(settings)
    try:
        made = draft(searcher, options.topic, region, options.language)
    except UnknownTopicError as error:
        topics = ", ".join(f"{topic.id} ({topic.label(settings.language)})" for topic in searcher.knowledge.topics)
        raise UsageError(
            phrase(settings.language, "draft.unknown_topic", asked=str(error)[:80], topics=topics)
        ) from error
    show(options, asjson.draft(made), draft_text(made))
    return 0
