"""What is said to users: fixed phrases in Finnish and Swedish, read from ``prompts/LANGUAGE/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


def _folder() -> Path:
    beside = Path(__file__).parent / "prompts"  # in an installed package
    return beside if beside.is_dir() else Path(__file__).parent.parent / "prompts"


@cache
def catalogue(language: str, name: str) -> dict[str, Any]:
    """The whole file ``prompts/LANGUAGE/NAME.toml``; Finnish where the language has none."""
    path = _folder() / language / f"{name}.toml"
    if not path.is_file():
        path = _folder() / "fi" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class UserError(Exception):
    """What a user can cause or put right: one sentence with what to do, in each language.

    ``key`` names the phrase ("errors.syncing"), ``slots`` fill it; a slot may be another such sentence. ``str()`` is the Finnish one.
    """

    def __init__(self, key: str, **slots: object) -> None:
        self.key, self.slots = key, slots
        super().__init__(self.reason("fi"))

    def reason(self, language: str) -> str:
        """The sentence in ``language`` ("fi" or "sv")."""
        return phrase(language, self.key, **{name: reason_of(slot, language) for name, slot in self.slots.items()})


def reason_of(said: object, language: str) -> str:
    """What is told of an error, or of anything else, in ``language`` where it can be."""
    return said.reason(language) if hasattr(said, "reason") and callable(said.reason) else str(said)


@cache
def prompt_text(language: str, name: str) -> str:
    """The file ``prompts/LANGUAGE/llm/NAME.md``: what a language model is told. Raises FileNotFoundError."""
    return (_folder() / language / "llm" / f"{name}.md").read_text(encoding="utf-8")


def phrase(language: str, key: str, **slots: object) -> str:
    """The phrase ``key`` ("file.name" or "file.table.name") with its {slots} filled. Raises KeyError."""
    name, *path = key.split(".")
    found: Any = catalogue(language, name)
    for step in path:
        found = found[step]
    return str(found).format(**slots) if slots else str(found)


def in_language(texts: Iterable[tuple[str, str]], language: str) -> str:
    """Of (language, text) pairs the one in ``language``, else the Finnish one."""
    known = dict(texts)
    return known.get(language) or known["fi"]
