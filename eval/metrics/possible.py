"""Share of possible.

Of all cells, how many are left to a person. Lower is better, but not at the price of wrong verdicts.
"""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Cells answered "possible", and all."""
    return sum(cell.verdict == "possible" for cell in turn.cells), len(turn.cells)


METRIC = Ratio("share of possible", over_turns(terms), higher_is_better=False)
