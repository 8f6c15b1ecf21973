"""``sopuri documents`` with its changes, on a real index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.running import run_here

TEXT = "# Kuuselan työllisyysalueen yhteistyösopimus\n\n## 1 Kulut\n\nKela maksaa. Yhteyshenkilö on Matti Virtanen.\n"


def test_a_document_from_its_adding_to_its_removal(prepare_data: Callable[[Path], Path], tmp_path: Path) -> None:
    data = prepare_data(tmp_path / "data")
    file = tmp_path / "kuusela.md"
    file.write_text(TEXT, encoding="utf-8")

    def documents(*arguments: object) -> object:
        return run_here("documents", *arguments, "--json", "--data", data).json

    added = run_here("documents", "add", file, tmp_path / "ei-ole.md", "--json", "--data", data)
    assert added.code == 1 and "haettavissa" in added.err
    assert [one["stage"] for one in added.json["files"]] == ["searchable", "failed"]
    assert run_here("documents", "add", file, "--json", "--data", data).json["files"][0]["stage"] == "same"
    described = documents("describe", "kuusela.md", "--region", "Kuusela", "--status", "luonnos", "--party", "Kela")
    assert isinstance(described, dict) and (described["status"], described["parties"]) == ("luonnos", ["Kela"])
    found = documents("personal", "kuusela.md")
    assert found == {
        "agreement_id": "kuusela-md",
        "personal": [{"kind": "name", "words": "Matti Virtanen", "clause": "1", "page": None}],
    }
    documents("personal", "kuusela.md", "--show", "Matti Virtanen")
    assert "Matti Virtanen" in run_here("clauses", "kuusela.md", "--json", "--data", data).out
    assert run_here("documents", "describe", "kuusela.md", "--date", "eilen", "--data", data).code == 2
    removed = documents("remove", "kuusela.md")
    assert documents() == [] and isinstance(removed, dict)
    [entry] = run_here("documents", "bin", "--json", "--data", data).json
    assert entry["entry"] == removed["removed"][0]["entry"]
    documents("restore", entry["entry"])
    assert len(run_here("documents", "--json", "--data", data).json) == 1
    assert run_here("documents", "remove", "nobody.md", "--data", data).code == 2
