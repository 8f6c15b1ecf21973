"""What search reads: all documents and passages in memory, derived from the store at start."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.index.lexical import LexicalIndex
from assistant.index.rows import Row, Rows, Texts, numbered
from assistant.index.similarity import put, similarities, taken, vectors_for
from assistant.index.store import Store, Stored
from assistant.index.words import WordIndex
from assistant.model import Agreement, AgreementId, Clause, Kind, Publicity, Quotation, Status, quote

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.int64]]
    Matrix = np.ndarray[Any, np.dtype[np.float32]]

_RANK = {Status.SIGNED: 3, Status.APPROVED: 2, Status.UNKNOWN: 1, Status.DRAFT: 0}


@dataclass(frozen=True)
class Corpus:
    """Documents and passages; passages of a document stand together, in reading order.

    ``vectors`` has shape (passages, dimension); ``spans[i]`` is the range of rows of document i.
    """

    agreements: tuple[Agreement, ...]
    folders: tuple[str, ...]  # for each document, the corpus folder below which its file lies
    rows: Rows
    contexts: Texts
    vectors: Matrix
    spans: tuple[tuple[int, int], ...]
    version: str  # changes whenever a document changes
    keys: tuple[str, ...] = ()  # for each document, what its record in the store was made from; "" for a guest

    @cached_property
    def lexical(self) -> LexicalIndex:
        """BM25 over the passages with their contexts."""
        return LexicalIndex(self.contexts)

    def similarities(self, vector: Matrix) -> Matrix:
        """The cosine of every passage with a query's ``vector``, shape (passages,), float32."""
        return similarities(self.vectors, vector)

    @cached_property
    def words(self) -> WordIndex:
        """Which passages, with their contexts, have a word."""
        return WordIndex(self.contexts)

    @cached_property
    def by_id(self) -> dict[AgreementId, int]:
        """Document id → its position."""
        return {a.id: i for i, a in enumerate(self.agreements)}

    @cached_property
    def edges(self) -> Integers:
        """Where each document's rows begin and, last, where all end; shape (documents + 1,)."""
        import numpy as np

        return np.array([begin for begin, _ in self.spans] + [len(self.rows)], np.int64)

    @cached_property
    def _of_kinds(self) -> dict[Kind, tuple[int, ...]]:
        found: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        for i, agreement in enumerate(self.agreements):
            found[agreement.description.kind].append(i)
        return {kind: tuple(positions) for kind, positions in found.items()}

    def of_kind(self, *kinds: Kind) -> tuple[int, ...]:
        """Positions of the documents of these kinds."""
        if len(kinds) == 1:
            return self._of_kinds[kinds[0]]
        return tuple(sorted(i for kind in set(kinds) for i in self._of_kinds[kind]))

    @cached_property
    def order(self) -> Integers:
        """The rank of each document where they stand by region, the newest signed version of a region first."""
        import numpy as np

        def key(position: int) -> tuple[str, int, str]:
            d = self.agreements[position].description
            newest = "".join(chr(0x10FFFF - ord(c)) for c in d.date or "")
            return (d.region or "\uffff", -_RANK[d.status], newest)

        ranks = np.empty(len(self.agreements), np.int64)
        ranks[sorted(range(len(self.agreements)), key=key)] = np.arange(len(self.agreements))
        return ranks

    @cached_property
    def groups(self) -> Integers:
        """A number for each document: the same for those of one region, its own for one without a region."""
        import numpy as np

        names = [a.description.region or f"\0{a.id}" for a in self.agreements]
        number = {name: i for i, name in enumerate(dict.fromkeys(names))}
        return np.array([number[name] for name in names], np.int64)

    @cached_property
    def classes(self) -> frozenset[Publicity]:
        """The publicity classes of the documents."""
        return frozenset(a.description.publicity for a in self.agreements)

    def only(self, keep: Sequence[int]) -> Corpus:
        """A corpus of the documents at the positions ``keep`` (ascending) alone; nothing in it tells of the others."""
        import numpy as np

        old = [self.spans[i] for i in keep]
        edges = [0, *np.cumsum([end - begin for begin, end in old], dtype=np.int64).tolist()]
        numbers = numbered(old)
        owners = np.repeat(np.arange(len(keep), dtype=np.int32), np.diff(edges))
        ids = "".join(self.agreements[i].id for i in keep)
        return Corpus(
            agreements=tuple(self.agreements[i] for i in keep),
            folders=tuple(self.folders[i] for i in keep),
            rows=self.rows.taken(numbers, owners),
            contexts=self.contexts.taken(old),
            vectors=taken(self.vectors, numbers),
            spans=tuple(pairwise(edges)),
            version=f"{self.version}-{hashlib.sha256(ids.encode()).hexdigest()[:8]}",
            keys=tuple(self.keys[i] for i in keep) if self.keys else (),
        )

    def clause(self, row: int) -> Clause:
        """The clause of a passage."""
        at = self.rows[row]
        return self.agreements[at.agreement].clauses[at.clause]

    def text(self, row: int) -> str:
        """The words of a passage."""
        at = self.rows[row]
        return self.agreements[at.agreement].clauses[at.clause].text[at.start : at.end]

    def row_of(self, quotation: Quotation) -> int | None:
        """The passage with which a quotation begins, or None where it begins with none."""
        position = self.by_id[quotation.agreement]
        return self.rows.find(self.spans[position], quotation.clause_index, quotation.start)

    def quotation(self, first: int, last: int | None = None) -> Quotation:
        """A quotation of passage ``first``, or of ``first`` to ``last`` where they stand in the same clause."""
        begin = self.rows[first]
        return self.cut(begin, begin if last is None else self.rows[last])

    def cut(self, begin: Row, end: Row) -> Quotation:
        """A quotation from the passage ``begin`` to the passage ``end``, which must stand in the same clause."""
        if (begin.agreement, begin.clause) != (end.agreement, end.clause):
            raise ValueError("a quotation can't span two clauses")
        agreement = self.agreements[begin.agreement]
        return quote(agreement, agreement.clauses[begin.clause], begin.start, end.end)


