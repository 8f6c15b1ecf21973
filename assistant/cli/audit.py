"""``sopuri audit``: the log of who did what."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from assistant.cli.common import Commands, UsageError, settings_of
from assistant.phrases import phrase

_ENDINGS = (".csv", ".jsonl")


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    audit = commands.add("audit", _audit, "the log of who did what, newest first")
    audit.add_argument("--since", help="first day, as 2026-01-31")
    audit.add_argument("--output", type=Path, help="file to write, .csv or .jsonl, instead of standard output")


def _audit(options: argparse.Namespace) -> int:
    from assistant.export.log import write_log
    from assistant.keeping.audit import Event, audit_of
    from assistant.keeping.database import open_database
    from assistant.model import OWNER

    settings = settings_of(options)
    since = _day(options.since, settings.language) if options.since else None
    output: Path | None = options.output
    if output is not None and output.suffix not in _ENDINGS:
        raise UsageError(phrase(settings.language, "audit.ending", file=output))
    database = open_database(settings)
    try:
        audit = audit_of(settings, database)
        entries = audit.entries(since=since)
        if output is None:
            write_log(entries, sys.stdout, ".jsonl")
        else:
            with output.open("w", encoding="utf-8-sig" if output.suffix == ".csv" else "utf-8", newline="") as file:
                write_log(entries, file, output.suffix)
            audit.record(OWNER.name, Event.LOG_READ, detail=f"exported since {options.since or 'the beginning'}")
    finally:
        database.close()
    return 0


def _day(text: str, language: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(phrase(language, "audit.day", text=text)) from None
