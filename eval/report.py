"""The result as one HTML file that needs nothing else: figures, plots, and every failure with its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.figures import figures
from eval.gate import PRODUCT
from eval.metrics import ALL
from eval.records import Cell, Result, Run, Turn

_TEMPLATE = Path(__file__).parent / "report.html.jinja"
_WORDS = {"found": "found", "possible": "possible", "not_mentioned": "not mentioned", None: "no finding"}


@dataclass(frozen=True, slots=True)
class Failure:
    """A cell that came out wrong, in words."""

    turn: Turn
    cell: Cell

    @property
    def said(self) -> str:
        """The verdict given."""
        return _WORDS.get(self.cell.verdict, str(self.cell.verdict))

    @property
    def gold(self) -> str:
        """The verdict that is right."""
        return "found" if self.cell.gold else "not mentioned"


def turns(run: Run) -> list[Turn]:
    """All turns of a run."""
    return [turn for unit in run.units for turn in unit]


def failures(run: Run) -> list[Failure]:
    """The wrong cells of a run, in the order of the questions."""
    return [Failure(turn, cell) for turn in turns(run) for cell in turn.cells if not cell.right]


def mishandled(run: Run) -> list[Turn]:
    """Questions declined that should not be, and the other way round."""
    return [turn for turn in turns(run) if turn.declined == (turn.expect == "answer")]


def accuracy_by(run: Run, key: Callable[[Turn, Cell], str]) -> list[tuple[str, float, int]]:
    """(group, share of cells right, number of cells), worst first."""
    groups: dict[str, list[bool]] = {}
    for turn in turns(run):
        for cell in turn.cells:
            groups.setdefault(key(turn, cell) or "–", []).append(cell.right)
    found = [(name, sum(right) / len(right), len(right)) for name, right in groups.items()]
    return sorted(found, key=lambda entry: (entry[1], entry[0]))


def report(result: Result) -> str:
    """The page. Texts of documents and questions are escaped."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    splits = list(dict.fromkeys(run.split for run in result.runs))
    sections = [_section(split, [run for run in result.runs if run.split == split]) for split in splits]
    return template.render(about=result.about, sections=sections)


def write_report(result: Result, path: Path) -> None:
    """Write the page to ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report(result), encoding="utf-8")


def _section(split: str, runs: Sequence[Run]) -> dict[str, Any]:
    from eval.plots import bars, calibration_curve

    product = next((run for run in runs if run.name == PRODUCT), runs[0])
    values = [figures(run) for run in runs]
    kinds: Iterable[tuple[str, Callable[[Turn, Cell], str]]] = (
        ("topic (as the question was understood)", lambda turn, _: turn.topic),
        ("agreement", lambda _, cell: cell.file),
        ("style of question", lambda turn, _: turn.style),
        ("language of question", lambda turn, _: turn.language),
    )
    return {
        "split": split,
        "agreements": len(product.files),
        "questions": len(turns(product)),
        "names": [run.name for run in runs],
        "rows": [(metric.name, [str(found[metric.name]) for found in values]) for metric in ALL],
        "plots": [(name, bars(accuracy_by(product, key), "cells right")) for name, key in kinds],
        "calibration": calibration_curve(product.units),
        "failures": failures(product),
        "mishandled": mishandled(product),
    }
