"""The documents tab, in a real browser against a real server with a corpus of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.app.access import acting_as
from assistant.app.documents_tab import DocumentsTab
from assistant.app.library import Library
from assistant.app.session import Session
from assistant.model import OWNER, Publicity, Role, Viewer
from assistant.settings import Settings
from tests.app.conftest import KOIVULA, KUUSELA, TITLE, free_port
from tests.small_corpus import write_pdf, write_sidecar

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
HOSTILE_NAME = "<img src=x onerror=window.pwned=1>.md"


@pytest.fixture(scope="module")
def settings(indexed: Callable[[Path, int], Path], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    corpus = tmp_path_factory.mktemp("kept") / "corpus"
    corpus.mkdir()
    write_pdf(
        corpus / "koivula.pdf",
        TITLE.format("Koivulan"),
        (*KOIVULA, ("4 Allekirjoitukset", "Kela, Matti Virtanen, johtaja.")),
    )
    write_sidecar(
        corpus / "koivula.pdf",
        kind="agreement",
        language="fi",
        status="allekirjoitettu",
        region="Koivula",
        date="2025-03-01",
    )
    return Settings(data=indexed(corpus, 1), corpus=(corpus,), port=free_port(), ocr=False)


@pytest.fixture(scope="module")
def library(settings: Settings) -> Library:
    found = Library(settings)
    found.refresh()
    assert found.state_for(OWNER).usable
    return found


@pytest.fixture(scope="module")
def address(settings: Settings, library: Library, start: Callable[[Settings, Library], str]) -> str:
    return start(settings, library)


def tab(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#send:not([disabled])")
    page.click("button[role=tab]:has-text('Asiakirjat')")
    page.wait_for_selector("#documents-made .documents")
    return page


def upload(page: Page, *files: Path) -> dict[str, str]:
    """Add files; returns how each ended."""
    page.set_input_files("#documents-file input[type=file]", [str(file) for file in files])
    page.wait_for_selector(f"#documents-file:has-text('{files[-1].stem[:4]}')")
    page.click("#documents-run")
    ended = "[data-stage=searchable], [data-stage=same], [data-stage=asks], [data-stage=failed]"
    page.wait_for_function(
        "([ended, count]) => document.querySelectorAll('#documents-steps li').length === count"
        " && [...document.querySelectorAll('#documents-steps li')].every((li) => li.matches(ended))",
        arg=[ended, len(files)],
    )
    rows = page.locator("#documents-steps li")
    return {
        rows.nth(i).locator("b").inner_text(): str(rows.nth(i).get_attribute("data-stage")) for i in range(rows.count())
    }


def test_a_document_from_its_adding_to_its_removal(
    context: BrowserContext, address: str, settings: Settings, tmp_path: Path
) -> None:
    """A good, a scanned, a broken and a doubled file, and one with a hostile name; then a correction; then it is gone at once."""
    good, copy = tmp_path / "kuusela.pdf", tmp_path / "kopio.pdf"
    write_pdf(good, TITLE.format("Kuuselan"), KUUSELA)
    shutil.copy(settings.corpus[0] / "koivula.pdf", copy)
    broken, scan, hostile = tmp_path / "rikki.pdf", tmp_path / "skannattu.pdf", tmp_path / HOSTILE_NAME
    broken.write_bytes(b"%PDF-1.4 rikki")
    _scan(scan)
    hostile.write_text("# Mäntylän työllisyysalueen yhteistyösopimus\n\n## 1 Kulut\n\nKela maksaa.\n", encoding="utf-8")
    page = tab(context, address)
    ends = upload(page, good, copy, broken, scan, hostile)
    hostile_shown = next(name for name in ends if "img" in name)  # Gradio has changed it already
    expected = {good.name: "searchable", copy.name: "same", broken.name: "failed", scan.name: "failed"}
    assert ends == {**expected, hostile_shown: "searchable"}
    said = page.inner_text("#documents-steps")
    assert "skannattu kuva" in said and "vioittunut" in said and "jo aineistossa nimellä koivula.pdf" in said
    assert page.evaluate("window.pwned") is None and page.locator("#documents-made img").count() == 0
    page.wait_for_selector("#documents-made .documents:has-text('kuusela.pdf')")
    # What was added is found at once; what is said of it can be corrected, and that holds for the next question too.
    page.click("#documents-made tr:has-text('kuusela.pdf') button.link")
    page.wait_for_selector("#documents-made .description")
    page.fill("#documents-made input[data-item=region]", "Uusikuusi")
    page.press("#documents-made input[data-item=region]", "Tab")
    page.wait_for_selector("#documents-steps:has-text('on korjattu')")
    assert 'region = "Uusikuusi"' in (settings.corpus[0] / "kuusela.pdf.sopuri.toml").read_text(encoding="utf-8")
    answer = _asked(page)
    assert "Koivula" in answer and "Uusikuusi" in answer
    page.click("button[role=tab]:has-text('Asiakirjat')")
    page.click("#documents-list")
    page.click("#documents-made tr:has-text('kuusela.pdf') button[data-act=remove]")
    page.click("#documents-made button[data-act=sure]")
    page.wait_for_selector("#documents-steps:has-text('on poistettu')")
    assert not (settings.corpus[0] / "kuusela.pdf").exists()
    assert "Uusikuusi" not in _asked(page)
    page.click("button[role=tab]:has-text('Asiakirjat')")
    page.click("#documents-made .bin button")
    page.wait_for_selector("#documents-steps:has-text('on palautettu')")
    assert "Uusikuusi" in _asked(page)


def _asked(page: Page) -> str:
    """The answer to a question of all regions."""
    page.click("button[role=tab]:has-text('Kysy')")
    before = page.locator("#log article").count()
    page.fill("#question textarea", "Mikä on irtisanomisaika?")
    page.click("#send")
    page.wait_for_function("count => document.querySelectorAll('#log article .answer').length > count", arg=before)
    return page.locator("#log article").last.inner_text()


def test_masked_words_and_clauses_are_corrected(context: BrowserContext, address: str, settings: Settings) -> None:
    page = tab(context, address)
    page.fill("#documents-made input[data-act=filter]", "ei ole")
    page.press("#documents-made input[data-act=filter]", "Tab")
    page.wait_for_selector("#documents-made:has-text('ei ole tällaista')")
    page.fill("#documents-made input[data-act=filter]", "KOIVULA pdf")
    page.press("#documents-made input[data-act=filter]", "Tab")
    page.click("#documents-made tr:has-text('koivula.pdf') button.link")
    page.wait_for_selector("#documents-made .masked:has-text('Matti Virtanen')")
    page.click("#documents-made .masked button[data-act=show]")
    page.wait_for_selector("#documents-made .masked:has-text('ei löytynyt')")
    page.fill("#documents-made .masked input", "Rautalahden")
    page.press("#documents-made .masked input", "Tab")
    page.wait_for_selector("#documents-made .masked table:has-text('Rautalahden')")
    number = page.locator("#documents-made .clauses input[data-act=number]").last
    number.fill("9")
    number.press("Tab")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#documents-made .clauses input[data-act=number]')].at(-1).value === '9'"
    )
    page.wait_for_selector("#documents-steps:has-text('on korjattu')")
    page.locator("#documents-made .clauses .quote").last.click()
    page.wait_for_selector("#page .sheet .mark")
    assert 'number = "9"' in (settings.corpus[0] / "koivula.pdf.sopuri.toml").read_text(encoding="utf-8")


def test_a_representative_sees_the_list_and_changes_nothing(settings: Settings, library: Library) -> None:
    """Whatever her browser sends."""
    import gradio as gr

    with gr.Blocks():
        made = DocumentsTab(library, gr.State(), gr.Radio(["fi", "sv"]), "fi", settings)
    before = sorted(path.name for path in settings.corpus[0].iterdir())
    with acting_as(Viewer("edustaja", Role.REPRESENTATIVE, frozenset({Publicity.PUBLIC}))):
        listed = made.update(library.state_for(Viewer("e", Role.REPRESENTATIVE, frozenset({Publicity.PUBLIC}))), "fi")[
            made.made
        ]
        assert "koivula.pdf" in listed and 'data-act="remove"' not in listed and 'data-act="rebuild"' not in listed
        for act, item, value in (
            ("sure", "koivula", ""),
            ("rebuild", "", ""),
            ("describe", "region", "x"),
            ("restore", "x", ""),
        ):
            data = gr.EventData(None, {"act": act, "item": item, "value": value})
            html, _, _ = made._act("fi", Session(), data)
            assert "Vain ylläpitäjä" in html
        assert "Vain ylläpitäjä" in next(made._add(["x"], "fi", Session()))[0]
        opened, _, _ = made._act("fi", Session(), gr.EventData(None, {"act": "open", "item": "koivula"}))
        assert "irtisanomisaika" in opened and "<input" not in opened and 'data-act="show"' not in opened
    assert sorted(path.name for path in settings.corpus[0].iterdir()) == before


def _scan(path: Path) -> None:
    """A PDF that is a picture of a page."""
    from PIL import Image, ImageDraw
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((150, 200), "Yhteistyösopimus " * 5, fill=0)
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
