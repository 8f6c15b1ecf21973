"""Compares the design with what else could have been done, on the development split.

Every variant gives each piece of each agreement a score for each question. What is measured, over the questions that
stand on their own:

- *AUC*: how well an agreement's best score tells agreements that have the matter from silent ones, over all cells;
- *in first 3*: of the cells that have it, the share with a passage that answers among the agreement's three best;
- *right*: the share of cells right with one threshold on the best score, chosen on the other agreements (each agreement
  is left out in turn), with a 95 % bootstrap interval over questions;
- *right, own*: the same with the threshold chosen on the very same cells; the gap to the former is what choosing costs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval import variants
from eval.figures import Figure, draws
from eval.observe import Observed, observe
from eval.opening import Bench
from eval.run import Split
from eval.table import table
from eval.variants import Setting, Variant

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]

_FIRST = 3
Ablation = Callable[[Setting], list[Variant]]
ABLATIONS: dict[str, Ablation] = {
    "lexical analyser, alone": variants.lexical_alone,
    "lexical analyser, with dense": variants.lexical_fused,
    "fusion": variants.fusion,
    "headings in the embedded text": variants.headers,
    "each agreement or one pool": variants.pooling,
    "learned aspects": variants.aspects,
    "examples an aspect": variants.learning_curve,
    "unit": variants.units,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a variant gives; see the module's text."""

    ablation: str
    variant: str
    cells: int
    auc: float
    in_first: float
    right: Figure
    right_own: float


def outcome(ablation: str, variant: str, cells: Sequence[Observed]) -> Outcome:
    """Measure a variant."""
    return Outcome(
        ablation=ablation,
        variant=variant,
        cells=len(cells),
        auc=auc([cell.best for cell in cells], [cell.gold for cell in cells]),
        in_first=in_first(cells),
        right=right_left_out(cells),
        right_own=_share(_rightness(cells, best_threshold(cells))),
    )


def auc(scores: Sequence[float], gold: Sequence[bool]) -> float:
    """Area under the ROC curve: how often a cell that has it scores above one that does not, ties counting half."""
    import numpy as np
    from scipy.stats import rankdata

    g = np.array(gold, bool)
    have, lack = int(g.sum()), int((~g).sum())
    if not have or not lack:
        return float("nan")
    ranks = rankdata(scores)
    return float((ranks[g].sum() - have * (have + 1) / 2) / (have * lack))


def in_first(cells: Sequence[Observed]) -> float:
    """Of the cells whose gold stands in the document, the share with a gold unit among the best three."""
    hits = [
        any(cell.shared[i] for i in cell.scores.argsort(kind="stable")[::-1][:_FIRST])
        for cell in cells
        if cell.gold_length
    ]
    return _share(hits)


def best_threshold(cells: Sequence[Observed]) -> float:
    """The threshold on the best score with the most cells right: midway between two scores where there is a choice."""
    import numpy as np

    if not cells:
        return float("inf")
    order = sorted(cells, key=lambda cell: cell.best)
    scores = np.array([cell.best for cell in order])
    gold = np.array([cell.gold for cell in order], np.int64)
    # Threshold before position i: cells from i on are held to have it.
    right = np.concatenate([[0], np.cumsum(1 - gold)]) + np.concatenate([np.cumsum(gold[::-1])[::-1], [0]])
    possible = [0, *(i for i in range(1, len(order)) if scores[i] > scores[i - 1]), len(order)]
    at = max(possible, key=lambda i: right[i])
    if at in (0, len(order)):
        return float("-inf") if at == 0 else float("inf")
    return float(max(scores[at - 1], -1e9) / 2 + scores[at] / 2)


def right_left_out(cells: Sequence[Observed]) -> Figure:
    """The share of cells right, the threshold for each agreement chosen on the others."""
    import numpy as np

    by_question: dict[str, list[bool]] = {cell.question: [] for cell in cells}
    for file in {cell.file for cell in cells}:
        threshold = best_threshold([cell for cell in cells if cell.file != file])
        own = [cell for cell in cells if cell.file == file]
        for cell, right in zip(own, _rightness(own, threshold), strict=True):
            by_question[cell.question].append(right)
    terms = np.array([(sum(right), len(right)) for right in by_question.values()], np.float64).reshape(-1, 2)
    sums = terms[draws(len(terms))].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], (2.5, 97.5)) if len(terms) else (float("nan"),) * 2
    return Figure(float(terms[:, 0].sum() / terms[:, 1].sum()) if len(terms) else float("nan"), float(low), float(high))


def _rightness(cells: Sequence[Observed], threshold: float) -> list[bool]:
    return [(cell.best >= threshold) == cell.gold for cell in cells]


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else float("nan")


def ablate(split: Split, bench: Bench, only: Sequence[str] = ()) -> list[Outcome]:
    """All ablations, or those whose name holds one of ``only``."""
    from tqdm import tqdm

    setting = variants.setting(split, bench)
    chosen = {name: make for name, make in ABLATIONS.items() if not only or any(word in name for word in only)}
    found = []
    for name, make in tqdm(chosen.items(), "ablations", disable=not sys.stderr.isatty(), leave=False):
        for variant in make(setting):
            cells = observe(split, bench.searcher.corpus, variant.questions, variant.units, variant.score)
            found.append(outcome(name, variant.name, cells))
    return found


def as_table(found: Sequence[Outcome]) -> str:
    """A table for each ablation."""
    parts = []
    for name in dict.fromkeys(o.ablation for o in found):
        rows = [
            [o.variant, str(o.cells), f"{o.auc:.3f}", f"{o.in_first:.3f}", str(o.right), f"{o.right_own:.3f}"]
            for o in found
            if o.ablation == name
        ]
        parts.append(table([name, "cells", "AUC", f"in first {_FIRST}", "right", "right, own"], rows))
    return "\n\n".join(parts)


def write(found: Sequence[Outcome], about: dict[str, str], path: Path) -> None:
    """Write the outcomes as JSON."""
    data = {"about": about, "outcomes": [asdict(o) for o in found]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
