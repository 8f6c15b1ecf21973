"""What evidence there is for each cell of a split, before any verdict.

What thresholds are fitted on and variants compared by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.index import Corpus
from assistant.search import Query, Searcher
from eval.gold import Span
from eval.questions import Question, conversations
from eval.records import lengths
from eval.run import Split

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands on its own, as the product understood it."""

    question: Question
    query: Query


@dataclass(frozen=True, slots=True)
class Units:
    """What is ranked: pieces of documents as (position of the document, clause, start, end), a document's together."""

    places: tuple[tuple[int, int, int, int], ...]
    spans: tuple[tuple[int, int], ...]  # for each document, its range in ``places``


Score = Callable[[Asked], "Vector"]  # a number for each unit, higher where it answers better


@dataclass(frozen=True, slots=True)
class Observed:
    """One cell: its agreement's scores (in reading order), and for each unit its length and how much of it is gold."""

    question: str
    file: str
    gold: bool
    scores: Vector
    lengths: tuple[int, ...]
    shared: tuple[int, ...]
    gold_length: int

    @property
    def best(self) -> float:
        """The best unit's score; minus infinity where the document has none."""
        return float(self.scores.max()) if len(self.scores) else float("-inf")


def asked(split: Split, searcher: Searcher) -> list[Asked]:
    """The questions that expect an answer, are no follow-up, and that the product does not decline."""
    first = [group[0] for group in conversations(split.questions)]
    pairs = [Asked(question, searcher.understand(question.text)) for question in first if question.cells(split.files)]
    return [pair for pair in pairs if not pair.query.refuse and not pair.query.clarify]


def passages(corpus: Corpus) -> Units:
    """The product's own units: sentences, list items, table rows."""
    return Units(tuple((r.agreement, r.clause, r.start, r.end) for r in corpus.rows), corpus.spans)


def observe(split: Split, corpus: Corpus, questions: Sequence[Asked], units: Units, score: Score) -> list[Observed]:
    """Every cell of ``questions`` under one way of scoring."""
    at = {agreement.file: i for i, agreement in enumerate(corpus.agreements)}
    return [cell for pair in questions for cell in _cells(split, pair, units, score(pair), at)]


def _cells(split: Split, pair: Asked, units: Units, scores: Vector, at: dict[str, int]) -> Iterator[Observed]:
    for file in pair.question.cells(split.files):
        start, end = units.spans[at[file]] if file in at else (0, 0)
        marked = split.gold.get((pair.question.id, file), ())
        sizes = [_shared(place, marked) for place in units.places[start:end]]
        yield Observed(
            question=pair.question.id,
            file=file,
            gold=bool(pair.question.gold(file)),
            scores=scores[start:end],
            lengths=tuple(size for size, _ in sizes),
            shared=tuple(both for _, both in sizes),
            gold_length=lengths(marked, ())[0],
        )


def _shared(place: tuple[int, int, int, int], marked: tuple[Span, ...]) -> tuple[int, int]:
    """Length of a unit, and how many of its characters are gold."""
    _, clause, start, end = place
    both = sum(max(0, min(end, s.end) - max(start, s.start)) for s in marked if s.clause == clause)
    return end - start, both
