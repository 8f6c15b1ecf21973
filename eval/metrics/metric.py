"""What a metric is: a number from the units of a run, and the same number for resampled units.

A unit is a question or a whole conversation, since the turns of one conversation are not independent of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from eval.records import Turn, Unit

Floats = np.ndarray[Any, np.dtype[np.float64]]
Draws = np.ndarray[Any, np.dtype[np.int64]]


class Metric(Protocol):
    """A metric.

    ``promise``: no fall at all is noise. ``informs``: it depends on the machine and never fails the gate.
    """

    @property
    def name(self) -> str: ...

    @property
    def higher_is_better(self) -> bool: ...

    @property
    def promise(self) -> bool: ...

    @property
    def informs(self) -> bool: ...

    def value(self, units: Sequence[Unit]) -> float:
        """The metric's value; NaN where there is nothing to measure."""
        ...

    def resampled(self, units: Sequence[Unit], draws: Draws) -> Floats:
        """The value for each row of ``draws`` (positions in ``units``, shape (resamples, units)).

        Shape (resamples,).
        """
        ...


@dataclass(frozen=True, slots=True)
class Ratio:
    """Sum of numerators over sum of denominators: ``terms`` gives both for a unit."""

    name: str
    terms: Callable[[Unit], tuple[float, float]]
    higher_is_better: bool = True
    promise: bool = False
    informs: bool = False

    def value(self, units: Sequence[Unit]) -> float:
        """See :class:`Metric`."""
        return float(self.resampled(units, np.arange(len(units))[None, :])[0])

    def resampled(self, units: Sequence[Unit], draws: Draws) -> Floats:
        """See :class:`Metric`."""
        terms = np.array([self.terms(unit) for unit in units], np.float64).reshape(-1, 2)
        above, below = terms[draws, 0].sum(axis=1), terms[draws, 1].sum(axis=1)
        result: Floats = np.divide(above, below, out=np.full(len(draws), np.nan), where=below > 0)
        return result


@dataclass(frozen=True, slots=True)
class Statistic:
    """Any other function of numbers that units give.

    ``points`` has a row for each number of a unit, ``of`` joins the rows.
    """

    name: str
    points: Callable[[Unit], list[tuple[float, ...]]]
    of: Callable[[Floats], float]
    higher_is_better: bool = False
    promise: bool = False
    informs: bool = False

    def value(self, units: Sequence[Unit]) -> float:
        """See :class:`Metric`."""
        return float(self.resampled(units, np.arange(len(units))[None, :])[0])

    def resampled(self, units: Sequence[Unit], draws: Draws) -> Floats:
        """See :class:`Metric`."""
        points = [self.points(unit) for unit in units]
        width = max((len(row) for rows in points for row in rows), default=1)
        parts = [np.array(rows, np.float64).reshape(-1, width) for rows in points]
        values = np.full(len(draws), np.nan)
        for i, draw in enumerate(draws):
            rows = np.concatenate([parts[j] for j in draw]) if len(draw) else np.zeros((0, width))
            if len(rows):
                values[i] = self.of(rows)
        return values


def over_turns(terms: Callable[[Turn], tuple[float, float]]) -> Callable[[Unit], tuple[float, float]]:
    """Terms of a unit as the sums of its turns' terms."""

    def summed(unit: Unit) -> tuple[float, float]:
        pairs = [terms(turn) for turn in unit]
        return sum(a for a, _ in pairs), sum(b for _, b in pairs)

    return summed
