"""What can go wrong with a file, each in one sentence for the user (``prompts/<language>/documents.toml``)."""

from __future__ import annotations

from ..phrases import phrase


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
        return phrase(language, f"documents.{self.key}", **self.slots)


def _again(key: str, slots: dict[str, str | int]) -> DocumentError:
    return DocumentError(key, **slots)
