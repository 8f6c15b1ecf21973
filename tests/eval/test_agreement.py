from __future__ import annotations

import math

import pytest

from eval.agreement import as_text, compare
from eval.questions import Expect, Question

FILES = ("a", "b", "c", "d", "e")


def question(found: str, name: str = "q1", expect: Expect = Expect.ANSWER, scope: tuple[str, ...] = ()) -> Question:
    gold = tuple((file, (f"Lause {file}.",)) for file in found)
    return Question(name, "Mitä?", "fi", "plain", expect, scope=scope, found=gold)


def test_kappa_by_hand() -> None:
    # Both found a, neither d and e; b by the first alone, c by the second alone: 3 of 5 cells alike.
    found = compare([question("ab")], [question("ac")], FILES)
    assert (found.both, found.neither, found.cells) == (1, 2, 5)
    assert found.identical == 1
    assert found.observed == 0.6
    # Each found 2 of 5, so chance gives 0.4² + 0.6² = 0.52.
    assert found.kappa == pytest.approx((0.6 - 0.52) / 0.48)
    assert [(d.file, d.found_by_first) for d in found.differing] == [("b", True), ("c", False)]


def test_the_disagreeing_cells_are_shown_with_their_sentences() -> None:
    text = as_text(compare([question("ab")], [question("a")], FILES))
    assert "q1 b: Mitä?" in text and "Lause b." in text and "only the first reading" in text
    assert "Lause a." not in text


def test_of_one_mind_kappa_says_nothing() -> None:
    found = compare([question("")], [question("")], FILES)
    assert found.observed == 1 and math.isnan(found.kappa)


def test_only_questions_and_cells_of_both_count() -> None:
    first = [question("a"), question("a", "q2"), question("", "q3", Expect.REFUSE), question("a", "q5", scope=("a",))]
    second = [question("a"), question("a", "q3"), question("a", "q4"), question("a", "q5", scope=("a",))]
    found = compare(first, second, FILES)
    assert found.cells == 6
    assert (found.only_first, found.only_second) == (("q2",), ("q4",))
