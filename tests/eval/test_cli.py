"""The commands over the small corpus, in this process."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from eval import calibrate, gate
from eval.cli import main
from eval.opening import default_data
from tests.eval.test_run import DATA


@pytest.fixture(scope="module")
def options(data: Path, small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that name the small corpus, its questions and an index of its own."""
    own = tmp_path_factory.mktemp("eval") / "data"
    shutil.copytree(data, own, symlinks=True)
    named = {"data": own, "corpus": small_corpus, "questions": DATA, "agreements": DATA / "agreements.txt"}
    return [part for name, path in named.items() for part in (f"--{name}", str(path))]


@pytest.fixture(scope="module")
def result(options: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result of a run with everything."""
    path = tmp_path_factory.mktemp("result") / "r.json"
    assert main(["run", *options, "--output", str(path), "--html", str(path.with_suffix(".html"))]) == 0
    return path


def test_check(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *options]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "test: 4 questions, 5 cells, 4 of them found",
        "dev: 2 questions, 6 cells, 4 of them found",
    ]


def test_check_tells_every_fault(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (DATA / "test.toml").read_text(encoding="utf-8")
    (tmp_path / "test.toml").write_text(text.replace("kuusi kuukautta", "tätä ei ole"), encoding="utf-8")
    assert main(["check", *options, "--questions", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert "question s1: koivula.txt holds nothing like" in err and "dev.toml: No such file" in err


def test_run_keeps_every_cell_of_every_respondent(result: Path) -> None:
    data = json.loads(result.read_text(encoding="utf-8"))
    assert set(data["about"]) == {"date", "embedding model", "knowledge", "corpus"}
    names = [(run["name"], run["split"]) for run in data["runs"]]
    assert names[0] == ("sopuri", "test") and ("LangChain, threshold", "dev") in names and len(names) == 12
    assert sum(len(turn["cells"]) for unit in data["runs"][0]["units"] for turn in unit) == 5
    own = data["figures"][0]["metrics"]
    assert own["verbatim rate"]["value"] == 1.0
    assert "<svg" in result.with_suffix(".html").read_text(encoding="utf-8")


def test_compare_with_itself(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(result), str(result)]) == 0
    out = capsys.readouterr().out
    assert "+0.000 [+0.000, +0.000]" in out and "worse" not in out and "better" not in out


def test_accept_then_gate(result: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "ACCEPTED", tmp_path / "accepted.json")
    assert main(["gate", str(result)]) == 2  # nothing was accepted yet
    assert main(["accept", str(result)]) == 0
    assert main(["gate", str(result)]) == 0
    data = json.loads(result.read_text(encoding="utf-8"))
    for run in data["runs"]:
        for unit in run["units"]:
            for turn in unit:
                for cell in turn["cells"]:
                    for quote in cell["quotes"]:
                        quote["verbatim"] = False
    spoiled = tmp_path / "spoiled.json"
    spoiled.write_text(json.dumps(data), encoding="utf-8")
    assert main(["gate", str(spoiled)]) == 1


def test_a_split_alone_without_baselines(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *options, "--split", "dev", "--no-baseline"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("dev: 2 questions, 3 agreements") and "LangChain" not in out and "test:" not in out


def test_calibrate_prints_and_writes_only_when_told(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "verdict.toml"
    monkeypatch.setattr(calibrate, "FILE", target)
    assert main(["calibrate", *options]) == 0
    printed = capsys.readouterr().out
    assert "[learned]" in printed and "[open]" in printed and not target.exists()
    assert main(["calibrate", *options, "--write"]) == 0
    assert target.read_text(encoding="utf-8") in printed


def test_ablate(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ablate", *options, "--only", "fusion", "--output", str(tmp_path / "a.json")]) == 0
    assert "reciprocal ranks" in capsys.readouterr().out
    outcomes = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["outcomes"]
    assert {o["ablation"] for o in outcomes} == {"fusion"} and len(outcomes) == 4


def test_agreement_between_two_readings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (DATA / "test.toml").read_text(encoding="utf-8")
    second = tmp_path / "second.toml"
    second.write_text(text.replace('"koivula.txt" = ["Sopimuksen', '"kuusijarvi.pdf" = ["Sopimuksen'), encoding="utf-8")
    readings = ["--first", str(DATA / "test.toml"), "--second", str(second)]
    assert main(["agreement", *readings, "--agreements", str(DATA / "agreements.txt")]) == 0
    out = capsys.readouterr().out
    assert "cell agreement      0.600" in out and "s1 koivula.txt" in out and "s1 kuusijarvi.pdf" in out


@pytest.mark.parametrize("command", ["compare", "gate"])
def test_a_file_that_is_no_result_is_named(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(tmp_path / "none.json")] * (2 if command == "compare" else 1)
    assert main([command, *files]) == 2
    assert capsys.readouterr().err.endswith(".json: No such file or directory\n")


def test_the_evaluation_never_uses_the_users_own_index() -> None:
    from assistant.settings import load_settings

    assert default_data() != load_settings().data
