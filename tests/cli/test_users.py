from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.running import Result, run_apart, run_here

GOOD = "sateenkaari uimahalli kynä\n"


def users(data: Path, *arguments: str, stdin: str = "") -> Result:
    return run_here("users", *arguments, "--data", data, stdin=stdin)


def test_from_the_first_account_to_none(tmp_path: Path) -> None:
    assert "sopuri users add" in users(tmp_path).out
    added = users(tmp_path, "add", "Hallinto", "--role", "administrator", "--json", stdin=GOOD)
    assert added.code == 0 and added.json["name"] == "hallinto" and added.json["role"] == "administrator"
    users(tmp_path, "add", "anna", "--sees", "julkinen", stdin=GOOD)
    assert users(tmp_path, "list", "--json").json[0]["sees"] == ["julkinen"]
    assert users(tmp_path, "role", "anna", "--json").json["sees"] == ["julkinen", "sisäinen"]
    assert users(tmp_path, "lock", "anna", "--json").json["closed"] is True
    assert "suljettu" in users(tmp_path, "list").out
    assert users(tmp_path, "unlock", "anna", "--json").json["closed"] is False
    assert users(tmp_path, "password", "anna", stdin="hirvenkello avaruus tuoli\n").code == 0
    assert users(tmp_path, "remove", "anna", "--json").json == {"removed": "anna"}
    assert [a["name"] for a in users(tmp_path, "--json").json] == ["hallinto"]

    lines = run_here("audit", "--data", tmp_path).lines
    assert [line["detail"].split()[0] for line in lines] == [
        "removed", "password", "unlocked", "locked", "role", "added", "added",
    ]  # fmt: skip
    assert {line["who"] for line in lines} == {"@owner"} and not any("uimahalli" in str(line) for line in lines)


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["add", "anna"], "", "Salasanaa ei annettu"),
        (["add", "anna"], "lyhyt\n", "12–256"),
        (["add", "anna"], "salasana1234\n", "helppo arvata"),
        (["add", "a b"], GOOD, "2–64 merkkiä"),
        (["password", "ei"], GOOD, "ei ole"),
        (["remove", "ei"], "", "ei ole"),
    ],
)
def test_what_can_t_be_done_is_one_sentence(tmp_path: Path, arguments: list[str], stdin: str, said: str) -> None:
    result = users(tmp_path, *arguments, stdin=stdin)
    assert (result.code, result.out) == (2, "") and said in result.err and result.err.count("\n") == 1


def test_a_password_is_never_a_flag(tmp_path: Path) -> None:
    assert users(tmp_path, "add", "anna", "--password", "x", stdin=GOOD).code == 2
    assert users(tmp_path, "add", "anna", "salasana", stdin=GOOD).code == 2


def test_the_log_is_written_as_a_table(tmp_path: Path) -> None:
    users(tmp_path, "add", "hallinto", "--role", "administrator", stdin=GOOD)
    file = tmp_path / "log.csv"
    assert run_here("audit", "--output", file, "--since", "2020-01-01", "--data", tmp_path).code == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        [header, row] = csv.reader(opened)
    assert header[:4] == ["number", "at", "who", "what"] and row[3] == "people changed"
    assert run_here("audit", "--data", tmp_path).lines[0]["what"] == "log read"
    assert run_here("audit", "--since", "2999-01-01", "--data", tmp_path).out == ""
    for wrong in (["--output", tmp_path / "x.txt"], ["--since", "eilen"]):
        result = run_here("audit", *wrong, "--data", tmp_path)
        assert result.code == 2 and result.err.count("\n") == 1


def test_from_a_program_of_its_own(tmp_path: Path) -> None:
    added = run_apart("users", "add", "äiti", "--json", "--data", tmp_path, stdin=GOOD)
    assert added.code == 0 and json.loads(added.out)["name"] == "äiti"


def test_a_token_is_shown_once_and_revoked(tmp_path: Path) -> None:
    users(tmp_path, "add", "anna", stdin=GOOD)
    made = users(tmp_path, "token", "anna")
    assert (
        made.code == 0 and made.out.startswith("sopuri_") and len(made.out.strip()) > 45 and "vain kerran" in made.err
    )
    assert made.out.strip().encode() not in (tmp_path / "sopuri.sqlite").read_bytes()
    assert users(tmp_path, "token", "anna", "--revoke", "--json").json == {"name": "anna", "revoked": 1}
    assert users(tmp_path, "token", "ei").code == 2
    assert made.out.strip() not in run_here("audit", "--data", tmp_path).out
