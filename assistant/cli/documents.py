"""``sopuri documents`` and ``sopuri clauses``."""

from __future__ import annotations

import argparse

from assistant.cli import filing
from assistant.cli.common import Commands, settings_of, show


def add(commands: Commands) -> None:
    """Name the commands and their flags."""
    documents = commands.add("documents", _documents, "list the documents in the index")
    filing.add(commands, documents)
    clauses = commands.add("clauses", _clauses, "show the clauses of a file, in reading order")
    clauses.add_argument("file", help="a document in the index, or the path of any file")
    clauses.add_argument("--unmasked", action="store_true", help="show personal data as it is written")


def _documents(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.opening import open_store

    with open_store(settings_of(options)) as store:
        documents = [asjson.document(agreement) for agreement in store.agreements()]
    lines = [
        f"{d['file']}\t{d['kind']}\t{d['region'] or '–'}\t{d['status']}\t{d['date'] or '–'}\t{d['language']}\t"
        f"{d['pages'] or '–'}\t{d['clauses']}"
        for d in documents
    ]
    show(options, documents, "\n".join(lines))
    return 0


def _clauses(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.opening import read_clauses

    pairs = read_clauses(settings_of(options), options.file, as_written=options.unmasked)
    data = {"clauses": [asjson.clause(clause, topics) for clause, topics in pairs]}
    lines = [
        f"{c.number or ''} {c.heading or ''}".strip() + (f"  [s. {c.page}]" if c.page else "") + f"\n{c.text}\n"
        for c, _ in pairs
    ]
    show(options, data, "\n".join(lines))
    return 0
