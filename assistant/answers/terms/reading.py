"""Terms of agreements: what the searcher finds of a term is read by the term's reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.answers.results import Term, TermState
from assistant.answers.terms.catalogue import TermKind, term_kinds
from assistant.answers.terms.lines import Line, Lines
from assistant.answers.terms.plain import plain
from assistant.answers.terms.readers import READERS
from assistant.model import Part, Verdict
from assistant.search import Searcher

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]

_LEAST = 0.1  # passages less likely than this to speak of a term aren't read
_BESIDE = 0.5
_BESIDE_LEAST, _FAINT = 0.3, 0.05
# What a meeting said around an agreement, its title and its signatures are no terms of it.
_PARTS = (Part.BODY, Part.ANNEX)


def read_terms(
    searcher: Searcher, positions: Sequence[int], kinds: Sequence[TermKind] | None = None
) -> tuple[Term, ...]:
    """Exactly one term for each of the documents (positions in the corpus) and each of ``kinds`` (all where None)."""
    wanted = term_kinds() if kinds is None else tuple(kinds)
    verdicts = {
        kind.id: searcher.judgements(searcher.query_for([kind.aspects[0]]), tuple(positions)) for kind in wanted
    }
    found = []
    for i, position in enumerate(positions):
        lines = _lines(searcher, position)
        for kind in wanted:
            judgement = verdicts[kind.id][i]
            found.append(_term(searcher, position, kind, lines, judgement.verdict, judgement.rows))
    return tuple(found)


def _lines(searcher: Searcher, position: int) -> tuple[Line, ...]:
    corpus = searcher.corpus
    parties = corpus.agreements[position].description.parties
    headings: dict[int, str] = {}
    lines = []
    for row in range(*corpus.spans[position]):
        clause = corpus.clause(row)
        if clause.part not in _PARTS:
            continue
        if clause.index not in headings:
            headings[clause.index] = plain(clause.heading or "", parties)
        lines.append(Line(row, clause.index, 0.0, plain(corpus.text(row), parties), headings[clause.index]))
    return tuple(lines)


def _term(
    searcher: Searcher,
    position: int,
    kind: TermKind,
    lines: tuple[Line, ...],
    verdict: Verdict,
    rows: tuple[int, ...],
) -> Term:
    agreement = searcher.corpus.agreements[position].id
    column = {label: i for i, label in enumerate(searcher.models.passages.labels)}
    asked = [column[aspect] for aspect in kind.aspects if aspect in column]
    topic = kind.aspects[0].split(".")[0] + "."
    beside = [i for label, i in column.items() if label.startswith(topic)]
    weighed = [
        Line(line.row, line.clause, _likely(searcher.matrix[line.row], asked, beside), line.plain, line.heading)
        for line in lines
    ]
    likely = sorted((line for line in weighed if line.likely >= _LEAST), key=lambda line: -line.likely)
    reading = READERS[kind.reader](Lines(tuple(likely), tuple(weighed)))
    if reading is not None:
        quote = searcher.corpus.quotation(reading.first, reading.last)
        return Term(agreement, kind.id, TermState.STATED, reading.value, quote)
    spoken = {line.row for line in lines}
    rows = tuple(row for row in rows if row in spoken)
    if verdict is Verdict.NOT_MENTIONED or not rows:
        return Term(agreement, kind.id, TermState.NOT_MENTIONED)
    return Term(agreement, kind.id, TermState.UNCLEAR, None, searcher.corpus.quotation(rows[0]))


def _likely(row: Vector, asked: list[int], beside: list[int]) -> float:
    """How likely a passage speaks of a term: of its aspects, or half as likely of its topic where it speaks of that before all.

    A sentence that says two things is often learned as the one; the readers are strict enough to look twice.
    """
    own = float(row[asked].max()) if asked else 0.0
    if not beside or int(row.argmax()) not in beside:
        return own
    return max(own, _BESIDE * float(row[beside].max()), _BESIDE_LEAST if own >= _FAINT else 0.0)
