"""Quote precision and recall: by characters, over the cells that both the gold and the answer call found.

Precision: of the characters quoted, the share that the gold marks (long quotations lose). Recall: of the characters
that the gold marks, the share quoted. Summed over cells, so that long answers weigh more.
"""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Cell, Turn


def found_in_both(turn: Turn) -> list[Cell]:
    """The cells that count."""
    return [cell for cell in turn.cells if cell.gold and cell.verdict == "found" and cell.gold_length]


def precision(turn: Turn) -> tuple[float, float]:
    """Characters quoted and gold, and all quoted."""
    cells = found_in_both(turn)
    return sum(cell.shared for cell in cells), sum(cell.quoted_length for cell in cells)


def recall(turn: Turn) -> tuple[float, float]:
    """Characters quoted and gold, and all gold."""
    cells = found_in_both(turn)
    return sum(cell.shared for cell in cells), sum(cell.gold_length for cell in cells)


PRECISION = Ratio("quote precision", over_turns(precision))
RECALL = Ratio("quote recall", over_turns(recall))
