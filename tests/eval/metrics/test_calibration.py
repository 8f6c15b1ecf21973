from __future__ import annotations

import math

import numpy as np
import pytest

from eval.metrics.calibration import EQUAL_MASS, EQUAL_WIDTH, equal_mass, equal_width, error, points
from tests.eval.making import cell, turn


def test_error_is_the_weighted_gap_between_confidence_and_share_right() -> None:
    sure = np.array([[0.9, 1.0], [0.9, 0.0], [0.9, 1.0], [0.9, 1.0]])  # 0.9 against 0.75
    unsure = np.array([[0.5, 1.0]])  # 0.5 against 1
    assert error([sure, unsure]) == pytest.approx((4 * 0.15 + 1 * 0.5) / 5)


def test_equal_mass_bins_hold_equally_many() -> None:
    rows = np.column_stack([np.linspace(0.9, 1.0, 20), np.ones(20)])
    assert [len(part) for part in equal_mass(rows)] == [2] * 10


def test_equal_width_bins_are_tenths_and_one_belongs_to_the_last() -> None:
    rows = np.array([[0.05, 1.0], [0.95, 1.0], [1.0, 0.0]])
    assert [len(part) for part in equal_width(rows)] == [1, 2]


def test_a_possible_is_right_where_there_is_something() -> None:
    unit = (turn(cell(True, "possible", 0.6), cell(False, "possible", 0.4), cell(False, "found", 0.8)),)
    assert points(unit) == [(0.6, 1.0), (0.4, 0.0), (0.8, 0.0)]


def test_value_over_questions() -> None:
    units = [(turn(cell(True, "found", 0.8)),), (turn(cell(False, "found", 0.8)),)]
    # Each in a bin of its own by mass: (0.2 + 0.8) / 2. Together in one tenth: |0.8 - 0.5|.
    assert EQUAL_MASS.value(units) == pytest.approx(0.5)
    assert EQUAL_WIDTH.value(units) == pytest.approx(0.3)


def test_without_confidences_there_is_nothing_to_measure() -> None:
    assert math.isnan(EQUAL_MASS.value([(turn(cell(True, "found"), cell(True, None, 0.5)),)]))
