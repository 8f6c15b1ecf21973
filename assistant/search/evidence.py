"""For each document, how likely each of its passages answers the query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.context import table_headers
from assistant.index.corpus import Corpus, Row
from assistant.knowledge.models import Models
from assistant.search.query import Query
from assistant.search.references import only_refers

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]
    Vector = np.ndarray[Any, np.dtype[np.float32]]


VERSION = "2"  # of the arithmetic of the matrix; part of the cache's key
_EMPTY = 0.2  # of the probability is left to a sentence that only points elsewhere, and to a table's header


def aspect_matrix(corpus: Corpus, models: Models, folder: Path) -> Matrix:
    """Probability that a passage answers an aspect, shape (passages, aspects); cached in ``folder``."""
    import numpy as np

    path = folder / f"evidence-{VERSION}-{corpus.version}-{models.version}.npy"
    try:
        stored: Matrix = np.load(path, allow_pickle=False)
        if stored.shape == (len(corpus.rows), len(models.passages.labels)):
            return stored
    except (OSError, ValueError):
        pass
    matrix = models.passages.probabilities(corpus.vectors, corpus.contexts)
    headers = _headers(corpus)
    empty = [i for i, at in enumerate(corpus.rows) if at in headers or only_refers(corpus.text(i))]
    matrix[empty] *= _EMPTY
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("evidence-*.npy"):
            old.unlink(missing_ok=True)
        scratch = path.with_suffix(".tmp.npy")
        np.save(scratch, matrix)
        scratch.replace(path)
    except OSError:
        pass  # a full disk costs time at the next start, nothing else
    return matrix


def _headers(corpus: Corpus) -> set[Row]:
    """The passages that are a table's header."""
    first = {(at.agreement, at.clause): row for row, at in enumerate(corpus.rows)}
    headers = {clause: set(table_headers(corpus.clause(row)).values()) for clause, row in first.items()}
    return {at for at in corpus.rows if at.start in headers[at.agreement, at.clause]}


def learned_evidence(query: Query, models: Models, matrix: Matrix) -> Vector:
    """Probability of each passage to answer one of the query's aspects, shape (passages,)."""
    import numpy as np

    column = {label: i for i, label in enumerate(models.passages.labels)}
    best = query.aspects[0][1]
    combined = np.zeros(len(matrix), np.float32)
    for name, probability in query.aspects:
        if name in column:
            np.maximum(combined, matrix[:, column[name]] * min(1.0, probability / best), out=combined)
    return combined


def open_evidence(query: Query, corpus: Corpus) -> Vector:
    """Sum of the z-scores of dense and lexical similarity over all passages, shape (passages,).

    Convex fusion of scores rather than of ranks (Bruch, Gai & Ingber 2023, "An analysis of fusion functions for hybrid
    retrieval").
    """
    dense = corpus.vectors @ query.vector
    return _standard(dense) + _standard(corpus.lexical.scores(query.text))


def open_probabilities(query: Query, corpus: Corpus) -> Vector:
    """:func:`open_evidence` turned into rough probabilities, for a question that maps to no aspect, shape (passages,)."""
    import numpy as np

    result: Vector = (1 / (1 + np.exp(-(open_evidence(query, corpus) - 6.0)))).astype(np.float32)
    return result


def _standard(scores: Vector) -> Vector:
    spread = float(scores.std()) if len(scores) else 0.0
    result: Vector = (scores - scores.mean()) / spread if spread > 0 else scores * 0
    return result
