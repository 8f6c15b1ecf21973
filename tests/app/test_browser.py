"""What a user does, in a real browser against a real server."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.app.library import Library
from assistant.index import StoreError
from assistant.model import OWNER
from assistant.search import Searcher
from assistant.settings import Settings
from tests.app.conftest import HOSTILE, HOSTILE_FILE, free_port
from tests.running import run_apart

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def opened(context: BrowserContext, address: str) -> Page:
    """A fresh page, ready for questions."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#send:not([disabled])")
    return page


def ask(page: Page, question: str) -> None:
    """Ask and wait until the answer stands."""
    before = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function(f"document.querySelectorAll('.turn').length === {before + 1}")
    page.wait_for_function("document.querySelector('.turn:last-child .thinking') === null")


def test_first_question_opens_the_marked_page(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.click(".questions button:has-text('irtisanomisaika')")
    page.wait_for_selector("#page .sheet .mark")
    assert page.locator(".card.found h4").all_inner_texts()[0].startswith("Koivula")
    assert page.inner_text("#page h2") == "koivula.pdf"
    current = page.locator("#log .quote[aria-current]")
    assert current.count() == 1 and "Sopimuksen irtisanomisaika on kuusi kuukautta." in current.inner_text()
    # The mark lies on the page's image, and the image is the page.
    sheet, mark = page.locator(".sheet").bounding_box(), page.locator(".sheet .mark").first.bounding_box()
    assert sheet and mark
    assert sheet["x"] < mark["x"] and mark["x"] + mark["width"] < sheet["x"] + sheet["width"]
    assert page.locator(".sheet").get_attribute("data-page") == "2"
    assert page.evaluate("document.querySelector('.sheet img').naturalWidth") > 1000


def test_quotations_are_turned_by_buttons_and_by_keyboard(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .document")
    total = page.locator("#log .quote").count()
    assert total >= 3
    assert page.inner_text("#count").strip() == f"Lainaus 1/{total}"
    page.click("#next")
    page.wait_for_selector("#page .document[data-quote='1']")
    assert page.locator("#log .quote[aria-current]").get_attribute("data-quote") == "1"
    page.click("#previous")
    page.wait_for_selector("#page .document[data-quote='0']")
    page.locator("#log .quote").nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#page .document[data-quote='2']")
    width = page.locator("#page .document > :last-child").bounding_box()
    page.click("#zoom [data-zoom='1.25']")
    assert (
        width
        and page.evaluate("getComputedStyle(document.querySelector('#page')).getPropertyValue('--zoom')") == "1.25"
    )


def test_a_word_document_shows_the_clause_with_exactly_the_passage_marked(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Mikä on Mäntylän sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .text mark")
    marked = page.locator("#page .text mark").inner_text()
    assert marked == page.locator("#log .quote[aria-current] q").evaluate("q => q.textContent")
    assert "kaksitoista kuukautta" in marked
    assert "Muu teksti on tässä." in page.inner_text("#page .text")
    assert page.locator("#page .sheet").count() == 0


def test_nothing_from_outside_is_executed(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    question = f"Mikä on sopimuksen irtisanomisaika {HOSTILE}"
    ask(page, question)
    asked = page.locator(".asked").last
    assert question in str(asked.evaluate("element => element.textContent"))
    page.locator(f"#log .quote:has-text('{HOSTILE_FILE}')").first.click()
    page.wait_for_function("document.querySelector('#page h2')?.textContent.includes('onerror')")
    assert HOSTILE in str(page.locator("#page .text").evaluate("element => element.textContent"))
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#log img, #log script, #page .text img, #page script").count() == 0


def test_the_region_filter(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.click("#regions input")
    assert page.locator("#regions [role=option]").all_inner_texts() == ["Koivula", "Kuusela", "Mäntylä"]
    page.click("#regions [role=option]:has-text('Kuusela')")
    page.keyboard.press("Escape")
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    page.wait_for_selector(".answer")
    headings = page.locator(".card h4").all_inner_texts()
    assert len(headings) == 1 and headings[0].startswith("Kuusela")
    assert "1/1" in page.inner_text(".chips .found")


def test_not_mentioned_is_said_of_every_other_region(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Kuka maksaa toimitilojen vuokran?")
    page.wait_for_selector(".answer")
    assert page.locator(".card.found h4").all_inner_texts()[0].startswith("Koivula")
    assert page.locator("ul.not_mentioned b").all_inner_texts() == ["Kuusela", "Mäntylä"]


def test_a_refused_question(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Mikä on verkostojohtajan puhelinnumero?")
    assert page.inner_text(".card.refused").startswith("En anna henkilöiden nimiä tai yhteystietoja.")
    assert page.locator("#log .quote").count() == 0
    assert page.locator("#page .document").count() == 0


def test_sessions_are_not_shared_and_a_new_conversation_is_empty(
    context: BrowserContext, browser: Any, app: str
) -> None:
    page = opened(context, app)
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    other = browser.new_context()
    try:
        stranger = opened(other, app)
        stranger.wait_for_selector(".welcome")
        assert stranger.locator(".turn").count() == 0
        assert "Koivula" not in stranger.inner_text("#page")
    finally:
        other.close()
    assert page.locator(".turn").count() == 1
    page.click("#new")
    page.wait_for_selector(".welcome")
    assert page.locator(".turn").count() == 0 and page.locator("#page .document").count() == 0


def test_swedish_by_the_switch(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    assert page.evaluate("document.documentElement.lang") == "fi"
    page.click("#language label:has-text('Svenska')")
    page.wait_for_selector(".welcome h2:has-text('Fråga om avtalen')")
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.inner_text("#send") == "Fråga"
    assert page.inner_text("#banner").startswith("Materialet är påhittat")
    assert "3 handlingar, varav 3 avtal. Senaste datering 1.3.2025." in page.inner_text("#foot")


def test_an_error_is_one_sentence(context: BrowserContext, app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    page = opened(context, app)
    monkeypatch.setattr("assistant.chat.Conversation.turn", broken)
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    text = page.inner_text(".problem")
    assert text.startswith("Vastausta ei voitu muodostaa") and "secret" not in page.inner_text("body")
    monkeypatch.undo()
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    assert page.locator(".turn:last-child .answer").count() == 1


def test_loading_and_a_failure_are_said(
    context: BrowserContext, app_settings: Settings, library: Library, start: Callable[[Settings, Library], str]
) -> None:
    go = threading.Event()
    fail = True

    def opener(_: Settings, announce: Callable[[str], None]) -> Searcher:
        announce("passages")
        go.wait(60)
        if fail:
            raise StoreError("errors.syncing")
        searcher = library.state_for(OWNER).searcher
        assert searcher is not None
        return searcher

    settings = app_settings.model_copy(update={"port": free_port()})
    slow = Library(settings, opener)
    slow.start()
    page = context.new_page()
    page.goto(start(settings, slow))
    page.wait_for_selector("#status :text('Opetellaan tietämystä')")
    assert page.is_disabled("#send")
    go.set()
    page.wait_for_selector("#status :text('Aineistoa ei voitu ladata: Hakemistoa päivitetään juuri muualla')")
    fail = False
    page.reload()
    page.wait_for_selector("#send:not([disabled])")
    assert page.locator("#status p").count() == 0


def test_an_empty_index_says_how_to_add_documents_and_notices_them(
    context: BrowserContext,
    app_corpus: Path,
    prepare_data: Callable[[Path], Path],
    start: Callable[[Settings, Library], str],
    tmp_path: Path,
) -> None:
    data = prepare_data(tmp_path / "data")
    settings = Settings(data=data, port=free_port())
    library = Library(settings)
    library.start()
    page = context.new_page()
    page.goto(start(settings, library))
    page.wait_for_selector(".welcome :text('sopuri sync --corpus KANSIO')")
    assert page.is_disabled("#send") and page.locator("#banner p").count() == 0

    corpus = tmp_path / "corpus"
    shutil.copytree(app_corpus, corpus)
    (corpus / ".invented").unlink()
    assert run_apart("sync", "--corpus", corpus, "--data", data).code == 0  # another process, as users do it
    page.wait_for_selector("#send:not([disabled])")
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    assert page.locator(".card.found").count() == 3
    assert page.locator("#banner p").count() == 0

    # A document that goes is gone from the next answer, and is opened from an earlier one no more.
    (corpus / "koivula.pdf").unlink()
    assert run_apart("sync", "--corpus", corpus, "--data", data).code == 0
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    assert page.locator(".turn:last-child .card.found").count() == 2
    page.locator(".turn:first-child .quote").first.click()
    page.wait_for_selector("#page .lost")
    assert page.locator("#page mark").count() == 0


@pytest.mark.parametrize("width", [1280, 820])
def test_nothing_sticks_out_of_the_window(context: BrowserContext, app: str, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(app)
    page.wait_for_selector("#send:not([disabled])")
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .document")
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size[0] <= width and size[1] <= 900
    talk, document = page.locator("#log").bounding_box(), page.locator("#page").bounding_box()
    assert talk and document
    if width > 1000:
        assert talk["x"] + talk["width"] <= document["x"]
    else:  # held upright, the document is below
        assert talk["y"] + talk["height"] <= document["y"] and document["width"] > 0.9 * width