def version_of(store: Store) -> str:
    """What :attr:`Corpus.version` would be if the corpus were loaded now; cheap."""
    return _version(store.stored())


def _version(stored: Sequence[Stored]) -> str:
    return hashlib.sha256("".join(sorted(s.key for s in stored)).encode()).hexdigest()[:16]


def load_corpus(store: Store, old: Corpus | None = None) -> Corpus:
    """Read the store into memory; documents that ``old`` has unchanged are taken from there."""
    import numpy as np

    stored = sorted(store.stored(), key=lambda s: s.id)
    before = {key: i for i, key in enumerate(old.keys)} if old else {}
    fresh = store.read([s for s in stored if s.key not in before])
    stored = [s for s in stored if s.key in before or s.key in fresh]  # what has gone meanwhile is left out
    agreements: list[Agreement] = []
    sizes: list[int] = []
    for s in stored:
        if s.key in fresh:
            agreements.append(fresh[s.key].agreement)
            sizes.append(len(fresh[s.key].contexts))
        else:
            assert old is not None
            agreements.append(old.agreements[before[s.key]])
            begin, end = old.spans[before[s.key]]
            sizes.append(end - begin)
    edges = [0, *np.cumsum(sizes, dtype=np.int64).tolist()]
    spans = tuple(pairwise(edges))
    width = next((f.vectors.shape[1] for f in fresh.values() if len(f.vectors)), old.vectors.shape[1] if old else 1)
    places = np.zeros((4, edges[-1]), np.int32)
    vectors = vectors_for(edges[-1], width)
    texts: list[Texts] = []
    for position, (s, (begin, end)) in enumerate(zip(stored, spans, strict=True)):
        found = fresh.pop(s.key, None)
        if found is not None:
            places[1:, begin:end] = found.places
            texts.append(found.contexts)
            if begin < end:
                put(vectors, begin, end, found.vectors)
        elif old is not None:
            span = old.spans[before[s.key]]
            places[1:, begin:end] = old.rows.places[1:, slice(*span)]
            texts.append(old.contexts.taken([span]))
            put(vectors, begin, end, old.vectors[slice(*span)])
        places[0, begin:end] = position
    return Corpus(
        agreements=tuple(agreements),
        folders=tuple(s.corpus for s in stored),
        rows=Rows(places),
        contexts=Texts.concatenated(texts),
        vectors=vectors,
        spans=spans,
        version=_version(stored),
        keys=tuple(s.key for s in stored),
    )


__all__ = ["Corpus", "Row", "Rows", "Texts", "load_corpus", "version_of"]
