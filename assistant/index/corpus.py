"""What search reads: all documents and passages in memory, derived from the store at start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.index.lexical import LexicalIndex
from assistant.index.store import Store
from assistant.model import Agreement, AgreementId, Clause, Kind, Quotation, quote

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Row:
    """One passage: the position of its document in ``Corpus.agreements``, its clause, and its offsets in the clause's text."""

    agreement: int
    clause: int
    start: int
    end: int


@dataclass(frozen=True)
class Corpus:
    """Documents and passages; passages of a document stand together, in reading order.

    ``vectors`` has shape (passages, dimension); ``spans[i]`` is the range of rows of document i.
    """

    agreements: tuple[Agreement, ...]
    folders: tuple[str, ...]  # for each document, the corpus folder below which its file lies
    rows: tuple[Row, ...]
    contexts: tuple[str, ...]
    vectors: Matrix
    spans: tuple[tuple[int, int], ...]
    version: str  # changes whenever a document changes

    @cached_property
    def lexical(self) -> LexicalIndex:
        """BM25 over the passages with their contexts."""
        return LexicalIndex(self.contexts)

    @cached_property
    def by_id(self) -> dict[AgreementId, int]:
        """Document id → its position."""
        return {a.id: i for i, a in enumerate(self.agreements)}

    def of_kind(self, *kinds: Kind) -> tuple[int, ...]:
        """Positions of the documents of these kinds."""
        return tuple(i for i, a in enumerate(self.agreements) if a.description.kind in kinds)

    def only(self, keep: Sequence[int]) -> Corpus:
        """A corpus of the documents at the positions ``keep`` (ascending) alone; nothing in it tells of the others."""
        import hashlib

        import numpy as np

        spans, rows, taken, begin = [], [], [], 0
        for position, old in enumerate(keep):
            first, last = self.spans[old]
            rows += [Row(position, at.clause, at.start, at.end) for at in self.rows[first:last]]
            taken.append(np.arange(first, last))
            spans.append((begin, begin + last - first))
            begin += last - first
        places = np.concatenate(taken) if taken else np.zeros(0, np.int64)
        ids = "".join(self.agreements[i].id for i in keep)
        return Corpus(
            agreements=tuple(self.agreements[i] for i in keep),
            folders=tuple(self.folders[i] for i in keep),
            rows=tuple(rows),
            contexts=tuple(self.contexts[i] for i in places),
            vectors=self.vectors[places],
            spans=tuple(spans),
            version=f"{self.version}-{hashlib.sha256(ids.encode()).hexdigest()[:8]}",
        )

    def clause(self, row: int) -> Clause:
        """The clause of a passage."""
        at = self.rows[row]
        return self.agreements[at.agreement].clauses[at.clause]

    def text(self, row: int) -> str:
        """The words of a passage."""
        at = self.rows[row]
        return self.clause(row).text[at.start : at.end]

    def quotation(self, first: int, last: int | None = None) -> Quotation:
        """A quotation of passage ``first``, or of ``first`` to ``last`` where they stand in the same clause."""
        begin, end = self.rows[first], self.rows[first if last is None else last]
        if (begin.agreement, begin.clause) != (end.agreement, end.clause):
            raise ValueError("a quotation can't span two clauses")
        return quote(self.agreements[begin.agreement], self.clause(first), begin.start, end.end)


def version_of(store: Store) -> str:
    """What :attr:`Corpus.version` would be if the corpus were loaded now; cheap."""
    import hashlib

    return hashlib.sha256("".join(sorted(s.key for s in store.stored())).encode()).hexdigest()[:16]


def load_corpus(store: Store) -> Corpus:
    """Read the whole store into memory."""
    import numpy as np

    version = version_of(store)
    agreements = tuple(store.agreements())
    folders = {s.id: s.corpus for s in store.stored()}
    position = {a.id: i for i, a in enumerate(agreements)}
    rows: list[Row] = []
    contexts: list[str] = []
    parts: list[Matrix] = []
    for places, texts, vectors in store.passages():
        keep = [i for i, place in enumerate(places) if place[0] in position]
        rows += [Row(position[AgreementId(places[i][0])], *places[i][1:]) for i in keep]
        contexts += [texts[i] for i in keep]
        parts.append(vectors[keep])
    order = sorted(range(len(rows)), key=lambda i: (rows[i].agreement, rows[i].clause, rows[i].start))
    matrix = np.concatenate(parts)[order] if parts else np.zeros((0, 1), np.float32)
    owners = np.array([rows[i].agreement for i in order], np.int64)
    edges = np.searchsorted(owners, np.arange(len(agreements) + 1))
    return Corpus(
        agreements=agreements,
        folders=tuple(folders[a.id] for a in agreements),
        rows=tuple(rows[i] for i in order),
        contexts=tuple(contexts[i] for i in order),
        vectors=matrix,
        spans=tuple((int(a), int(b)) for a, b in pairwise(edges)),
        version=version,
    )
