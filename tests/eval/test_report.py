from __future__ import annotations

import re

from eval.records import Quoted, Result, Run
from eval.report import accuracy_by, failures, mishandled, report
from tests.eval.making import FALSE, HIT, MISS, SILENT, cell, turn

HOSTILE = '<script>alert("x")</script>'
WRONG = cell(
    True,
    "not_mentioned",
    0.7,
    file=f"{HOSTILE}.txt",
    gold_texts=(HOSTILE,),
    quotes=(Quoted(HOSTILE, HOSTILE, 1, True, True),),
)


def make(*units: tuple[object, ...]) -> Run:
    return Run("sopuri", "test", ("a.txt",), units)  # type: ignore[arg-type]


def test_texts_are_escaped_everywhere() -> None:
    bad = turn(WRONG, text=HOSTILE, topic=HOSTILE, name=HOSTILE, style=HOSTILE)
    page = report(Result({HOSTILE: HOSTILE}, (make((bad,)), Run(HOSTILE, "test", (), ((bad,),)))))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 5


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = report(Result({"date": "2025-01-01"}, (make((turn(HIT, MISS),)),)))
    assert page.count("<svg") == 5
    links = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert all(link.startswith("#") for link in links)
    assert "1 cells wrong" in page and "right: found" in page and "said: not mentioned" in page


def test_accuracy_by_group_is_worst_first() -> None:
    run = make((turn(HIT, MISS, topic="leader"),), (turn(SILENT, topic="term"),), (turn(FALSE),))
    assert accuracy_by(run, lambda t, _: t.topic) == [("–", 0.0, 1), ("leader", 0.5, 2), ("term", 1.0, 1)]


def test_failures_are_the_wrong_cells_and_mishandled_the_wrong_kind() -> None:
    declined, fooled = turn(MISS, name="q2", findings=0), turn(name="q3", expect="refuse", findings=2)
    run = make((turn(HIT, MISS, SILENT),), (declined,), (fooled,))
    assert [(f.turn.id, f.gold, f.said) for f in failures(run)] == [
        ("q1", "found", "not mentioned"),
        ("q2", "found", "not mentioned"),
    ]
    assert [t.id for t in mishandled(run)] == ["q2", "q3"]
