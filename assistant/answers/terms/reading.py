"""Terms of agreements: what the searcher finds of a term is read by the term's reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.answers.passages import lead_of
from assistant.answers.results import Term, TermState
from assistant.answers.terms.catalogue import TermKind, term_kinds
from assistant.answers.terms.lines import Line, Lines
from assistant.answers.terms.plain import plain
from assistant.answers.terms.readers import READERS
from assistant.index.context import headings
from assistant.model import Part, Verdict
from assistant.search import Searcher

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]

_DIGIT = re.compile(r"\d")
_LEAST = 0.1  # passages less likely than this to speak of a term aren't read
_BESIDE = 0.5
_BESIDE_LEAST, _FAINT = 0.3, 0.05
# What a meeting said around an agreement, its title and its signatures are no terms of it; a table that stands before the first
# clause is.
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
        lines = lines_of(searcher, position)
        for kind in wanted:
            judgement = verdicts[kind.id][i]
            found.append(_term(searcher, position, kind, lines, judgement.verdict, judgement.rows))
    return tuple(found)


def lines_of(searcher: Searcher, position: int) -> tuple[Line, ...]:
    """The passages of a document that may state terms, in reading order, not yet weighed for any term."""
    corpus = searcher.corpus
    agreement = corpus.agreements[position]
    names = agreement.description.parties
    above: dict[int, str] = {}
    lines: list[Line] = []
    table = ""
    for row in range(*corpus.spans[position]):
        clause, place = corpus.clause(row), corpus.rows[row]
        is_row = place.start in clause.rows
        if clause.part not in _PARTS and not (clause.part is Part.PREAMBLE and is_row):
            continue
        path = headings(agreement, clause)
        if clause.index not in above:
            above[clause.index] = plain(path, names)
        lead = lead_of(corpus, row)
        if is_row and not (table and lines and lines[-1].is_row and lines[-1].clause == clause.index):
            table = corpus.text(row)
        if is_row and not lead and table != corpus.text(row) and not _DIGIT.search(table):
            lead = table  # the first row, where too few of the others have figures to be sure that it is a header
        lines.append(
            Line(
                row, clause.index, 0.0, plain(corpus.text(row), names), above[clause.index], plain(lead, names), is_row
            )
        )
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
    reading = READERS[kind.reader](ordered(searcher, position, weighed(searcher, kind, lines)))
    if reading is not None:
        quote = searcher.corpus.quotation(reading.first, reading.last)
        return Term(agreement, kind.id, TermState.STATED, reading.value, quote)
    spoken = {line.row for line in lines}
    rows = tuple(row for row in rows if row in spoken)
    if verdict is Verdict.NOT_MENTIONED or not rows:
        return Term(agreement, kind.id, TermState.NOT_MENTIONED)
    return Term(agreement, kind.id, TermState.UNCLEAR, None, searcher.corpus.quotation(rows[0]))


def weighed(searcher: Searcher, kind: TermKind, lines: Sequence[Line]) -> tuple[Line, ...]:
    """``lines`` with the probability of each to speak of the term."""
    column = {label: i for i, label in enumerate(searcher.models.passages.labels)}
    asked = [column[aspect] for aspect in kind.aspects if aspect in column]
    topic = kind.aspects[0].split(".")[0] + "."
    beside = [i for label, i in column.items() if label.startswith(topic)]
    return tuple(replace(line, likely=_likely(searcher.matrix[line.row], asked, beside)) for line in lines)


def ordered(searcher: Searcher, position: int, lines: Sequence[Line]) -> Lines:
    """What a reader gets: weighed lines in reading order, and those that are likely enough, likeliest first."""
    likely = sorted((line for line in lines if line.likely >= _LEAST), key=lambda line: -line.likely)
    parties = len(searcher.corpus.agreements[position].description.parties)
    return Lines(tuple(likely), tuple(lines), parties)


def _likely(row: Vector, asked: list[int], beside: list[int]) -> float:
    """How likely a passage speaks of a term: of its aspects, or half as likely of its topic where it speaks of that before all.

    A sentence that says two things is often learned as the one; the readers are strict enough to look twice.
    """
    own = float(row[asked].max()) if asked else 0.0
    if not beside or int(row.argmax()) not in beside:
        return own
    return max(own, _BESIDE * float(row[beside].max()), _BESIDE_LEAST if own >= _FAINT else 0.0)
