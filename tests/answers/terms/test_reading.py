"""Terms over the small corpus, whose values are listed in ``small_corpus.py``."""

from __future__ import annotations

import pytest

from assistant.answers.results import Term, TermState
from assistant.answers.terms import read_terms, term_kind, term_kinds
from assistant.model import Kind
from assistant.search import Searcher


@pytest.fixture(scope="module")
def terms(searcher: Searcher) -> dict[tuple[str, str], Term]:
    """File and term → the term."""
    files = {a.id: a.file for a in searcher.corpus.agreements}
    found = read_terms(searcher, searcher.corpus.of_kind(Kind.AGREEMENT))
    return {(files[term.agreement], term.term): term for term in found}


def test_each_agreement_has_each_term_once(searcher: Searcher, terms: dict[tuple[str, str], Term]) -> None:
    agreements = searcher.corpus.of_kind(Kind.AGREEMENT)
    assert len(read_terms(searcher, agreements)) == len(terms) == len(agreements) * len(term_kinds())


@pytest.mark.parametrize(
    ("file", "term", "value"),
    [
        ("koivula.txt", "notice_period", "6 kk"),
        ("rantasalo.md", "notice_period", "3 kk"),
        ("rantasalo-luonnos.txt", "notice_period", "12 kk"),
        ("bjorkby.docx", "notice_period", "6 kk"),
        ("koivula.txt", "leader_time", "60 %"),
        ("kuusijarvi.pdf", "leader_time", "2 pv/vk"),
        ("bjorkby.docx", "leader_time", "50 %"),
        ("koivula.txt", "leader_employer", "TVA"),
        ("koivula.txt", "group_meetings", "4/v"),
        ("koivula.txt", "group_chair", "TVA"),
        ("rantasalo.md", "group_size", "6"),
        ("rantasalo.md", "validity", "toistaiseksi"),
        ("kuusijarvi.pdf", "premises_provider", "HVA"),
    ],
)
def test_values_are_read(terms: dict[tuple[str, str], Term], file: str, term: str, value: str) -> None:
    found = terms[file, term]
    assert (found.state, found.value) == (TermState.STATED, value)


def test_what_no_agreement_says_is_not_mentioned(terms: dict[tuple[str, str], Term]) -> None:
    found = terms["rantasalo-luonnos.txt", "dispute_forum"]
    assert (found.state, found.value, found.quote) == (TermState.NOT_MENTIONED, None, None)


def test_values_and_states_go_together_and_quotes_are_cut(
    searcher: Searcher, terms: dict[tuple[str, str], Term]
) -> None:
    agreements = {a.id: a for a in searcher.corpus.agreements}
    for term in terms.values():
        assert (term.value is not None) == (term.state is TermState.STATED)
        assert (term.quote is None) == (term.state is TermState.NOT_MENTIONED)
        if term.quote:
            assert term.quote.agreement == term.agreement
            clause = agreements[term.agreement].clauses[term.quote.clause_index]
            assert term.quote.text == clause.text[term.quote.start : term.quote.end]


def test_terms_are_data() -> None:
    assert term_kind("notice_period").label("sv") == "Uppsägningstid"
    with pytest.raises(KeyError):
        term_kind("x")


def test_every_aspect_of_a_term_exists(searcher: Searcher) -> None:
    known = {aspect.id for aspect in searcher.knowledge.aspects}
    assert {aspect for kind in term_kinds() for aspect in kind.aspects} <= known
