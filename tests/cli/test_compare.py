"""``sopuri compare`` over the small corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import run_here


def test_json_has_a_cell_for_every_pair(data: Path) -> None:
    found = run_here("compare", "--json", "--data", data, "--topic", "irtisanominen", "--topic", "leader").json
    assert found["topics"] == ["termination", "leader"] and len(found["agreements"]) == 5
    assert set(found["cells"]) == set(found["agreements"])
    assert all(set(row) == {"termination", "leader"} for row in found["cells"].values())
    terms = {(term["agreement_id"], term["term"]): term for term in found["terms"]}
    koivula = next(a for a, row in found["cells"].items() if row["leader"]["region"] == "Koivula")
    assert terms[koivula, "notice_period"]["value"] == "6 kk"
    assert "kuusi kuukautta" in terms[koivula, "notice_period"]["quote"]["text"]
    silent = [term for term in found["terms"] if term["state"] == "not_mentioned"]
    assert silent and all(term["value"] is None and term["quote"] is None for term in silent)


def test_filters_and_text(data: Path) -> None:
    result = run_here(
        "compare", "--data", data, "--topic", "termination", "--language", "sv", "--party", "Björkby stad"
    )
    assert result.code == 0 and "Björkby" in result.out and "Koivula" not in result.out


def test_two_agreements_side_by_side(data: Path, small_corpus: Path) -> None:
    found = run_here(
        "compare", "--json", "--data", data, "--against", "koivula.txt", small_corpus / "rantasalo.md"
    ).json
    assert set(found) == {"left", "right", "pairs"}
    changes = [pair["change"] for pair in found["pairs"]]
    assert "changed" in changes and "only_left" in changes
    assert "**kuusi**" in run_here("compare", "--data", data, "--against", "koivula.txt", "rantasalo.md").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--topic", "pitsan resepti"),
        ("--region", "Atlantis"),
        ("--party", "Atlantiksen kunta"),
        ("--status", "uusi"),
        ("--language", "de"),
        ("--against", "koivula.txt", "ei-ole.pdf"),
        ("--against", "koivula.txt", "rantasalo.md", "--topic", "leader"),
    ],
)
def test_a_wrong_choice_is_one_sentence(data: Path, arguments: tuple[str, ...]) -> None:
    result = run_here("compare", "--data", data, *arguments)
    assert (result.code, result.out) == (2, "") and result.err.startswith("sopuri: ") and result.err.count("\n") == 1
