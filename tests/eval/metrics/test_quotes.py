from __future__ import annotations

import math

from eval.metrics.quotes import PRECISION, RECALL
from tests.eval.making import cell, turn


def test_characters_are_summed_over_the_cells_found_in_both() -> None:
    long = cell(True, "found", gold_length=100, quoted_length=50, shared=50)
    wide = cell(True, "found", gold_length=20, quoted_length=50, shared=10)
    unseen = cell(True, "not_mentioned", gold_length=70)
    false = cell(False, "found", quoted_length=90)
    unit = (turn(long, wide, unseen, false),)
    assert PRECISION.value([unit]) == 60 / 100
    assert RECALL.value([unit]) == 60 / 120


def test_gold_that_stands_nowhere_in_the_document_as_read_does_not_count() -> None:
    assert math.isnan(RECALL.value([(turn(cell(True, "found", quoted_length=5)),)]))
