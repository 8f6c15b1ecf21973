"""Cell accuracy: the share of cells with the gold verdict.

A cell is one agreement under one question that expects an answer. ``possible`` is never right (it leaves the work to a
person), nor is a missing finding; the share of ``possible`` is reported beside it (:mod:`eval.metrics.possible`).
"""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Right cells, and all."""
    return sum(cell.right for cell in turn.cells), len(turn.cells)


METRIC = Ratio("cell accuracy", over_turns(terms))
