"""Records made by hand, for tests of what reads them."""

from __future__ import annotations

from typing import Any

from eval.records import Cell, Quoted, Turn


def cell(gold: bool, verdict: str | None, confidence: float | None = None, **more: Any) -> Cell:
    """A cell of a.txt unless ``more`` says otherwise."""
    values: dict[str, Any] = {"file": "a.txt", "gold_length": 0, "quoted_length": 0, "shared": 0, **more}
    return Cell(gold=gold, verdict=verdict, confidence=confidence, **values)


def quoted(*, verbatim: bool = True, right_page: bool | None = True) -> Quoted:
    """A quotation."""
    return Quoted("sanat", "1", 1, verbatim, right_page)


def turn(*cells: Cell, name: str = "q1", expect: str = "answer", **more: Any) -> Turn:
    """A turn that was answered unless ``findings`` is 0."""
    values: dict[str, Any] = {
        "text": "Mitä?",
        "language": "fi",
        "style": "plain",
        "session": "",
        "kind": "wordings",
        "topic": "",
        "seconds": 0.5,
        "findings": len(cells),
        "outside": 0,
        **more,
    }
    return Turn(id=name, expect=expect, cells=cells, **values)


HIT = cell(True, "found")
MISS = cell(True, "not_mentioned")
SILENT = cell(False, "not_mentioned")
FALSE = cell(False, "found")
MAYBE = cell(True, "possible")
LOST = cell(True, None)
