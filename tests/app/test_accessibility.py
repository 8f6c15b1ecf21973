"""WCAG 2.2 AA as far as axe can tell, and by keyboard alone; in a real browser."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.phrases import catalogue
from tests.app.conftest import KOIVULA, TITLE
from tests.app.test_browser import ask, opened
from tests.app.test_tabs import choose
from tests.small_corpus import write_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Page) -> list[str]:
    """What axe finds of moderate or worse, each with the first element that it finds it in. No rule is left out."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found: Any = page.evaluate("rules => axe.run(document, { runOnly: rules })", _RULES)
    assert len(found["passes"]) > 15  # it did look
    return [
        f"{v['impact']} {v['id']}: {v['nodes'][0]['html'][:200]}"
        for v in found["violations"]
        if v["impact"] in ("moderate", "serious", "critical")
    ]


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser: Browser, app: str, theme: Any, language: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme=theme)
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": "sopuri_language", "value": language, "url": app}])
    found: dict[str, list[str]] = {}
    try:
        page = opened(context, app)
        page.wait_for_selector(f"html[lang={language}] .welcome")
        found["opening"] = findings(page)
        ask(page, "Mikä on sopimuksen irtisanomisaika?")
        page.wait_for_selector("#page .sheet .mark")
        found["answer"] = findings(page)
        page.locator("#log .quote:has-text('docx')").first.click()
        page.wait_for_selector("#page .text mark")
        found["word"] = findings(page)
        page.click("#regions input")
        page.click("#regions [role=option] >> nth=0")
        found["choices"] = findings(page)
        page.keyboard.press("Escape")

        page.click("[role=tab][data-tab-id=compare]")
        page.click("#compare .help summary")
        page.click("#compare-run")
        page.wait_for_selector("#compare .matrix")
        page.evaluate("document.querySelectorAll('#compare details').forEach(d => { d.open = true; })")
        found["compare"] = findings(page)

        page.click("[role=tab][data-tab-id=draft]")
        page.click("#draft-run")
        page.wait_for_selector("#draft .problem")
        found["problem"] = findings(page)
        choose(page, "#draft-topic", "Irtisanomisaika" if language == "fi" else "Uppsägningstid")
        choose(page, "#draft-region", "Kuusela")
        page.click("#draft-run")
        page.wait_for_selector("#draft .wording")
        found["draft"] = findings(page)

        page.click("[role=tab][data-tab-id=checklist]")
        page.click("#checklist-run")
        page.wait_for_selector("#checklist .items")
        found["checklist"] = findings(page)

        file = tmp_path / "luonnos.pdf"
        write_pdf(file, TITLE.format("Uudenkylän"), KOIVULA)
        page.click("[role=tab][data-tab-id=review]")
        page.wait_for_selector("#review-file .own")
        found["upload"] = findings(page)
        page.set_input_files("#review-file input[type=file]", file)
        page.wait_for_selector("#review-file :text('luonnos')")
        page.click("#review-run")
        page.wait_for_selector("#review .group")
        page.evaluate("document.querySelectorAll('#review details').forEach(d => { d.open = true; })")
        found["review"] = findings(page)

        page.click("[role=tab][data-tab-id=documents]")
        page.wait_for_selector("#documents-made .documents")
        found["documents"] = findings(page)
        page.click("#documents-made button[data-act=remove] >> nth=0")
        page.wait_for_selector("#documents-made button[data-act=sure]")
        found["removal"] = findings(page)
        page.click("#documents-made tr:has-text('koivula.pdf') button.link")
        page.wait_for_selector("#documents-made .clauses")
        page.evaluate("document.querySelectorAll('#documents-made details').forEach(d => { d.open = true; })")
        found["document"] = findings(page)

        page.click("[role=tab][data-tab-id=control]")
        page.wait_for_selector("#control-show")
        page.click("#control-show")
        page.wait_for_selector("#control-log :is(table, p)")
        found["control"] = findings(page)
        page.click(".statement")
        page.wait_for_selector("dialog[open]")
        found["statement"] = findings(page)
    finally:
        context.close()
    assert {name: problems for name, problems in found.items() if problems} == {}


