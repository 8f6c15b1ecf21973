"""Two agreements clause by clause: which clause of the one answers to which of the other, and which words differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from assistant.answers.results import Change, Pair, SideBySide, Span
from assistant.model import Clause, Quotation, quote
from assistant.search import Searcher

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

_TOKEN = re.compile(r"\w+|[^\w\s]")
# How much the words' meaning, the topics and the headings weigh in whether two clauses are about one thing, and the
# least sum from which they are held to be. Set by eye on the sample agreements.
_MEANING, _TOPICS, _HEADING = 0.4, 0.4, 0.2
_LEAST = 0.45
_LONGEST = 3000  # tokens of a clause whose words are compared; a longer one is marked as a whole


def side_by_side(searcher: Searcher, left: int, right: int) -> SideBySide:
    """Compare the documents at two positions of the corpus.

    Every clause that has text is in exactly one pair; a heading that stands alone has no words to compare.
    """
    mine, theirs = _clauses(searcher, left), _clauses(searcher, right)
    partner = _aligned(searcher, left, right, mine, theirs)
    answered = set(partner.values())
    # What only the other agreement has follows the clause that it follows there.
    after: dict[int, list[int]] = {}
    last = -1
    turned = {j: i for i, j in partner.items()}
    for j in range(len(theirs)):
        if j in answered:
            last = turned[j]
        else:
            after.setdefault(last, []).append(j)
    pairs = [_pair(None, _whole(searcher, right, theirs[j])) for j in after.get(-1, ())]
    for i, clause in enumerate(mine):
        other = _whole(searcher, right, theirs[partner[i]]) if i in partner else None
        pairs.append(_pair(_whole(searcher, left, clause), other))
        pairs += [_pair(None, _whole(searcher, right, theirs[j])) for j in after.get(i, ())]
    agreements = searcher.corpus.agreements
    return SideBySide(agreements[left].id, agreements[right].id, tuple(pairs))


def _clauses(searcher: Searcher, position: int) -> list[Clause]:
    return [clause for clause in searcher.corpus.agreements[position].clauses if clause.text]


def _whole(searcher: Searcher, position: int, clause: Clause) -> Quotation:
    return quote(searcher.corpus.agreements[position], clause, 0, len(clause.text))


def _aligned(
    searcher: Searcher, left: int, right: int, mine: Sequence[Clause], theirs: Sequence[Clause]
) -> dict[int, int]:
    """Index in ``mine`` → index in ``theirs``, each used once, so that the pairs are alike as a whole."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not mine or not theirs:
        return {}
    vectors_a, topics_a = _profiles(searcher, left, mine)
    vectors_b, topics_b = _profiles(searcher, right, theirs)
    meaning = vectors_a @ vectors_b.T
    # E5's cosines lie close together and high; what counts is how far one stands above the usual of these two documents.
    usual, top = float(np.median(meaning)), float(meaning.max())
    spread = top - usual
    score = _MEANING * np.clip((meaning - usual) / spread, 0, 1) if spread > 0 else np.zeros_like(meaning)
    score = (score + _TOPICS * (topics_a @ topics_b.T)).astype(np.float32)
    for i, clause in enumerate(mine):
        for j, other in enumerate(theirs):
            score[i, j] += _HEADING * _heading_likeness(clause, other)
            if clause.text == other.text:
                score[i, j] += 1
    rows, columns = linear_sum_assignment(-score)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if score[i, j] >= _LEAST}


def _profiles(searcher: Searcher, position: int, clauses: Sequence[Clause]) -> tuple[Matrix, Matrix]:
    """Of each clause the mean vector of its passages, and its topics: rows of length 1, or 0 where a clause has no passage.

    Shapes (clauses, dimension) and (clauses, topics).
    """
    import numpy as np

    corpus = searcher.corpus
    topics = [topic.id for topic in searcher.knowledge.topics]
    member = np.array(
        [[label.split(".")[0] == topic for topic in topics] for label in searcher.models.passages.labels], bool
    )
    rows: dict[int, list[int]] = {}
    for row in range(*corpus.spans[position]):
        rows.setdefault(corpus.rows[row].clause, []).append(row)
    vectors = np.zeros((len(clauses), corpus.vectors.shape[1]), np.float32)
    profile = np.zeros((len(clauses), len(topics)), np.float32)
    for i, clause in enumerate(clauses):
        own = rows.get(clause.index)
        if own:
            vectors[i] = corpus.vectors[own].mean(axis=0)
            best = searcher.matrix[own].max(axis=0)
            profile[i] = [best[member[:, t]].max(initial=0.0) for t in range(len(topics))]
    return _unit(vectors), _unit(profile)


def _unit(matrix: Matrix) -> Matrix:
    import numpy as np

    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    result: Matrix = (matrix / np.where(norms > 0, norms, 1)).astype(np.float32)
    return result


def _heading_likeness(a: Clause, b: Clause) -> float:
    if not a.heading or not b.heading:
        return 0.0
    return SequenceMatcher(None, a.heading.casefold(), b.heading.casefold(), autojunk=False).ratio()


def _pair(left: Quotation | None, right: Quotation | None) -> Pair:
    if left is None or right is None:
        return Pair(Change.ONLY_RIGHT if left is None else Change.ONLY_LEFT, left, right)
    if left.text == right.text:
        return Pair(Change.SAME, left, right)
    return Pair(Change.CHANGED, left, right, *differences(left.text, right.text))


def differences(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans that cover each text from end to end, and whether the other text lacks them. Words are compared, not letters."""
    a, b = list(_TOKEN.finditer(left)), list(_TOKEN.finditer(right))
    if max(len(a), len(b)) > _LONGEST:
        return (Span(0, len(left), True),), (Span(0, len(right), True),)
    matcher = SequenceMatcher(None, [m.group() for m in a], [m.group() for m in b], autojunk=False)
    codes = matcher.get_opcodes()
    return (
        _spans(left, a, [(code[1], code[2], code[0] != "equal") for code in codes]),
        _spans(right, b, [(code[3], code[4], code[0] != "equal") for code in codes]),
    )


def _spans(text: str, tokens: list[re.Match[str]], runs: Sequence[tuple[int, int, bool]]) -> tuple[Span, ...]:
    """Runs of tokens (first, past the last, differs) as offsets; white space goes with the run before it."""
    own = [run for run in runs if run[0] < run[1]]
    if not own:
        return ()
    starts = [0 if n == 0 else tokens[run[0]].start() for n, run in enumerate(own)]
    ends = [*starts[1:], len(text)]
    return tuple(Span(start, end, run[2]) for start, end, run in zip(starts, ends, own, strict=True))
