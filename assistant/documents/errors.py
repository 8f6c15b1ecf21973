"""What can go wrong with a file, each in one sentence for the user (``prompts/<language>/documents.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"


@cache
def _catalogue(language: str) -> dict[str, str]:
    path = PROMPTS / language / "documents.toml"
    return {key: str(value) for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}


class DocumentError(Exception):
    """A document cannot be read. ``str()`` is one sentence in Finnish with what to do; :meth:`reason` in another
    language.
    """

    def __init__(self, key: str, **slots: str | int) -> None:
        self.key, self.slots = key, slots
        super().__init__(self.reason("fi"))

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (self.key, self.slots))

    def reason(self, language: str) -> str:
        """The sentence in ``language`` ("fi" or "sv")."""
        return _catalogue(language)[self.key].format(**self.slots)


def _again(key: str, slots: dict[str, str | int]) -> DocumentError:
    return DocumentError(key, **slots)
