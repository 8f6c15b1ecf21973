"""Verbatim rate: the share of quotations whose words are exactly the characters of their document that they name."""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Verbatim quotations, and all."""
    quotes = [quote for cell in turn.cells for quote in cell.quotes]
    return sum(quote.verbatim for quote in quotes), len(quotes)


METRIC = Ratio("verbatim rate", over_turns(terms), promise=True)
