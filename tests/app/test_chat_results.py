"""What the conversation makes beside answers, in a real browser: passages that open, files, results that outlive the page."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from assistant.keeping.audit import Audit, Event
from assistant.keeping.database import open_database
from assistant.settings import Settings
from tests.app.test_browser import ask, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

NEWEST = ".turn:last-child"


def written(page: Page, turn: str, folder: Path) -> Path:
    """The file that a turn gives at once."""
    with page.expect_download() as coming:
        ask(page, turn)
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_results_open_their_passages_are_written_and_outlive_the_page(
    context: BrowserContext, app: str, app_settings: Settings, tmp_path: Path
) -> None:
    page = opened(context, app)
    ask(page, "Kuka maksaa toimitilojen vuokran?")
    ask(page, "miksi sanot ettei mainita?")
    page.locator(f"{NEWEST} .quote").first.click()
    page.wait_for_selector("#page .document:has(.mark, mark)")
    assert page.locator(f"{NEWEST} .quote[aria-current]").count() == 1

    ask(page, "tee tästä luonnos")
    page.locator(f"{NEWEST} .quote").first.click()
    page.wait_for_selector("#page .document:has(.mark, mark)")
    wording = page.locator(f"{NEWEST} .wording").first.inner_text()
    with page.expect_download() as coming:
        page.click(f"{NEWEST} .after [data-act=word]")
    coming.value.save_as(tmp_path / "alta.docx")
    document = docx.Document(str(written(page, "vie Wordiin", tmp_path)))
    assert wording.split("\n")[0] in [paragraph.text for paragraph in document.paragraphs]
    below = docx.Document(str(tmp_path / "alta.docx"))
    assert [p.text for p in below.paragraphs] == [p.text for p in document.paragraphs]

    ask(page, "vertaa kaikkia alueita")
    book = openpyxl.load_workbook(written(page, "vie exceliin", tmp_path))
    assert [cell.value for cell in book["Vertailu"][1]][1:] == ["Koivula", "Kuusela", "Mäntylä"]
    ask(page, "muistilista neuvotteluun")

    texts = page.locator(".turn").all_inner_texts()
    fetched: list[object] = []
    page.on("download", lambda download: fetched.append(download))
    page.reload()
    page.wait_for_selector(f"{NEWEST} .notes li")
    again = page.locator(".turn").all_inner_texts()
    assert [text.split("Aihe:")[0] for text in again] == [text.split("Aihe:")[0] for text in texts]
    page.locator(".turn:nth-child(2) .quote").first.click()
    page.wait_for_selector("#page .document:has(.mark, mark)")
    assert fetched == []  # what was written before is not written again by itself
    with page.expect_download():
        page.click(".turn:nth-child(4) .card [data-act=word]")
    ask(page, "vertaa kaikkia alueita")  # what carried over is still known
    assert "vuokra" in page.inner_text(f"{NEWEST} .card p").lower()

    with closing(open_database(app_settings)) as database:
        entries = list(Audit(database).entries(limit=20))
    by_event = {entry.what: entry.documents for entry in reversed(entries)}
    for event in (Event.DRAFTED, Event.COMPARED, Event.CHECKED, Event.SHOWN, Event.EXPORTED):
        assert "koivula.pdf" in by_event[event], event
