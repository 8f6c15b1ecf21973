"""What is installed is what was chosen: exact versions by their hashes, each with a licence that fits."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.running import ROOT


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


LOCK = _lines(ROOT / "requirements.lock").replace("\\\n", " ")
PINS = {
    canonicalize_name(match[1]): match[2].partition("+")[0]
    for match in re.finditer(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", LOCK, re.MULTILINE)
}


def test_the_lock_agrees_with_the_constraints() -> None:
    constraints = dict(line.split("==") for line in _lines(ROOT / "constraints.txt").split())
    assert {name: version for name, version in PINS.items() if constraints.get(name) != version} == {}


def test_every_line_of_the_lock_is_one_version_with_hashes() -> None:
    lines = [line for line in LOCK.splitlines() if line.strip()]
    assert len(lines) == len(PINS) > 100
    for line in lines:
        assert re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==\S+( ;[^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", line), line[:80]


def test_the_lock_holds_all_that_is_needed_at_run_time_and_no_tools() -> None:
    """Followed from pyproject.toml through what the installed packages say that they need."""
    spec = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = spec["optional-dependencies"]
    wanted = _script("constraints").needed([*spec["dependencies"], *extras["llm"], *extras["postgres"]])
    assert set(wanted) - set(PINS) == set()
    tools = {canonicalize_name(Requirement(text).name) for text in extras["dev"]}
    assert tools & set(PINS) <= set(wanted)
    assert not any(name.startswith("nvidia") for name in PINS)


def test_every_package_has_a_licence_that_fits_and_none_is_missing() -> None:
    licences = _script("licences")
    rows = re.findall(
        r"^\| ([\w.-]+) \| (\S+) \| (.+) \|$", (ROOT / "docs" / "licences.md").read_text("utf-8"), re.MULTILINE
    )
    table = {name: (version, licence) for name, version, licence in rows if name != "package"}
    assert {name: version.partition("+")[0] for name, (version, _) in table.items()} == PINS
    for name, (_, licence) in table.items():
        assert licences.parts(licence) and licences.parts(licence) <= licences.ALLOWED, (name, licence)
        assert licences.licence_of(name) == licence, name
    components = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text("utf-8"))["components"]
    assert {c["name"]: c["version"].partition("+")[0] for c in components} == PINS


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT AND AGPL-3.0", "Proprietary", "", "UNKNOWN"])
def test_a_licence_that_does_not_fit_is_seen(licence: str) -> None:
    licences = _script("licences")
    named = licences.parts(licence)
    assert not named or named - licences.ALLOWED
