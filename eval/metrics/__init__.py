"""The metrics, one a module, each defined in its module's docstring. ``ALL`` is the order of every table."""

from eval.metrics import (
    answers,
    calibration,
    cells,
    conversations,
    found,
    latency,
    not_mentioned,
    pages,
    possible,
    quotes,
    refusals,
    turns,
    verbatim,
    wrong_document,
)
from eval.metrics.metric import Metric

ALL: tuple[Metric, ...] = (
    cells.METRIC,
    found.METRIC,
    not_mentioned.METRIC,
    possible.METRIC,
    calibration.EQUAL_MASS,
    calibration.EQUAL_WIDTH,
    quotes.PRECISION,
    quotes.RECALL,
    verbatim.METRIC,
    pages.METRIC,
    wrong_document.METRIC,
    refusals.METRIC,
    answers.METRIC,
    turns.METRIC,
    conversations.METRIC,
    latency.MEDIAN,
    latency.SLOW,
)

__all__ = ["ALL", "Metric"]
