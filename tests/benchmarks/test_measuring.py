from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.measuring import Figure, against, figure, interleaved, read_json, table, write_json


def test_a_median_with_its_quartiles_by_hand() -> None:
    made = figure("x", [4.0, 1.0, 2.0, 3.0, 5.0])
    assert (made.value, made.low, made.high, made.count) == (3.0, 1.5, 4.5, 5)
    assert (figure("x", [2.0]).low, figure("x", [2.0]).high) == (2.0, 2.0)


@pytest.mark.parametrize(("bar", "met"), [(2.0, True), (1.5, False), (None, None)])
def test_a_ratio_and_its_bar(bar: float | None, met: bool | None) -> None:
    base = figure("base", [1.0, 2.0, 3.0], clauses=2000)
    made = against("whole", [3.0, 4.0, 5.0], base, bar)
    assert made.ratio == 2.0 and made.to == "base" and made.clauses == 2000 and made.met is met


def test_a_bar_without_a_ratio_is_for_the_value() -> None:
    assert figure("x", [0.4], bar=0.5).met is True and figure("x", [0.6], bar=0.5).met is False


def test_works_are_done_in_turns() -> None:
    done: list[str] = []
    times = interleaved({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 2)
    assert done == ["a", "b"] * 3 and {name: len(values) for name, values in times.items()} == {"a": 2, "b": 2}


def test_figures_are_written_and_read_again(tmp_path: Path) -> None:
    figures = [figure("x", [1.0, 2.0], clauses=40), Figure("y", 0, 3.0, 3.0, 3.0, "MB", ratio=1.2, to="x", bar=2.0)]
    write_json(tmp_path / "a" / "b.json", figures)
    assert read_json(tmp_path / "a" / "b.json") == figures


def test_the_table_says_what_was_missed() -> None:
    lines = table([against("slow", [9.0], figure("base", [1.0]), 2.0), figure("fast", [0.004])]).splitlines()
    assert lines[1].endswith("MISSED") and "9 ×" in lines[1] and "4 ms" in lines[2]
