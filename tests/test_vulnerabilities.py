"""The step of CI that asks for known vulnerabilities, with the real pip-audit against a service of the test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.running import ROOT

pytest.importorskip("pip_audit", reason="needs pip-audit: pip install -e '.[dev]'")


def _entry(package: str) -> dict[str, Any]:
    """A vulnerability in the OSV schema, repaired in version 99.1."""
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}]
    affected = [{"package": {"name": package, "ecosystem": "PyPI"}, "ranges": ranges}]
    return {"id": "PYSEC-2099-1", "aliases": ["CVE-2099-1"], "summary": "invented", "affected": affected}


@contextmanager
def _service(vulnerable: str, status: HTTPStatus = HTTPStatus.OK) -> Iterator[tuple[str, list[str]]]:
    """A service that knows one vulnerable package (or fails): its address, and the packages that it was asked for."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            wanted = json.loads(self.rfile.read(int(self.headers["content-length"])))
            name = wanted["package"]["name"]
            asked.append(name)
            body = json.dumps({"vulns": [_entry(name)]} if name == vulnerable else {}).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _step(address: str) -> tuple[int, str]:
    """Exit code of the step, and what it says."""
    # pip-audit's own settings: which service it asks.
    own = {"PIP_AUDIT_VULNERABILITY_SERVICE": "osv", "PIP_AUDIT_OSV_URL": address, "NO_PROXY": "127.0.0.1"}
    command = [sys.executable, ".ci/vulnerabilities.py"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return done.returncode, done.stderr


def test_a_known_vulnerability_of_what_is_locked_is_named() -> None:
    with _service("gradio") as (address, asked):
        code, said = _step(address)
    assert code == 1
    assert "gradio" in said and "PYSEC-2099-1, repaired in 99.1" in said and "1 findings" in said
    assert len(asked) > 100 and {"chromadb", "torch", "langchain-core"} <= set(asked)


def test_without_any_it_says_how_many_were_asked_for() -> None:
    with _service("nothing-that-is-used") as (address, asked):
        code, said = _step(address)
    assert (code, said) == (0, f"vulnerabilities: {len(asked)} packages asked for, 0 findings\n")


def test_a_service_that_fails_is_no_clean_bill() -> None:
    """It does not fail the change that is checked, but says that nothing was."""
    with _service("gradio", HTTPStatus.SERVICE_UNAVAILABLE) as (address, _):
        code, said = _step(address)
    assert code == 0 and said.endswith("nothing was checked\n") and "0 findings" not in said
