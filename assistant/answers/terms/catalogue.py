"""The terms as data: ``terms.toml``."""

from __future__ import annotations

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

    def label(self, language: str) -> str:
        """The label in ``language``, else in Finnish."""
        return in_language(self.labels, language)


@cache
def term_kinds() -> tuple[TermKind, ...]:
    """All terms, in the order in which they are shown."""
    data = tomllib.loads((Path(__file__).parent / "terms.toml").read_text(encoding="utf-8"))
    return tuple(
        TermKind(entry["id"], tuple(entry["label"].items()), tuple(entry["aspects"]), entry["reader"])
        for entry in data["term"]
    )


def term_kind(name: str) -> TermKind:
    """The term with this id. Raises KeyError."""
    for kind in term_kinds():
        if kind.id == name:
            return kind
    raise KeyError(name)
