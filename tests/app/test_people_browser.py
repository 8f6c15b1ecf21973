"""Logging in, being locked out, roles and the administrator's tab, in a real browser."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.keeping.database import Database
from assistant.people.accounts import Accounts
from assistant.people.attempts import OF_NAME
from assistant.settings import Settings
from tests.app.people_server import PASSWORD, PEOPLE, secret_settings, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


@pytest.fixture(scope="module")
def settings(indexed: Callable[[Path, int], Path], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return secret_settings(tmp_path_factory.mktemp("secret"), indexed)


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with serving(settings) as server:
        yield server.address


def fill(page: Page, name: str, password: str = PASSWORD) -> None:
    page.fill("#name", name)
    page.fill("#password", password)
    page.press("#password", "Enter")


def entered(context: BrowserContext, address: str, name: str) -> Page:
    page = context.new_page()
    page.goto(address)
    fill(page, name)
    page.wait_for_selector("#send:not([disabled])")
    return page


def ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn:last-child .answer")


def test_each_sees_what_they_may_and_leaves(context: BrowserContext, address: str) -> None:
    page = entered(context, address, "anna")
    assert page.inner_text("#who").startswith("anna (edustaja)")
    assert "Valvonta" not in page.locator("[role=tab]").all_inner_texts()
    page.click("#regions input")
    assert page.locator("#regions [role=option]").all_inner_texts() == ["Koivula", "Mäntylä"]
    page.keyboard.press("Escape")
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    text = page.inner_text("#log")
    assert "kuusi kuukautta" in text and "kolme kuukautta" not in text and "Kuusela" not in text
    page.click("#who button")
    page.wait_for_selector("#name")
    assert "Olet kirjautunut ulos" in page.inner_text("main")
    page.go_back()
    page.wait_for_selector("#name")  # nothing of what was shown is kept by the browser


def test_a_session_that_is_over_leads_back_to_logging_in(context: BrowserContext, address: str) -> None:
    page = entered(context, address, "bo")
    context.clear_cookies()
    page.fill("#question textarea", "Kuka maksaa vuokran?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#name")
    assert "Istuntosi on päättynyt" in page.inner_text("main")
    fill(page, "bo")
    page.wait_for_selector("#send:not([disabled])")


def test_an_administrator_manages_people_and_reads_the_log(
    context: BrowserContext, address: str, settings: Settings, tmp_path: Path
) -> None:
    page = entered(context, address, "hallinto")
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    assert "kolme kuukautta" in page.inner_text("#log")
    page.click("[role=tab]:has-text('Valvonta')")
    page.wait_for_selector("#control-people table")
    assert [page.locator("#control-people tbody th").nth(i).inner_text() for i in range(3)] == sorted(PEOPLE)
    page.fill("#control-name input, #control-name textarea", "uusi")
    page.fill("#control-password input", "lyhyt")
    page.click("#control-add")
    page.wait_for_selector("#control-told [role=alert]:has-text('12–256')")
    page.fill("#control-password input", PASSWORD)
    page.click("#control-add")
    page.wait_for_selector("#control-people th:has-text('uusi')")
    page.click("#control-lock")
    page.wait_for_selector("#control-people tr:has-text('uusi') td:has-text('suljettu')")
    with closing(Database("", settings.data)) as database:
        assert Accounts(database).get("uusi").closed
    page.click("#control-show")
    page.wait_for_selector("#control-log table")
    log = page.inner_text("#control-log")
    assert "locked uusi" in log and "Mikä on sopimuksen irtisanomisaika?" in log and "kuukautta" not in log
    with page.expect_download() as download:
        page.click("#control-download")
    file = tmp_path / "log.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert any(row[3] == "people changed" for row in csv.reader(opened))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_log_in_page_is_accessible_and_speaks_both_languages(browser: Browser, address: str, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(bypass_csp=True, color_scheme=theme, viewport={"width": 320, "height": 640})  # type: ignore[arg-type]
    page = context.new_page()
    try:
        page.goto(address)
        assert page.evaluate("document.activeElement.id") == "name" and page.locator("script").count() == 0
        fill(page, "olematon", "väärä")
        page.wait_for_selector("[role=alert]")
        assert page.inner_text("[role=alert]") == "Tunnus tai salasana on väärä."
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        results = [axe.run(page)]
        page.click("a[lang=sv]")
        page.wait_for_selector("h1:has-text('Logga in i Sopuri')")
        results.append(axe.run(page))
        assert page.get_attribute("html", "lang") == "sv"
        assert [result.generate_report() for result in results if result.violations_count] == []
    finally:
        context.close()


def test_guessing_is_locked_out(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    for _ in range(OF_NAME):
        fill(page, "bo", "väärä")
        page.wait_for_selector("[role=alert]")
        page.wait_for_load_state()
    assert "Liian monta yritystä" in page.inner_text("[role=alert]")
    fill(page, "bo")
    page.wait_for_load_state()
    assert "Liian monta yritystä" in page.inner_text("[role=alert]")
