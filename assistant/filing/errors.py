"""What can go wrong with a change, each in one sentence for the user (``prompts/<language>/filing.toml``)."""

from __future__ import annotations

from assistant.phrases import phrase


class FilingError(Exception):
    """A change of the documents can't be made. ``str()`` is one Finnish sentence; :meth:`reason` in another language."""

    def __init__(self, key: str, **slots: str | int) -> None:
        self.key, self.slots = key, slots
        super().__init__(self.reason("fi"))

    def reason(self, language: str) -> str:
        """The sentence in ``language`` ("fi" or "sv")."""
        return phrase(language, f"filing.{self.key}", **self.slots)
