from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.answers.results import Alternative, Draft, Piece
from assistant.chat import Conversation
from assistant.chat.model import LanguageModel, open_language_model, phrasings, summary, turned
from assistant.model import Answer, Publicity
from assistant.search import Searcher
from assistant.settings import Settings
from tests.chat.model import server
from tests.chat.model.server import TRUE, Behaviour, fails, says, served
from tests.running import run_here

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


@pytest.mark.parametrize("behaviour", [server.hangs, server.drips, server.garbage, fails(500), server.cuts])
def test_a_follow_up_and_a_draft_come_in_time_whatever_the_server_does(
    behaviour: Behaviour, searcher: Searcher, notice: Answer
) -> None:
    conversation = Conversation(searcher)
    conversation.ask("Kuinka pitkä irtisanomisaika on Koivulassa?")
    question = "Hö, mitenkäs se?"
    begun = time.monotonic()
    plain = Conversation(searcher, conversation.state, list(conversation.shown)).turn(question)
    without = time.monotonic() - begun
    quote = next(f.quotes[0] for f in notice.findings if f.agreement == "koivula-txt")
    alternative = Alternative("shortest", "Lyhin", quote.text, (Piece(quote.text, quote),), (), ())
    made = Draft("termination", "Irtisanominen", "Rantasalo", "fi", (alternative,) * 3, 0, ())
    with served(behaviour) as script:
        model, other = model_at(script.url), model_at(script.url)
        begun = time.monotonic()
        reply = turned(conversation, question, model=model)
        asked = time.monotonic()
        found = list(phrasings(made, searcher.corpus, other, "fi"))
        phrased = time.monotonic()
    assert reply.answer == plain.answer and reply.restated == ""
    assert asked - begun < TIMEOUT / 3 + 3 * without + SLACK  # the rest is left for the summary
    assert phrased - asked < TIMEOUT + SLACK  # for all alternatives together
    assert len(found) == 3 and all(one.note for one in found)


def test_the_command_line_answers_when_the_server_is_gone(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = ("ask", "Kuinka pitkä irtisanomisaika on?", "--json", "--data", data)
    without = run_here(*question).json
    for name, value in {"LLM": "openai:m", "LLM_BASE_URL": "http://127.0.0.1:9/v1", "LLM_CLASSES": "julkinen"}.items():
        monkeypatch.setenv(f"SOPURI_{name}", value)
    gone = run_here(*question).json
    assert "ei tavoitettu" in gone["summary"]["note"]
    assert {key: gone[key] for key in without} == without


def test_the_command_line_restates_and_phrases(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = ("Kuka maksaa toimitilojen vuokran?", "Hö, mitenkäs se?")
    questions.write_text("\n".join(json.dumps({"question": q, "session": "1"}) for q in lines), encoding="utf-8")
    with served(says("x."), says("Kuka maksaa vuokran?"), says("x."), says("Irtisanominen on kallista [1].")) as script:
        for name, value in {"LLM": "openai:m", "LLM_BASE_URL": script.url, "LLM_CLASSES": "julkinen"}.items():
            monkeypatch.setenv(f"SOPURI_{name}", value)
        second = json.loads(run_here("ask", "--batch", questions, "--data", data).out.splitlines()[1])
        draft = ("draft", "irtisanomisaika", "--phrase", "--data", data, "--region", "Kuusijärvi")
        made, text = run_here(*draft, "--json").json, run_here(*draft).out
    assert second["restated"] == "Kuka maksaa vuokran?" and second["topic"]["id"] == "premises"
    assert all("eivät tukeneet" in a["phrased"]["note"] for a in made["alternatives"])
    assert "eivät tukeneet" in text and "kallista" not in text
    assert all(a["text"].split(" [")[0] in text.replace("\\", "") for a in made["alternatives"])
