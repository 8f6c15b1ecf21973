"""Checklists over the small corpus."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers.checklists import checklist
from assistant.answers.results import BasisKind, Checklist, Item, ItemStatus, Phase
from assistant.index import Embedder, Store, connect
from assistant.model import Agreement, Kind
from assistant.search import Searcher, UnknownRegionError, load_searcher, with_guest
from tests.building import agreement, clause, simple

REFERENCES = {
    "statutory_service": ["388/2024 3 § 1 kohta"],
    "statutory_staff": ["388/2024 3 § 2 kohta"],
    "statutory_yearly_check": ["388/2024 3 § 3 kohta"],
    "statutory_joint_costs": ["388/2024 3 § 4 kohta", "381/2023 10 § 2 mom."],
    "statutory_kela_costs": ["388/2024 3 § 5 kohta"],
}
FULL = agreement(
    "luonnos",
    [
        clause(
            0,
            "1",
            "Palvelun järjestäminen",
            "Palvelu järjestetään yhteisessä toimipisteessä, joka sijaitsee Metsolassa.",
        ),
        clause(
            1,
            "2",
            "Henkilöstö",
            "Työvoimaviranomainen osoittaa 3 henkilötyövuotta. Hyvinvointialue osoittaa 2 henkilötyövuotta. "
            "Kela osoittaa yhden henkilötyövuoden.",
        ),
        clause(2, "3", "Tarkistaminen", "Henkilöstön riittävyys tarkistetaan joka vuosi lokakuussa."),
        clause(
            3,
            "4",
            "Kustannukset",
            "Yhteiset kustannukset jaetaan työvoimaviranomaisen ja hyvinvointialueen kesken puoliksi. "
            "Kela ei osallistu yhteisiin kustannuksiin.",
        ),
    ],
    region="Metsola",
)


def by_id(made: Checklist) -> dict[str, Item]:
    return {item.id: item for item in made.items}


def of(item: Item, kind: BasisKind) -> list[str]:
    return [ground.reference for ground in item.grounds if ground.kind is kind]


@pytest.mark.parametrize(
    "draft",
    [
        agreement("tyhja", [], region=None),
        simple(
            "lyhyt", "Sopijaosapuolet ovat Metsolan kaupunki, Rautalahden hyvinvointialue ja Kela.", region="Metsola"
        ),
    ],
    ids=["empty", "nearly empty"],
)
def test_a_draft_with_next_to_nothing_lacks_all_five_mandatory_items(searcher: Searcher, draft: Agreement) -> None:
    items = by_id(checklist(searcher, draft=draft))
    for name, references in REFERENCES.items():
        assert items[name].status is ItemStatus.MISSING_IN_DRAFT and items[name].draft == ()
        assert of(items[name], BasisKind.STATUTE) == references


def test_a_draft_that_has_them_is_quoted(searcher: Searcher) -> None:
    items = by_id(checklist(searcher, draft=FULL))
    for name in REFERENCES:
        assert items[name].status is ItemStatus.IN_DRAFT, name
        assert items[name].draft
        for quote in items[name].draft:
            assert quote.file == "luonnos.txt"
            assert quote.text == FULL.clauses[quote.clause_index].text[quote.start : quote.end]


def test_a_draft_that_tells_the_staff_of_two_of_three_is_unclear_and_says_whose_is_missing(searcher: Searcher) -> None:
    draft = simple(
        "luonnos",
        "Työvoimaviranomainen osoittaa toimintaan 3 henkilötyövuotta.",
        "Hyvinvointialue osoittaa toimintaan 2 henkilötyövuotta.",
        region="Metsola",
    )
    staff = by_id(checklist(searcher, draft=draft))["statutory_staff"]
    assert staff.status is ItemStatus.UNCLEAR_IN_DRAFT and staff.lacking == ("Kelan henkilöstömäärä",)


def test_what_comes_after_the_table_is_never_held_to_be_done_by_a_draft(searcher: Searcher) -> None:
    draft = simple("luonnos", "Henkilöstön riittävyys tarkistetaan joka vuosi lokakuussa.", region="Metsola")
    items = by_id(checklist(searcher, draft=draft))
    assert items["yearly_check_dated"].status is ItemStatus.OPEN and items["yearly_check_dated"].draft
    assert {i.status for i in items.values() if i.phase is Phase.AFTER} == {ItemStatus.OPEN}


def test_without_a_draft_nothing_is_judged(searcher: Searcher) -> None:
    made = checklist(searcher)
    assert {item.status for item in made.items} == {ItemStatus.OPEN}
    assert all(item.draft == item.own == item.lacking == () for item in made.items)


@pytest.mark.parametrize("draft", [None, FULL])
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_nothing_lacks_a_basis_words_or_its_place(searcher: Searcher, language: str, draft: Agreement | None) -> None:
    made = checklist(searcher, draft=draft, language=language)
    assert all(item.grounds and item.text and item.why and item.question for item in made.items)
    places = [(list(Phase).index(item.phase), -item.weight) for item in made.items]
    assert places == sorted(places) and len({item.id for item in made.items}) == len(made.items)
    assert {item.phase for item in made.items} == set(Phase)


def test_what_nothing_supports_is_left_out(searcher: Searcher) -> None:
    # Nobody in the small corpus speaks of disputes, and no law or study does either.
    assert "disputes" not in by_id(checklist(searcher))
    joined, _ = with_guest(
        searcher, simple("x", "Erimielisyydet ratkaistaan osapuolten välisin neuvotteluin.", region="X")
    )
    assert of(by_id(checklist(joined))["disputes"], BasisKind.REGIONS) == ["1/5 alueen sopimuksessa"]


def test_evidence_is_of_the_leading_agreements_of_other_regions(searcher: Searcher) -> None:
    ending = by_id(checklist(searcher))["ending"]
    files = [quote.file for quote in ending.evidence]
    assert 1 <= len(files) <= 3 and len(set(files)) == len(files)
    assert "rantasalo-luonnos.txt" not in files and "ohje.md" not in files
    assert of(ending, BasisKind.REGIONS) == ["3/4 alueen sopimuksessa"]


@pytest.mark.parametrize("name", ["Koivula", "koivula", "Koivulan"])
def test_a_region_sees_its_own_agreement_apart_and_the_others_as_evidence(searcher: Searcher, name: str) -> None:
    made = checklist(searcher, name)
    assert made.region == "Koivula"
    rent = by_id(made)["rent"]
    assert [q.text for q in rent.own] == ["Yhteisten toimitilojen vuokran maksaa Koivulan kaupunki."]
    assert {q.file for item in made.items for q in item.evidence} == {"rantasalo.md", "kuusijarvi.pdf", "bjorkby.docx"}


def test_a_region_that_no_agreement_has(searcher: Searcher) -> None:
    with pytest.raises(UnknownRegionError, match="Metsola"):
        checklist(searcher, "Metsola")


def test_a_draft_may_be_of_a_region_that_no_agreement_has(searcher: Searcher) -> None:
    assert checklist(searcher, "Metsola", FULL).region == checklist(searcher, None, FULL).region == "Metsola"


def test_a_draft_that_is_in_the_index_too_is_not_evidence_against_itself(searcher: Searcher) -> None:
    [koivula] = [a for a in searcher.corpus.agreements if a.file == "koivula.txt"]
    made = checklist(searcher, draft=koivula)
    assert made.region == "Koivula"
    assert "koivula.txt" not in {q.file for item in made.items for q in (*item.evidence, *item.own)}


def test_without_any_agreement_the_law_and_the_study_remain(
    small_corpus: Path, indexed: Callable[[Path, int], Path], embedder: Embedder, tmp_path: Path
) -> None:
    for name in ("ohje.md", "ohje.md.sopuri.toml"):
        shutil.copy2(small_corpus / name, tmp_path / name)
    data = indexed(tmp_path, 1)
    with Store(connect("", data), embedder) as store:
        bare = load_searcher(store, data)
    items = by_id(checklist(bare, draft=FULL))
    assert items["statutory_staff"].status is ItemStatus.IN_DRAFT and "prepare" in items
    assert {g.kind for item in items.values() for g in item.grounds} == {BasisKind.STATUTE, BasisKind.STUDY}
    assert all(item.evidence == () for item in items.values())


# ---- items from the model agreement and from most regions

MODEL = agreement(
    "malli",
    [clause(0, "13", "Viestintä", "Yhteisestä viestinnästä vastaa työvoimaviranomainen.")],
    region=None,
    kind=Kind.MODEL,
)


def test_a_topic_of_the_model_becomes_an_item_with_the_models_passage(searcher: Searcher) -> None:
    joined, _ = with_guest(searcher, MODEL)
    item = by_id(checklist(joined))["topic.communication"]
    assert of(item, BasisKind.MODEL) == ["malli.txt, kohta 13"]
    assert [q.text for q in item.evidence] == ["Yhteisestä viestinnästä vastaa työvoimaviranomainen."]
    assert "topic.communication" not in by_id(checklist(searcher))


def test_what_most_regions_agreed_becomes_an_item_where_the_draft_lacks_it(searcher: Searcher) -> None:
    text = "Johtoryhmä kokoontuu vähintään neljä kertaa vuodessa."
    joined = searcher
    for region in ("Aholahti", "Havuranta", "Kivikko"):
        joined, _ = with_guest(joined, simple(region, text, region=region))
    # Koivula says so too: 4 of 7.
    without = by_id(checklist(joined, draft=simple("luonnos", "Kela osoittaa yhden henkilön.", region="Metsola")))
    item = without["topic.steering_group"]
    assert item.status is ItemStatus.MISSING_IN_DRAFT
    assert of(item, BasisKind.REGIONS) == ["Kokousten määrä: 4/7 alueen sopimuksessa"]
    having = by_id(checklist(joined, draft=simple("luonnos", text, region="Metsola")))
    assert "topic.steering_group" not in having


def test_the_checklist_speaks_swedish(searcher: Searcher) -> None:
    made = checklist(searcher, draft=FULL, language="sv")
    assert made.language == "sv"
    assert by_id(made)["rent"].text.startswith("Vem som hyr lokalerna")
    assert of(by_id(made)["rent"], BasisKind.REGIONS) == ["i avtalet för 2/4 områden"]
