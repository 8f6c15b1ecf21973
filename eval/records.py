"""What is kept of a run: every question with every cell, as plain values that metrics read and JSON can hold."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold import Span

FORMAT = 1


class ResultError(Exception):
    """A result file can't be read; the text names it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in an answer, and what came out when it was held against the document.

    ``right_page`` is None where there is nothing to check: a format without pages, or a scanned page.
    """

    text: str
    clause: str | None
    page: int | None
    verbatim: bool
    right_page: bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One agreement under one question. Lengths in characters; ``shared`` are those both quoted and gold.

    ``verdict`` is None where the answer has no finding, or more than one, for the agreement.
    """

    file: str
    gold: bool
    verdict: str | None
    confidence: float | None
    gold_length: int
    quoted_length: int
    shared: int
    gold_texts: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the verdict is the gold one; "possible" never is."""
        return self.verdict == ("found" if self.gold else "not_mentioned")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer. ``outside``: quotations from agreements that were not asked about."""

    id: str
    text: str
    language: str
    style: str
    expect: str
    session: str
    kind: str
    topic: str
    seconds: float
    findings: int
    outside: int
    cells: tuple[Cell, ...]

    @property
    def declined(self) -> bool:
        """Whether no agreement was spoken of: refused, asked back, or nothing but general guidance."""
        return self.findings == 0


Unit = tuple[Turn, ...]  # a question, or the turns of one conversation: what is resampled


@dataclass(frozen=True, slots=True)
class Run:
    """All answers of one respondent to one split."""

    name: str
    split: str
    files: tuple[str, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What ``python -m eval run`` writes. ``about`` names date, embedding model, versions of knowledge and corpus."""

    about: dict[str, str]
    runs: tuple[Run, ...]

    def get(self, name: str, split: str) -> Run | None:
        """The run of a respondent on a split."""
        return next((run for run in self.runs if (run.name, run.split) == (name, split)), None)


def lengths(gold: Sequence[Span], quoted: Sequence[Span]) -> tuple[int, int, int]:
    """Characters of the gold, of what was quoted, and of both."""
    marked, shown = _characters(gold), _characters(quoted)
    return len(marked), len(shown), len(marked & shown)


def _characters(spans: Sequence[Span]) -> set[tuple[int, int]]:
    return {(span.clause, offset) for span in spans for offset in range(span.start, span.end)}


def write_result(result: Result, path: Path, figures: Any = None) -> None:
    """Write ``result``, and ``figures`` for whoever reads the file without this program."""
    data = {
        "format": FORMAT,
        "about": result.about,
        "figures": figures,
        "runs": [dataclasses.asdict(r) for r in result.runs],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def read_result(path: Path) -> Result:
    """Read what :func:`write_result` wrote. Raises ResultError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.get("format") != FORMAT:
            raise ResultError(f"{path}: format {data.get('format')!r}; this program reads {FORMAT}")
        return Result(data["about"], tuple(_run(entry) for entry in data["runs"]))
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultError(f"{path} is not a result of `python -m eval run`: {error}") from error


def without_texts(result: Result) -> Result:
    """The same figures without words of documents: what is kept of an accepted run."""

    def bare(cell: Cell) -> Cell:
        quotes = tuple(dataclasses.replace(quote, text="", clause=None) for quote in cell.quotes)
        return dataclasses.replace(cell, gold_texts=(), quotes=quotes)

    def bare_turn(turn: Turn) -> Turn:
        return dataclasses.replace(turn, cells=tuple(bare(cell) for cell in turn.cells))

    runs = [
        dataclasses.replace(r, units=tuple(tuple(bare_turn(t) for t in unit) for unit in r.units)) for r in result.runs
    ]
    return Result(result.about, tuple(runs))


def _run(data: dict[str, Any]) -> Run:
    units = tuple(tuple(_turn(turn) for turn in unit) for unit in data["units"])
    return Run(data["name"], data["split"], tuple(data["files"]), units)


def _turn(data: dict[str, Any]) -> Turn:
    return Turn(**{**data, "cells": tuple(_cell(cell) for cell in data["cells"])})


def _cell(data: dict[str, Any]) -> Cell:
    quotes = tuple(Quoted(**quote) for quote in data["quotes"])
    return Cell(**{**data, "gold_texts": tuple(data["gold_texts"]), "quotes": quotes})
