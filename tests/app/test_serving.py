"""What the server lets out, and where it listens."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from assistant.app.interface import NAMES
from assistant.app.library import Library
from assistant.app.serving import check_people, launch
from assistant.keeping.database import Database
from assistant.model import Role
from assistant.people.accounts import Accounts
from assistant.settings import Settings, SettingsError
from tests.app.conftest import free_port, unclosed_loops
from tests.running import ROOT, run_here

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'")


def status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_the_address_decides_whether_there_must_be_people(tmp_path: Path) -> None:
    with closing(Database("", tmp_path)) as database:
        for host in ("127.0.0.1", "127.0.0.7", "::1", "localhost"):
            check_people(Settings(host=host, data=tmp_path), database)
        for host in ("0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.example.org", ""):
            with pytest.raises(SettingsError, match="sopuri users add"):
                check_people(Settings(host=host, data=tmp_path), database)
            with pytest.raises(SettingsError):  # a proxy that only forwards knows nobody
                check_people(Settings(host=host, data=tmp_path, proxy_addresses=("10.0.0.1",)), database)
            proxy = {"proxy_addresses": ("10.0.0.1",), "proxy_user_header": "X-User"}
            check_people(Settings(host=host, data=tmp_path, **proxy), database)  # type: ignore[arg-type]
        with pytest.raises(SettingsError, match="sopuri users add"):  # through which everyone comes from this machine
            check_people(Settings(data=tmp_path, proxy_addresses=("127.0.0.1",)), database)
        Accounts(database).add("anna", "neljä sanaa ilman yhteyttä", Role.ADMINISTRATOR)
        check_people(Settings(host="0.0.0.0", data=tmp_path), database)


def test_another_address_ends_the_program_with_one_sentence(tmp_path: Path) -> None:
    result = run_here("serve", "--host", "0.0.0.0", "--data", tmp_path)
    assert result.code == 2 and result.out == ""
    assert "0.0.0.0" in result.err and "SOPURI_HOST" in result.err and result.err.count("\n") == 1


@pytest.mark.usefixtures("app")
def test_a_port_in_use_is_said(app_settings: Settings, library: Library) -> None:
    with unclosed_loops(), pytest.raises(SettingsError, match=str(app_settings.port)):
        launch(app_settings, library)


def test_the_host_header_must_be_this_machine(app: str) -> None:
    assert status(app) == 200
    assert status(app, Host="evil.example") == 400


def test_no_file_of_the_machine_can_be_had(app: str, app_corpus: Path, app_settings: Settings) -> None:
    files = [
        app_corpus / "koivula.pdf",
        app_settings.data / "chroma" / "chroma.sqlite3",
        Path("/etc/passwd"),
        Path(__file__),
        Path("pyproject.toml").absolute(),
    ]
    for file in files:
        assert file.exists()
        for route in ("gradio_api/file=", "file=", "gradio_api/file/"):
            assert status(f"{app}{route}{urllib.parse.quote(str(file))}") in (403, 404), (route, file)


def test_the_browser_is_told_to_stay_here(app: str) -> None:
    with urllib.request.urlopen(app, timeout=10) as response:
        policy = response.headers["content-security-policy"]
        body = response.read().decode()
    assert "default-src 'self'" in policy and "connect-src 'self'" in policy and "http" not in policy
    assert "fonts.googleapis" not in body


def test_the_api_has_what_the_interface_has_and_nothing_else(app: str) -> None:
    with urllib.request.urlopen(f"{app}gradio_api/info", timeout=10) as response:
        info = json.load(response)
    assert list(info["named_endpoints"]) == [f"/{name}" for name in NAMES] and info["unnamed_endpoints"] == {}
    assert [p["parameter_name"] for p in info["named_endpoints"]["/ask"]["parameters"]] == ["question", "regions"]


def call(app: str, *values: object) -> str:
    """Call "ask" as a program does: post, then read the event stream."""
    data = json.dumps({"data": values}).encode()
    request = urllib.request.Request(f"{app}gradio_api/call/ask", data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{app}gradio_api/call/ask/{event}", timeout=60) as response:
        text: str = response.read().decode()
        return text


def test_the_api_answers_as_the_command_line_does(app: str) -> None:
    text = call(app, "Mikä on sopimuksen irtisanomisaika?", ["Kuusela"])
    answer = json.loads(text.split("data: ", 1)[1])[0]
    assert answer["kind"] == "wordings" and answer["regions"] == ["Kuusela"]
    (finding,) = answer["findings"]
    assert finding["quotes"][0]["text"] == "Tämän sopimuksen irtisanomisaika on kolme kuukautta."
    assert "event: error" in call(app, "Mikä on sopimuksen irtisanomisaika?", ["Olematon"])


def test_the_program_serves(app_settings: Settings) -> None:
    port = free_port()
    program = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port), "--data", str(app_settings.data)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as running:
        try:
            assert running.stdout is not None
            assert f"http://127.0.0.1:{port}/" in running.stdout.readline()
            assert status(f"http://127.0.0.1:{port}/") == 200
        finally:
            running.terminate()
