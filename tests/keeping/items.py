"""Checklists made by hand."""

from __future__ import annotations

from assistant.answers.results import BasisKind, Checklist, Ground, Item, ItemStatus, Phase
from assistant.model import quote
from tests.building import agreement, clause

WHOLE = agreement("a", [clause(0, "5", "Tilat", "Vuokran maksaa kaupunki.")])
CUT = quote(WHOLE, WHOLE.clauses[0], 0, 24)


def item(name: str, status: ItemStatus = ItemStatus.OPEN, weight: float = 60.0) -> Item:
    """An item for the table, with a quotation in every place."""
    grounds = (Ground(BasisKind.STATUTE, "381/2023 10 §"), Ground(BasisKind.REGIONS, "1/2"))
    quotes = (CUT,)
    return Item(name, Phase.AT, f"Teksti {name}", "Syy.", "Kysymys?", status, weight, grounds, quotes, quotes, "costs")


def fresh(*items: Item) -> Checklist:
    """A checklist of ``items``."""
    return Checklist("Koivula", None, "fi", items)
