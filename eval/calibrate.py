"""Fits the numbers of ``assistant/search/verdict.toml`` on the development split, and on nothing else.

1. A logistic curve (Platt 1999) from the log-odds of an agreement's best passage to whether the gold has the matter.
2. Two thresholds on that probability. Cells between them are "possible": of all pairs that leave at most a given
share of
   cells to a person, the one with the most right among the cells that are decided; of equals, the one with fewer left.
3. From which share of the best passage, and from which probability, further passages are quoted: the pair with the
best F1
   by characters over the cells found rightly.

Each mode of search has its own numbers. Few questions map to no aspect; where they are too few to fit on, the open
mode is fitted on all questions, searched as if they mapped to none.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.model import Verdict
from assistant.search import Searcher
from assistant.search import verdict as verdict_module
from assistant.search.evidence import open_probabilities
from assistant.search.verdict import Thresholds, judge
from eval.observe import Asked, Observed, asked, observe, passages
from eval.run import Split

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]

FILE = Path(verdict_module.__file__).parent / "verdict.toml"
MOST_POSSIBLE = 0.08
_FEW = 20  # questions
_STEP = 0.01
_HEAD = """\
# Fitted by `python -m eval calibrate` on the development part of the reference questions; the test part is never used.
"""


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted numbers with what they give: on the cells they were fitted on, and on agreements left out of the fit."""

    thresholds: Thresholds
    cells: int
    right: float
    possible: float
    right_left_out: float
    quote_f1: float


def observed(split: Split, searcher: Searcher) -> dict[str, list[Observed]]:
    """The cells of each mode."""
    questions = asked(split, searcher)
    units = passages(searcher.corpus)
    modes = {pair.question.id: searcher.evidence(pair.query)[1] for pair in questions}

    def own(pair: Asked) -> Any:
        return searcher.evidence(pair.query)[0]

    def as_open(pair: Asked) -> Any:
        return open_probabilities(pair.query, searcher.corpus)

    learned = [pair for pair in questions if modes[pair.question.id] == "learned"]
    unmapped = [pair for pair in questions if modes[pair.question.id] == "open"]
    opened = unmapped if len(unmapped) >= _FEW else questions
    return {
        "learned": observe(split, searcher.corpus, learned, units, own),
        "open": observe(split, searcher.corpus, opened, units, as_open),
    }


def fit(cells: Sequence[Observed], most_possible: float = MOST_POSSIBLE) -> Fit:
    """Fit all six numbers, and again without each agreement to see what they give on one that they have not seen."""
    chosen = fitted(cells, most_possible)
    verdicts = [(_verdict(cell, chosen), cell.gold) for cell in cells]
    left_out = []
    for file in sorted({cell.file for cell in cells}):
        rest = [cell for cell in cells if cell.file != file]
        if rest:
            other = fitted(rest, most_possible, quotes=False)
            left_out += [_is_right(_verdict(cell, other), cell.gold) for cell in cells if cell.file == file]
    return Fit(
        thresholds=chosen,
        cells=len(cells),
        right=_share([_is_right(verdict, gold) for verdict, gold in verdicts]),
        possible=_share([verdict is Verdict.POSSIBLE for verdict, _ in verdicts]),
        right_left_out=_share(left_out),
        quote_f1=quote_f1(cells, chosen),
    )


def fitted(cells: Sequence[Observed], most_possible: float, *, quotes: bool = True) -> Thresholds:
    """The numbers that are best on ``cells``."""
    slope, offset = curve(cells)
    base = Thresholds(round(slope, 3), round(offset, 3), 0.5, 0.5, 0.6, 0.4)
    low, high = limits([_probability(cell, base) for cell in cells], [cell.gold for cell in cells], most_possible)
    base = dataclasses.replace(base, possible=low, found=high)
    if not quotes:
        return base
    found = [cell for cell in cells if cell.gold and _verdict(cell, base) is Verdict.FOUND]
    steps = [i / 20 for i in range(1, 20)]
    pairs = [dataclasses.replace(base, quote_share=share, quote_least=least) for share in steps for least in steps]
    return max(pairs, key=lambda t: quote_f1(found, t))


