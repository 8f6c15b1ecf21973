"""Every topic for every region of the sample: what is offered exists, is another region's, and carries none of its names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.answers.drafts import Drafter
from assistant.answers.results import Draft
from assistant.answers.superseded import superseded
from assistant.model import Kind, Status

pytestmark = pytest.mark.timeout(280)


@pytest.fixture(scope="module")
def drafts(drafter: Drafter) -> list[Draft]:
    corpus = drafter.searcher.corpus
    regions = [corpus.agreements[i].description.region for i in drafter.leaders]
    assert len(regions) >= 14
    topics = [topic.id for topic in drafter.searcher.knowledge.topics]
    return [drafter.draft(topic, region) for topic in topics for region in [*regions, "Uusiniemi"]]


def pieces(drafts: list[Draft]) -> Iterator[tuple[Draft, str, str, int, int, str]]:
    """(draft, text, undone, clause, start, agreement) of each piece."""
    for draft in drafts:
        for alternative in draft.alternatives:
            for piece in alternative.pieces:
                source = piece.source
                assert source is not None and piece.text in alternative.text
                yield draft, piece.text, piece.undone, source.clause_index, source.start, source.agreement


def test_every_piece_undone_is_a_passage_that_exists(drafter: Drafter, drafts: list[Draft]) -> None:
    corpus = drafter.searcher.corpus
    count = 0
    for _, _, undone, clause, start, name in pieces(drafts):
        text = corpus.agreements[corpus.by_id[name]].clauses[clause].text
        assert text[start : start + len(undone)] == undone
        count += 1
    assert count > 1000


def test_no_source_is_the_regions_own_or_guidance_or_unsettled(drafter: Drafter, drafts: list[Draft]) -> None:
    corpus = drafter.searcher.corpus
    for draft, _, _, _, _, name in pieces(drafts):
        d = corpus.agreements[corpus.by_id[name]].description
        assert d.kind in (Kind.AGREEMENT, Kind.MODEL) and d.language == draft.language
        assert d.region != draft.region and d.status is not Status.DRAFT


def test_no_name_of_a_source_and_no_contact_is_left(drafter: Drafter, drafts: list[Draft]) -> None:
    corpus = drafter.searcher.corpus
    for draft, text, _, _, _, name in pieces(drafts):
        region = corpus.agreements[corpus.by_id[name]].description.region
        own = draft.region or ""
        for part in re.findall(r"\w+", region or ""):
            stem = part[:-2]
            assert len(part) < 5 or stem not in text or stem in own, text
        assert not re.search(r"@|\b0\d\d \d{3}|Xxxx", text), text


def test_nothing_offered_is_superseded(drafts: list[Draft]) -> None:
    for _, text, undone, _, _, _ in pieces(drafts):
        assert superseded(undone) == (), text


def test_alternatives_are_few_and_differ(drafts: list[Draft]) -> None:
    for draft in drafts:
        texts = [alternative.text for alternative in draft.alternatives]
        assert len(set(texts)) == len(texts) <= 5
        assert len({alternative.style for alternative in draft.alternatives}) == len(texts)
        assert draft.language == "sv" or len(texts) >= 2 or draft.notes


def test_most_topics_have_three_alternatives_in_finnish(drafts: list[Draft]) -> None:
    finnish = [draft for draft in drafts if draft.language == "fi"]
    assert sum(len(draft.alternatives) >= 3 for draft in finnish) >= 0.8 * len(finnish)
