"""What the law obliges an agreement to say, read from ``requirements.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.phrases import in_language

FILE = Path(__file__).parent / "requirements.toml"


@dataclass(frozen=True, slots=True)
class StatutoryRequirement:
    """One item of the mandatory content. A passage that answers one of ``aspects`` meets it; all are needed where ``needs_all``."""

    id: str
    reference: str  # law and section, as the users cite it
    aspects: tuple[str, ...]
    needs_all: bool
    texts: tuple[tuple[str, str], ...]  # (language, text)

    def text(self, language: str) -> str:
        """What must be agreed, in ``language``, else in Finnish."""
        return in_language(self.texts, language)


@cache
def statutory_requirements() -> tuple[StatutoryRequirement, ...]:
    """The items in the law's order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        StatutoryRequirement(
            id=entry["id"],
            reference=entry["reference"],
            aspects=tuple(entry["aspects"]),
            needs_all=bool(entry.get("all_aspects", False)),
            texts=(("fi", entry["fi"]), ("sv", entry["sv"])),
        )
        for entry in data["requirement"]
    )
