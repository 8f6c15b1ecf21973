from __future__ import annotations

import math

import pytest

from eval.figures import Figure, difference, figure, figures, paired
from eval.metrics import ALL, cells
from eval.records import Run, Unit
from tests.eval.making import HIT, MISS, cell, turn


def units(*rights: bool) -> tuple[Unit, ...]:
    return tuple((turn(HIT if right else MISS, name=f"q{i}"),) for i, right in enumerate(rights))


def test_the_interval_is_that_of_a_share() -> None:
    found = figure(cells.METRIC, units(*[True] * 80, *[False] * 20))
    assert found.value == 0.8
    # Standard error of 0.8 of 100: 0.04.
    assert found.low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert found.high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)


def test_it_is_the_same_every_time() -> None:
    mixed = units(True, False, True)
    assert figure(cells.METRIC, mixed) == figure(cells.METRIC, mixed)


def test_a_difference_of_runs_that_differ_in_one_question_is_small_and_paired() -> None:
    before, after = units(*[True, False] * 25), units(True, *[True, False] * 24, True)
    change = difference(cells.METRIC, before, before)
    assert (change.value, change.low, change.high) == (0, 0, 0)
    assert difference(cells.METRIC, before, after).low < 0 < difference(cells.METRIC, before, after).high


def test_a_difference_takes_the_same_questions() -> None:
    with pytest.raises(ValueError, match="same questions"):
        difference(cells.METRIC, units(True), units(True, False))


def test_only_questions_with_the_same_gold_are_paired() -> None:
    before = Run("sopuri", "dev", ("a.txt",), units(True, True, True))
    changed = (turn(cell(False, "found"), name="q1"),)
    after = Run("sopuri", "dev", ("a.txt",), (units(False, False)[0], changed))
    old, new = paired(before, after)
    assert [u[0].id for u in old] == [u[0].id for u in new] == ["q0"]
    assert new[0][0].cells[0].verdict == "not_mentioned"


def test_every_metric_has_a_figure_even_where_there_is_nothing() -> None:
    found = figures(Run("sopuri", "dev", (), ()))
    assert list(found) == [metric.name for metric in ALL]
    assert all(math.isnan(f.value) and str(f) == "–" for f in found.values())
    assert str(Figure(0.5, 0.25, 0.75)) == "0.500 [0.250, 0.750]"
