"""A document that is searched without being in the index: a draft under review."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from assistant.index.context import entries
from assistant.index.corpus import Row, Rows, Texts
from assistant.index.similarity import joined as vectors_joined
from assistant.model import Agreement, AgreementId
from assistant.search.searcher import Searcher

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]


def with_guest(searcher: Searcher, agreement: Agreement) -> tuple[Searcher, int]:
    """A searcher over the corpus and ``agreement`` beside it, and the agreement's position. Nothing is stored.

    The guest gets an id that no document of the index has. Leave its position out of scopes that speak of the regions.
    """
    import numpy as np

    corpus = searcher.corpus
    name = agreement.id
    while name in corpus.by_id:
        name = AgreementId(f"{name}-draft")
    guest = dataclasses.replace(agreement, id=name)
    position = len(corpus.agreements)
    found = entries(guest)
    contexts = [entry.context for entry in found]
    vectors = searcher.embedder.passages(contexts)
    matrix = searcher.models.passages.probabilities(vectors, contexts) if contexts else searcher.matrix[:0]
    rows = Rows.of(Row(position, e.passage.clause, e.passage.start, e.passage.end) for e in found)
    joined = dataclasses.replace(
        corpus,
        agreements=(*corpus.agreements, guest),
        folders=(*corpus.folders, ""),
        rows=corpus.rows.joined(rows),
        contexts=Texts.concatenated([corpus.contexts, Texts.of(contexts)]),
        vectors=vectors_joined(corpus.vectors, vectors),
        spans=(*corpus.spans, (len(corpus.rows), len(corpus.rows) + len(rows))),
        version=f"{corpus.version}+{guest.id}",
        keys=(*corpus.keys, ""),
    )
    return dataclasses.replace(searcher, corpus=joined, matrix=np.concatenate([searcher.matrix, matrix])), position
