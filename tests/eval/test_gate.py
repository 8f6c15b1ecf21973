from __future__ import annotations

from pathlib import Path

import pytest

from eval.gate import accept, accepted_figures, falls, missing
from eval.records import Cell, Result, Run, Unit, read_result, write_result
from tests.eval.making import HIT, MISS, cell, quoted, turn


def result(*cells: Cell, split: str = "test", seconds: float = 0.1, prefix: str = "q") -> Result:
    units: list[Unit] = [(turn(c, name=f"{prefix}{i}", seconds=seconds),) for i, c in enumerate(cells)]
    return Result({}, (Run("sopuri", split, ("a.txt",), tuple(units)),))


def names(before: Result, after: Result) -> set[str]:
    return {fall.metric for fall in falls(before, after)}


def test_what_stays_the_same_passes() -> None:
    same = result(HIT, MISS)
    assert falls(same, same) == []


def test_a_fall_in_many_questions_fails_and_a_single_one_is_noise() -> None:
    before = result(*[HIT] * 40)
    assert names(before, result(*[HIT] * 20, *[MISS] * 20)) == {"cell accuracy", "found recall"}
    assert names(before, result(*[HIT] * 39, MISS)) == set()


def test_a_rise_passes() -> None:
    assert falls(result(*[MISS] * 20), result(*[HIT] * 20)) == []


def test_a_promise_may_not_break_once() -> None:
    good, forged = cell(True, "found", quotes=(quoted(),)), cell(True, "found", quotes=(quoted(verbatim=False),))
    assert names(result(*[good] * 40), result(*[good] * 39, forged)) == {"verbatim rate"}


def test_time_never_fails() -> None:
    assert falls(result(HIT), result(HIT, seconds=60.0)) == []


def test_other_questions_are_held_against_the_accepted_interval() -> None:
    before = result(*[HIT] * 30, *[MISS] * 10)
    assert names(before, result(*[HIT] * 28, *[MISS] * 12, prefix="new")) == set()
    (first, *_) = falls(before, result(*[HIT] * 10, *[MISS] * 30, prefix="new"))
    assert first.change is None and "outside the accepted interval" in str(first)


def test_a_split_that_is_missing_is_told() -> None:
    assert missing(result(HIT), result(HIT, split="dev")) == ["test"]


def test_accepting_keeps_the_product_and_no_words(tmp_path: Path) -> None:
    own = result(cell(True, "found", quotes=(quoted(),)), MISS)
    baseline = Run("LangChain, top 5", "test", ("a.txt",), own.runs[0].units)
    write_result(Result({}, (*own.runs, baseline)), tmp_path / "r.json")
    accept(tmp_path / "r.json", tmp_path / "accepted.json")
    kept = read_result(tmp_path / "accepted.json")
    assert [run.name for run in kept.runs] == ["sopuri"]
    assert "sanat" not in (tmp_path / "accepted.json").read_text(encoding="utf-8")
    assert falls(kept, own) == []
    assert accepted_figures(tmp_path / "accepted.json")["test"]["cell accuracy"].value == pytest.approx(0.5)
    assert accepted_figures(tmp_path / "none.json") == {}
