"""``sopuri feedback``: what people thought of answers, as reference questions for the evaluation."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.common import Commands, UsageError, ready_searcher, settings_of
from assistant.phrases import phrase


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    feedback = commands.add("feedback", _feedback, "what people thought of answers, as questions for the evaluation")
    feedback.add_argument("--output", type=Path, required=True, metavar="FILE.toml", help="file to write")


def _feedback(options: argparse.Namespace) -> int:
    from assistant.keeping.conversations import Conversations
    from assistant.keeping.database import open_database
    from assistant.keeping.questions import as_questions

    settings = settings_of(options)
    database = open_database(settings)
    try:
        judged = Conversations(database).judged()
    finally:
        database.close()
    if not judged:
        raise UsageError(phrase(settings.language, "history.feedback.nothing"))
    options.output.write_text(as_questions(judged, ready_searcher(settings).corpus), encoding="utf-8")
    print(phrase(settings.language, "history.feedback.written", count=len(judged), file=options.output))
    return 0
