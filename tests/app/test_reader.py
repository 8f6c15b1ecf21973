"""The document beside the conversation: pages, whole texts, size, the file; in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.app.test_browser import ask, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def test_pages_are_turned_and_the_way_back_is_kept(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Mikä on Koivulan sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .sheet[data-page='2'] .mark")
    assert page.inner_text("#tools .of") == "/ 2" and page.input_value("#tools input") == "2"
    assert page.is_hidden("#tools .back") and page.is_hidden("#tools .texts")
    assert page.get_attribute("#tools [data-to=next]", "aria-disabled") == "true"
    page.focus("#tools [data-to=previous]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page .sheet[data-page='1']")
    assert page.locator("#page .mark").count() == 0  # the passage does not stand on this page
    assert "Lainaus on sivulla 2." in page.inner_text("#page")
    assert page.evaluate("document.activeElement.dataset.to") == "previous"
    page.click("#tools .back button")
    page.wait_for_selector("#page .sheet[data-page='2'] .mark")
    page.fill("#tools input", "1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page .sheet[data-page='1']")
    page.fill("#tools input", "77")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page .sheet[data-page='2'] .mark")


def test_a_page_is_fitted_and_made_larger(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Mikä on Koivulan sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .sheet .mark")
    page.click("#zoom [data-zoom=fit]")
    sheet, frame = page.locator("#page .sheet").bounding_box(), page.locator("#page").bounding_box()
    assert sheet and frame and sheet["height"] <= frame["height"]
    page.click("#zoom [data-zoom=fit]")
    wide = page.locator("#page .sheet").bounding_box()
    assert wide and wide["width"] > sheet["width"]
    page.click("#zoom [data-zoom='1.25']")
    larger = page.locator("#page .sheet").bounding_box()
    assert larger and larger["width"] == pytest.approx(1.25 * wide["width"], rel=0.02)


def test_the_whole_of_a_word_document(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Mikä on Mäntylän sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .text mark")
    assert page.locator("#page .text").count() == 1 and page.is_hidden("#tools .pages")
    marked = page.inner_text("#page mark")
    page.click("#tools .texts button")
    page.wait_for_function("document.querySelectorAll('#page .text').length > 1")
    assert page.locator("#page mark").count() == 1 and page.inner_text("#page mark") == marked
    assert "Rautalahden hyvinvointialue ja Kela" in page.inner_text("#page")
    page.click("#tools .back button")
    page.wait_for_function("document.querySelectorAll('#page .text').length === 1")


def test_a_public_document_is_downloaded(context: BrowserContext, app: str, app_corpus: Path, tmp_path: Path) -> None:
    page = opened(context, app)
    ask(page, "Mikä on Koivulan sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .sheet .mark")
    with page.expect_download() as coming:
        page.click("#tools .file button")
    coming.value.save_as(tmp_path / "tuli.pdf")
    assert coming.value.suggested_filename == "koivula.pdf"
    assert (tmp_path / "tuli.pdf").read_bytes() == (app_corpus / "koivula.pdf").read_bytes()