def curve(cells: Sequence[Observed]) -> tuple[float, float]:
    """Slope and offset of the logistic curve from the log-odds of the best passage to "the gold has it"."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    usable = [cell for cell in cells if len(cell.scores)]
    gold = np.array([cell.gold for cell in usable])
    if not len(usable) or gold.all() or not gold.any():
        return 1.0, 0.0
    odds = np.array([[_odds(cell.best)] for cell in usable])
    model = LogisticRegression(C=1e4).fit(odds, gold)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def limits(probabilities: Sequence[float], gold: Sequence[bool], most_possible: float) -> tuple[float, float]:
    """(possible, found): see the module's text, step 2."""
    import numpy as np

    p, g = np.array(probabilities), np.array(gold, bool)
    grid = np.round(np.arange(_STEP, 1.0, _STEP), 4)
    best, choice = (-1.0, 0.0, 0.0, 0.0), (0.5, 0.5)
    for low in grid:
        silent = p < low
        for high in grid[grid >= low]:
            found = p >= high
            left = 1 - (silent | found).mean()
            if left > most_possible:
                break  # a wider gap only leaves more
            decided = (silent | found).sum()
            right = ((found & g) | (silent & ~g)).sum() / max(decided, 1)
            # Of equals the narrowest gap, then the one nearest to even odds: the curve says what a probability is worth.
            gap, middle = float(high - low), float(low + high) / 2
            score = (round(float(right), 6), -round(float(left), 6), -round(gap, 4), -abs(middle - 0.5))
            if score > best:
                best, choice = score, (float(low), float(high))
    return choice


def quote_f1(cells: Sequence[Observed], t: Thresholds) -> float:
    """F1 by characters of what would be quoted from the cells found rightly; 0 where there are none."""
    quoted = shared = gold = 0
    for cell in cells:
        if not cell.gold or not cell.gold_length:
            continue
        judgement = judge(cell.scores, (0, len(cell.scores)), t)
        if judgement.verdict is Verdict.FOUND:
            quoted += sum(cell.lengths[row] for row in judgement.rows)
            shared += sum(cell.shared[row] for row in judgement.rows)
            gold += cell.gold_length
    return 2 * shared / (quoted + gold) if quoted + gold else 0.0


def as_toml(modes: dict[str, Thresholds]) -> str:
    """The file's text."""
    parts = [
        "\n".join([f"[{mode}]", *(f"{name} = {value}" for name, value in dataclasses.asdict(t).items())])
        for mode, t in modes.items()
    ]
    return _HEAD + "\n\n".join(parts) + "\n"


def _odds(p: float) -> float:
    clipped = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(clipped / (1 - clipped))


def _probability(cell: Observed, t: Thresholds) -> float:
    return judge(cell.scores, (0, len(cell.scores)), t).probability


def _verdict(cell: Observed, t: Thresholds) -> Verdict:
    return judge(cell.scores, (0, len(cell.scores)), t).verdict


def _is_right(verdict: Verdict, gold: bool) -> bool:
    return verdict is (Verdict.FOUND if gold else Verdict.NOT_MENTIONED)


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else float("nan")


def main(split: Split, searcher: Searcher, most_possible: float, *, write: bool) -> str:
    """Fit both modes; the report, and the file written where asked."""
    from eval.table import table

    fits = {mode: fit(cells, most_possible) for mode, cells in observed(split, searcher).items()}
    text = as_toml({mode: found.thresholds for mode, found in fits.items()})
    rows = [
        [mode, str(f.cells), *(f"{x:.3f}" for x in (f.right, f.right_left_out, f.possible, f.quote_f1))]
        for mode, f in fits.items()
    ]
    head = ["mode", "cells", "right", "right, agreement left out", "possible", "quote F1"]
    if write:
        FILE.write_text(text, encoding="utf-8")
    return f"{table(head, rows)}\n\n{text}"
