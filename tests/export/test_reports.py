"""Each kind of result as a report. Values are made by hand; what is expected stands beside them."""

from __future__ import annotations

import dataclasses

import pytest

from assistant.answers.results import (
    Alternative,
    BasisKind,
    Change,
    Checklist,
    Deviation,
    Draft,
    Ground,
    Item,
    ItemStatus,
    MissingTopic,
    Pair,
    Phase,
    Piece,
    Remark,
    Requirement,
    Review,
    SideBySide,
    Slot,
    Span,
)
from assistant.export import (
    Report,
    answer_report,
    checklist_report,
    comparison_report,
    draft_report,
    review_report,
    side_by_side_report,
)
from assistant.export.report import Paragraph, Section, Table, Tone
from assistant.export.scope import Scope
from assistant.model import Answer, AnswerKind, Basis, Kind, Publicity, Variant, Verdict
from tests.export.conftest import KOIVULA, KUUSELA, cut, finding, scope_over
from tests.export.test_sheet import comparison

ANSWER = Answer(
    question="Mikä on irtisanomisaika?",
    language="fi",
    kind=AnswerKind.WORDINGS,
    text="",
    topic="term",
    topic_label="Irtisanomisaika",
    aspects=("term.notice",),
    findings=(finding(KOIVULA, Verdict.FOUND, cut()), finding(KUUSELA, Verdict.NOT_MENTIONED)),
    variants=(Variant("kuusi kuukautta", (KOIVULA.id,), cut()), Variant("muu", (KUUSELA.id,), cut(KUUSELA))),
    basis=(Basis(Kind.MODEL, "malli.txt", (cut(),)),),
)


def section(report: Report, *titles: str) -> Section:
    """The section that these titles lead to."""
    sections = report.sections
    found = None
    for title in titles:
        [found] = [s for s in sections if s.title == title]
        sections = found.sections
    assert found is not None
    return found


def table(found: Section) -> list[list[str]]:
    """The texts of a section's one table; paragraphs of a cell are separated by "|"."""
    [one] = [block for block in found.blocks if isinstance(block, Table)]
    return [["|".join(p.text for p in cell.paragraphs) for cell in row] for row in one.rows]


def texts(found: Section) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def test_an_answer_has_every_agreement_in_one_table(scope: Scope) -> None:
    report = answer_report(ANSWER, scope)
    assert (report.title, report.language) == ("Irtisanomisaika", "fi")
    assert report.facts[0] == ("Kysymys", "Mikä on irtisanomisaika?")
    signed = "allekirjoitettu 1.1.2025"
    assert table(section(report, "Alueet")) == [
        [f"Koivula|{signed}", "Löytyi", "”Irtisanomisaika on kuusi kuukautta.”"],
        [f"Kuusela|{signed}", "Ei mainita", "–"],
    ]
    told = texts(section(report, "Yhteenveto"))
    assert told[0] == "Löytyi 1/2 sopimuksesta; tarkistettava 0; ei mainita 1."
    assert told[-2:] == ["1 × kuusi kuukautta (Koivula)", "1 × muu (Kuusela)"]
    assert texts(section(report, "Laki, malli ja ohjeet", "Mallisopimus: malli.txt")) == [
        "”Irtisanomisaika on kuusi kuukautta.”"
    ]
    assert [note.quotation for note in report.notes()] == [cut(), cut(KUUSELA), cut(), cut()]
    assert any("Ihminen ei ole tarkistanut" in text for text in texts(section(report, "Tietoja tästä asiakirjasta")))


def test_an_answer_in_words_keeps_its_lines(scope: Scope) -> None:
    vague = Answer("Miten?", "en", AnswerKind.CLARIFY, "Mistä?\n- Vuokrasta\n- Ajasta")
    report = answer_report(vague, scope)
    assert report.language == "fi" and texts(section(report, "Vastaus")) == ["Mistä?", "Vuokrasta", "Ajasta"]


