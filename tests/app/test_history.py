"""Conversations that outlive a page, and what stands below an answer; in a real browser."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest

from assistant.chat import Conversation
from assistant.keeping.conversations import Conversations, Judgement
from assistant.keeping.database import open_database
from assistant.settings import Settings
from tests.app.conftest import HOSTILE
from tests.app.test_browser import ask, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

QUESTION = "Mikä on Koivulan sopimuksen irtisanomisaika?"


def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """From now on answers wait until the event is set."""
    go, turn = threading.Event(), Conversation.turn

    def slow(self: Conversation, *given: Any) -> Any:
        go.wait(60)
        return turn(self, *given)

    monkeypatch.setattr(Conversation, "turn", slow)
    return go


def test_a_conversation_survives_a_refresh_and_goes_on(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, QUESTION)
    page.wait_for_selector("#page .sheet .mark")
    assert "keskustelu=" in page.url
    page.reload()
    page.wait_for_selector(".turn .answer")
    assert page.locator(".asked").count() == 1 and "kuusi kuukautta" in page.inner_text("#log")
    page.locator("#log .quote").first.click()
    page.wait_for_selector("#page .sheet .mark")
    ask(page, "Entä Kuuselassa?")
    assert page.locator(".turn:last-child .card h4").first.inner_text().startswith("Kuusela")


def test_the_list_opens_renames_links_and_removes(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, f"Mikä on sopimuksen irtisanomisaika {HOSTILE}")
    page.click("#new")
    page.wait_for_selector(".welcome")
    assert "keskustelu=" not in page.url
    page.click("#history summary")
    row = page.locator("#history li").first
    assert row.locator(".title").inner_text().startswith("Mikä on sopimuksen irtisanomisaika <img")
    row.locator("[data-act=name]").click()
    row.locator("input").fill("Irtisanominen <b>")
    row.locator("input").press("Enter")
    page.wait_for_selector("#history .title:text-is('Irtisanominen <b>')")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#history li").first.locator("[data-act=link]").click()
    page.wait_for_function("document.querySelector('#said').textContent.startsWith('Linkki on kopioitu')")
    link = page.evaluate("navigator.clipboard.readText()")
    page.locator("#history .title").first.click()
    page.wait_for_selector(".turn .answer")

    other = context.new_page()
    other.goto(link)
    other.wait_for_selector(".turn .answer")
    other.close()

    before = page.locator("#history li").count()
    page.locator("#history li").first.locator("[data-act=ask]").click()
    page.locator("#history li").first.locator(".really").click()
    page.wait_for_selector(".welcome")
    assert page.locator("#history li").count() == before - 1
    page.goto(link)
    page.wait_for_selector(".welcome")
    page.wait_for_function("!location.search.includes('keskustelu')")
    assert page.evaluate("window.pwned") is None


def test_an_answer_comes_though_the_page_is_loaded_anew_meanwhile(
    context: BrowserContext, app: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(context, app)
    go = held(monkeypatch)
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn .thinking")
    page.wait_for_function("location.search.includes('keskustelu')")
    page.reload()
    page.wait_for_selector(".turn .thinking")
    assert page.inner_text(".asked").endswith(QUESTION)
    go.set()
    page.wait_for_selector(".turn .answer")
    assert "kuusi kuukautta" in page.inner_text("#log")


def test_a_question_is_stopped(context: BrowserContext, app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(context, app)
    go = held(monkeypatch)
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    page.click(".turn .halt")
    page.wait_for_selector(".turn .problem:has-text('Keskeytit tämän kysymyksen')")
    go.set()
    monkeypatch.undo()
    page.click(".turn .ask")  # the same question again
    page.wait_for_selector(".turn:last-child .answer")
    assert page.locator(".turn:first-child .problem").count() == 1


def test_a_quotation_and_an_answer_are_copied_with_their_source(context: BrowserContext, app: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(context, app)
    ask(page, QUESTION)
    page.locator("#log .copy").first.click()
    page.wait_for_selector("#log .copy.done")
    copied = page.evaluate("navigator.clipboard.readText()")
    words = page.locator("#log .quote q").first.evaluate("q => q.textContent")
    assert copied == f"”{words}” (Koivula, kohta 3 Irtisanominen · s. 2 · koivula.pdf)"
    page.click(".after [data-act=copy]")
    page.wait_for_selector(".after [data-act=copy].done")
    whole = page.evaluate("navigator.clipboard.readText()")
    assert whole.startswith(QUESTION) and f"- Koivula: ”{words}” (kohta 3" in whole


def test_an_answer_is_taken_away_as_a_word_document(context: BrowserContext, app: str, tmp_path: Path) -> None:
    page = opened(context, app)
    ask(page, QUESTION)
    with page.expect_download() as coming:
        page.click(".after [data-act=word]")
    coming.value.save_as(tmp_path / "vastaus.docx")
    document = docx.Document(str(tmp_path / "vastaus.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("irtisanomisaika on kuusi kuukautta" in text for text in cells)


def test_what_is_thought_of_an_answer_is_kept(context: BrowserContext, app: str, app_settings: Settings) -> None:
    page = opened(context, app)
    ask(page, QUESTION)
    assert page.is_hidden(".noted")
    page.click(".after [data-judgement=missing]")
    page.wait_for_selector(".after [data-judgement=missing][aria-pressed=true]")
    page.fill(".noted textarea", f"huomautus {HOSTILE}")
    page.locator(".noted textarea").blur()
    database = open_database(app_settings)
    try:
        kept = Conversations(database)
        for _ in range(300):
            if any(one.note for one in kept.judged()):
                break
            time.sleep(0.1)
        last = next(one for one in reversed(kept.judged()) if one.note)
    finally:
        database.close()
    assert (last.judgement, last.question) == (Judgement.MISSING, QUESTION)
    assert last.note == f"huomautus {HOSTILE}"
    page.reload()
    page.wait_for_selector(".after [data-judgement=missing][aria-pressed=true]")
    assert page.input_value(".noted textarea") == f"huomautus {HOSTILE}"
    assert page.evaluate("window.pwned") is None
