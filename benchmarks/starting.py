"""From a command to what a user waits for, each in a process of its own and in turns with its base."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.measuring import Figure, against, figure, interleaved

CORPUS = Path(__file__).parent.parent / "corpus" / "sample"
# What the page and an answer cannot do without.
_PAGE = "import gradio, numpy, pydantic_settings"
_ANSWER = "import chromadb, langchain_chroma, sentence_transformers, sklearn.feature_extraction.text, torch"
_QUESTION = "Kuinka pitkä on irtisanomisaika?"


def run(data: Path, scales: Sequence[int], repetitions: int) -> list[Figure]:  # noqa: ARG001
    """Figures of starting, over the sample's index (made in ``data`` where it is missing)."""
    environment = {**os.environ, "SOPURI_DATA": str(data), "PYTHONDONTWRITEBYTECODE": ""}
    sopuri = [sys.executable, "-m", "assistant.cli"]

    def program(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)

    program(*sopuri, "sync", "--corpus", str(CORPUS))()
    times = interleaved(
        {
            "pass": program(sys.executable, "-c", "pass"),
            "help": program(*sopuri, "--help"),
            "page libraries": program(sys.executable, "-c", _PAGE),
            "first page": lambda: _first_page(sopuri, environment),
            "answer libraries": program(sys.executable, "-c", _ANSWER),
            "first answer": program(*sopuri, "ask", _QUESTION),
        },
        max(3, repetitions // 3),
    )
    nothing = figure("python -c pass", times["pass"])
    page = figure("import the page's libraries", times["page libraries"])
    answer = figure("import an answer's libraries", times["answer libraries"])
    more = [a - nothing.value for a in times["help"]]
    return [
        nothing,
        against("sopuri --help", times["help"], nothing),
        figure("sopuri --help beyond python -c pass", more, bar=0.5),
        page,
        against("first page", times["first page"], page, 1.3),
        answer,
        against("sopuri ask, from start to end", times["first answer"], answer),
    ]


def _first_page(sopuri: list[str], environment: dict[str, str]) -> None:
    """Start the app, wait for its page, end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*sopuri, "serve", "--port", str(port)], stdout=log, stderr=log, env=environment)
        try:
            for _ in range(6000):
                try:
                    with urlopen(f"http://127.0.0.1:{port}/", timeout=60) as page:
                        if page.status == 200:
                            return
                except (URLError, ConnectionError, TimeoutError):
                    time.sleep(0.02)
            raise RuntimeError("the app shows no page")
        finally:
            process.terminate()
            process.wait()
