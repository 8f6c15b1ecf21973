"""Turn accuracy: cell accuracy of the follow-up questions alone, the second and later turns of conversations."""

from eval.metrics import cells
from eval.metrics.metric import Ratio, over_turns
from eval.records import Unit


def terms(unit: Unit) -> tuple[float, float]:
    """Right cells of follow-ups, and all their cells."""
    return over_turns(cells.terms)(unit[1:])


METRIC = Ratio("follow-up cell accuracy", terms)