def from_the_top(page: Page) -> None:
    """The next Tab leads to the page's first stop."""
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex');")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_tabs_are_changed_by_arrow_keys(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.focus("[role=tab][data-tab-id=chat]")
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.dataset.tabId"))
        page.wait_for_selector(f"[role=tab][data-tab-id={seen[-1]}][aria-selected=true]")
    last = page.locator("[role=tablist] [role=tab]").last.get_attribute("data-tab-id")
    assert seen == ["compare", "draft", "compare", last, "chat", "chat"]
    page.wait_for_selector("[role=tab][tabindex='0']")
    assert page.locator("[role=tab][tabindex='0']").count() == 1
    panel = page.locator("[role=tabpanel]:visible")
    assert panel.get_attribute("aria-labelledby") == page.get_attribute("[role=tab][aria-selected=true]", "id")


def test_the_first_stop_skips_to_the_content(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    from_the_top(page)
    page.keyboard.press("Tab")
    assert focused(page) == "skip" and page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert focused(page) == "work"


def test_a_quotation_is_opened_and_left_by_keyboard(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .document")
    page.locator("#log .quote").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#page .document[data-quote='1']")
    page.wait_for_function("document.activeElement.id === 'page'")
    page.wait_for_function("document.querySelector('#said').textContent === 'Lainaus on merkitty sivulle.'")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.quote") == "1"
    page.click("#tools .shut button")
    page.wait_for_function("document.querySelector('#page .document') === null")
    assert focused(page) == "work" and page.is_hidden("#reader")


def tabbed_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Presses ``key`` until the focus is on what ``selector`` names."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the focus never came to {selector}")


def test_from_a_question_to_the_marked_passage_without_a_mouse(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    from_the_top(page)
    tabbed_to(page, "#question textarea")
    page.keyboard.type("Mikä on sopimuksen irtisanomisaika?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page .document")
    tabbed_to(page, "#log .quote", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page :is(.sheet .mark, .text mark)")
    page.wait_for_function("document.activeElement.id === 'page'")


def test_a_narrow_window_cuts_nothing_off(context: BrowserContext, app: str) -> None:
    """320 pixels are a window of 1280 that is enlarged four times (WCAG 1.4.10); an upright tablet shows both halves."""
    page = opened(context, app)
    ask(page, "Mikä on sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .document")
    page.click("[role=tab][data-tab-id=compare]")
    page.click("#compare-run")
    page.wait_for_selector("#compare .matrix")
    for width, height in ((768, 1024), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        sides = [page.locator(part).bounding_box() for part in ("#work", "#reader", "#foot")]
        for above, below in itertools.pairwise(sides):
            assert above and below and above["y"] + above["height"] <= below["y"] + 1
        page.click("#compare-run", trial=True)  # nothing lies over it
        for part in page.locator("#head select, #head input, #compare .controls input").all():
            box = part.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width


def test_every_stop_shows_where_the_focus_is(context: BrowserContext, app: str) -> None:
    """Walks through the page by Tab: each stop has a name and a visible outline."""
    page = opened(context, app)
    ask(page, "Mikä on Koivulan sopimuksen irtisanomisaika?")
    page.wait_for_selector("#page .document")
    from_the_top(page)
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const e = document.activeElement, around = e.closest('label, .wrap-inner') ?? e;
              if (e === document.body) return null;
              const drawn = [e, around].some((x) => getComputedStyle(x).outlineStyle !== 'none'
                && parseFloat(getComputedStyle(x).outlineWidth) >= 2);
              const name = e.ariaLabel || e.innerText || e.labels?.[0]?.innerText || e.placeholder || '';
              return [e.outerHTML.slice(0, 160), drawn, name.trim()];
            }"""
        )
        if stop is None:
            break
        assert stop[1], f"no outline: {stop[0]}"
        assert stop[2], f"no name: {stop[0]}"
        seen.append(stop[2])
    for expected in ("Siirry sisältöön", "Uusi keskustelu", "Kysy", "Seuraava ▶", "Lataa asiakirja"):
        assert expected in seen, expected
    assert seen.index("Uusi keskustelu") < seen.index("Kysy", seen.index("Uusi keskustelu")) < seen.index("Seuraava ▶")


def test_the_theme_is_the_systems_until_it_is_chosen(browser: Browser, app: str) -> None:
    context = browser.new_context(color_scheme="dark")
    try:
        page = opened(context, app)
        page.wait_for_selector("body.dark")
        page.select_option("#theme select", "light")
        page.wait_for_selector("body:not(.dark)")
        page.reload()
        page.wait_for_selector("#send:not([disabled])")
        page.wait_for_selector("body:not(.dark)")
        assert page.input_value("#theme select") == "light"
        page.select_option("#theme select", "system")
        page.wait_for_selector("body.dark")
    finally:
        context.close()


def test_the_language_is_kept_and_gradios_own_words_follow_it(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.click("[role=tab][data-tab-id=review]")
    page.wait_for_selector("#review-file .own:text-is('Valitse tiedosto tai vedä se tähän')")
    assert "Click" not in page.inner_text("body") and "Drop File" not in page.inner_text("body")
    page.click("#language label:has-text('Svenska')")
    page.wait_for_selector("#review-file .own:text-is('Välj en fil eller dra den hit')")
    page.reload()
    page.wait_for_selector("#send:text-is('Fråga'):not([disabled])")
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.is_checked("#language input[value=sv]")


def test_the_languages_are_one_group_of_radios(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.wait_for_selector("#language input[name=sopuri-language]")
    page.focus("#language input[value=fi]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#send:text-is('Fråga')")


def test_a_result_in_the_other_language_says_so_and_is_made_again(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.click("[role=tab][data-tab-id=compare]")
    page.click("#compare-run")
    page.wait_for_selector("#compare .matrix")
    assert page.locator("#compare .other").count() == 0
    page.click("#language label:has-text('Svenska')")
    page.wait_for_selector("#compare .other:has-text('Det här resultatet gjordes på finska.')")
    page.click("#compare .other button")
    page.wait_for_selector("#compare .matrix thead th:text-is('Ämne')")
    page.wait_for_selector("#compare .other", state="detached")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1180)])
def test_the_matrix_scrolls_in_its_box_and_keeps_its_heads(
    context: BrowserContext, app: str, width: int, height: int
) -> None:
    page = opened(context, app)
    page.set_viewport_size({"width": width, "height": height})
    page.click("[role=tab][data-tab-id=compare]")
    page.click("#compare-run")
    page.wait_for_selector("#compare .matrix")
    page.add_style_tag(content=".wide { max-width: 260px !important; max-height: 240px !important; }")
    page.evaluate("document.querySelector('.wide').scrollTo(60, 200)")
    assert (
        page.evaluate("[document.querySelector('.wide').scrollLeft, document.querySelector('.wide').scrollTop][1]") > 50
    )
    box = page.locator(".wide").bounding_box()
    corner = page.locator(".matrix thead th").first.bounding_box()
    assert box and corner
    assert abs(corner["y"] - box["y"]) < 4 and abs(corner["x"] - box["x"]) < 4
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size[0] <= width and size[1] <= height


def test_the_opening_page_leads_to_the_tabs(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.click(".ways button:has-text('Vertaa alueita')")
    page.wait_for_selector("[role=tab][data-tab-id=compare][aria-selected=true]")
    assert page.is_visible("#compare h2:text-is('Vertailu')")


def test_the_accessibility_statement(context: BrowserContext, app: str) -> None:
    page = opened(context, app)
    page.click(".statement")
    page.wait_for_selector("dialog[open] h2:text-is('Saavutettavuusseloste')")
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    assert page.evaluate("document.activeElement.className") == "statement"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_statement_in_the_documentation_says_the_same(language: str) -> None:
    written = (Path(__file__).parents[2] / "docs" / "saavutettavuus.md").read_text(encoding="utf-8")
    for text in catalogue(language, "accessibility")["parts"]:
        assert text in written
