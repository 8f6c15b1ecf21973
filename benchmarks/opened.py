"""Searchers over invented agreements, as large as wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.index import Embedder
from assistant.index.similarity import MANY
from assistant.knowledge.aspects import Knowledge, load_knowledge
from assistant.knowledge.models import Models, learned
from assistant.knowledge.vectors import remembered
from assistant.search import Searcher
from benchmarks.synthetic import (
    Templates,
    corpus_of,
    example_texts,
    matrix_of_templates,
    templates,
    vectors_of_templates,
)

if TYPE_CHECKING:
    Matrix = np.ndarray[Any, np.dtype[np.float32]]


class Maker:
    """Makes searchers over corpora that lie in memory alone. Knowledge, models and templates are loaded once.

    What is left out, since it costs hours at a million clauses and grows in proportion: reading files, embedding, Chroma, and
    the classifiers' kernel (a passage takes over the probabilities of its template).
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self.embedder = Embedder("", data / "models")
        self.knowledge: Knowledge = load_knowledge(data / "knowledge")
        self.models: Models = learned(self.knowledge, self.embedder, data / "cache")
        texts = example_texts(self.knowledge)
        known = remembered(
            texts, data / "cache" / "vectors-passages.npz", self.embedder.name, lambda new: self.embedder.passages(new)
        )
        self.templates: Templates = templates(self.knowledge)
        self.vectors: Matrix = vectors_of_templates(self.templates, known)
        self._matrix: Matrix | None = None

    def searcher(self, count: int, scratch: Path) -> Searcher:
        """A searcher over ``count`` agreements; the matrix of very many passages lies in ``scratch``, as it would."""
        if self._matrix is None:
            self._matrix = matrix_of_templates(self.templates, self.vectors, self.models)
        corpus, chosen = corpus_of(self.templates, self.vectors, count)
        shape = (len(corpus.rows), self._matrix.shape[1])
        if shape[0] > MANY:
            path = scratch / f"evidence-{count}.npy"
            matrix: Any = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=shape)
        else:
            matrix = np.empty(shape, np.float32)
        for begin in range(0, shape[0], 65_536):
            matrix[begin : begin + 65_536] = self._matrix[chosen[begin : begin + 65_536]]
        if shape[0] > MANY:
            matrix.flush()
            matrix = np.load(path, mmap_mode="r")
        return Searcher(corpus, self.knowledge, self.models, self.embedder, matrix)
