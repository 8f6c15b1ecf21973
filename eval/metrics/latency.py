"""Latency.

Seconds from question to answer, median and 95th percentile. It depends on the machine and never fails the gate.
"""

import numpy as np

from eval.metrics.metric import Floats, Statistic
from eval.records import Unit


def points(unit: Unit) -> list[tuple[float, ...]]:
    """The seconds of each turn."""
    return [(turn.seconds,) for turn in unit]


def median(rows: Floats) -> float:
    """Half of the answers took no longer."""
    return float(np.median(rows))


def slow(rows: Floats) -> float:
    """One answer in twenty took longer."""
    return float(np.percentile(rows, 95))


MEDIAN = Statistic("latency, median (s)", points, median, informs=True)
SLOW = Statistic("latency, 95 % (s)", points, slow, informs=True)
