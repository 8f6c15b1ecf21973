from __future__ import annotations

import tomllib

import numpy as np
import pytest

from assistant.search.verdict import Thresholds
from eval.calibrate import as_toml, curve, fit, limits, quote_f1
from eval.observe import Observed


def observed(
    gold: bool, *scores: float, file: str = "a", shared: tuple[int, ...] = (), gold_length: int = 0
) -> Observed:
    """A cell whose units are ten characters long."""
    sizes = (10,) * len(scores)
    return Observed("q", file, gold, np.array(scores, np.float32), sizes, shared or (0,) * len(scores), gold_length)


def test_the_curve_rises_where_more_evidence_is_more_often_right() -> None:
    cells = [
        observed(g, p) for g, p in [(True, 0.9), (True, 0.8), (False, 0.8), (False, 0.2), (True, 0.2), (False, 0.1)]
    ]
    slope, offset = curve(cells)
    assert slope > 0
    # Symmetric about even odds, so the curve passes near a half at a half.
    assert abs(offset) < 0.5


def test_the_curve_of_one_sided_gold_leaves_odds_as_they_are() -> None:
    assert curve([observed(True, 0.9), observed(True, 0.1)]) == (1.0, 0.0)
    assert curve([]) == (1.0, 0.0)


def test_limits_without_anything_left_to_a_person() -> None:
    possible, found = limits([0.9, 0.8, 0.3, 0.2], [True, True, False, False], 0.0)
    assert 0.3 < possible == found <= 0.8


def test_limits_leave_the_doubtful_to_a_person() -> None:
    p = [0.95, 0.9, 0.85, 0.8, 0.55, 0.5, 0.2, 0.15, 0.1, 0.05]
    gold = [True, True, True, True, False, True, False, False, False, False]
    possible, found = limits(p, gold, 0.2)
    assert 0.2 < possible <= 0.5 and 0.55 < found <= 0.8
    # With no more than a tenth left to a person one of the two is decided.
    possible, found = limits(p, gold, 0.1)
    assert sum(possible <= x < found for x in p) <= 1


def test_quotations_trade_length_against_completeness() -> None:
    # Two of three passages are gold, twenty characters; the third is not.
    cell = observed(True, 0.9, 0.8, 0.3, shared=(10, 10, 0), gold_length=20)
    strict = Thresholds(1, 0, 0.5, 0.5, 0.95, 0.1)
    wide = Thresholds(1, 0, 0.5, 0.5, 0.1, 0.1)
    best = Thresholds(1, 0, 0.5, 0.5, 0.5, 0.1)
    assert quote_f1([cell], strict) == pytest.approx(2 * 10 / (10 + 20))
    assert quote_f1([cell], wide) == pytest.approx(2 * 20 / (30 + 20))
    assert quote_f1([cell], best) == 1
    assert quote_f1([observed(False, 0.9)], best) == 0


def test_a_fit_separates_what_can_be_separated_and_tells_what_it_gives() -> None:
    cells = []
    for file in "abc":
        cells += [observed(True, 0.9, 0.7, 0.1, file=file, shared=(10, 10, 0), gold_length=20) for _ in range(5)]
        cells += [observed(False, 0.2, 0.1, file=file) for _ in range(5)]
    found = fit(cells, 0.0)
    assert (found.cells, found.right, found.right_left_out, found.possible) == (30, 1, 1, 0)
    assert found.quote_f1 == 1


def test_the_file_reads_back() -> None:
    numbers = Thresholds(1.25, -0.5, 0.6, 0.4, 0.55, 0.3)
    assert Thresholds(**tomllib.loads(as_toml({"learned": numbers, "open": numbers}))["open"]) == numbers
