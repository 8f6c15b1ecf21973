"""The terms as data: ``terms.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.phrases import in_language


@dataclass(frozen=True, slots=True)
class TermKind:
    """One term: where to look for it and what reads it."""

    id: str
    labels: tuple[tuple[str, str], ...]  # (language, label)
    aspects: tuple[str, ...]  # the first says whether the matter is spoken of
    reader: str
    compared: bool = True  # it is in comparisons of agreements, not in reviews alone
    once: bool = True  # two different values in one agreement contradict each other
    usual: bool = True  # most agreements may be expected to have the same value
    conditional: bool = (
        False  # it is said with a condition as a rule ("where negotiations fail"), which then limits nothing
    )
    sure: re.Pattern[str] | None = None  # words that speak of it whatever was learned of the passage

    def label(self, language: str) -> str:
        """The label in ``language``, else in Finnish."""
        return in_language(self.labels, language)


def term_kinds() -> tuple[TermKind, ...]:
    """The terms by which agreements are compared, in the order in which they are shown."""
    return tuple(kind for kind in all_term_kinds() if kind.compared)


@cache
def all_term_kinds() -> tuple[TermKind, ...]:
    """These and the terms for which a draft is read when it is reviewed."""
    data = tomllib.loads((Path(__file__).parent / "terms.toml").read_text(encoding="utf-8"))
    return tuple(
        TermKind(
            entry["id"],
            tuple(entry["label"].items()),
            tuple(entry["aspects"]),
            entry["reader"],
            entry.get("compared", True),
            entry.get("once", True),
            entry.get("usual", True),
            entry.get("conditional", False),
            re.compile(entry["sure"]) if "sure" in entry else None,
        )
        for entry in data["term"]
    )


def term_kind(name: str) -> TermKind:
    """The term with this id. Raises KeyError."""
    for kind in all_term_kinds():
        if kind.id == name:
            return kind
    raise KeyError(name)
