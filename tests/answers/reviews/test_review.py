"""The review as a whole over a small corpus, with drafts that are small enough to know by heart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answers.reviews import render, review
from assistant.documents import read_document
from assistant.model import Verdict

if TYPE_CHECKING:
    from assistant.answers.results import Review
    from assistant.search import Searcher

FAULTY = """# Sopimus

## 1 Osapuolet

Osapuolet ovat Suolahden kaupunki, Rautalahden hyvinvointialue ja Kela.

## 2 Johtoryhmä

Johtoryhmä tekee tämän sopimuksen <b>itse</b>. Johtoryhmän puheenjohtajan nimeää Suolahden kaupunki.

## 3 Henkilöstö

Suolahden kaupunki osoittaa 4 htv omavalmentajia. Rautalahden hyvinvointialue osoittaa 2 htv sosiaaliohjaajia.
Kelan henkilöstöstä sovitaan myöhemmin erikseen. Henkilöstön riittävyys tarkistetaan joka toinen vuosi.

## 4 Irtisanominen

Sopimuksen irtisanomisaika on kuusi kuukautta. Kelan irtisanomisaika on yhdeksän kuukautta.

## 5 Muuta

Sopimuksen irtisanomisaika on kolme kuukautta. Sopimus on voimassa toistaiseksi xx.xx.2026 alkaen.
Noudatetaan lakia 1369/2014.
"""


@pytest.fixture(scope="module")
def faulty(searcher: Searcher, tmp_path_factory: pytest.TempPathFactory) -> Review:
    path = tmp_path_factory.mktemp("draft") / "suolahti.md"
    path.write_text(FAULTY, encoding="utf-8")
    return review(searcher, read_document(path, path.parent))


def test_what_the_law_obliges_to_agree_is_judged(faulty: Review) -> None:
    found = {item.id: item for item in faulty.statutory}
    assert list(found) == ["service", "staff", "yearly_check", "joint_costs", "kela_costs"]
    assert all(item.verdict is not Verdict.FOUND for item in found.values())
    assert "Kela" in found["staff"].notes and "hyvinvointialue" not in found["staff"].notes
    assert "vuosittain" in found["yearly_check"].notes


def test_staff_that_some_parties_assign_is_to_be_looked_at_and_what_no_one_assigns_is_missing(faulty: Review) -> None:
    [staff] = [item for item in faulty.statutory if item.id == "staff"]
    assert staff.verdict is Verdict.POSSIBLE and staff.quotes


def test_the_act_is_the_one_that_the_clause_named_before(searcher: Searcher, tmp_path: Path) -> None:
    said = "Laki 381/2023 velvoittaa sopimaan. Lain 25 §:ssä säädetään johtoryhmästä."
    other = "Lait 381/2023 ja 380/2023 velvoittavat. Lain 25 §:ssä säädetään muusta."
    (tmp_path / "lait.md").write_text(
        f"# Sopimus\n\n## 1 Tausta\n\n{said}\n\n## 2 Muuta\n\n{other}\n", encoding="utf-8"
    )
    found = review(searcher, read_document(tmp_path / "lait.md", tmp_path))
    assert [remark.quote.text for remark in found.citations] == ["Lain 25 §:ssä säädetään johtoryhmästä."]


def test_old_wording_citations_and_open_places_are_quoted(faulty: Review) -> None:
    assert [remark.quote.text for remark in faulty.superseded] == [
        "Johtoryhmä tekee tämän sopimuksen <b>itse</b>.",
        "Noudatetaan lakia 1369/2014.",
    ]
    assert [remark.quote.text for remark in faulty.citations] == ["Noudatetaan lakia 1369/2014."]
    assert [remark.quote.text for remark in faulty.open_places] == [
        "Sopimus on voimassa toistaiseksi xx.xx.2026 alkaen."
    ]


def test_two_notice_periods_contradict_each_other_and_a_partys_own_does_not(faulty: Review) -> None:
    [remark] = faulty.contradictions
    assert remark.quote.text == "Sopimuksen irtisanomisaika on kolme kuukautta."
    assert [quote.text for quote in remark.other] == [
        "Sopimuksen irtisanomisaika on kuusi kuukautta. Kelan irtisanomisaika on yhdeksän kuukautta."
    ]


def test_what_others_have_is_missed(faulty: Review) -> None:
    [entry] = [entry for entry in faulty.missing_topics if entry.topic == "leader"]
    # Koivula, Kuusijärvi and Björkby speak of the leader; Rantasalo does not.
    assert (entry.agreements_with, entry.of) == (3, 4)


def test_every_quotation_is_cut_out_of_the_draft(faulty: Review) -> None:
    words = " ".join(FAULTY.split())
    for remark in (*faulty.superseded, *faulty.contradictions, *faulty.citations, *faulty.open_places):
        assert all(" ".join(quote.text.split()) in words for quote in (remark.quote, *remark.other))


def test_the_draft_stays_out_of_the_index(searcher: Searcher, faulty: Review) -> None:
    assert faulty.file == "suolahti.md"
    assert all(agreement.file != "suolahti.md" for agreement in searcher.corpus.agreements)


def test_the_remarks_are_markdown_without_the_drafts_markup(faulty: Review) -> None:
    text = render(faulty)
    assert "1369/2014" in text and "<b>" not in text


def test_the_language_of_the_remarks_can_be_chosen(searcher: Searcher, tmp_path: Path) -> None:
    path = tmp_path / "suolahti.md"
    path.write_text(FAULTY, encoding="utf-8")
    found = review(searcher, read_document(path, tmp_path), "sv")
    assert found.language == "sv" and "Granskning" in render(found)
