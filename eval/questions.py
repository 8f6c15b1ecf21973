"""Reads the question files and says clearly what is wrong with them. Their form is described in ``README.md``."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "questions"
TEST_AGREEMENTS = Path(__file__).parent / "test_agreements.txt"
LANGUAGES = ("fi", "sv")
STYLES = (
    "plain",
    "synonym",
    "colloquial",
    "typo",
    "narrow",
    "keyword",
    "indirect",
    "swedish",
    "region",
    "legal",
)
_KEYS = {"id", "text", "language", "style", "expect", "session", "scope", "topic", "found"}


class QuestionError(Exception):
    """A question file can't be used; one line for each fault, naming file, question and what it takes."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class Expect(StrEnum):
    """What the assistant should do with a question."""

    ANSWER = "answer"
    REFUSE = "refuse"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold answer.

    ``found``: file name → sentences that answer, verbatim; agreements left out do not mention it. ``scope``: the
    files asked about; empty for all. Questions with one ``session`` are the turns of one conversation, in the order
    of the file.
    """

    id: str
    text: str
    language: str
    style: str
    expect: Expect
    session: str = ""
    scope: tuple[str, ...] = ()
    topic: str = ""
    found: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def gold(self, file: str) -> tuple[str, ...]:
        """The sentences of ``file`` that answer; empty where it does not mention the matter."""
        return dict(self.found).get(file, ())

    def cells(self, files: Iterable[str]) -> tuple[str, ...]:
        """Those of ``files`` whose finding is scored."""
        if self.expect is not Expect.ANSWER:
            return ()
        return tuple(file for file in files if not self.scope or file in self.scope)


def test_agreements(path: Path = TEST_AGREEMENTS) -> tuple[str, ...]:
    """The files of the test part, one a line; "#" begins a comment."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


def load_questions(path: Path, files: Sequence[str]) -> tuple[Question, ...]:
    """Read a question file whose gold speaks of ``files``.

    Whether the sentences stand in the documents is checked by :func:`eval.gold.locate`. Raises QuestionError with all
    faults.
    """
    entries = _entries(path)
    faults: list[str] = []
    questions: list[Question] = []
    for number, entry in enumerate(entries, 1):
        name = f"{path.name}: question {entry.get('id') or f'number {number}'}"
        found = _faults(entry, files)
        faults += [f"{name}: {fault}" for fault in found]
        if not found:
            questions.append(_question(entry))
    faults += [f"{path.name}: {fault}" for fault in _common_faults(entries)]
    if faults:
        raise QuestionError(faults)
    return tuple(questions)


def load_reading(path: Path, questions: Sequence[Question], files: Sequence[str]) -> tuple[Question, ...]:
    """Another reading of the gold of ``questions``: a file whose tables hold an id and ``found``, and maybe more.

    Whatever else a question has is taken from ``questions``. Raises QuestionError.
    """
    known = {question.id: question for question in questions}
    faults: list[str] = []
    read: list[Question] = []
    for entry in _entries(path):
        question, found = known.get(str(entry.get("id"))), entry.get("found", {})
        if question is None:
            faults.append(f"{path.name}: question {entry.get('id')!r} is not in the first reading")
            continue
        full: dict[str, Any] = {
            "id": question.id,
            "text": question.text,
            "language": question.language,
            "style": question.style,
        }
        full |= {"expect": question.expect.value, "scope": list(question.scope), "found": found}
        wrong = _faults(full, files)
        faults += [f"{path.name}: question {question.id}: {fault}" for fault in wrong]
        if not wrong:
            read.append(dataclasses.replace(question, found=_question(full).found))
    faults += [f"{path.name}: {fault}" for fault in _twice([question.id for question in read])]
    if faults:
        raise QuestionError(faults)
    return tuple(read)


def conversations(questions: Sequence[Question]) -> tuple[tuple[Question, ...], ...]:
    """The questions as conversations.

    The turns of a session together, each other question alone, in the file's order.
    """
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(f"session {question.session}" if question.session else question.id, []).append(question)
    return tuple(tuple(group) for group in groups.values())


def _entries(path: Path) -> list[dict[str, Any]]:
    """The [[question]] tables of a file. Raises QuestionError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QuestionError([f"{path}: {error.strerror or error}"]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QuestionError([f"{path}: not TOML in UTF-8: {error}"]) from error
    entries = data.get("question")
    if not isinstance(entries, list) or not entries or set(data) != {"question"}:
        raise QuestionError([f"{path}: takes one or more [[question]] tables and nothing else"])
    return entries


def _question(entry: dict[str, Any]) -> Question:
    found = entry.get("found", {})
    return Question(
        id=entry["id"],
        text=entry["text"],
        language=entry["language"],
        style=entry["style"],
        expect=Expect(entry["expect"]),
        session=entry.get("session", ""),
        scope=tuple(entry.get("scope", ())),
        topic=entry.get("topic", ""),
        found=tuple((file, tuple(sentences)) for file, sentences in found.items()),
    )


def _faults(entry: dict[str, Any], files: Sequence[str]) -> list[str]:
    """What is wrong with one question by itself."""
    faults = [f"unknown key {key!r}; it takes {', '.join(sorted(_KEYS))}" for key in sorted(set(entry) - _KEYS)]
    faults += [
        f"{key} takes a text that is not empty, not {entry.get(key)!r}"
        for key in ("id", "text")
        if not isinstance(entry.get(key), str) or not entry[key].strip()
    ]
    for key, choices in (("language", LANGUAGES), ("style", STYLES), ("expect", tuple(Expect))):
        if entry.get(key) not in choices:
            faults.append(f"{key} takes one of {', '.join(choices)}, not {entry.get(key)!r}")
    faults += [
        f"{key} takes a text, not {entry[key]!r}"
        for key in ("session", "topic")
        if not isinstance(entry.get(key, ""), str)
    ]
    scope, found = entry.get("scope", []), entry.get("found", {})
    if not _is_texts(scope):
        faults.append(f"scope takes a list of file names, not {scope!r}")
        scope = []
    if not isinstance(found, dict):
        return [*faults, f"found takes a table of file names, not {found!r}"]
    if entry.get("expect") != Expect.ANSWER and (found or scope):
        faults.append('found and scope belong to expect = "answer" only')
    faults += [
        f"{file!r} is not an agreement of this part; they are {', '.join(files)}"
        for file in [*scope, *found]
        if file not in files
    ]
    for file, sentences in found.items():
        if scope and file not in scope:
            faults.append(f"found names {file!r}, which is outside the question's scope")
        if not _is_texts(sentences) or not sentences or not all(s.strip() for s in sentences):
            faults.append(f"found[{file!r}] takes a list of one or more sentences, not {sentences!r}")
    return faults


def _common_faults(entries: Sequence[dict[str, Any]]) -> list[str]:
    """What is wrong between questions."""
    faults = _twice([str(entry.get("id")) for entry in entries])
    last = ""
    closed: set[str] = set()
    for entry in entries:
        session = str(entry.get("session") or "")
        if session != last:
            closed.add(last)
            if session and session in closed:
                faults.append(f"the turns of session {session!r} do not stand together (at question {entry.get('id')})")
        last = session
    return faults


def _twice(names: Sequence[str]) -> list[str]:
    return [f"the id {name!r} stands twice" for name in dict.fromkeys(names) if names.count(name) > 1]


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
