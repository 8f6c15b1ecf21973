"""The Chroma store: the one place of documents, clauses, passages and their vectors.

Three collections, written through LangChain's Chroma class. A *document* record is written last and deleted first, so it is
the commit mark: clauses and passages whose ``key`` no document record carries are leftovers of an interrupted run, are never
read and are swept by the next sync. Search is exact over vectors held in memory (see ``corpus.py``), because Chroma's filtered
HNSW search loses hits as the filter narrows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.index.bundled import NAME
from assistant.index.client import OutdatedIndexError, StoreError, connect, disconnect, told
from assistant.index.embedding import Embedder, PreparedEmbeddings
from assistant.index.lock import Lease, LockedError
from assistant.index.records import (
    Loaded,
    Record,
    agreement_of,
    clause_record,
    description_of,
    document_record,
    loaded,
    passage_record,
)
from assistant.model import Agreement, AgreementId, Description, Passage

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

_PAGE = 2000  # records a request: below SQLite's limit of variables and a server's limit of body size
_DOCUMENTS = 50  # documents that are read at a time
_LAYOUT = "2"  # of the records below; an index of another layout is rebuilt


@dataclass(frozen=True, slots=True)
class Stored:
    """What a document record says without its clauses: enough to see whether the file has changed."""

    id: AgreementId
    key: str  # hash of the file, its sidecar, the pipeline's version and the embedding model
    file: str
    corpus: str  # folder below which ``file`` lies
    indexed: str = ""  # when it was written, UTC, ISO 8601; empty where an earlier version of this program did it


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage with the text that was embedded for it: headings, lead-in and the passage itself."""

    passage: Passage
    context: str


