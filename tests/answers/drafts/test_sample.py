"""Every topic for every region of the sample: what is offered exists, is another region's, and carries none of its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.drafts import Drafter
from assistant.answers.results import Draft
from assistant.answers.superseded import superseded
from assistant.documents import read_document
from assistant.model import Kind, Status
from assistant.search import Searcher, with_guest

UNSEEN = Path(__file__).parents[3] / "eval" / "terms" / "unseen"

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
        assert d.kind in (Kind.AGREEMENT, Kind.MODEL)
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
        assert len({(alternative.style, alternative.language) for alternative in draft.alternatives}) == len(texts)
        assert len(texts) >= 3 or draft.notes


def test_another_language_is_only_for_reference(drafter: Drafter, drafts: list[Draft]) -> None:
    corpus = drafter.searcher.corpus
    swedish = [draft for draft in drafts if draft.language == "sv"]
    assert any(alternative.language == "fi" for draft in swedish for alternative in draft.alternatives)
    for draft in drafts:
        languages = [alternative.language for alternative in draft.alternatives]
        assert languages == sorted(languages, key=lambda language: language != draft.language)
        assert len(set(languages)) == 1 or languages.count(draft.language) < 3
        for alternative in draft.alternatives:
            assert (alternative.language == draft.language) != ("på finska" in alternative.style_label)
            for source in alternative.sources:
                assert corpus.agreements[corpus.by_id[source.agreement]].description.language == alternative.language


# Beginnings of the names of all towns, counties, areas, districts, villages and houses of the sample's and the unseen agreements.
PLACES = re.compile(
    r"\b(?:Aapama|Aavarann|Ahlskär|Ahvensaar|Alholma|Alörn|Berghäll|Bergnora|Bryggan|Ekstubb|Fjärden|Granskär|Haapaselk|Haapasel"
    r"|Hallavuo|Hamnmagasin|Hannukar|Harjakos|Harjukos|Hepokar|Hepokorp|Hietakar|Hietapuro|Hirvikan|Honkavuo|Hopeasaar|Huurrehel"
    r"|Huurremä|Itä-Suom|Itäharju|Jäkäläsu|Jänkälä|Järviylän|Kaarnasal|Kaislaran|Kallasmaa|Kallioharj|Karhunsu|Keski-Suom|Keskives"
    r"|Kirkkoharj|Kivilam|Klockholm|Kontiosal|Koppelonk|Korpela|Korpimaa|Kurjenkosk|Kurkimaa|Kustnejd|Kuuralin|Kuuranen|Lehmusniem"
    r"|Lillkyro|Lindfjäll|Lindkulla|Linnanrint|Ljungnäs|Louhela|Louhisuo|Lumisal|Länsi-Peur|Peuravaar|Malminkyl|Marjomaa|Merikair"
    r"|Mustakor|Niittylah|Norpanlah|Norrsund|Ohrasaar|Palokosk|Petäjäniem|Petäjäkos|Pohjarant|Punaisel|Rautavuor|Repolah|Riihivain"
    r"|Ruostejok|Ruoviko|Ruskama|Rymättö|Sahanran|Salmenseu|Salolam|Sammalniem|Sandhöjd|Sarkaluod|Selkosma|Sillankorv|Simpukka"
    r"|Sinisaar|Skärgård|Skärvik|Stenholm|Suvantokar|Suvimaa|Svanå|Svartsund|Sydänsalo|Tallsund|Tammivaar|Tervakan|Tervasalm|Tervonsuo"
    r"|Tervahov|Tjockskär|Tuohivaar|Ulapan|Vaahersalo|Vasamajär|Vehkasalm|Vellamo|Viljaniem|Vitikkala|Vuolasjär|Vuorenkosk|Vuorenkyl"
    r"|Ylikylä|Ylipuro|Ylä-Nää|Ylävuor|Ytterholm|Yttersund|Ungdomslots|Valssikat|Louhoskat|Hamngat|Tukkilais|Kauppakuj)"
)
ORGANS = re.compile(
    r"(?:kaupungin|kunnan)(?:hallitu|valtuusto)|lautakun[tn]|vakuutuspiiri|(?:kommun|stads)(?:styrelse|fullmäktige)|sysselsättningsnämnd"
    r"|försäkringsdistrikt",
    re.IGNORECASE,
)


def assert_nobodys_names(draft: Draft, own: str) -> None:
    """No alternative has another region's place, organ (but as an example in an open place) or clause number."""
    for alternative in draft.alternatives:
        for piece in alternative.pieces:
            settled = re.sub(r"\[[^\[\]]*\]", "[]", piece.text)
            foreign = [place for place in PLACES.findall(settled) if place not in own]
            assert not foreign, (foreign, piece.text)
            assert not ORGANS.search(settled), piece.text
            assert not re.match(r"\W?\d+\.\d", piece.text), piece.text


def test_no_place_organ_or_clause_number_of_any_other_region_is_left(drafter: Drafter, drafts: list[Draft]) -> None:
    corpus = drafter.searcher.corpus
    for draft in drafts:
        position = drafter.own(draft.region)
        own = () if position is None else corpus.agreements[position].description.parties
        assert_nobodys_names(draft, " ".join((draft.region or "", *own)))


def test_nor_over_agreements_in_other_voices(sample_searcher: Searcher) -> None:
    searcher = sample_searcher
    for path in (UNSEEN / name for name in ("A/ruostejoki.md", "B/hietapuro.md", "B/kaarnasalmi.md", "B/ljungnas.md")):
        searcher, _ = with_guest(searcher, read_document(path, path.parent))
    drafter = Drafter(searcher)
    used = set()
    for i, topic in enumerate(searcher.knowledge.topics):
        for language, region in (("fi", "Uusiniemi"), ("sv", "Nystrand"))[: 1 + (i % 3 == 0)]:
            draft = drafter.draft(topic.id, region, language)
            assert_nobodys_names(draft, region)
            used |= {source.file for alternative in draft.alternatives for source in alternative.sources}
    assert len([file for file in used if file.endswith(".md")]) == 4  # only the ones read here are Markdown


def test_most_topics_have_three_alternatives_in_finnish(drafts: list[Draft]) -> None:
    finnish = [draft for draft in drafts if draft.language == "fi"]
    assert sum(len(draft.alternatives) >= 3 for draft in finnish) >= 0.8 * len(finnish)
