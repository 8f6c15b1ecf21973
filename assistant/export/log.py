"""The log of who did what as lines that other programs read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from assistant.keeping.audit import Entry

_COLUMNS = ("number", "at", "who", "what", "documents", "question", "detail")


def write_log(entries: Iterable[Entry], file: TextIO, form: str) -> None:
    """Write ``entries`` as ".csv" or ".jsonl"."""
    if form == ".csv":
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for e in entries:
            documents = "; ".join(e.documents)
            texts = (e.who, e.what, documents, e.question or "", e.detail)
            writer.writerow([e.number, e.at.isoformat(), *map(_inert, texts)])
        return
    for e in entries:
        line = {
            "number": e.number,
            "at": e.at.isoformat(),
            "who": e.who,
            "what": e.what,
            "documents": list(e.documents),
            "question": e.question,
            "detail": e.detail,
        }
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _inert(text: str) -> str:
    """What a spreadsheet would take for a formula is made plain text: questions and names are typed by anyone."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text != "-" else text
