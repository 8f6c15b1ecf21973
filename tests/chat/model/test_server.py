from __future__ import annotations

import socket
import time
from typing import Any

import pytest

from assistant.chat.model import LanguageModel, open_language_model, summary
from assistant.model import Answer, Publicity
from assistant.search import Searcher
from assistant.settings import Settings
from tests.chat.model import server
from tests.chat.model.server import TRUE, Behaviour, fails, says, served

pytest.importorskip("langchain_openai", reason="the extra llm is not installed")

TIMEOUT = 2.0
SLACK = 1.0  # seconds for checking and for the machine


def model_at(url: str, **more: Any) -> LanguageModel:
    found = open_language_model(
        Settings(llm="openai:m", llm_base_url=url, llm_classes=(Publicity.PUBLIC,), llm_timeout=TIMEOUT, **more)
    )
    assert found is not None
    return found


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Importing the client takes seconds, once; what is measured is the server."""
    model_at("http://127.0.0.1:9/v1")


def test_a_summary_is_streamed_over_http(searcher: Searcher, notice: Answer) -> None:
    with served(says(TRUE)) as script:
        found = summary(notice, searcher.corpus, model_at(script.url, llm_api_key="abc"))
    assert found is not None and found.text == TRUE and found.note == ""
    (request,) = script.requests
    assert request["stream"] is True and request["model"] == "m"
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert script.headers[0]["authorization"] == "Bearer abc"


@pytest.mark.parametrize("behaviours", [(fails(429), says(TRUE)), (fails(500), fails(503), says(TRUE))])
def test_errors_that_pass_are_waited_out(behaviours: tuple[Behaviour, ...], searcher: Searcher, notice: Answer) -> None:
    with served(*behaviours) as script:
        found = summary(notice, searcher.corpus, model_at(script.url))
    assert found is not None and found.text == TRUE
    assert len(script.requests) == len(behaviours)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (server.hangs, "ei vastannut ajoissa"),
        (server.drips, "ei vastannut ajoissa"),
        (server.garbage, "ei tavoitettu"),
        (server.web_page, "ei tavoitettu"),
        (fails(429), "ei tavoitettu"),
        (fails(500), "ei tavoitettu"),
        (fails(401), "ei tavoitettu"),
        (server.endless, "ei näytetä"),
    ],
)
def test_whatever_the_server_does_the_answer_comes_in_time(
    behaviour: Behaviour, words: str, searcher: Searcher, notice: Answer
) -> None:
    with served(behaviour) as script:
        model = model_at(script.url)
        begun = time.monotonic()
        found = summary(notice, searcher.corpus, model)
        took = time.monotonic() - begun
    assert took < TIMEOUT + SLACK
    assert found is not None and found.statements == () and words in found.note


def test_a_stream_that_is_cut_keeps_what_was_whole(searcher: Searcher, notice: Answer) -> None:
    with served(server.cuts) as script:
        found = summary(notice, searcher.corpus, model_at(script.url))
    assert found is not None and found.text == TRUE and "katkesi" in found.note


def test_a_server_that_is_not_there_costs_no_time_after_a_few_tries(searcher: Searcher, notice: Answer) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = model_at(f"http://127.0.0.1:{port}/v1")
    for _ in range(3):
        found = summary(notice, searcher.corpus, model)
        assert found is not None and "ei tavoitettu" in found.note
    begun = time.monotonic()
    found = summary(notice, searcher.corpus, model)
    assert found is not None and "ei ole nyt käytettävissä" in found.note
    assert time.monotonic() - begun < 0.5


def test_nothing_goes_to_a_tracing_service(searcher: Searcher, notice: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(says("x")) as tracer, served(says(TRUE)) as script:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        for name in ("LANGSMITH", "LANGCHAIN"):
            monkeypatch.setenv(f"{name}_TRACING_V2", "true")
            monkeypatch.setenv(f"{name}_ENDPOINT", tracer.url)
            monkeypatch.setenv(f"{name}_API_KEY", "k")
        found = summary(notice, searcher.corpus, model_at(script.url))
        time.sleep(0.3)
        assert tracer.requests == []
    assert found is not None and found.text == TRUE
