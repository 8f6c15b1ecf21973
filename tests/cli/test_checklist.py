"""``sopuri checklist`` as other programs use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.running import run_apart, run_here

ITEM_KEYS = {"id", "text", "status", "basis", "evidence", "phase", "why", "question", "notes", "weight", "draft_quotes"}
QUOTE_KEYS = {"text", "clause", "heading", "page", "start", "end", "file"}


@pytest.fixture
def own_data(small_corpus: Path, indexed: Callable[[Path, int], Path]) -> Path:
    """A data folder that may be written to."""
    return indexed(small_corpus, 6)


def items(result: Any) -> dict[str, Any]:
    assert result.code == 0, result.err
    return {item["id"]: item for item in result.json["items"]}


def test_a_checklist_as_json(data: Path) -> None:
    result = run_here("checklist", "--json", "--data", data, "--region", "Koivula")
    assert result.json.keys() >= {"items", "region", "draft", "language"} and result.json["region"] == "Koivula"
    for item in items(result).values():
        assert item.keys() >= ITEM_KEYS
        assert item["basis"] and all(basis.keys() == {"kind", "reference"} for basis in item["basis"])
        assert item["status"] == "open" and item["phase"] in ("before", "at", "after")
        assert all(quote.keys() >= QUOTE_KEYS for quote in item["evidence"])
    assert items(result)["rent"]["own_quotes"][0]["text"].startswith("Yhteisten toimitilojen vuokran")


@pytest.mark.parametrize("text", ["", "   \n", "Luonnos\n\n1 Osapuolet\n\nOsapuolia ovat Metsolan kunta ja Kela.\n"])
def test_a_draft_with_next_to_nothing_lacks_the_five_mandatory_items(data: Path, tmp_path: Path, text: str) -> None:
    draft = tmp_path / "luonnos.txt"
    draft.write_text(text, encoding="utf-8")
    found = items(run_here("checklist", "--json", "--data", data, "--draft", draft))
    five = [item for name, item in found.items() if name.startswith("statutory_")]
    assert [item["status"] for item in five] == ["missing_in_draft"] * 5
    references = [next(b["reference"] for b in item["basis"] if b["kind"] == "statute") for item in five]
    assert references == [f"388/2024 3 § {n} kohta" for n in range(1, 6)]


def test_an_empty_draft_is_named_on_standard_error(data: Path, tmp_path: Path) -> None:
    draft = tmp_path / "tyhja.txt"
    draft.touch()
    assert "tyhja.txt" in run_here("checklist", "--json", "--data", data, "--draft", draft).err


def test_a_draft_in_the_index_by_name(data: Path) -> None:
    result = run_here("checklist", "--json", "--data", data, "--draft", "rantasalo-luonnos.txt")
    assert (result.json["draft"], result.json["region"]) == ("rantasalo-luonnos.txt", "Rantasalo")
    ending = items(result)["ending"]
    assert [q["text"] for q in ending["draft_quotes"]] == ["Irtisanomisaika on kaksitoista kuukautta."]
    assert "Irtisanomisaika on kolme kuukautta." in [q["text"] for q in ending["own_quotes"]]


def test_a_checklist_as_text_in_swedish(data: Path) -> None:
    result = run_here("checklist", "--data", data, "--language", "sv")
    assert result.code == 0 and result.out.startswith("# Checklista för förhandlingen\n")
    assert "- [ ] **" in result.out and "## Vid förhandlingen" in result.out


def test_ticks_notes_and_own_items_are_there_the_next_time(own_data: Path) -> None:
    name = ("--data", own_data, "--name", "Koivula 2026")
    first = items(
        run_here(
            *("checklist", "--json", *name, "--region", "Koivula", "--tick", "prepare", "--tick", "mandate"),
            *("--note", "rent", "Kysy kaupungilta", "--reword", "ending", "Irtisanominen auki"),
            *("--add", "before", "Varaa tila", "--untick", "mandate"),
        )
    )
    result = run_apart("checklist", "--json", *name)  # another process, as after a restart
    again = items(result)
    assert result.json["region"] == "Koivula" and again == first
    assert again["prepare"]["status"] == "done" and again["mandate"]["status"] == "open"
    assert again["rent"]["notes"] == "Kysy kaupungilta" and again["ending"]["text"] == "Irtisanominen auki"
    assert again["own.1"]["basis"] == [{"kind": "user", "reference": "lisätty itse"}]
    assert "own.1" not in items(run_here("checklist", "--json", *name, "--remove", "own.1"))
    assert "prepare" in items(run_here("checklist", "--json", "--data", own_data, "--name", "toinen"))
    text = run_here("checklist", *name).out
    assert "- [x] **Varmista" in text and "*Muistiinpano:* Kysy kaupungilta" in text


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--tick", "prepare"], "--name"),
        (["--name", "x", "--tick", "nonesuch"], "nonesuch"),
        (["--name", "x", "--tick", "prepare", "--add", "later", "t"], "later"),
        (["--name", "x", "--add", "at", " "], "teksti"),
        (["--name", "../x"], "../x"),
        (["--region", "Metsola"], "Metsola"),
        (["--draft", "nowhere.docx"], "nowhere.docx"),
    ],
)
def test_what_cannot_be_is_one_sentence(own_data: Path, flags: list[str], says: str) -> None:
    result = run_here("checklist", "--data", own_data, *flags)
    assert result.code == 2 and result.out == ""
    assert says in result.err and result.err.count("\n") == 1
    assert list((own_data / "checklists").glob("*.json")) == []


def test_a_draft_that_cannot_be_read_is_one_sentence(data: Path, tmp_path: Path) -> None:
    draft = tmp_path / "rikki.pdf"
    draft.write_bytes(b"%PDF-1.4 broken")
    result = run_here("checklist", "--data", data, "--draft", draft)
    assert result.code == 2 and "rikki.pdf" in result.err and result.err.count("\n") == 1