@pytest.mark.parametrize(
    ("publicity", "notice"), [(Publicity.INTERNAL, "Sisäinen:"), (Publicity.SECRET, "Salassa pidettävä:")]
)
def test_quotations_that_are_not_public_mark_the_whole_document(publicity: Publicity, notice: str) -> None:
    description = dataclasses.replace(KOIVULA.description, publicity=publicity)
    known = scope_over(dataclasses.replace(KOIVULA, description=description), KUUSELA, invented=True)
    report = answer_report(ANSWER, known)
    assert report.notices[0].startswith(notice) and report.notices[1].startswith("Aineisto on keksitty")
    assert answer_report(ANSWER, scope_over(KOIVULA, KUUSELA)).notices == ()


def test_a_comparison_has_overview_outliers_terms_and_topics(scope: Scope) -> None:
    report = comparison_report(comparison(), scope)
    assert table(section(report, "Yhteenveto")) == [
        ["Irtisanomisaika", "1/2", "1: Kuusela", "–"],
        ["Vuokra", "0/2", "–", "2: Koivula, Kuusela"],
    ]
    assert texts(section(report, "Poikkeamat tavallisesta")) == [
        "Koivula: irtisanomisaika on 6 kk; tavallisesti 3 kk (7/9 sopimuksessa)"
    ]
    assert table(section(report, "Ehdot", "irtisanomisaika")) == [
        ["Koivula", "6 kk", "”Irtisanomisaika on kuusi kuukautta.”"],
        ["Kuusela", "Ei mainita", "–"],
    ]
    assert [row[1] for row in table(section(report, "Aiheet", "Vuokra"))] == ["Ei mainita", "Ei mainita"]
    assert dict(report.facts)["Vertailussa"] == "Koivula, Kuusela"


def test_two_agreements_side_by_side_mark_what_differs(scope: Scope) -> None:
    # "Irtisanomisaika on kuusi kuukautta." – characters 19 to 24 are "kuusi"
    pair = Pair(Change.CHANGED, cut(), cut(KUUSELA), (Span(0, 19, False), Span(19, 24, True)), ())
    only = Pair(Change.ONLY_LEFT, cut(start=36, end=72), None)
    report = side_by_side_report(SideBySide(KOIVULA.id, KUUSELA.id, (pair, only)), scope, "fi")
    found = section(report, "Kohdat rinnakkain")
    assert table(found) == [
        ["Muutettu", "7.1 Päättyminen|Irtisanomisaika on kuusi kuukautta.", "Sopimus on toistaiseksi voimassa."],
        ["Vain vasemmalla", "7.1 Päättyminen|Irtisanominen tehdään kirjallisesti.", "–"],
    ]
    [block] = found.blocks
    assert isinstance(block, Table)
    assert [(r.text, r.marked) for r in block.rows[0][1].paragraphs[1].runs] == [
        ("Irtisanomisaika on ", False),
        ("kuusi", True),
        (" kuukautta.", False),
    ]
    assert "vain sopimuksessa Koivula on 1" in texts(section(report, "Yhteenveto"))[0]


def test_a_draft_has_its_text_with_open_places_and_sources(scope: Scope) -> None:
    pieces = (
        Piece("Aika on [irtisanomisaika].", cut(), changes=("aika avattiin",)),
        Piece("Muu jää ennalleen.", None, template="term.rest"),
    )
    slot = Slot("notice", "irtisanomisaika", None)
    text = "1. Aika on [irtisanomisaika].\nMuu jää ennalleen."
    alternative = Alternative("model", "mallin mukaan", text, pieces, (slot,), ("Ei sano alkamisesta.",))
    report = draft_report(Draft("term", "Irtisanomisaika", "Koivula", "fi", (alternative,), withheld=2), scope)
    found = section(report, "Vaihtoehto 1: mallin mukaan")
    assert texts(found) == [
        "1. Aika on [irtisanomisaika].",
        "Muu jää ennalleen.",
        "Täytettävät kohdat",
        "Mitä lähteestä on muutettu",
        "aika avattiin",
        "Huomattavaa",
        "Ei sano alkamisesta.",
    ]
    first = found.blocks[0]
    assert isinstance(first, Paragraph)
    assert [run.text for run in first.runs if run.marked] == ["[irtisanomisaika]"]
    assert [note.quotation for note in report.notes()] == [cut()] and next(report.notes()).words
    assert table(found) == [["irtisanomisaika", "avoinna", "–"]]
    assert report.notices == ("Pois on jätetty 2 sanamuotoa, jotka ovat vanhentuneita tai lain vastaisia.",)


