"""For each document, how likely each of its passages answers the query."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.context import table_headers
from assistant.index.corpus import Corpus
from assistant.index.similarity import MANY
from assistant.knowledge.models import Models
from assistant.search.query import Query
from assistant.search.references import only_refers

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]
    Vector = np.ndarray[Any, np.dtype[np.float32]]
    Integers = np.ndarray[Any, np.dtype[Any]]


VERSION = "2"  # of the arithmetic of the matrix; part of the cache's key
_BATCH = 4096  # passages that are computed at a time
_EMPTY = 0.2  # of the probability is left to a sentence that only points elsewhere, and to a table's header


def aspect_matrix(corpus: Corpus, models: Models, folder: Path, old: tuple[Corpus, Matrix] | None = None) -> Matrix:
    """Probability that a passage answers an aspect, shape (passages, aspects); kept in ``folder``.

    Of very many passages it stays on the disk and is mapped from there. ``old`` is a corpus with its matrix by the same
    models: documents that are the same there are not computed again.
    """
    import numpy as np

    path = folder / f"evidence-{VERSION}-{corpus.version}-{models.version}.npy"
    shape = (len(corpus.rows), len(models.passages.labels))
    many = len(corpus.rows) > MANY
    with contextlib.suppress(OSError, ValueError, EOFError):
        stored: Matrix = np.load(path, mmap_mode="r" if many else None, allow_pickle=False)
        if stored.shape == shape:
            return stored
    scratch = path.with_suffix(f".{os.getpid()}.npy")
    matrix: Matrix | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if many:
            matrix = np.lib.format.open_memmap(scratch, mode="w+", dtype=np.float32, shape=shape)
            _reserve(scratch)
            _compute(corpus, models, old, matrix)
        else:
            matrix = np.empty(shape, np.float32)
            _compute(corpus, models, old, matrix)
            np.save(scratch, matrix)
        for other in folder.glob("evidence-*.npy"):
            if other != scratch:
                other.unlink(missing_ok=True)
        scratch.replace(path)
    except OSError:  # a full disk costs memory and time at the next start, nothing else
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
        if many or matrix is None:
            matrix = np.empty(shape, np.float32)
            _compute(corpus, models, old, matrix)
    return matrix


def _reserve(path: Path) -> None:
    """Claim the room of a file that was made sparse: a disk that fills up while it is mapped would end the process."""
    if hasattr(os, "posix_fallocate"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)


def _compute(corpus: Corpus, models: Models, old: tuple[Corpus, Matrix] | None, matrix: Matrix) -> None:
    """Fill ``matrix``."""
    import numpy as np

    before = {key: i for i, key in enumerate(old[0].keys)} if old else {}
    new = []
    for i, key in enumerate(corpus.keys or ("",) * len(corpus.agreements)):
        if old and key and key in before:
            matrix[slice(*corpus.spans[i])] = old[1][slice(*old[0].spans[before[key]])]
        else:
            new.append(i)
    for documents in _batches(corpus, new):
        rows = np.concatenate([np.arange(*corpus.spans[i]) for i in documents])
        contexts = [context for i in documents for context in corpus.contexts[slice(*corpus.spans[i])]]
        found = models.passages.probabilities(corpus.vectors[rows], contexts)
        empty = [n for i in documents for n in _empty(corpus, i)]
        found[np.searchsorted(rows, empty)] *= _EMPTY
        matrix[rows] = found


def _batches(corpus: Corpus, documents: Sequence[int]) -> Iterator[list[int]]:
    """``documents`` that have passages, some thousand passages at a time."""
    batch: list[int] = []
    size = 0
    for i in documents:
        begin, end = corpus.spans[i]
        if begin < end:
            batch.append(i)
            size += end - begin
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _empty(corpus: Corpus, document: int) -> list[int]:
    """The rows of a document that hold nothing themselves: a table's header, a sentence that only points elsewhere."""
    begin, end = corpus.spans[document]
    clauses = corpus.agreements[document].clauses
    headers: dict[int, set[int]] = {}
    found = []
    for row, at in enumerate(corpus.rows[begin:end], begin):
        clause = clauses[at.clause]
        if at.clause not in headers:
            headers[at.clause] = set(table_headers(clause).values())
        if at.start in headers[at.clause] or only_refers(clause.text[at.start : at.end]):
            found.append(row)
    return found


@dataclass(frozen=True)
class Evidence:
    """How likely passages answer one query.

    ``best`` is that of each document's best passage, −1 where it has none; ``mode`` says where the probabilities are from.
    """

    mode: str  # "learned", "focused" or "open"
    best: Vector
    of: Callable[[int], Vector]  # position of a document → the probabilities of its passages
    rows: Callable[[Integers], Integers]  # positions of documents that have passages → the row of the best one of each


