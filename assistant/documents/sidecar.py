"""Corrections to what was read of a document: a file ``NAME.sopuri.toml`` beside it, whose word is final.

Beside the description's keys it may have a table ``[personal]`` (``shown``, ``hidden``: words) and tables ``[[clause]]``
(``was``: number and heading as they were read, ``index``; and the right ``number`` and ``heading``).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..model import Clause, Description, Kind, Publicity, Status
from .errors import DocumentError
from .personal import Corrections

SUFFIX = ".sopuri.toml"
_ENUMS: dict[str, type[StrEnum]] = {"kind": Kind, "status": Status, "publicity": Publicity}
KEYS = ("kind", "region", "title", "parties", "language", "status", "date", "publicity")
TABLES = ("personal", "clause")


@dataclass(frozen=True, slots=True)
class ClauseCorrection:
    """The right number and heading of the clause that was read as ``was``; None for none."""

    was: str
    index: int
    number: str | None
    heading: str | None


def sidecar_of(path: Path) -> Path | None:
    """The sidecar of a document: after its full name ("a.pdf.sopuri.toml") or its stem ("a.sopuri.toml"); None
    without one.
    """
    for name in (path.name + SUFFIX, path.stem + SUFFIX):
        candidate = path.with_name(name)
        if candidate.is_file():
            return candidate
    return None


def corrected(description: Description, path: Path) -> Description:
    """``description`` with what the document's sidecar says. Raises DocumentError that names file, line and what it
    takes.
    """
    sidecar, text, values = _read(path)
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if sidecar is None or key in TABLES:
            continue
        if key not in KEYS:
            raise _wrong(sidecar, text, key, key, ", ".join((*KEYS, *TABLES)))
        changes[key] = _value(sidecar, text, key, value)
    return replace(description, **changes)


def personal_corrections(path: Path) -> Corrections:
    """What the document's sidecar says of personal data. Raises DocumentError."""
    sidecar, text, values = _read(path)
    table = values.get("personal", {})
    if sidecar is None:
        return Corrections()
    if not isinstance(table, dict) or not set(table) <= {"shown", "hidden"}:
        raise _wrong(sidecar, text, "personal", table, 'shown = ["…"], hidden = ["…"]')
    for key, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise _wrong(sidecar, text, key, words, '["…", "…"]')
    return Corrections(shown=tuple(table.get("shown", ())), hidden=tuple(table.get("hidden", ())))


def clause_corrections(path: Path) -> tuple[ClauseCorrection, ...]:
    """What the document's sidecar says of clauses. Raises DocumentError."""
    sidecar, text, values = _read(path)
    tables = values.get("clause", [])
    if sidecar is None:
        return ()
    takes = 'was = "…", index = 1, number = "…", heading = "…"'
    if not isinstance(tables, list):
        raise _wrong(sidecar, text, "clause", tables, takes)
    found = []
    for table in tables:
        known = isinstance(table, dict) and set(table) <= {"was", "index", "number", "heading"}
        if not known or not isinstance(table.get("was"), str) or not isinstance(table.get("index", 0), int):
            raise _wrong(sidecar, text, "clause", table, takes)
        number, heading = table.get("number", ""), table.get("heading", "")
        if not isinstance(number, str) or not isinstance(heading, str):
            raise _wrong(sidecar, text, "clause", table, takes)
        found.append(
            ClauseCorrection(table["was"], table.get("index", 0), number.strip() or None, heading.strip() or None)
        )
    return tuple(found)


def name_of(clause: Clause) -> str:
    """A clause's number and heading in one: "5.2 Johtoryhmä"."""
    return " ".join(part for part in (clause.number, clause.heading) if part)


def renamed(clauses: Sequence[Clause], corrections: Sequence[ClauseCorrection]) -> tuple[Clause, ...]:
    """The clauses with numbers and headings corrected.

    A correction is for the clause at its index, where that was read as it says, else for the only one that was. What fits
    none, or several, changes nothing: the document has become another.
    """
    out = list(clauses)
    for said in corrections:
        fitting = [clause.index for clause in clauses if name_of(clause) == said.was]
        at = said.index if said.index in fitting else fitting[0] if len(fitting) == 1 else None
        if at is not None:
            out[at] = replace(out[at], number=said.number, heading=said.heading)
    return tuple(out)


def sidecar_values(path: Path) -> dict[str, Any]:
    """All that the document's sidecar says, as TOML has it; empty without one. Raises DocumentError."""
    return _read(path)[2]


def sidecar_text(values: dict[str, Any]) -> str:
    """A sidecar that says ``values``: strings, days, lists of strings, the table ``personal`` and the tables ``clause``."""
    lines = [f"{key} = {_toml(value)}" for key, value in values.items() if key not in TABLES]
    if personal := values.get("personal"):
        lines += ["", "[personal]", *(f"{key} = {_toml(value)}" for key, value in personal.items())]
    for clause in values.get("clause", ()):
        lines += ["", "[[clause]]", *(f"{key} = {_toml(value)}" for key, value in clause.items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, str):
        # TOML's strings are JSON's, but for DEL and lone surrogates.
        plain = value.encode("utf-8", "replace").decode("utf-8")
        return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    raise TypeError(f"no value of a sidecar: {value!r}")


def _read(path: Path) -> tuple[Path | None, str, dict[str, Any]]:
    """The sidecar of a document, its text, and what it says; (None, "", {}) without one."""
    sidecar = sidecar_of(path)
    if sidecar is None:
        return None, "", {}
    try:
        text = sidecar.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise DocumentError("sidecar", file=sidecar.name, line=1, got="…", takes="UTF-8, TOML") from None
    try:
        return sidecar, text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        rows = text.splitlines()
        got = rows[line - 1].strip() if 0 < line <= len(rows) else ""
        raise DocumentError(
            "sidecar", file=sidecar.name, line=line, got=got[:60], takes='status = "allekirjoitettu"'
        ) from None


def _wrong(sidecar: Path, text: str, key: str, got: object, takes: str) -> DocumentError:
    rows = text.splitlines()
    line = next(
        (i for i, row in enumerate(rows, 1) if re.match(rf"""\s*\[*["']?{re.escape(key)}["']?\s*[=.\]]""", row)), 1
    )
    return DocumentError("sidecar", file=sidecar.name, line=line, got=str(got)[:60], takes=takes)


def _value(sidecar: Path, text: str, key: str, value: object) -> object:
    if key in _ENUMS:
        members = _ENUMS[key]
        if not isinstance(value, str) or value not in list(members):
            raise _wrong(sidecar, text, key, value, ", ".join(f'"{member.value}"' for member in members))
        return members(value)
    if key == "parties":
        if not isinstance(value, list) or not all(isinstance(party, str) and party.strip() for party in value):
            raise _wrong(sidecar, text, key, value, '["…", "…"]')
        return tuple(party.strip() for party in value)
    if key == "date":
        day = value.isoformat()[:10] if isinstance(value, date) else value
        try:
            date.fromisoformat(str(day))
        except ValueError:
            raise _wrong(sidecar, text, key, value, '"2025-01-31"') from None
        return str(day)
    if key == "language":
        if value not in ("fi", "sv"):
            raise _wrong(sidecar, text, key, value, '"fi", "sv"')
        return value
    if not isinstance(value, str) or (key == "title" and not value.strip()):
        raise _wrong(sidecar, text, key, value, '"…"')
    return value.strip() or None
