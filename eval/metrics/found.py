"""Found recall: of the cells whose agreement answers by the gold, the share answered "found"."""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Gold cells found, and all gold cells."""
    gold = [cell for cell in turn.cells if cell.gold]
    return sum(cell.verdict == "found" for cell in gold), len(gold)


METRIC = Ratio("found recall", over_turns(terms))
