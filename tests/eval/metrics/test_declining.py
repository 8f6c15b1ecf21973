"""False refusals and false answers, and whole conversations."""

from __future__ import annotations

import math

import pytest

from eval.metrics import answers, conversations, latency, refusals, turns
from eval.records import Turn
from tests.eval.making import HIT, MAYBE, MISS, SILENT, turn

ANSWERED = turn(HIT)
DECLINED = turn(findings=0, kind="refused")
REFUSED = turn(expect="refuse", kind="refused")
FOOLED = turn(expect="clarify", findings=3)


def test_each_is_measured_over_its_own_questions() -> None:
    units = [(ANSWERED,), (DECLINED,), (ANSWERED,), (REFUSED,), (FOOLED,)]
    assert refusals.METRIC.value(units) == 1 / 3
    assert answers.METRIC.value(units) == 1 / 2


@pytest.mark.parametrize(
    ("second", "right"),
    [
        (turn(HIT, SILENT), 1.0),
        (turn(HIT, MISS), 0.0),
        (turn(HIT, MAYBE), 0.0),
        (turn(HIT, outside=1), 0.0),
        (turn(expect="refuse"), 1.0),
        (turn(expect="refuse", findings=1), 0.0),
        (turn(findings=0), 0.0),
    ],
)
def test_a_conversation_is_right_when_all_its_turns_are(second: Turn, right: float) -> None:
    first = turn(HIT, session="s")
    assert conversations.METRIC.value([(first, second)]) == right


def test_single_questions_are_no_conversations() -> None:
    assert math.isnan(conversations.METRIC.value([(ANSWERED,)]))


def test_follow_ups_leave_out_the_first_turn() -> None:
    assert turns.METRIC.value([(turn(MISS, MISS), turn(HIT), turn(HIT, MISS)), (turn(MISS),)]) == 2 / 3


def test_latency() -> None:
    units = [(turn(seconds=s),) for s in (0.1, 0.2, 0.9)]
    assert latency.MEDIAN.value(units) == 0.2
    assert latency.SLOW.value(units) == pytest.approx(0.83)  # 95 % of the way: 0.2 + 0.9 · 0.7
    assert latency.MEDIAN.informs
