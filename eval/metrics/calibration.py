"""Expected calibration error of the confidences: how far they lie, on average, from the share that is right.

Cells with a confidence are sorted into ten bins; the error is the mean over cells of |mean confidence − share right|
of their bins (Naeini, Cooper & Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning").
Bins of equal mass hold equally many cells, bins of equal width a tenth of the scale each. A "possible" is right where
the gold has the matter, since its confidence is the probability that a person will find something.
"""

from __future__ import annotations

import numpy as np

from eval.metrics.metric import Floats, Statistic
from eval.records import Unit

BINS = 10


def points(unit: Unit) -> list[tuple[float, ...]]:
    """(confidence, 1 if right else 0) of each cell with a confidence."""
    return [
        (cell.confidence, float(cell.gold if cell.verdict == "possible" else cell.right))
        for turn in unit
        for cell in turn.cells
        if cell.verdict is not None and cell.confidence is not None
    ]


def equal_mass(rows: Floats) -> list[Floats]:
    """Rows sorted by confidence, in up to ten bins that hold equally many."""
    order = rows[np.argsort(rows[:, 0], kind="stable")]
    return [part for part in np.array_split(order, BINS) if len(part)]


def equal_width(rows: Floats) -> list[Floats]:
    """Rows in bins of a tenth of the scale; empty bins left out."""
    places = np.clip((rows[:, 0] * BINS).astype(int), 0, BINS - 1)
    return [rows[places == i] for i in range(BINS) if (places == i).any()]


def error(bins: list[Floats]) -> float:
    """The expected calibration error over some bins."""
    total = sum(len(part) for part in bins)
    return float(sum(abs(part[:, 0].sum() - part[:, 1].sum()) for part in bins) / total)


EQUAL_MASS = Statistic("calibration error, equal mass", points, lambda rows: error(equal_mass(rows)))
EQUAL_WIDTH = Statistic("calibration error, equal width", points, lambda rows: error(equal_width(rows)))
