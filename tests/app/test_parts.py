"""Markup, cards, viewer, session and library on values made by hand."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assistant.app import cards, viewer
from assistant.app.access import acting_as
from assistant.app.library import Library, Phase, State, status
from assistant.app.markup import blocks_with_mark, element, escaped
from assistant.app.session import Session, Source, Turn, quotations
from assistant.documents import Sheet, read_document
from assistant.index import StoreError
from assistant.model import (
    OWNER,
    Answer,
    AnswerKind,
    Basis,
    Finding,
    Kind,
    Publicity,
    Quotation,
    Role,
    Status,
    Verdict,
    Viewer,
    quote,
)
from assistant.phrases import catalogue, phrase
from assistant.settings import Settings
from tests.building import agreement, clause
from tests.small_corpus import write_pdf

TEXT = "Yksi lause. Toinen lause. Kolmas lause."


def source(folder: Path, start: int, end: int, pages: tuple[tuple[int, int], ...] = ()) -> Source:
    one = clause(0, "5.2", "Otsikko", TEXT, blocks=(0, 12), pages=pages)
    whole = replace(agreement("a", [one]), pages=pages[-1][1] + 1 if pages else None)
    return Source(quote(whole, one, start, end), folder, whole)


def finding(verdict: Verdict, *quotes: Quotation, region: str = "Koivula") -> Finding:
    return Finding(agreement("a", []).id, "a.txt", region, Status.SIGNED, verdict, 0.9, quotes)


@given(st.text())
def test_escaped_text_shows_its_characters_and_holds_no_markup(text: str) -> None:
    safe = escaped(text)
    assert html.unescape(safe) == text or "\r" in text or re.search(r"[\x00-\x1f\x7f-\x9f\ufdd0-\uffff]", text)
    assert not set(safe) & set("<>\"'{}$`@\\")


def test_element_by_hand() -> None:
    made = element("b", escaped("a<b"), class_="x y", data_n=3, title=None)
    assert made == '<b class="x y" data-n="3">a&lt;b</b>'


def test_a_mark_that_runs_over_two_paragraphs_by_hand() -> None:
    assert blocks_with_mark("abcdef", (0, 3), 2, 5) == "<p>ab<mark>c</mark></p><p><mark>de</mark>f</p>"
    assert blocks_with_mark("abcdef", (0,), 0, 6) == "<p><mark>abcdef</mark></p>"
    assert blocks_with_mark("<i>", (0, 99), 0, 1) == "<p><mark>&lt;</mark>i&gt;</p>"


@given(st.text(max_size=60), st.lists(st.integers(0, 70), max_size=5), st.data())
def test_marks_hold_exactly_the_passage(text: str, blocks: list[int], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = blocks_with_mark(text, blocks, start, end)
    assert "".join(re.findall("<mark>(.*?)</mark>", made, re.DOTALL)) == escaped(text[start:end])
    assert re.sub("</?(p|mark)>", "", made) == escaped(text)


@pytest.mark.parametrize(
    ("iso", "shown"), [("2025-03-01", "1.3.2025"), ("2025-03", "2025-03"), (None, ""), ("x-y-z", "x-y-z")]
)
def test_day(iso: str | None, shown: str) -> None:
    assert cards.day(iso) == shown


def test_buttons_stand_in_the_order_of_the_sources(tmp_path: Path) -> None:
    a, b, c = (source(tmp_path, *span) for span in ((0, 11), (12, 25), (26, 39)))
    answer = Answer(
        "?",
        "fi",
        AnswerKind.WORDINGS,
        "",
        aspects=("x.y",),
        findings=(
            finding(Verdict.POSSIBLE, b.quotation, region="Kuusela"),
            finding(Verdict.NOT_MENTIONED, region="Mäntylä"),
            finding(Verdict.FOUND, a.quotation),
        ),
        basis=(Basis(Kind.MODEL, "m.pdf", (c.quotation,)),),
    )
    assert list(quotations(answer)) == [a.quotation, b.quotation, c.quotation]
    session = Session()
    turn = session.begin("?")
    session.finish(Turn(turn.number, "?", answer, sources=(a, b, c)))
    made = cards.conversation(session, State(), "fi")
    shown = re.findall(r'data-quote="(\d)" title="[^"]*"><q lang="fi">(.*?)</q>', made)
    assert shown == [("0", "Yksi lause."), ("1", "Toinen lause."), ("2", "Kolmas lause.")]
    assert made.index("Koivula") < made.index("Kuusela") < made.index("Mäntylä")
    assert "1/3" in made


def test_choices_that_are_spoken_become_buttons() -> None:
    answer = Answer("?", "fi", AnswerKind.CLARIFY, "Mitä?\n- a\n- b", choices=("a", "b"))
    session = Session(turns=[Turn(0, "?", answer)])
    assert re.findall('data-question="(.)"', cards.conversation(session, State(), "fi")) == ["a", "b"]
    named = Answer("?", "fi", AnswerKind.CLARIFY, "Mukana ovat: A, B.", choices=("A", "B"))
    assert "data-question" not in cards.conversation(Session(turns=[Turn(0, "?", named)]), State(), "fi")


def test_marks_are_shares_of_the_page_by_hand() -> None:
    sheet = Sheet(b"x", 200, 400, 1, 1, (((0.1, 0.1, 0.6, 0.2),),), ())
    made = viewer._sheet(sheet, "s. 1")
    assert "left:10.000%;top:10.000%;width:50.000%;height:10.000%" in made
    assert 'src="data:image/webp;base64,' in made


def test_a_document_that_is_gone_leaves_its_clause(tmp_path: Path) -> None:
    gone = source(tmp_path, 12, 25, pages=((0, 1),))
    session = Session(turns=[Turn(0, "?", sources=(gone,))], shown=(0, 0))
    made = viewer.view(session, "fi")
    assert "tiedostoa ei enää ole kansiossa" in made and "<mark>Toinen lause.</mark>" in made and "<img" not in made


def test_a_document_that_is_no_pdf_leaves_its_clause(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"no page")
    session = Session(turns=[Turn(0, "?", sources=(source(tmp_path, 12, 25, pages=((0, 1),)),))], shown=(0, 0))
    made = viewer.view(session, "fi")
    assert "Sivua ei voida näyttää" in made and "<mark>Toinen lause.</mark>" in made and "<img" not in made


def test_a_page_without_the_passage_is_shown_without_a_mark(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.txt"))
    canvas.drawString(72, 700, "Aivan muuta.")
    canvas.save()
    session = Session(turns=[Turn(0, "?", sources=(source(tmp_path, 12, 25, pages=((0, 1),)),))], shown=(0, 0))
    made = viewer.view(session, "fi")
    assert "<img" in made and 'class="mark"' not in made and "mitään ei ole merkitty" in made


def test_a_file_outside_its_folder_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert source(folder, 0, 4).path is None
    assert source(tmp_path / "nothing", 0, 4).path is None


def test_pages_of_a_quotation_by_hand(tmp_path: Path) -> None:
    pages = ((0, 3), (20, 4))
    assert source(tmp_path, 0, 11, pages).pages == range(3, 4)
    assert source(tmp_path, 12, 25, pages).pages == range(3, 5)
    assert source(tmp_path, 26, 39, pages).pages == range(4, 5)
    assert not source(tmp_path, 0, 11).pages


def test_stepping_stops_at_both_ends(tmp_path: Path) -> None:
    sources = (source(tmp_path, 0, 11), source(tmp_path, 12, 25))
    session = Session(turns=[Turn(0, "?", sources=sources)], shown=(0, 0))
    seen = []
    for by in (-1, 1, 1, -1):
        viewer.step(session, by)
        seen.append(session.shown)
    assert seen == [(0, 0), (0, 1), (0, 1), (0, 0)]
    assert viewer.counted(session, "fi") == "Lainaus 1/2"
    session.shown = (7, 0)
    assert "ei ole enää tässä keskustelussa" in viewer.view(session, "fi")


def test_pages_are_turned_within_the_document(tmp_path: Path) -> None:
    """The quotation stands on pages 3 and 4 of 5."""
    session = Session(turns=[Turn(0, "?", sources=(source(tmp_path, 12, 25, ((0, 3), (20, 4))),))], shown=(0, 0))
    seen = []
    for to in ("next", "next", "previous", "previous", "previous", "previous", "previous", 99, 2, -7, "whole"):
        viewer.turn_to(session, to)  # type: ignore[arg-type]
        seen.append(session.page)
    assert seen == [5, 5, 4, 3, 2, 1, 1, 5, 2, 1, 1]
    assert not session.whole
    viewer.turn_to(session, "quote")
    assert session.page is None
    viewer.turn_to(session, "sideways")
    assert session.page is None


def test_a_whole_text_has_every_clause_and_one_mark(tmp_path: Path) -> None:
    clauses = [clause(i, str(i + 1), f"Otsikko {i}", f"Teksti {i}. Muuta.") for i in range(3)]
    one = agreement("a", clauses)
    session = Session(
        turns=[Turn(0, "?", sources=(Source(quote(one, clauses[1], 0, 9), tmp_path, one),))], shown=(0, 0)
    )
    assert "Teksti 0" not in viewer.view(session, "fi")
    viewer.turn_to(session, "whole")
    made = viewer.view(session, "fi")
    assert re.findall("<mark>(.*?)</mark>", made) == ["Teksti 1."]
    assert [made.index(f"Teksti {i}") for i in range(3)] == sorted(made.index(f"Teksti {i}") for i in range(3))
    session.open(0, 0)
    assert not session.whole


def test_a_text_that_is_too_long_is_shown_around_the_quotation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer, "_LONGEST_TEXT", 30)
    clauses = [clause(i, str(i), None, f"Tekstiä on {i}.") for i in range(9)]
    one = agreement("a", clauses)
    source = Source(quote(one, clauses[4], 0, 7), tmp_path, one)
    session = Session(turns=[Turn(0, "?", sources=(source,))], shown=(0, 0), whole=True)
    assert re.findall(r"on (\d)\.", viewer.view(session, "fi")) == ["3", "4", "5"]


def test_only_what_is_public_may_be_taken_away_unless_by_an_administrator(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    public = source(tmp_path, 0, 11)
    somebody = Viewer("Aino", Role.REPRESENTATIVE, frozenset(Publicity))
    for publicity in Publicity:
        described = replace(public.agreement.description, publicity=publicity)
        one = replace(public, agreement=replace(public.agreement, description=described))
        session = Session(turns=[Turn(0, "?", sources=(one,))], shown=(0, 0))
        with acting_as(somebody):
            assert viewer.may_fetch(one) is (publicity is Publicity.PUBLIC)
            assert ("data-fetch" in viewer.view(session, "fi")) is (publicity is Publicity.PUBLIC)
        with acting_as(OWNER):
            assert "data-fetch" in viewer.view(session, "fi")


def test_old_turns_are_dropped() -> None:
    session = Session()
    for number in range(60):
        session.begin(str(number))
    assert [turn.number for turn in session.turns] == list(range(10, 60))
    assert session.turn(9) is None and session.source(59, 0) is None


def test_a_library_that_fails_says_why(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def closed(*_: object) -> None:
        raise StoreError("errors.syncing")

    def broken(*_: object) -> None:
        raise RuntimeError("detail")

    settings = Settings(data=tmp_path)
    assert status(State(), "fi") == catalogue("fi", "app")["status"]["loading"]
    failed = Library(settings, closed).refresh_for(OWNER)  # type: ignore[arg-type]
    assert (
        failed.phase is Phase.FAILED
        and status(failed, "fi")
        == "Aineistoa ei voitu ladata: Hakemistoa päivitetään juuri muualla; odota, että se päättyy."
    )
    failed = Library(settings, broken).refresh_for(OWNER)  # type: ignore[arg-type]
    assert "detail" not in status(failed, "sv") and "detail" in caplog.text


def test_examples_have_an_answer(library: Library) -> None:
    state = library.state_for(OWNER)
    assert state.searcher is not None and state.regions == ("Koivula", "Kuusela", "Mäntylä")
    for language in ("fi", "sv"):
        assert state.examples[language]
        for question in state.examples[language]:
            found = state.searcher.findings(state.searcher.understand(question))
            assert any(f.verdict is Verdict.FOUND for f in found)


def test_both_languages_say_the_same_things() -> None:
    def keys(value: object, path: str = "") -> set[str]:
        if isinstance(value, dict):
            return {key for name, inner in value.items() for key in keys(inner, f"{path}.{name}")}
        slots = sorted(re.findall(r"\{\w+\}", value)) if isinstance(value, str) else []
        return {f"{path} {slots}"}

    assert keys(catalogue("fi", "app")) == keys(catalogue("sv", "app"))


@pytest.mark.parametrize("role", Role)
def test_a_masked_quotation_is_marked_on_its_page(tmp_path: Path, role: Role) -> None:
    """The passage is found by what the document says; what the viewer writes does not say it, and only administrators see it."""
    write_pdf(tmp_path / "a.pdf", "Sopimus", (("1 Allekirjoitukset", "Kela, Matti Virtanen, johtaja."),))
    whole = read_document(tmp_path / "a.pdf", tmp_path)
    signed = whole.clauses[-1]
    assert "Virtanen" not in signed.text and signed.personal
    shown = Source(quote(whole, signed, 0, len(signed.text)), tmp_path, whole)
    session = Session(turns=[Turn(0, "?", sources=(shown,))], shown=(0, 0))
    with acting_as(Viewer("x", role, frozenset(Publicity))):
        made = viewer.view(session, "fi")
    assert 'class="mark"' in made and phrase("fi", "app.viewer.marked") in made
    assert "Virtanen" not in made
    picture = Image.open(BytesIO(base64.b64decode(re.findall('base64,([^"]+)', made)[0]))).convert("L")
    # A covered name is a black bar: a stroke of black as long as no letter is.
    bars = [row for row in np.asarray(picture) < 40 if max(map(len, bytes(row).split(b"\x00"))) > 100]
    assert bool(bars) is (role is not Role.ADMINISTRATOR)
