"""Wrong-document rate: of the quotations, the share taken from, or attributed to, the wrong agreement.

Wrong is an agreement that the question did not ask about (it named other regions), and one whose text does not hold
the words.
"""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Quotations of the wrong document, and all."""
    quotes = [quote for cell in turn.cells for quote in cell.quotes]
    return turn.outside + sum(not quote.verbatim for quote in quotes), turn.outside + len(quotes)


METRIC = Ratio("wrong-document rate", over_turns(terms), higher_is_better=False)
