"""What a draft has otherwise than a clear majority of the other regions, or than the model agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answers.results import Deviation, Term, TermState
from assistant.answers.reviews.open_places import is_open
from assistant.answers.reviews.reading import Reading
from assistant.answers.reviews.values import shown
from assistant.answers.terms import Statement, TermKind, all_term_kinds, compared, is_settled, read_terms, statements
from assistant.model import Kind, Quotation
from assistant.phrases import phrase

MAJORITY = 0.6  # share of the agreements that state a value which must agree for it to be usual
LEAST = 4  # and so many must state it
_EXAMPLES = 3


def deviations(reading: Reading) -> tuple[Deviation, ...]:
    """One for each term in which the draft differs from what is usual, in the terms' order."""
    kinds = [kind for kind in all_term_kinds() if kind.usual]
    own = _stated(reading, reading.position, kinds)
    models = [_stated(reading, i, kinds) for i in reading.searcher.corpus.of_kind(Kind.MODEL)]
    others: dict[str, list[Term]] = {}
    for term in read_terms(reading.searcher, reading.others, [kind for kind in kinds if kind.id in own]):
        if term.state is TermState.STATED and is_settled(term.value or ""):
            others.setdefault(term.term, []).append(term)
    found = []
    for kind in kinds:
        if kind.id in own:
            deviation = _from_regions(kind, own[kind.id], others.get(kind.id, []), reading)
            deviation = deviation or _from_model(kind, own[kind.id], models, reading)
            found += [deviation] if deviation else []
    return tuple(found)


def _stated(reading: Reading, position: int, kinds: Sequence[TermKind]) -> dict[str, list[Statement]]:
    """What a document states without a limit, by term. What stands beside an open place is not settled."""
    found: dict[str, list[Statement]] = {}
    for statement in statements(reading.searcher, position, kinds):
        rows = range(statement.first, statement.last + 1)
        unsettled = position != reading.position and any(is_open(reading.text(row)) for row in rows)
        if not statement.limited and not unsettled and is_settled(statement.value):
            found.setdefault(statement.term.id, []).append(statement)
    return found


def _from_regions(kind: TermKind, own: list[Statement], stated: list[Term], reading: Reading) -> Deviation | None:
    if len(stated) < LEAST:
        return None
    values = [compared(kind.id, term.value or "") for term in stated]
    usual, count = Counter(values).most_common(1)[0]
    if count < MAJORITY * len(stated) or any(compared(kind.id, s.value) == usual for s in own):
        return None
    examples = [term.quote for term, value in zip(stated, values, strict=True) if value == usual and term.quote]
    text = phrase(reading.language, "review.usual", value=shown(usual, reading.language), count=count, of=len(stated))
    return _deviation(kind, own[0], text, reading, tuple(examples[:_EXAMPLES]), Kind.AGREEMENT)


def _from_model(
    kind: TermKind, own: list[Statement], models: list[dict[str, list[Statement]]], reading: Reading
) -> Deviation | None:
    for model in models:
        stated = model.get(kind.id, [])
        values = {compared(kind.id, s.value) for s in stated}
        # Where a model offers alternatives it recommends none.
        if len(values) == 1 and not any(compared(kind.id, s.value) in values for s in own):
            [usual] = values
            text = phrase(reading.language, "review.usual_model", value=shown(usual, reading.language))
            return _deviation(kind, own[0], text, reading, (_quote(stated[0], reading),), Kind.MODEL)
    return None


def _deviation(
    kind: TermKind, own: Statement, text: str, reading: Reading, examples: tuple[Quotation, ...], source: Kind
) -> Deviation:
    return Deviation(kind.aspects[0], kind.label(reading.language), _quote(own, reading), text, examples, source)


def _quote(statement: Statement, reading: Reading) -> Quotation:
    return reading.searcher.corpus.quotation(statement.first, statement.last)
