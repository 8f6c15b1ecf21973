from __future__ import annotations

from eval.figures import Figure
from eval.records import Run
from eval.table import differences_table, runs_table, table, verdict
from tests.eval.making import HIT, MISS, turn


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert table(["name", "x"], [["a", "1"], ["longer", "0.25"]]).splitlines() == [
        "name       x",
        "------  ----",
        "a          1",
        "longer  0.25",
    ]


def test_better_and_worse_depend_on_the_metric() -> None:
    assert verdict(Figure(0.1, 0.05, 0.2), True) == "better"
    assert verdict(Figure(0.1, 0.05, 0.2), False) == "worse"
    assert verdict(Figure(-0.1, -0.2, -0.05), True) == "worse"
    assert verdict(Figure(0.1, -0.05, 0.2), True) == ""


def test_a_run_and_what_changed() -> None:
    before = Run("sopuri", "dev", ("a.txt",), tuple((turn(MISS, name=f"q{i}"),) for i in range(9)))
    after = Run("sopuri", "dev", ("a.txt",), tuple((turn(HIT, name=f"q{i}"),) for i in range(9)))
    lines = runs_table([after, before]).splitlines()
    assert lines[0].split() == ["dev:", "9", "questions,", "1", "agreements", "sopuri", "sopuri"]
    assert lines[2].split() == ["cell", "accuracy", "1.000", "[1.000,", "1.000]", "0.000"]
    changed = differences_table(before, after).splitlines()
    assert changed[2].split() == ["cell", "accuracy", "0.000", "1.000", "+1.000", "[+1.000,", "+1.000]", "better"]
