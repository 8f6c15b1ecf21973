"""Conversations held turn by turn against what is expected of each turn; a dialogue succeeds when every turn does.

The format of the files is described in README.md. What is scored is the turn as other programs get it (JSON).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "dialogues"
SPLITS = ("dev", "test")
FEWEST, MOST = 3, 6  # turns of a dialogue
_MENTIONED = ("found", "possible")
_VERDICTS = (*_MENTIONED, "not_mentioned", "mentioned")
_TEXTS = {"kind", "result", "topic", "language", "for"}  # expectations of one text; a list means any of them
_LISTS = {"regions", "documents", "choices", "says"}
_TABLES = {"verdicts", "quotes"}
_KEYS = _TEXTS | _LISTS | _TABLES | {"signed_only", "agreements"}

Json = dict[str, Any]
Talk = Callable[[str], Json]  # the turns of one conversation, in order


class DialogueError(Exception):
    """The file can't be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said, and what is expected: the keys of README.md."""

    say: str
    expected: Json


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation."""

    id: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """How a dialogue went: for each turn what was not as expected, in words."""

    dialogue: Dialogue
    faults: tuple[tuple[str, ...], ...]

    @property
    def success(self) -> bool:
        """Whether every turn was as expected."""
        return not any(self.faults)


def read_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """Read a file of dialogues. Raises DialogueError."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["dialogue"]
        dialogues = tuple(_dialogue(entry) for entry in entries)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DialogueError(f"{path}: {error}") from error
    names = [dialogue.id for dialogue in dialogues]
    if twice := {name for name in names if names.count(name) > 1}:
        raise DialogueError(f"{path}: twice: {', '.join(sorted(twice))}")
    return dialogues


def _dialogue(entry: Json) -> Dialogue:
    name = str(entry["id"])
    turns = tuple(_turn(turn, name) for turn in entry["turn"])
    if not FEWEST <= len(turns) <= MOST:
        raise ValueError(f"{name}: {len(turns)} turns, not {FEWEST} to {MOST}")
    return Dialogue(name, turns)


def _turn(entry: Json, name: str) -> Turn:
    expected = {key: value for key, value in entry.items() if key != "say"}
    if unknown := set(expected) - _KEYS:
        raise ValueError(f"{name}: unknown: {', '.join(sorted(unknown))}")
    for key, value in expected.items():
        fits = (
            (key in _TEXTS and isinstance(value, str | list))
            or (key in _LISTS and isinstance(value, list))
            or (key in _TABLES and isinstance(value, dict))
            or (key == "signed_only" and isinstance(value, bool))
            or (key == "agreements" and isinstance(value, list | int))
        )
        if not fits:
            raise ValueError(f"{name}: {key}: {value!r}")
    for value in expected.get("verdicts", {}).values():
        if value not in _VERDICTS:
            raise ValueError(f"{name}: no such verdict: {value}")
    return Turn(str(entry["say"]), expected)


def hold(dialogue: Dialogue, talk: Talk) -> Held:
    """Say the turns one after the other and compare."""
    return Held(dialogue, tuple(tuple(faults(turn.expected, talk(turn.say))) for turn in dialogue.turns))


def faults(expected: Json, reply: Json) -> list[str]:
    """What of ``reply`` is not as expected, in words; empty where all is."""
    return [
        f"{key}: expected {value!r}, got {got!r}"
        for key, value in expected.items()
        for good, got in [_CHECKS[key](value, reply)]
        if not good
    ]


def _any_of(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _kind(value: Any, reply: Json) -> tuple[bool, Any]:
    return reply["kind"] in _any_of(value), reply["kind"]


def _result(value: Any, reply: Json) -> tuple[bool, Any]:
    got = (reply["result"] or {}).get("kind", "")
    return got in _any_of(value), got


def _for(value: Any, reply: Json) -> tuple[bool, Any]:
    got = (reply["result"] or {}).get("region") or ""
    return got in _any_of(value), got


def _language(value: Any, reply: Json) -> tuple[bool, Any]:
    return reply["language"] in _any_of(value), reply["language"]


def _topic(value: Any, reply: Json) -> tuple[bool, Any]:
    topic, aspects = (reply["topic"] or {}).get("id", ""), reply["aspects"]
    good = any(name in aspects if "." in name else name == topic for name in _any_of(value))
    return good, [topic, *aspects]


def _in_state(key: str) -> Callable[[Any, Json], tuple[bool, Any]]:
    def check(value: Any, reply: Json) -> tuple[bool, Any]:
        got = reply["state"][key]
        return (set(value) == set(got) if isinstance(value, list) else value == got), got

    return check


def _agreements(value: Any, reply: Json) -> tuple[bool, Any]:
    got = [finding["file"] for finding in reply["findings"]]
    return (len(got) == value if isinstance(value, int) else sorted(got) == sorted(value)), got


def _verdicts(value: Json, reply: Json) -> tuple[bool, Any]:
    got = {finding["file"]: finding["verdict"] for finding in reply["findings"] if finding["file"] in value}
    good = all(got.get(f) in (_MENTIONED if wanted == "mentioned" else (wanted,)) for f, wanted in value.items())
    return good, got


def _quotes(value: Json, reply: Json) -> tuple[bool, Any]:
    shown = [quote for finding in reply["findings"] for quote in finding["quotes"]]
    shown += [near["quote"] for case in (reply["result"] or {}).get("cases", []) for near in case["nearest"]]
    texts = {file: [quote["text"] for quote in shown if quote["file"] == file] for file in value}
    return all(_stands(words, texts[file]) for file, words in value.items()), texts


def _choices(value: list[str], reply: Json) -> tuple[bool, Any]:
    got = reply["choices"]
    return (all(_stands(words, got) for words in value) if value else not got), got


def _says(value: list[str], reply: Json) -> tuple[bool, Any]:
    return all(_stands(words, [reply["text"]]) for words in value), reply["text"]


def _stands(words: str, texts: Iterable[str]) -> bool:
    return any(words.casefold() in text.casefold() for text in texts)


_CHECKS: dict[str, Callable[[Any, Json], tuple[bool, Any]]] = {
    "kind": _kind,
    "result": _result,
    "topic": _topic,
    "language": _language,
    "for": _for,
    "regions": _in_state("regions"),
    "documents": _in_state("documents"),
    "signed_only": _in_state("signed_only"),
    "agreements": _agreements,
    "verdicts": _verdicts,
    "quotes": _quotes,
    "choices": _choices,
    "says": _says,
}


def as_table(split: str, held: Sequence[Held]) -> str:
    """The figures of one split."""
    good = sum(one.success for one in held)
    turns = [faulty for one in held for faulty in one.faults]
    right = sum(not faulty for faulty in turns)
    return (
        f"{split}: {good} of {len(held)} dialogues as expected ({good / len(held):.3f}), "
        f"{right} of {len(turns)} turns ({right / len(turns):.3f})"
        if held
        else f"{split}: no dialogues"
    )


def mistakes(held: Iterable[Held]) -> str:
    """Each turn that was not as expected, and why."""
    return "\n".join(
        f"{one.dialogue.id} turn {number} “{turn.say}”: {fault}"
        for one in held
        for number, (turn, wrong) in enumerate(zip(one.dialogue.turns, one.faults, strict=True), 1)
        for fault in wrong
    )
