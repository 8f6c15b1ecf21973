from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.rows import Row, Rows, Texts, numbered

THREE = [Row(0, 0, 0, 5), Row(0, 1, 0, 9), Row(1, 0, 4, 8)]


def test_rows_are_those_that_were_given() -> None:
    rows = Rows.of(THREE)
    assert rows == tuple(THREE) and rows == Rows.of(THREE) and rows != Rows.of(THREE[:2])
    assert list(rows) == THREE and rows[1] == THREE[1] and rows[-1] == THREE[-1]
    assert rows[1:] == THREE[1:] and rows.owners.tolist() == [0, 0, 1]
    assert len(Rows.of([])) == 0


def test_a_passage_is_found_by_its_clause_and_offset_in_its_document_alone() -> None:
    rows = Rows.of(THREE)
    assert rows.find((0, 2), 1, 0) == 1
    assert rows.find((0, 2), 0, 4) is None
    assert rows.find((2, 3), 0, 4) == 2


def test_rows_of_some_documents() -> None:
    rows = Rows.of(THREE)
    assert rows.taken(numbered([(2, 3), (0, 1)]), np.array([0, 1])) == [Row(0, 0, 4, 8), Row(1, 0, 0, 5)]
    assert rows == THREE  # the others are left alone
    assert rows.joined(Rows.of([Row(2, 0, 0, 1)]))[-1] == Row(2, 0, 0, 1)
    assert numbered([]).tolist() == [] and numbered([(1, 1), (3, 5)]).tolist() == [3, 4]


@given(st.lists(st.text(max_size=8), max_size=8), st.integers(0, 8), st.integers(0, 8))
def test_texts_are_those_that_were_given(texts: list[str], begin: int, end: int) -> None:
    kept = Texts.of(texts)
    assert list(kept) == texts and kept == texts and len(kept) == len(texts)
    assert kept[begin:end] == texts[begin:end] and kept[::2] == texts[::2]
    assert [kept[i] for i in range(-len(texts), len(texts))] == texts * 2
    first, last = min(begin, len(texts)), min(max(begin, end), len(texts))
    assert list(kept.taken([(first, last), (0, first)])) == texts[first:last] + texts[:first]


def test_a_text_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        Texts.of(["a"])[1]
    assert list(Texts.concatenated([])) == []
    assert Texts.of(["\ud800"])[0] == "\ud800"
