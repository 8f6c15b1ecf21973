"""One question with four cells, worked by hand for each of the cell metrics."""

from __future__ import annotations

import math

import pytest

from eval.metrics import cells, found, not_mentioned, possible
from eval.metrics.metric import Metric
from tests.eval.making import FALSE, HIT, LOST, MAYBE, MISS, SILENT, turn

UNIT = (turn(HIT, MISS, MAYBE, LOST, SILENT, SILENT, FALSE, SILENT),)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        (cells.METRIC, 4 / 8),  # HIT and three SILENT
        (found.METRIC, 1 / 4),  # of HIT, MISS, MAYBE, LOST
        (not_mentioned.METRIC, 3 / 4),
        (possible.METRIC, 1 / 8),
    ],
)
def test_share(metric: Metric, expected: float) -> None:
    assert metric.value([UNIT]) == expected


def test_questions_are_pooled_by_their_cells() -> None:
    assert cells.METRIC.value([(turn(HIT),), (turn(MISS, MISS, MISS),)]) == 1 / 4


def test_nothing_to_measure_is_nan() -> None:
    assert math.isnan(found.METRIC.value([(turn(SILENT),)]))
    assert math.isnan(cells.METRIC.value([]))
