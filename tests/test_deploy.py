"""The files for containers name what exists: paths, settings, ports and the version of Chroma."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import Any

import pytest
import yaml

from assistant.app.health import Health
from assistant.settings import Settings
from tests.running import ROOT

CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
SETTINGS = {f"SOPURI_{name.upper()}" for name in Settings.model_fields}


def test_what_is_copied_exists_and_is_not_kept_out() -> None:
    copied = [
        path for line in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE) for path in line.split()
    ]
    assert {"assistant", "prompts", "requirements.lock"} <= set(copied)
    for path in copied:
        assert (ROOT / path).exists(), path
        assert f"!{path}" in IGNORED, path


def test_the_compose_file_leads_to_the_container_file() -> None:
    build = SERVICES["sopuri"]["build"]
    assert (ROOT / "deploy" / build["context"] / build["dockerfile"]).is_file()


@pytest.mark.parametrize(
    "text", [CONTAINER, str(COMPOSE), (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")]
)
def test_every_setting_that_is_named_exists(text: str) -> None:
    assert set(re.findall(r"SOPURI_[A-Z_]+", text)) <= SETTINGS


def test_chroma_is_of_the_version_that_the_program_was_tested_with() -> None:
    pinned = re.search(r"^chromadb==(.+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned and SERVICES["chroma"]["image"] == f"docker.io/chromadb/chroma:{pinned[1]}"


def test_ports_and_addresses_fit_together() -> None:
    port = re.search(r"SOPURI_PORT=(\d+)", CONTAINER)
    assert (
        port and SERVICES["sopuri"]["ports"] == [f"127.0.0.1:{port[1]}:{port[1]}"] and f"EXPOSE {port[1]}" in CONTAINER
    )
    assert (
        SERVICES["sopuri"]["environment"]["SOPURI_CHROMA_URL"] == f"http://chroma:{SERVICES['chroma']['command'][-1]}"
    )
    (network,) = COMPOSE["networks"]["outside"]["ipam"]["config"]
    assert SERVICES["sopuri"]["environment"]["SOPURI_PROXY_ADDRESSES"] == network["gateway"]
    asked = re.search(rf"127\.0\.0\.1:{port[1]}(/[a-z/]+)", CONTAINER)
    assert asked and asked[1] in health_addresses()


def health_addresses() -> set[str]:
    """Where the server says how it is."""
    from starlette.applications import Starlette

    app = Starlette()
    Health.add_to(Health.__new__(Health), app)
    return {route.path for route in app.routes if hasattr(route, "path")}


def test_nothing_runs_with_more_rights_than_it_needs() -> None:
    for name, service in SERVICES.items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", CONTAINER, re.MULTILINE)
    assert COMPOSE["networks"]["inside"]["internal"] and SERVICES["chroma"]["networks"] == ["inside"]
    assert "ports" not in SERVICES["chroma"]


def test_every_volume_is_named_and_secrets_stay_out_of_the_repository() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert used == set(COMPOSE["volumes"])
    (secrets,) = SERVICES["sopuri"]["env_file"]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert any(fnmatch(f"/deploy/{secrets['path']}", pattern) for pattern in ignored)
