"""What a draft has otherwise than a clear majority of the other regions, or than the model agreement."""

from __future__ import annotations

from collections import Counter

from assistant.answers.results import Deviation
from assistant.answers.reviews.contradictions import shown
from assistant.answers.reviews.open_places import is_open
from assistant.answers.reviews.reading import Reading
from assistant.answers.reviews.values import Statement, statements
from assistant.knowledge.values import StatedValue, stated_values
from assistant.model import Kind
from assistant.phrases import phrase

MAJORITY = 0.6  # share of the agreements that state a value which must agree for it to be usual
LEAST = 4  # and so many must state it
_EXAMPLES = 3


def deviations(reading: Reading) -> tuple[Deviation, ...]:
    """One for each value in which the draft differs from what is usual, in the values' order."""
    own = _first(reading, reading.position)
    others = [_first(reading, position) for position in reading.others]
    models = [_first(reading, position) for position in reading.searcher.corpus.of_kind(Kind.MODEL)]
    found = []
    for value in stated_values():
        statement = own.get(value.id)
        if not value.usual or statement is None:
            continue
        deviation = _from_regions(value, statement, others, reading) or _from_model(value, statement, models, reading)
        if deviation is not None:
            found.append(deviation)
    return tuple(found)


def _first(reading: Reading, position: int) -> dict[str, list[Statement]]:
    """The statements of an agreement by value, only those that hold for all parties and without a condition."""
    found: dict[str, list[Statement]] = {}
    for statement in statements(reading, position):
        if not statement.scoped:
            found.setdefault(statement.value.id, []).append(statement)
    return found


def _from_regions(
    value: StatedValue, own: list[Statement], others: list[dict[str, list[Statement]]], reading: Reading
) -> Deviation | None:
    stated = [other[value.id][0] for other in others if value.id in other]
    if len(stated) < LEAST:
        return None
    usual, count = Counter(_compared(s) for s in stated).most_common(1)[0]
    if count < MAJORITY * len(stated) or any(_compared(s) == usual for s in own):
        return None
    examples = [s for s in stated if _compared(s) == usual]
    text = phrase(
        reading.language,
        "review.usual",
        value=shown(usual, reading.language),
        count=count,
        of=len(stated),
    )
    return Deviation(
        value.aspects[0],
        value.label(reading.language),
        reading.quotation(own[0].row),
        text,
        tuple(reading.quotation(s.row) for s in examples[:_EXAMPLES]),
    )


def _from_model(
    value: StatedValue, own: list[Statement], models: list[dict[str, list[Statement]]], reading: Reading
) -> Deviation | None:
    for model in models:
        # What stands beside an open place or among alternatives is not what the model recommends.
        stated = [s for s in model.get(value.id, []) if not is_open(reading.text(s.row))]
        values = {_compared(s) for s in stated}
        if len(values) == 1 and not any(_compared(s) in values for s in own):
            [usual] = values
            text = phrase(reading.language, "review.usual_model", value=shown(usual, reading.language))
            quotes = tuple(reading.quotation(s.row) for s in stated[:1])
            return Deviation(
                value.aspects[0],
                value.label(reading.language),
                reading.quotation(own[0].row),
                text,
                quotes,
                Kind.MODEL,
            )
    return None


def _compared(statement: Statement) -> str:
    """The value as it is compared between regions: of an end date only that there is one, since the dates differ anyway."""
    value = statement.figure.value
    if statement.value.kind == "validity" and value != "toistaiseksi":
        return "määräaikainen"
    return value
