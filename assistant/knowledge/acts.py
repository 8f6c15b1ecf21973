"""Acts and decrees that agreements cite, read from ``acts.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.phrases import in_language

FILE = Path(__file__).parent / "acts.toml"


@dataclass(frozen=True, slots=True)
class Act:
    """One act or decree. ``sections`` is None where the number of its last section is not known for sure."""

    number: str  # "381/2023"
    kind: str  # "act" or "decree"
    names: re.Pattern[str] | None
    titles: tuple[tuple[str, str], ...]
    sections: int | None = None
    repealed: str | None = None  # ISO 8601 day
    amends: str | None = None
    bill: str | None = None

    def title(self, language: str) -> str:
        """The title in ``language``, else in Finnish."""
        return in_language(self.titles, language)


@cache
def known_acts() -> dict[str, Act]:
    """The acts by number."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        entry["number"]: Act(
            number=entry["number"],
            kind=entry["kind"],
            names=re.compile("|".join(entry["names"])) if entry["names"] else None,
            titles=tuple(entry["title"].items()),
            sections=entry.get("sections"),
            repealed=entry.get("repealed"),
            amends=entry.get("amends"),
            bill=entry.get("bill"),
        )
        for entry in data["act"]
    }
