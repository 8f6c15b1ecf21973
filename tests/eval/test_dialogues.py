from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.dialogues import Dialogue, DialogueError, Turn, as_table, faults, hold, mistakes, read_dialogues

QUOTE = {"text": "Irtisanomisaika on kuusi kuukautta.", "file": "a.txt"}
REPLY: dict[str, Any] = {
    "kind": "wordings",
    "language": "fi",
    "topic": {"id": "termination", "label": "Irtisanominen"},
    "aspects": ["termination.notice_period"],
    "findings": [
        {"file": "a.txt", "verdict": "found", "quotes": [QUOTE]},
        {"file": "b.txt", "verdict": "not_mentioned", "quotes": []},
    ],
    "choices": [],
    "text": "Löytyi 1/2 sopimuksesta",
    "result": None,
    "state": {"regions": ["Koivula"], "documents": [], "signed_only": False},
}
AS_EXPECTED: list[dict[str, Any]] = [
    {"kind": "wordings"},
    {"kind": ["clarify", "wordings"]},
    {"result": ""},
    {"for": ""},
    {"topic": "termination"},
    {"topic": "termination.notice_period"},
    {"topic": ["costs", "termination"]},
    {"language": "fi"},
    {"regions": ["Koivula"]},
    {"documents": []},
    {"signed_only": False},
    {"agreements": ["b.txt", "a.txt"]},
    {"agreements": 2},
    {"verdicts": {"a.txt": "found", "b.txt": "not_mentioned"}},
    {"verdicts": {"a.txt": "mentioned"}},
    {"quotes": {"a.txt": "KUUSI kuukautta"}},
    {"choices": []},
    {"says": ["löytyi"]},
]
OTHERWISE: list[dict[str, Any]] = [
    {"kind": "clarify"},
    {"result": "draft"},
    {"for": "Koivula"},
    {"topic": "costs"},
    {"topic": "termination.form"},
    {"language": "sv"},
    {"regions": []},
    {"regions": ["Koivula", "Rantasalo"]},
    {"documents": ["a.txt"]},
    {"signed_only": True},
    {"agreements": ["a.txt"]},
    {"agreements": 3},
    {"verdicts": {"b.txt": "mentioned"}},
    {"verdicts": {"c.txt": "not_mentioned"}},
    {"quotes": {"a.txt": "kolme"}},
    {"quotes": {"b.txt": "kuusi"}},
    {"choices": ["Koivula"]},
    {"says": ["Word"]},
]


@pytest.mark.parametrize("expected", AS_EXPECTED)
def test_as_expected(expected: dict[str, Any]) -> None:
    assert faults(expected, REPLY) == []


@pytest.mark.parametrize("expected", OTHERWISE)
def test_not_as_expected(expected: dict[str, Any]) -> None:
    [fault] = faults(expected, REPLY)
    assert fault.startswith(next(iter(expected)))


def test_a_nearest_passage_counts_as_quoted() -> None:
    near = {"cases": [{"nearest": [{"quote": {"text": "Sopimus päättyy.", "file": "b.txt"}}]}], "kind": "explanation"}
    assert faults({"quotes": {"b.txt": "päättyy"}, "result": "explanation"}, REPLY | {"result": near}) == []


def test_a_dialogue_succeeds_when_every_turn_does() -> None:
    good, bad = Turn("a", {"kind": "wordings"}), Turn("b", {"kind": "draft"})
    held = [hold(Dialogue("x", (good, good)), lambda _: REPLY), hold(Dialogue("y", (good, bad)), lambda _: REPLY)]
    assert [one.success for one in held] == [True, False]
    assert as_table("dev", held) == "dev: 1 of 2 dialogues as expected (0.500), 3 of 4 turns (0.750)"
    assert mistakes(held) == "y turn 2 “b”: kind: expected 'draft', got 'wordings'"


TURN = "[[dialogue.turn]]\nsay = 'a'\n"
HEAD = "[[dialogue]]\nid = 'x'\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "dialogue"),
        (HEAD + TURN * 2, "2 turns"),
        (HEAD + TURN * 3 + "topics = 'costs'\n", "unknown: topics"),
        (HEAD + TURN * 3 + "verdicts = { 'a.txt' = 'maybe' }\n", "no such verdict"),
        (HEAD + TURN * 3 + "regions = 'Koivula'\n", "regions"),
        ((HEAD + TURN * 3) * 2, "twice: x"),
    ],
)
def test_what_is_no_file_of_dialogues(text: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "dev.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DialogueError, match=reason):
        read_dialogues(file)


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "dev.toml"
    file.write_text(HEAD + TURN * 2 + TURN + "kind = 'wordings'\n", encoding="utf-8")
    [dialogue] = read_dialogues(file)
    assert [turn.expected for turn in dialogue.turns] == [{}, {}, {"kind": "wordings"}]
