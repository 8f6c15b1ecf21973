"""Not-mentioned specificity: of the cells whose agreement is silent by the gold, the share answered "not mentioned"."""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Silent cells that were said to be silent, and all silent cells."""
    silent = [cell for cell in turn.cells if not cell.gold]
    return sum(cell.verdict == "not_mentioned" for cell in silent), len(silent)


METRIC = Ratio("not-mentioned specificity", over_turns(terms))
