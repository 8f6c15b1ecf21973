from __future__ import annotations

import dataclasses

import pytest

from assistant.model import Clause, quote
from tests.building import agreement, clause

TEXT = "Vuokran maksaa kaupunki. Kela ei osallistu."


def test_the_page_of_an_offset() -> None:
    turning = Clause(0, "1", None, 1, TEXT, pages=((0, 3), (25, 4)))
    assert [turning.page_at(offset) for offset in (0, 24, 25, 43)] == [3, 3, 4, 4]
    assert turning.page == 3


def test_no_pages_no_page() -> None:
    plain = Clause(0, "1", None, 1, TEXT)
    assert plain.page is None and plain.page_at(5) is None


def test_a_quotation_is_cut_out_of_its_clause() -> None:
    whole = agreement("a", [clause(0, "5.2", "Tilat", TEXT, pages=((0, 1), (25, 2)))])
    cut = quote(whole, whole.clauses[0], 25, 43)
    assert cut.text == "Kela ei osallistu."
    assert (cut.clause, cut.heading, cut.page, cut.start, cut.end, cut.file) == ("5.2", "Tilat", 2, 25, 43, "a.txt")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 5), (0, 44)])
def test_no_quotation_outside_the_text(start: int, end: int) -> None:
    whole = agreement("a", [clause(0, "1", None, TEXT)])
    with pytest.raises(ValueError, match="no such range"):
        quote(whole, whole.clauses[0], start, end)


def test_no_quotation_from_another_documents_clause() -> None:
    one, other = agreement("a", [clause(0, "1", None, TEXT)]), agreement("b", [clause(0, "1", None, TEXT)])
    with pytest.raises(ValueError, match="not a clause of a"):
        quote(one, other.clauses[0], 0, 5)
    far = clause(7, "8", None, TEXT)
    with pytest.raises(ValueError, match="not a clause of a"):
        quote(one, far, 0, 5)


def test_values_cannot_be_changed() -> None:
    whole = agreement("a", [clause(0, "1", None, TEXT)])
    with pytest.raises(dataclasses.FrozenInstanceError):
        quote(whole, whole.clauses[0], 0, 5).text = "x"  # type: ignore[misc]
