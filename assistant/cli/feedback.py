"""``sopuri feedback``: what people thought of answers, as reference questions for the evaluation."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.common import Commands, UsageError, ready_searcher, settings_of, show
from assistant.phrases import phrase


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    feedback = commands.add("feedback", _feedback, "what people thought of answers, as questions for the evaluation")
    feedback.add_argument("--output", type=Path, required=True, metavar="FILE.toml", help="file to write")


def _feedback(options: argparse.Namespace) -> int:
    from assistant.export.files import write
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
    text = as_questions(judged, ready_searcher(settings).corpus)
    write(options.output, lambda file: file.write(text.encode()), settings.language)
    told = phrase(settings.language, "history.feedback.written", count=len(judged), file=options.output)
    show(options, {"file": str(options.output), "questions": len(judged)}, told)
    return 0
