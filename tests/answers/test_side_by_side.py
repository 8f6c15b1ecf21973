from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.comparison_text import render_side_by_side
from assistant.answers.results import Change, SideBySide, Span
from assistant.answers.side_by_side import differences, side_by_side
from assistant.search import Searcher, with_guest
from tests.building import agreement, clause


def position(searcher: Searcher, file: str) -> int:
    """The position of a file."""
    return [a.file for a in searcher.corpus.agreements].index(file)


def compared(searcher: Searcher, left: str, right: str) -> SideBySide:
    """Two files side by side."""
    return side_by_side(searcher, position(searcher, left), position(searcher, right))


@pytest.mark.parametrize("right", ["rantasalo.md", "kuusijarvi.pdf", "bjorkby.docx", "koivula.txt"])
def test_every_clause_is_in_exactly_one_pair(searcher: Searcher, right: str) -> None:
    found = compared(searcher, "koivula.txt", right)
    for side, file in (("left", "koivula.txt"), ("right", right)):
        clauses = [c.index for c in searcher.corpus.agreements[position(searcher, file)].clauses if c.text]
        shown = Counter(q.clause_index for pair in found.pairs if (q := getattr(pair, side)))
        assert shown == Counter(clauses)
    order = [pair.left.clause_index for pair in found.pairs if pair.left]
    assert order == sorted(order)


def test_an_agreement_beside_itself_is_the_same(searcher: Searcher) -> None:
    assert {pair.change for pair in compared(searcher, "koivula.txt", "koivula.txt").pairs} == {Change.SAME}


def test_clauses_of_one_matter_stand_side_by_side(searcher: Searcher) -> None:
    found = compared(searcher, "koivula.txt", "rantasalo.md")
    pairs = {p.left.heading: p.right.heading for p in found.pairs if p.left and p.right}
    assert pairs["Sopijaosapuolet"] == "Osapuolet" and pairs["Johtoryhmä"] == "Johtoryhmä"
    assert pairs["Irtisanominen"] == "Voimassaolo ja irtisanominen"
    assert [p.left.heading for p in found.pairs if p.change is Change.ONLY_LEFT and p.left] == [
        "Johtava henkilö",
        "Toimitilat",
    ]


def test_what_only_the_right_one_has_follows_its_predecessor(searcher: Searcher) -> None:
    found = compared(searcher, "rantasalo.md", "koivula.txt")
    headings = [(p.left or p.right).heading for p in found.pairs if p.left or p.right]  # type: ignore[union-attr]
    assert headings.index("Johtava henkilö") == headings.index("Johtoryhmä") + 1


def test_words_that_differ_are_marked(searcher: Searcher) -> None:
    drafted = agreement(
        "draft", [clause(0, "5", "Irtisanominen", "Sopimuksen irtisanomisaika on <b>kolme</b> kuukautta.")]
    )
    both, guest = with_guest(searcher, drafted)
    found = side_by_side(both, position(both, "koivula.txt"), guest)
    [pair] = [p for p in found.pairs if p.change is Change.CHANGED]
    assert pair.left and [pair.left.text[s.start : s.end].strip() for s in pair.left_spans if s.differs] == ["kuusi"]
    text = render_side_by_side(found, "koivula.txt", "draft.txt", "fi")
    assert "**kuusi**" in text and "<b>" not in text


def test_documents_without_words_have_no_pairs(searcher: Searcher) -> None:
    both, guest = with_guest(searcher, agreement("empty", []))
    assert all(p.change is Change.ONLY_LEFT for p in side_by_side(both, position(both, "koivula.txt"), guest).pairs)
    assert side_by_side(both, guest, guest).pairs == ()


def test_differences_of_words() -> None:
    left, right = differences("yksi kaksi kolme", "yksi neljä kolme")
    assert left == (Span(0, 5, False), Span(5, 11, True), Span(11, 16, False))
    assert right == (Span(0, 5, False), Span(5, 11, True), Span(11, 16, False))


@given(st.text(max_size=40), st.text(max_size=40))
def test_spans_cover_each_text(left: str, right: str) -> None:
    for text, spans in zip((left, right), differences(left, right), strict=True):
        assert "".join(text[s.start : s.end] for s in spans) == (text if spans else "")
        assert bool(spans) == any(ch.isalnum() or not ch.isspace() for ch in text)
