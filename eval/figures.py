"""Values of metrics with their uncertainty.

Percentile bootstrap over questions (Efron & Tibshirani 1993, chapter 13).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from eval.metrics import ALL, Metric
from eval.metrics.metric import Draws, Floats
from eval.records import Result, Run, Unit

RESAMPLES = 2000
SEED = 20250101
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value with its 95 % interval; NaN where there is nothing to measure."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if math.isnan(self.value):
            return "–"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def draws(count: int) -> Draws:
    """Positions of resampled units, shape (RESAMPLES, count); the same at every call."""
    return np.random.default_rng(SEED).integers(0, max(count, 1), (RESAMPLES, count))


def figure(metric: Metric, units: Sequence[Unit]) -> Figure:
    """The value of ``metric`` with its interval."""
    return _with_interval(metric.value(units), metric.resampled(units, draws(len(units))))


def figures(run: Run) -> dict[str, Figure]:
    """All metrics of a run by name."""
    return {metric.name: figure(metric, run.units) for metric in ALL}


def difference(metric: Metric, before: Sequence[Unit], after: Sequence[Unit]) -> Figure:
    """How much ``metric`` changed, with its interval.

    ``before`` and ``after`` hold the same questions in the same order.
    """
    if [[turn.id for turn in unit] for unit in before] != [[turn.id for turn in unit] for unit in after]:
        raise ValueError("a paired difference takes two runs over the same questions")
    picked = draws(len(before))
    changes = metric.resampled(after, picked) - metric.resampled(before, picked)
    return _with_interval(metric.value(after) - metric.value(before), changes)


def paired(before: Run, after: Run) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The units that both runs have with the same questions and the same gold, in one order."""
    known = {_identity(unit): unit for unit in before.units}
    shared = [(known[key], unit) for unit in after.units if (key := _identity(unit)) in known]
    return tuple(a for a, _ in shared), tuple(b for _, b in shared)


def as_json(result: Result) -> list[dict[str, Any]]:
    """All figures of a result for its JSON file; None instead of NaN."""
    return [
        {
            "name": run.name,
            "split": run.split,
            "metrics": {
                name: {key: None if math.isnan(value) else round(value, 5) for key, value in asdict(found).items()}
                for name, found in figures(run).items()
            },
        }
        for run in result.runs
    ]


def _identity(unit: Unit) -> tuple[object, ...]:
    return tuple((t.id, t.text, t.expect, tuple((c.file, c.gold) for c in t.cells)) for t in unit)


def _with_interval(value: float, resampled: Floats) -> Figure:
    known = resampled[~np.isnan(resampled)]
    if math.isnan(value) or not len(known):
        return Figure(value, math.nan, math.nan)
    low, high = np.percentile(known, _TAILS)
    return Figure(value, float(low), float(high))
