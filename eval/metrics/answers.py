"""False answers: of the questions to be refused or asked back, the share that got findings all the same."""

from eval.metrics.metric import Ratio, over_turns
from eval.records import Turn


def terms(turn: Turn) -> tuple[float, float]:
    """Questions wrongly answered, and all that expect none."""
    unexpected = turn.expect != "answer"
    return float(unexpected and not turn.declined), float(unexpected)


METRIC = Ratio("false answers", over_turns(terms), higher_is_better=False)