def learned(query: Query, models: Models, matrix: Matrix, peaks: tuple[Matrix, Integers], corpus: Corpus) -> Evidence:
    """Evidence by the query's aspects. ``peaks`` is :func:`segment_peaks` of ``matrix``.

    The best of weighted columns is the weighted best of each column, so that documents cost what they are and not what they hold.
    """
    import numpy as np

    columns, weights = weighted(query, models)
    bests, rows = peaks
    plain = np.asarray(matrix)  # of a mapped matrix, slices cost far more

    def of(position: int) -> Vector:
        return _combined(plain[slice(*corpus.spans[position])], columns, weights)

    def best_rows(positions: Integers) -> Integers:
        own = bests[positions][:, columns] * np.array(weights, np.float32)
        found: Integers = rows[positions][:, columns][np.arange(len(positions)), own.argmax(axis=1)]
        return found

    best = _combined(bests, columns, weights)
    best[bests[:, 0] < 0] = -1.0
    return Evidence("learned", best, of, best_rows)


def by_passage(mode: str, values: Vector, corpus: Corpus) -> Evidence:
    """Evidence from the probabilities of all passages, shape (passages,)."""
    import numpy as np

    best = np.full(len(corpus.agreements), -1.0, np.float32)
    filled = np.diff(corpus.edges) > 0
    if filled.any():
        best[filled] = np.maximum.reduceat(values, corpus.edges[:-1][filled])

    def best_rows(positions: Integers) -> Integers:
        hits = np.flatnonzero(values == best[corpus.rows.owners])
        found: Integers = hits[np.searchsorted(hits, corpus.edges[positions])]
        return found

    return Evidence(mode, best, lambda position: values[slice(*corpus.spans[position])], best_rows)


def segment_peaks(matrix: Matrix, corpus: Corpus) -> tuple[Matrix, Integers]:
    """For each document the largest value of its passages in each column, and the row that has it.

    Both of shape (documents, columns); −1 where a document has no passage.
    """
    import numpy as np

    plain = np.asarray(matrix)  # of a mapped matrix, slices cost far more
    shape = (len(corpus.agreements), plain.shape[1])
    best, rows = np.full(shape, -1.0, np.float32), np.full(shape, -1, np.int32)
    for i, (begin, end) in enumerate(corpus.spans):
        if begin < end:
            own = plain[begin:end]
            rows[i] = own.argmax(axis=0)
            best[i] = own[rows[i], np.arange(shape[1])]
            rows[i] += begin
    return best, rows


def weighted(query: Query, models: Models) -> tuple[list[int], list[float]]:
    """The columns of the query's aspects, and how much each counts beside the likeliest."""
    column = {label: i for i, label in enumerate(models.passages.labels)}
    best = query.aspects[0][1]
    known = [(column[name], min(1.0, p / best)) for name, p in query.aspects if name in column]
    return [at for at, _ in known], [weight for _, weight in known]


def _combined(matrix: Matrix, columns: Sequence[int], weights: Sequence[float]) -> Vector:
    import numpy as np

    combined = np.zeros(len(matrix), np.float32)
    for column, weight in zip(columns, weights, strict=True):
        np.maximum(combined, matrix[:, column] * np.float32(weight), out=combined)
    return combined


def learned_evidence(query: Query, models: Models, matrix: Matrix) -> Vector:
    """Probability of each passage to answer one of the query's aspects, shape (passages,)."""
    return _combined(matrix, *weighted(query, models))


def open_evidence(query: Query, corpus: Corpus) -> Vector:
    """Sum of the z-scores of dense and lexical similarity over all passages, shape (passages,).

    Convex fusion of scores rather than of ranks (Bruch, Gai & Ingber 2023, "An analysis of fusion functions for hybrid
    retrieval").
    """
    return _standard(corpus.similarities(query.vector)) + _standard(corpus.lexical.scores(query.text))


def open_probabilities(query: Query, corpus: Corpus) -> Vector:
    """:func:`open_evidence` turned into rough probabilities, for a question that maps to no aspect, shape (passages,)."""
    import numpy as np

    result: Vector = (1 / (1 + np.exp(-(open_evidence(query, corpus) - 6.0)))).astype(np.float32)
    return result


def _standard(scores: Vector) -> Vector:
    spread = float(scores.std()) if len(scores) else 0.0
    result: Vector = (scores - scores.mean()) / spread if spread > 0 else scores * 0
    return result
