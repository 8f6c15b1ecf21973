"""Corrections to a description: a file ``NAME.sopuri.toml`` beside the document, whose word is final."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..model import Description, Kind, Publicity, Status
from .errors import DocumentError

SUFFIX = ".sopuri.toml"
_ENUMS: dict[str, type[StrEnum]] = {"kind": Kind, "status": Status, "publicity": Publicity}
KEYS = ("kind", "region", "title", "parties", "language", "status", "date", "publicity")


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
    sidecar = sidecar_of(path)
    if sidecar is None:
        return description
    try:
        text = sidecar.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise DocumentError("sidecar", file=sidecar.name, line=1, got="…", takes="UTF-8, TOML") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        rows = text.splitlines()
        got = rows[line - 1].strip() if 0 < line <= len(rows) else ""
        raise DocumentError(
            "sidecar", file=sidecar.name, line=line, got=got[:60], takes='status = "allekirjoitettu"'
        ) from None
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if key not in KEYS:
            raise _wrong(sidecar, text, key, key, ", ".join(KEYS))
        changes[key] = _value(sidecar, text, key, value)
    return replace(description, **changes)


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
