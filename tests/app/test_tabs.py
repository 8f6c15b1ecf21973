"""The tabs beside the conversation, in a real browser against a real server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from assistant.app.library import Library
from assistant.model import OWNER
from assistant.settings import Settings
from tests.app.conftest import HOSTILE, HOSTILE_FILE, KOIVULA, TITLE
from tests.small_corpus import write_pdf, write_word

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def tab(context: BrowserContext, address: str, name: str) -> Page:
    """A fresh page with this tab in front."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#send:not([disabled])")
    page.click(f"button[role=tab]:has-text('{name}')")
    return page


def choose(page: Page, field: str, value: str) -> None:
    """Write into a dropdown and take what is written."""
    page.fill(f"{field} input", value)
    page.press(f"{field} input", "Enter")


def downloaded(page: Page, tab_id: str, button: str, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.click(f"#{tab_id} button:has-text('{button}')")
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_a_cell_of_the_matrix_opens_its_quotation_and_the_page(context: BrowserContext, app: str) -> None:
    page = tab(context, app, "Vertailu")
    page.click("#compare-run")
    page.wait_for_selector("#compare .matrix")
    assert page.locator(".matrix thead th").all_inner_texts() == ["Aihe", "Koivula", "Kuusela", "Mäntylä"]
    made, foot = page.locator("#compare-made").bounding_box(), page.locator("#foot").bounding_box()
    assert made and foot and made["y"] + made["height"] <= foot["y"]  # it scrolls within its frame
    cell = page.locator(".matrix a[aria-label='Toimitilat ja toimipisteet, Koivula: Löytyi']")
    assert cell.count() == 1
    other = page.locator(".matrix a[aria-label='Toimitilat ja toimipisteet, Kuusela: Ei mainita']")
    assert other.inner_text() == "–"
    cell.press("Enter")
    page.wait_for_selector("#page .sheet .mark")
    assert page.inner_text("#page h2") == "koivula.pdf"
    opened = page.locator("#compare-made .quote[aria-current]")
    assert opened.count() >= 1 and opened.first.is_visible()
    assert "Yhteisten toimitilojen vuokran maksaa Koivulan kaupunki." in opened.first.inner_text()


def test_a_comparison_is_filtered_and_downloaded(context: BrowserContext, app: str, tmp_path: Path) -> None:
    page = tab(context, app, "Vertailu")
    page.locator("#compare .form input").first.click()
    page.click("[role=option]:has-text('Kuusela')")
    page.keyboard.press("Escape")
    page.click("#compare-run")
    page.wait_for_selector("#compare .matrix")
    assert page.locator(".matrix thead th").all_inner_texts() == ["Aihe", "Kuusela"]
    book = openpyxl.load_workbook(downloaded(page, "compare", "Excel", tmp_path))
    assert book["Vertailu"]["B1"].value == "Kuusela" and book["Vertailu"].max_column == 2
    document = docx.Document(str(downloaded(page, "compare", "Word", tmp_path)))
    assert document.paragraphs[0].text == "Alueiden vertailu"
    assert document.paragraphs[1].text.startswith("Aineisto on keksitty")


def test_two_agreements_side_by_side(context: BrowserContext, app: str, tmp_path: Path) -> None:
    page = tab(context, app, "Vertailu")
    page.click("#compare-run")
    page.wait_for_selector("#compare .matrix")
    downloaded(page, "compare", "Excel", tmp_path)
    page.click("#compare button:has-text('Kaksi sopimusta')")
    for field, file in (("left", "koivula.pdf"), ("right", "kuusela.pdf")):
        page.click(f"#compare-{field} input")
        page.click(f"[role=option]:has-text('{file}')")
    page.click("#compare-beside")
    page.wait_for_selector("#compare .beside")
    assert page.locator(".beside thead th").all_inner_texts() == ["Muutos", "Koivula", "Kuusela"]
    fetched: list[object] = []
    page.on("download", lambda download: fetched.append(download))
    page.click("#compare button:has-text('Excel')")  # there is a table of topics in a comparison alone
    page.wait_for_timeout(800)
    assert fetched == []
    changed = page.locator(".beside tr:has(th:text-is('Muutettu'))", has_text="irtisanomisaika")
    assert "kuusi" in " ".join(changed.locator("td").first.locator("mark").all_inner_texts())


def test_a_draft_has_alternatives_with_sources_that_open(context: BrowserContext, app: str, tmp_path: Path) -> None:
    page = tab(context, app, "Luonnos")
    page.click("#draft-run")
    page.wait_for_selector("#draft .problem:has-text('Valitse sekä aihe että alue.')")
    choose(page, "#draft-topic", "Irtisanomisaika")
    choose(page, "#draft-region", "Kuusela")
    page.click("#draft-run")
    page.wait_for_selector("#draft .wording")
    page.locator("#draft .quote").first.click()
    page.wait_for_selector("#page .document")
    words = page.locator("#draft .wording").first.inner_text()
    document = docx.Document(str(downloaded(page, "draft", "Word", tmp_path)))
    assert words.split("\n")[0] in [paragraph.text for paragraph in document.paragraphs]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#draft button:has-text('Kopioi')").first.click()
    page.wait_for_selector("#draft button:has-text('Kopioitu')")
    assert page.evaluate("navigator.clipboard.readText()") == words


def test_a_checklist_is_kept_with_ticks_notes_and_own_items(context: BrowserContext, app: str, tmp_path: Path) -> None:
    page = tab(context, app, "Muistilista")
    choose(page, "#checklist-name", "Kokeilu")
    page.click("#checklist-run")
    page.wait_for_selector("#checklist .items")
    page.locator("#checklist .items input").first.check()
    page.locator("#checklist .items textarea").nth(1).fill(f"oma huomio {HOSTILE}")
    page.fill("#checklist-text :is(textarea, input)", "Tilaa kahvit")
    page.click("#checklist-add")
    page.wait_for_selector("#checklist .items b:has-text('Tilaa kahvit')")
    page.wait_for_selector("#checklist-made p:has-text('Tehty 1/')")

    again = tab(context, app, "Muistilista")
    choose(again, "#checklist-name", "Kokeilu")
    again.click("#checklist-run")
    again.wait_for_selector("#checklist .items")
    assert again.locator("#checklist .items input").first.is_checked()
    assert again.locator("#checklist .items input:checked").count() == 1
    assert again.locator("#checklist .items textarea").nth(1).input_value() == f"oma huomio {HOSTILE}"
    path = downloaded(again, "checklist", "Word", tmp_path)
    cells = [c.text for t in docx.Document(str(path)).tables for row in t.rows for c in row.cells]
    assert any(text.startswith("☑") for text in cells) and any(text.startswith("Tilaa kahvit") for text in cells)
    item = again.locator("#checklist li:has(b:text-is('Tilaa kahvit'))")
    item.locator("button[data-act=remove]").click()
    item.wait_for(state="detached")
    assert again.evaluate("window.pwned") is None


def test_a_checklist_is_judged_against_a_draft(context: BrowserContext, app: str, tmp_path: Path) -> None:
    file = tmp_path / "luonnos.pdf"
    write_pdf(file, TITLE.format("Uudenkylän"), KOIVULA)
    page = tab(context, app, "Muistilista")
    choose(page, "#checklist-name", "Luonnosta vasten")
    page.set_input_files("#checklist-draft input[type=file]", file)
    page.wait_for_selector("#checklist-draft :text('luonnos')")
    page.click("#checklist-run")
    page.wait_for_selector("#checklist .status:has-text('puuttuu luonnoksesta')")
    said = page.locator("#checklist li:has(.status:text-is('luonnos käsittelee tätä')) .quote").first
    said.click()
    page.wait_for_selector("#page .sheet .mark")
    assert page.inner_text("#page h2").startswith("luonnos")


def test_a_draft_is_reviewed_and_not_added(context: BrowserContext, app: str, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "oma luonnos.pdf"
    clauses = (*KOIVULA, ("4 Johtoryhmä", "Johtoryhmän asettaa TE-toimisto kolmeksi vuodeksi."))
    write_pdf(file, TITLE.format("Uudenkylän"), clauses)
    page = tab(context, app, "Tarkistus")
    page.click("#review-run")
    page.wait_for_selector("#review .problem:has-text('Tuo ensin luonnos.')")
    page.set_input_files("#review-file input[type=file]", file)
    page.wait_for_selector("#review-file :text('luonnos')")
    page.click("#review-run")
    page.wait_for_selector("#review .superseded .quote")
    assert "Lain vaatima sisältö (5)" in page.inner_text("#review .statutory h3")
    old = page.locator("#review .superseded .quote", has_text="TE-toimisto kolmeksi vuodeksi").first
    old.click()
    page.wait_for_selector("#page .sheet .mark")
    assert page.inner_text("#page h2").startswith("oma")
    headings = [
        p.text
        for p in docx.Document(str(downloaded(page, "review", "Word", tmp_path))).paragraphs
        if p.style.name == "Heading 1"
    ]
    assert headings[0] == "Lain vaatima sisältö"
    searcher = library.refresh_for(OWNER).searcher
    assert searcher is not None and len(searcher.corpus.agreements) == 3


def test_a_hostile_draft_and_an_unreadable_one(context: BrowserContext, app: str, tmp_path: Path) -> None:
    page = tab(context, app, "Tarkistus")
    hostile = tmp_path / "vihamielinen.docx"
    clauses = (
        ("1 Osapuolet", f"Johtoryhmä tekee sopimuksen {HOSTILE}."),
        ("2 Muu", f"TE-toimisto {HOSTILE} asettaa johtoryhmän."),
    )
    write_word(hostile, f"Yhteistyösopimus {HOSTILE}", clauses)
    page.set_input_files("#review-file input[type=file]", hostile)
    page.wait_for_selector("#review-file :text('vihamielinen')")
    page.click("#review-run")
    page.wait_for_selector("#review .group")
    page.locator("#review .quote").first.click()
    page.wait_for_selector("#page .document")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None and page.locator("#review-made img, #review-made script").count() == 0

    broken = tmp_path / "rikki.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    other = tab(context, app, "Tarkistus")
    other.set_input_files("#review-file input[type=file]", broken)
    other.wait_for_selector("#review-file :text('rikki')")
    other.click("#review-run")
    other.wait_for_selector("#review .problem:has-text('rikki.pdf ei avaudu')")


def test_the_matrix_shows_hostile_names_as_text(context: BrowserContext, app: str) -> None:
    page = tab(context, app, "Vertailu")
    page.click("#compare-run")
    page.wait_for_selector("#compare .matrix")
    page.locator(f"#compare-made .quote:has-text('{HOSTILE_FILE}')").first.dispatch_event("click")
    page.wait_for_function("document.querySelector('#page h2')?.textContent.includes('onerror')")
    assert page.evaluate("window.pwned") is None and page.locator("#compare-made img").count() == 0


def test_the_tabs_speak_swedish(context: BrowserContext, app: str) -> None:
    page = context.new_page()
    page.goto(app)
    page.wait_for_selector("#send:not([disabled])")
    page.click("#language label:has-text('Svenska')")
    page.wait_for_selector("button[role=tab]:has-text('Jämförelse')")
    names = page.locator("#tabs button[role=tab]:visible").all_inner_texts()
    assert [name for name in names if name] == [
        "Fråga",
        "Jämförelse",
        "Utkast",
        "Checklista",
        "Granskning",
        "Dokument",
        "Kontroll",
    ]
    page.click("button[role=tab]:has-text('Jämförelse')")
    page.click("#compare-run:has-text('Jämför')")
    page.wait_for_selector("#compare .matrix")
    assert page.locator(".matrix thead th").first.inner_text() == "Ämne"


@pytest.mark.parametrize("name", ["Vertailu", "Luonnos", "Muistilista", "Tarkistus"])
def test_no_tab_sticks_out_of_the_window(context: BrowserContext, app: str, name: str) -> None:
    page = tab(context, app, name)
    page.wait_for_selector("#work h2:visible")
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size[0] <= 1280 and size[1] <= 800


def test_what_was_uploaded_is_not_in_the_data_folder(app_settings: Settings) -> None:
    assert not list(app_settings.data.rglob("*.pdf"))
