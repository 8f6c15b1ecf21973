"""Page accuracy: the share of quotations that stand, or begin, on the page that they name.

Held against the page's own text as pypdfium2 reads it, without white space, hyphens and punctuation. Left out:
formats without pages and pages without text (scans).
"""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Quotations on the right page, and all that can be checked."""
    checked = [quote.right_page for cell in turn.cells for quote in cell.quotes if quote.right_page is not None]
    return sum(checked), len(checked)


METRIC = Ratio("page accuracy", over_turns(terms), promise=True)