class Store:
    """Documents, clauses and passages in Chroma, read and written as the package's own values.

    Raises StoreError where the index was made with another embedding model than ``embedder``.
    """

    def __init__(self, client: ClientAPI, embedder: Embedder, *, rebuild: bool = False) -> None:
        self._client = client
        self._lease: Lease | None = None
        self.embedder = embedder
        self.vectors = PreparedEmbeddings(embedder)
        with told("opened"):
            if rebuild:
                for collection in client.list_collections():
                    if collection.name.startswith("sopuri-"):
                        client.delete_collection(collection.name)
            self._documents = self._collection("sopuri-documents")
            self._clauses = self._collection("sopuri-clauses")
            self._passages = self._collection("sopuri-passages")

    def close(self) -> None:
        """Let go of the client."""
        disconnect(self._client)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _collection(self, name: str) -> Chroma:
        from langchain_chroma import Chroma

        stamp = {"model": self.embedder.name, "layout": _LAYOUT, "hnsw:space": "cosine"}
        known = self._client.get_settings()  # else they are read anew from the environment for each
        store = Chroma(
            name, embedding_function=self.vectors, client=self._client, client_settings=known, collection_metadata=stamp
        )
        found = self._client.get_collection(name).metadata or {}
        if found.get("model") != self.embedder.name or found.get("layout") != _LAYOUT:
            bundled = all(name.startswith(NAME) for name in (str(found.get("model")), self.embedder.name))
            raise (OutdatedIndexError if bundled else StoreError)(
                "errors.other_model",
                model=repr(found.get("model")),
                layout=found.get("layout"),
                used=repr(self.embedder.name),
                used_layout=_LAYOUT,
            )
        return store

    @contextlib.contextmanager
    def leased(self) -> Iterator[None]:
        """Where the index lies on a server: be the only machine that writes there. Raises StoreError where another does.

        Beside it there is the lock of this machine, see :func:`assistant.index.sync.locked`.
        """
        if self._lease or not self._client.get_settings().chroma_server_host:
            yield
            return
        try:
            with told("written"):
                self._lease = Lease(self._client)
                try:
                    yield
                finally:
                    self._lease.release()
                    self._lease = None
        except LockedError:
            raise StoreError("errors.syncing") from None

    def stored(self) -> list[Stored]:
        """The documents in the index."""
        with told("read"):
            return [
                Stored(AgreementId(m["agreement"]), m["key"], m["file"], m["corpus"], m.get("indexed", ""))
                for m in _metadatas(self._documents, None)
            ]

    def described(self) -> list[tuple[Stored, Description]]:
        """The documents in the index with what is known of each as a whole."""
        metadatas = list(_metadatas(self._documents, None))
        stored = {s.id: s for s in self.stored()}
        return [(stored[AgreementId(m["agreement"])], description_of(m)) for m in metadatas if m["agreement"] in stored]

    def put(
        self,
        agreement: Agreement,
        key: str,
        corpus: str,
        clause_texts: Sequence[str],
        entries: Sequence[Entry],
    ) -> None:
        """Write one document. ``clause_texts`` are what is embedded for each clause.

        An earlier version under the same id stays readable until the new document record replaces it.
        """
        if self._lease:
            self._lease.check()
        clauses = [clause_record(agreement.id, key, clause) for clause in agreement.clauses]
        passages = [passage_record(agreement.id, key, entry.passage) for entry in entries]
        _add(self._passages, [f"{key}/{i}" for i in range(len(entries))], [e.context for e in entries], passages)
        _add(self._clauses, [f"{key}/{i}" for i in range(len(clauses))], list(clause_texts), clauses)
        document = document_record(agreement, key, corpus, len(passages))
        d = agreement.description
        _add(self._documents, [agreement.id], [f"{d.region or ''} {d.title}".strip() or agreement.file], [document])

    def delete(self, agreement: AgreementId) -> None:
        """Remove a document with all that belongs to it; the document record first."""
        if self._lease:
            self._lease.check()
        self._documents.delete(ids=[agreement])
        for part in (self._clauses, self._passages):
            _delete_where(part, {"agreement": agreement})

    def sweep(self) -> None:
        """Remove clauses and passages that belong to no document (left by an interrupted run or an older version)."""
        documents = list(_metadatas(self._documents, None))
        live = {m["key"] for m in documents}
        for part, name in ((self._clauses, "clauses"), (self._passages, "passages")):
            sizes: list[Any] = [m.get(name) for m in documents]  # a record from earlier versions does not say
            if None not in sizes and sum(sizes) == self._client.get_collection(f"sopuri-{name}").count():
                continue
            if self._lease:
                self._lease.check()
            dead = {m["key"] for m in _metadatas(part, None)} - live
            for key in sorted(dead):
                _delete_where(part, {"key": key})

    def sweep_document(self, agreement: AgreementId) -> None:
        """Remove clauses and passages of earlier versions of one document."""
        live = {s.key for s in self.stored()}
        for part in (self._clauses, self._passages):
            for key in {m["key"] for m in _metadatas(part, {"agreement": agreement})} - live:
                _delete_where(part, {"key": key})

    def vectors_of(self, agreement: AgreementId) -> dict[str, np.ndarray[Any, Any]]:
        """Embedded text → vector, for all clauses and passages now stored of a document: what need not be embedded again."""
        known: dict[str, np.ndarray[Any, Any]] = {}
        for part in (self._clauses, self._passages):
            for batch in _pages(part, {"agreement": agreement}, ["documents", "embeddings"]):
                known.update(zip(batch["documents"], batch["embeddings"], strict=True))
        return known

    def read(self, wanted: Sequence[Stored]) -> dict[str, Loaded]:
        """Documents by the key of their record; one that has been replaced or removed meanwhile is left out."""
        found: dict[str, Loaded] = {}
        with told("read"):
            for start in range(0, len(wanted), _DOCUMENTS):
                found |= self._read([s.key for s in wanted[start : start + _DOCUMENTS]])
        return found

    def _read(self, keys: list[str]) -> dict[str, Loaded]:
        where: dict[str, Any] = {"key": {"$in": keys}}
        passages: dict[str, list[tuple[tuple[int, int, int], str, Any]]] = {key: [] for key in keys}
        for batch in _pages(self._passages, where, ["metadatas", "documents", "embeddings"]):
            for m, text, vector in zip(batch["metadatas"], batch["documents"], batch["embeddings"], strict=True):
                passages[m["key"]].append(((m["clause"], m["start"], m["end"]), text, vector))
        clauses: dict[str, list[Record]] = {key: [] for key in keys}
        for m in _metadatas(self._clauses, where):
            clauses[m["key"]].append(m)
        # The record last: while it is there, nothing of the document has been cleared away.
        documents = {m["key"]: m for m in _metadatas(self._documents, where)}
        return {key: loaded(m, clauses[key], passages[key]) for key, m in documents.items()}

    def agreements(self) -> list[Agreement]:
        """Every document with its clauses, sorted by id."""
        documents = {m["key"]: m for m in _metadatas(self._documents, None)}
        clauses: dict[str, list[Record]] = {key: [] for key in documents}
        for m in _metadatas(self._clauses, None):
            if m["key"] in clauses:
                clauses[m["key"]].append(m)
        found = [agreement_of(m, clauses[key]) for key, m in documents.items()]
        return sorted(found, key=lambda a: a.id)

    def passages(self) -> Iterator[tuple[list[tuple[str, int, int, int]], list[str], np.ndarray[Any, Any]]]:
        """Passages in pages: ((agreement id, clause, start, end)…, embedded texts, vectors of shape (n, dimension))."""
        yield from self._vectors(self._passages, ("clause", "start", "end"))

    def clause_vectors(self) -> Iterator[tuple[list[tuple[str, int, int, int]], list[str], np.ndarray[Any, Any]]]:
        """Clauses in pages: ((agreement id, clause index, level, level)…, embedded texts, vectors)."""
        yield from self._vectors(self._clauses, ("index", "level", "level"))

    def _vectors(
        self, part: Chroma, names: tuple[str, str, str]
    ) -> Iterator[tuple[list[tuple[str, int, int, int]], list[str], np.ndarray[Any, Any]]]:
        import numpy as np

        live = {s.key for s in self.stored()}
        for batch in _pages(part, None, ["metadatas", "documents", "embeddings"]):
            keep = [i for i, m in enumerate(batch["metadatas"]) if m["key"] in live]
            metadata = [batch["metadatas"][i] for i in keep]
            yield (
                [(m["agreement"], m[names[0]], m[names[1]], m[names[2]]) for m in metadata],
                [batch["documents"][i] for i in keep],
                np.asarray(batch["embeddings"], np.float32)[keep],
            )


def _add(part: Chroma, ids: list[str], texts: list[str], metadatas: list[dict[str, Any]]) -> None:
    for start in range(0, len(ids), _PAGE):
        cut = slice(start, start + _PAGE)
        part.add_texts(texts[cut], metadatas=metadatas[cut], ids=ids[cut])


def _pages(part: Chroma, where: dict[str, Any] | None, include: list[str]) -> Iterator[dict[str, Any]]:
    offset = 0
    while True:
        batch: dict[str, Any] = part.get(where=where, limit=_PAGE, offset=offset, include=include)
        if not batch["ids"]:
            return
        yield batch
        offset += len(batch["ids"])


def _metadatas(part: Chroma, where: dict[str, Any] | None) -> Iterable[dict[str, Any]]:
    for batch in _pages(part, where, ["metadatas"]):
        yield from batch["metadatas"]


def _delete_where(part: Chroma, where: dict[str, Any]) -> None:
    ids = [i for batch in _pages(part, where, []) for i in batch["ids"]]
    for start in range(0, len(ids), _PAGE):
        part.delete(ids=ids[start : start + _PAGE])


__all__ = ["Entry", "OutdatedIndexError", "Store", "StoreError", "Stored", "connect"]