def test_a_drafts_text_is_whole_even_where_its_pieces_are_not_in_it(scope: Scope) -> None:
    alternative = Alternative("x", "x", "Aivan muuta.", (Piece("Jotain.", cut()),), (), ())
    report = draft_report(Draft("t", "T", None, "fi", (alternative,)), scope)
    assert texts(section(report, "Vaihtoehto 1: x")) == ["Aivan muuta."]


def test_a_checklist_is_a_table_a_phase(scope: Scope) -> None:
    ground = Ground(BasisKind.STATUTE, "388/2024 § 3")
    items = (
        Item("a", Phase.AT, "Sovi ajasta", "Laki vaatii.", "Kuinka pitkä?", ItemStatus.MISSING_IN_DRAFT, 1.0, (ground,), (cut(),)),
        Item("b", Phase.BEFORE, "Lue", "", "", ItemStatus.DONE, 1.0, (), notes="luettu"),
    )  # fmt: skip
    report = checklist_report(Checklist("Kuusela", "oma.docx", "fi", items), scope)
    assert [s.title for s in report.sections][:2] == ["Ennen neuvottelua", "Neuvottelussa"]
    assert table(section(report, "Ennen neuvottelua")) == [["☑ Tehty", "Lue|Omat muistiinpanot: luettu", "–"]]
    assert table(section(report, "Neuvottelussa")) == [
        [
            "☐ Puuttuu luonnoksesta",
            "Sovi ajasta|Laki vaatii.|Kuinka pitkä?",
            "Laki: 388/2024 § 3|Koivula: ”Irtisanomisaika on kuusi kuukautta.”",
        ]
    ]
    assert dict(report.facts)["Luonnos"] == "oma.docx"


def test_a_review_has_every_group_and_says_where_there_is_nothing(scope: Scope) -> None:
    review = Review(
        file="oma.docx",
        language="fi",
        statutory=(Requirement("staff", "Henkilöstö", "388/2024 § 3", Verdict.FOUND, (cut(),)),),
        superseded=(Remark("leader", cut(), "vanha", (cut(KUUSELA),)),),
        missing_topics=(MissingTopic("rent", "Vuokra", 7, 9, True, (cut(KUUSELA),)),),
        deviations=(Deviation("term", "Aika", cut(), "3 kk", (cut(KUUSELA),)),),
        contradictions=(),
        citations=(),
        open_places=(),
    )
    report = review_report(review, scope)
    six, rest = "”Irtisanomisaika on kuusi kuukautta.”", "”Sopimus on toistaiseksi voimassa.”"
    assert table(section(report, "Lain vaatima sisältö")) == [["Henkilöstö|388/2024 § 3", "Löytyi", six]]
    assert table(section(report, "Vanhentuneet sanamuodot")) == [[six, f"vanha|{rest}"]]
    assert table(section(report, "Puuttuvat aiheet")) == [
        ["Vuokra", "7/9 sopimuksessa|Myös mallisopimuksessa", f"Kuusela: {rest}"]
    ]
    assert table(section(report, "Poikkeaa muista alueista tai mallista")) == [[f"Aika|{six}", f"3 kk|Kuusela: {rest}"]]
    for title in ("Ristiriidat", "Viittaukset säädöksiin", "Avoimet kohdat"):
        assert texts(section(report, title)) == ["Ei huomautettavaa."]
    [block] = section(report, "Lain vaatima sisältö").blocks
    assert isinstance(block, Table) and block.rows[0][1].tone is Tone.FOUND
