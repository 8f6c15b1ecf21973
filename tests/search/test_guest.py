"""A document beside the index."""

import dataclasses

from assistant.model import AgreementId, Verdict
from assistant.search import Searcher, with_guest


def test_a_guest_is_judged_as_if_it_were_in_the_index(searcher: Searcher) -> None:
    for position in range(len(searcher.corpus.agreements)):
        original = searcher.corpus.agreements[position]
        joined, guest = with_guest(searcher, original)
        query = joined.query_for(["termination.notice_period"], (position, guest))
        first, second = joined.findings(query)
        assert first.verdict is second.verdict
        assert [q.text for q in first.quotes] == [q.text for q in second.quotes]
        assert second.agreement == f"{original.id}-draft" and all(
            q.agreement == second.agreement for q in second.quotes
        )


def test_a_guest_without_clauses_mentions_nothing_and_changes_nothing_else(searcher: Searcher) -> None:
    empty = dataclasses.replace(searcher.corpus.agreements[0], id=AgreementId("x"), clauses=())
    joined, guest = with_guest(searcher, empty)
    query = joined.query_for(["termination.notice_period"], (guest,))
    assert [f.verdict for f in joined.findings(query)] == [Verdict.NOT_MENTIONED]
    everyone = searcher.query_for(["termination.notice_period"])
    assert searcher.findings(everyone) == joined.findings(dataclasses.replace(everyone))
    assert len(searcher.corpus.agreements) == len(joined.corpus.agreements) - 1
