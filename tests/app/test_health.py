"""Whatever watches over the server learns whether it can answer, and nothing of what."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest

from assistant.app import health
from assistant.app.health import Health
from assistant.app.library import Library
from assistant.keeping.database import Database
from assistant.settings import Settings
from tests.app.conftest import free_port

pytestmark = pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'")


def test_a_ready_server_says_so_to_anyone(app: str) -> None:
    with urllib.request.urlopen(f"{app}health/live", timeout=10) as response:
        assert json.load(response) == {"status": "live"} and response.headers["x-request-id"]
    with urllib.request.urlopen(f"{app}health/ready", timeout=10) as response:
        text = response.read().decode()
    found = json.loads(text)
    assert found.pop("disk") == {"enough": True}
    index = {"loaded": True, "empty": False}
    assert found == {"status": "ready", "index": index, "chroma": "embedded", "database": "reachable"}
    assert "koivula" not in text.lower()


def test_what_is_missing_is_said(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path, chroma_url=f"http://127.0.0.1:{free_port()}")
    database = Database("", tmp_path)
    assert Health(settings, Library(settings), database).state()["status"] == "not_ready"  # nothing loaded yet
    away = Health(settings, library, database).state()
    assert away["chroma"] == "unreachable" and away["status"] == "ready"
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 80)
    assert Health(settings, library, database).state()["status"] == "not_ready"
    monkeypatch.undo()
    database.close()
    (tmp_path / "sopuri.sqlite").unlink()
    (tmp_path / "sopuri.sqlite").mkdir()
    gone = Health(settings, library, database).state()
    assert gone["database"] == "unreachable" and gone["status"] == "not_ready"
    database.close()
