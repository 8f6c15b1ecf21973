"""The language model's summary in the page: a real server of events, a real browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from assistant.model import Publicity
from assistant.settings import Settings
from tests.app.conftest import free_port
from tests.chat.model.server import Handler, hangs, says, served

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from assistant.app.library import Library
    from tests.chat.model.server import Script

pytest.importorskip("langchain_openai", reason="the extra llm is not installed")
# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'")

QUESTION = "Kuinka pitkä irtisanomisaika on?"
TRUE = "Koivulassa irtisanomisaika on kuusi kuukautta [1]."
LIE = (
    "Kuuselassa irtisanomisaika on yhdeksän kuukautta. <img src=x onerror='window.pwned=1'> [x](https://evil.example/)"
)


def writes(handler: Handler) -> None:
    """A true sentence, then lies, slowly."""
    handler.begin()
    for word in f"{TRUE} {LIE}".split(" "):
        handler.chunk(word + " ")
        time.sleep(0.03)
    handler.chunk("", "stop")
    handler.wfile.write(b"data: [DONE]\n\n")


@pytest.fixture
def served_by(
    app_settings: Settings, library: Library, start: Callable[[Settings, Library], str]
) -> Callable[..., str]:
    """Starts the app with a model at a server; returns the app's address."""

    def begin(script: Script, **more: object) -> str:
        settings = app_settings.model_copy(
            update={
                "port": free_port(),
                "llm": "openai:m",
                "llm_base_url": script.url,
                "llm_classes": (Publicity.PUBLIC,),
                **more,
            }
        )
        return start(settings, library)

    return begin


@pytest.fixture
def writing() -> Iterator[Script]:
    with served(writes) as script:
        yield script


def test_a_checked_summary_stands_above_the_quotations(
    writing: Script, served_by: Callable[..., str], context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(served_by(writing))
    page.locator("#question textarea").fill(QUESTION)
    page.locator("#send").click()
    page.locator(".summary .note", has_text="jätettiin pois virkkeitä").wait_for()
    shown = page.locator(".summary")
    assert "Koneen kirjoittama, tarkistettu lainauksia vasten" in shown.inner_text()
    assert "Koivulassa irtisanomisaika on kuusi kuukautta" in shown.inner_text()
    assert "yhdeksän" not in shown.inner_text() and shown.locator("img, a").count() == 0
    assert page.evaluate("window.pwned") is None
    assert page.locator(".turn .card.found").count() == 3  # the answer is complete below
    shown.locator("button.cite").click()
    page.locator("#page .sheet .mark").first.wait_for()


def test_a_model_that_hangs_does_not_keep_the_answer_back(
    served_by: Callable[..., str], context: BrowserContext
) -> None:
    with served(hangs) as script:
        page = context.new_page()
        page.goto(served_by(script, llm_timeout=600.0))
        page.locator("#question textarea").fill(QUESTION)
        page.locator("#send").click()
        page.locator(".turn .card.found").first.wait_for()
        page.locator("#question textarea").fill(
            "Kuka maksaa toimitilojen vuokran?"
        )  # the next question is not kept back
        page.locator("#send").click()
        page.locator(".turn:nth-of-type(2) .card.found").first.wait_for()
        page.locator("#stop").click()
        page.locator(".summary", has_text="keskeytettiin").first.wait_for()


def test_a_draft_is_phrased_beside_what_it_was(served_by: Callable[..., str], context: BrowserContext) -> None:
    with served(says("Irtisanominen on tehtävä kirjallisesti [1]. Kela maksaa kaiken [1].")) as script:
        page = context.new_page()
        page.goto(served_by(script))
        page.get_by_role("tab", name="Luonnos").click()
        page.locator("#draft-topic input").fill("irtisanomisaika")
        page.locator("#draft-region input").fill("Rantasalo")
        page.locator("#draft-phrase").click()
        page.locator("#draft-made .summary").first.wait_for()
        page.locator("#draft-made [role=status]").wait_for(state="detached")
        made = page.locator("#draft-made article")
        assert made.count() == page.locator("#draft-made .summary").count() > 0
        assert made.first.locator("> .wording").inner_text()  # the alternative stays
        assert "Kela maksaa kaiken" not in page.locator("#draft-made").inner_text()
        assert script.requests


def test_a_follow_up_says_which_question_was_answered(served_by: Callable[..., str], context: BrowserContext) -> None:
    with served(says(TRUE), says("Kuka maksaa toimitilojen vuokran?"), says(TRUE)) as script:
        page = context.new_page()
        page.goto(served_by(script))
        for number, question in enumerate(("Kuka maksaa toimitilojen vuokran?", "Hö, mitenkäs se?"), 1):
            page.locator("#question textarea").fill(question)
            page.locator("#send").click()
            page.locator(f".turn:nth-of-type({number}) .summary .note").first.wait_for()
        second = page.locator(".turn:nth-of-type(2)")
        assert "Hö, mitenkäs se?" in second.locator(".asked").inner_text()
        assert "”Kuka maksaa toimitilojen vuokran?”" in second.locator("> .note").inner_text()
        assert second.locator(".card.found").count() > 0
