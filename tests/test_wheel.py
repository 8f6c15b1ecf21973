"""The built wheel works without the repository beside it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import ROOT

_SOURCE = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in _SOURCE:
        shutil.copy2(ROOT / name, source / name)
    for name in ("assistant", "prompts"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(source)], check=True, timeout=120)
    [built] = folder.glob("sopuri-*.whl")
    return built


def test_everything_that_is_read_at_run_time_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "assistant").rglob("*")
        if path.is_file() and path.suffix not in (".md", ".pyc")
    }
    prompts = {f"assistant/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "prompts").rglob("*.*")}
    assert len(prompts) >= 20
    assert (package | prompts) - inside == set()
    assert [name for name in inside if name.startswith(("tests/", "eval/", "corpus/"))] == []


def test_the_installed_wheel_answers(
    wheel: Path, small_corpus: Path, prepare_data: Callable[[Path], Path], tmp_path: Path
) -> None:
    # pip's --target instead of a virtual environment: what the program needs is taken from the environment of the tests.
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*pip, str(wheel)], check=True, timeout=120)
    data = prepare_data(tmp_path / "data")
    environment = {
        **os.environ,
        "PYTHONPATH": str(target),
        "SOPURI_DATA": str(data),
        "SOPURI_CORPUS": str(small_corpus),
    }

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=240, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = run("-c", "import assistant, assistant.phrases as p; print(assistant.__file__, p._folder())")
    assert [part.startswith(str(target)) for part in where.split()] == [True, True]
    program = str(target / "bin" / "sopuri")
    assert "negotiation assistant" in run(program, "--help")
    assert len(json.loads(run(program, "sync", "--json"))["added"]) == 6
    answer = json.loads(run(program, "ask", "--json", "Mikä on irtisanomisaika?", "--region", "Koivula"))
    [finding] = answer["findings"]
    assert finding["quotes"][0]["text"] == "Sopimuksen irtisanomisaika on kuusi kuukautta."
    assert "Koivula" in answer["text"]
