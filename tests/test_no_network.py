"""Nothing is sent anywhere: every command runs in a process in which no other machine can be reached or looked up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT

# Put before everything else in each Python process, also in those that the program starts. What was tried is written down,
# for a library may swallow the error.
_GUARD = """
import os, socket, sys

def _tried(what):
    with open(os.environ["GUARD_LOG"], "a") as log:
        log.write(f"{what!r} {sys.argv!r}\\n")
    raise OSError(101, "no network in this test")

def _guard(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        host = args[0][0] if isinstance(args[0], tuple) else args[0]
        if isinstance(host, bytes):
            host = host.decode()
        if host not in (None, "", "localhost", "127.0.0.1", "::1"):
            _tried((event, host))
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        connection, address = args
        if connection.family == getattr(socket, "AF_UNIX", None) or address is None:
            return
        host = address[0] if isinstance(address, tuple) else address
        if not (host.startswith("127.") or host in ("::1", "localhost")):
            _tried((event, host))

sys.addaudithook(_guard)
"""


@pytest.fixture
def guarded(tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    site = tmp_path / "guard"
    site.mkdir()
    (site / "sitecustomize.py").write_text(_GUARD, encoding="utf-8")
    log = tmp_path / "tried.txt"
    log.touch()
    # No proxy, no "offline" switch of a library and no setting of the machine helps the program to keep silent.
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.upper().startswith(("HF_", "TRANSFORMERS_", "ANONYMIZED_")) and "proxy" not in k.lower()
    }
    environment = {**kept, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}", "GUARD_LOG": str(log)}

    def run(*arguments: object) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=280,
            check=False,
        )
        tried = log.read_text(encoding="utf-8")
        log.write_text("", encoding="utf-8")
        return done.returncode, done.stdout + done.stderr, tried

    return run


def test_the_guard_sees_what_it_should(guarded: Callable[..., tuple[int, str, str]]) -> None:
    for code in (
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.gethostbyname('example.org')",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1', timeout=1)",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', \"import socket; socket.gethostbyname('a.example')\"])",
    ):
        assert guarded("-W", "ignore", "-c", code)[2] != "", code
    assert guarded("-c", "import socket; socket.getaddrinfo('localhost', 80)")[2] == ""


def test_no_command_reaches_for_the_network(
    guarded: Callable[..., tuple[int, str, str]],
    small_corpus: Path,
    prepare_data: Callable[[Path], Path],
    tmp_path: Path,
) -> None:
    data = prepare_data(tmp_path / "data")
    common = ("--data", data, "--corpus", small_corpus, "--json")
    draft = next(small_corpus.glob("*.txt"))
    # All in one process, so that the model is loaded once; documents are read in a process of its own anyway.
    calls: list[list[Any]] = [
        ["sync", *common],
        ["ask", "Mikä on irtisanomisaika?", *common],
        ["ask", "Mitä sovitaan kahvitarjoilusta?", *common],
        ["compare", "--topic", "termination", *common],
        ["draft", "termination", "--region", "Koivula", *common],
        ["checklist", "--region", "Koivula", "--name", "oma", *common],
        ["review", draft, *common],
        ["export", "compare", "--topic", "termination", "--output", tmp_path / "a.docx", *common],
        ["export", "compare", "--topic", "termination", "--output", tmp_path / "a.xlsx", *common],
        ["backup", tmp_path / "a.tar.gz", *common],
        ["documents", *common],
    ]
    calls = [[str(word) for word in call] for call in calls]
    code = (
        "import json, sys; from assistant.cli import main\n"
        "for call in json.loads(sys.argv[1]):\n"
        "    code = main(call); print('ENDED', call[0], code)\n"
    )
    returned, output, tried = guarded("-c", code, json.dumps(calls))
    assert returned == 0, output[-2000:]
    ended = [line.split()[1:] for line in output.splitlines() if line.startswith("ENDED")]
    assert ended == [[call[0], "0"] for call in calls], output[-2000:]
    assert (tmp_path / "a.docx").stat().st_size > 5000 and (tmp_path / "a.xlsx").stat().st_size > 3000
    assert tried == ""


def test_the_app_starts_without_the_network(
    guarded: Callable[..., tuple[int, str, str]], data: Path, small_corpus: Path
) -> None:
    code = """
import sys, urllib.request
from pathlib import Path
from assistant.settings import Settings
from assistant.app.serving import launch, quiet
import socket
with socket.socket() as found:
    found.bind(("127.0.0.1", 0)); port = found.getsockname()[1]
settings = Settings(data=Path(sys.argv[1]), corpus=(Path(sys.argv[2]),), port=port)
quiet()
from assistant.app.library import Library
library = Library(settings)
server = launch(settings, library)
library.refresh()
with urllib.request.urlopen(server.address, timeout=60) as page:
    print("PAGE", page.status)
server.close()
"""
    returned, output, tried = guarded("-c", code, data, small_corpus)
    assert returned == 0 and "PAGE 200" in output, output[-2000:]
    assert tried == ""
