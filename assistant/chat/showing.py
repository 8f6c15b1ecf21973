"""Which passages a turn's result rests on, and which of them a conversation shows of it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answers.results import Alternative, Checklist, Comparison, Draft, SideBySide
from assistant.chat.turns import Explanation, Export, Reply
from assistant.model import Answer, Quotation


def shown_alternatives(reply: Reply) -> tuple[tuple[int, Alternative], ...]:
    """Of a draft those alternatives that the turn shows, each with its number (from 1)."""
    if not isinstance(reply.result, Draft):
        return ()
    numbered = tuple(enumerate(reply.result.alternatives, 1))
    return numbered[reply.position - 1 : reply.position] if reply.position else numbered


def shown_passages(reply: Reply) -> Iterator[Quotation]:
    """The quotations that stand in what was made beside the answer, in the order in which a conversation shows them."""
    if isinstance(reply.result, Explanation):
        for case in reply.result.cases:
            yield from (near.quote for near in case.nearest)
    for _, alternative in shown_alternatives(reply):
        yield from alternative.sources


def passages(of: Answer | Draft | Comparison | SideBySide | Checklist | Explanation | Export) -> Iterator[Quotation]:
    """Every quotation of a result."""
    match of:
        case Answer():
            for finding in of.findings:
                yield from finding.quotes
            for basis in of.basis:
                yield from basis.quotes
        case Draft():
            for alternative in of.alternatives:
                yield from alternative.sources
        case Comparison():
            for cell in of.cells.values():
                yield from cell.quotes
            yield from (term.quote for term in of.terms if term.quote is not None)
        case SideBySide():
            for pair in of.pairs:
                yield from (side for side in (pair.left, pair.right) if side is not None)
        case Checklist():
            for item in of.items:
                yield from (*item.evidence, *item.draft, *item.own)
        case Explanation():
            for case in of.cases:
                yield from (near.quote for near in case.nearest)
        case Export():
            yield from passages(of.of)
