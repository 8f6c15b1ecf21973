"""The quotations of a turn as buttons that open their documents, each beside one that copies it with its source."""

from __future__ import annotations

from assistant.app.after import copy_button, spoken
from assistant.app.markup import element, escaped
from assistant.app.places import place
from assistant.app.session import Source, Turn
from assistant.model import Quotation
from assistant.phrases import phrase


class Quoting:
    """Makes the buttons in the order in which the turn's sources have the quotations, and in no other."""

    def __init__(self, turn: Turn) -> None:
        self._number, self._left = turn.number, enumerate(turn.sources)

    def button(self, quotation: Quotation, language: str, region: str | None = None, note: str = "") -> str:
        """A quotation; ``note`` is said of it after its place. Raises LookupError where none of the sources left is it."""
        position, source = self._next(quotation)
        where = [place(quotation, language), note] if note else [place(quotation, language)]
        opens = element(
            "button",
            element("q", escaped(quotation.text), lang=source.language),
            element("span", escaped(" · ".join(where)), class_="place"),
            type="button",
            class_="quote",
            data_turn=self._number,
            data_quote=position,
            title=phrase(language, "app.answer.open_quote"),
        )
        return element("div", opens, copy_button(spoken(quotation, language, region), language), class_="quoted")

    def _next(self, quotation: Quotation) -> tuple[int, Source]:
        for position, source in self._left:
            if source.quotation == quotation:
                return position, source
        raise LookupError(f"{quotation.file}: not among what the turn can open")
