"""Metrics of single quotations: verbatim, page, document."""

from __future__ import annotations

from eval.metrics import pages, verbatim, wrong_document
from tests.eval.making import cell, quoted, turn

GOOD = quoted()
FORGED = quoted(verbatim=False, right_page=False)
WORD_FILE = quoted(right_page=None)
WRONG_PAGE = quoted(right_page=False)
UNIT = (
    turn(cell(True, "found", quotes=(GOOD, FORGED, WORD_FILE)), cell(True, "found", quotes=(WRONG_PAGE,)), outside=1),
)


def test_verbatim() -> None:
    assert verbatim.METRIC.value([UNIT]) == 3 / 4
    assert verbatim.METRIC.promise


def test_pages_leave_out_what_has_none() -> None:
    assert pages.METRIC.value([UNIT]) == 1 / 3


def test_wrong_document_counts_what_was_not_asked_about_and_what_is_not_there() -> None:
    assert wrong_document.METRIC.value([UNIT]) == 2 / 5
