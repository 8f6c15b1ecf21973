"""The log says what happened where, and nothing of what was asked."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.logs import Requests, configure, shown_path
from tests.asynchronous import finished


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def test_an_exception_is_logged_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("plain", "json"):
        configure(form)
        try:
            raise ValueError("Mitä Koivulan salainen sopimus sanoo?")
        except ValueError:
            logging.getLogger("assistant.x").exception("A question failed")
        said = capsys.readouterr().err
        assert "Koivulan" not in said and "A question failed" in said
        assert "builtins.ValueError" in said and "test_logs.py" in said
    line = json.loads(said)
    assert line["level"] == "error" and line["logger"] == "assistant.x" and line["time"].endswith("+00:00")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "/"),
        ("/login", "/login"),
        ("/health/ready", "/health/ready"),
        ("/gradio_api/file=/tmp/gradio/Maija Meikäläinen.docx", "/gradio_api/file"),
        ("/gradio_api/heartbeat/abc123", "/gradio_api/heartbeat"),
        ("/Maija", "/…"),
        ("/loginsalaisuus", "/login"),
    ],
)
def test_a_path_is_shown_as_far_as_it_says_nothing(path: str, shown: str) -> None:
    assert shown_path(path) == shown


def test_a_request_has_an_id_in_its_answer_and_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    async def app(_: Any, __: Any, send: Any) -> None:
        logging.getLogger("assistant.y").warning("inside")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    configure("json")
    scope = {"type": "http", "method": "GET", "path": "/gradio_api/file=/tmp/x", "query_string": b"q=salaisuus"}
    finished(Requests(app)(scope, None, send))
    said = capsys.readouterr().err
    inside, access = [json.loads(line) for line in said.splitlines()]
    [(name, value)] = sent[0]["headers"]
    assert name == b"x-request-id" and inside["request"] == access["request"] == value.decode()
    assert (access["method"], access["path"], access["status"]) == ("GET", "/gradio_api/file", 200)
    assert "salaisuus" not in said and "/tmp/x" not in said
