"""Multi-turn success: the share of conversations all of whose turns are right.

A turn that expects an answer is right when every cell has the gold verdict and nothing is quoted from outside the
regions asked about; any other turn when it is declined. A single wrong cell fails the conversation, so this is the
harshest figure here.
"""

from eval.metrics.metric import Ratio
from eval.records import Turn, Unit


def is_right(turn: Turn) -> bool:
    """Whether one turn is wholly right."""
    if turn.expect != "answer":
        return turn.declined
    return not turn.declined and not turn.outside and all(cell.right for cell in turn.cells)


def terms(unit: Unit) -> tuple[float, float]:
    """1 where the conversation is right; 1 where the unit is a conversation."""
    is_conversation = bool(unit[0].session)
    return float(is_conversation and all(is_right(turn) for turn in unit)), float(is_conversation)


METRIC = Ratio("conversations right", terms)
