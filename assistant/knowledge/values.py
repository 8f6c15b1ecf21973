"""Values that an agreement states once, read from ``values.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.phrases import in_language

FILE = Path(__file__).parent / "values.toml"


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One value: where it stands and how it is read. ``party`` is set where the value is one party's alone."""

    id: str
    aspects: tuple[str, ...]
    kind: str
    sure: re.Pattern[str] | None
    anchor: re.Pattern[str]
    reject: re.Pattern[str] | None
    by_party: bool
    party: str
    conditional: bool
    several: bool
    usual: bool
    labels: tuple[tuple[str, str], ...]

    def label(self, language: str) -> str:
        """The label in ``language``, else in Finnish."""
        return in_language(self.labels, language)


@cache
def stated_values() -> tuple[StatedValue, ...]:
    """All values, in the file's order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        StatedValue(
            id=entry["id"],
            aspects=tuple(entry["aspects"]),
            kind=entry["kind"],
            sure=re.compile(entry["sure"]) if "sure" in entry else None,
            anchor=re.compile(entry["anchor"]),
            reject=re.compile(entry["reject"]) if "reject" in entry else None,
            by_party=bool(entry.get("by_party", False)),
            party=str(entry.get("party", "")),
            conditional=bool(entry.get("conditional", False)),
            several=bool(entry.get("several", False)),
            usual=bool(entry.get("usual", False)),
            labels=tuple(entry["label"].items()),
        )
        for entry in data["value"]
    )
