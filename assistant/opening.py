"""From settings to an open store and a searcher: the one place where the parts are put together."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.answers.comparison import ComparisonError
from assistant.documents import DocumentError, read_document, unmasked
from assistant.export.files import ExportError
from assistant.index import Embedder, EmbeddingError, Store, StoreError, connect
from assistant.index.bundled import BundledModelError
from assistant.index.context import entries
from assistant.keeping import KeptError
from assistant.knowledge import KnowledgeError, learned, load_knowledge
from assistant.model import Agreement, AgreementId, Clause, Description, Kind, Status
from assistant.people import PeopleError
from assistant.search import Searcher, load_searcher, with_guest
from assistant.search.reranking import Reranker
from assistant.settings import Settings, SettingsError

_TOPIC_LIKELY = 0.5
_NOTHING_WRITTEN = ("empty", "no_text")  # what is said of a file without text (DocumentError.key)
_WRITTEN = (".txt", ".md", ".docx")  # where a draft is begun; a PDF without text is a scan or broken
# Errors whose text is one sentence for the user.
USER_ERRORS = (
    ComparisonError,
    SettingsError,
    StoreError,
    EmbeddingError,
    BundledModelError,
    KnowledgeError,
    DocumentError,
    ExportError,
    KeptError,
    PeopleError,
    OSError,
)


def open_embedder(settings: Settings) -> Embedder:
    """The embedding model that the settings name; loaded at its first use."""
    return Embedder(settings.embedding_model, settings.data / "models", allow_downloads=settings.allow_downloads)


def open_store(settings: Settings, *, rebuild: bool = False, embedder: Embedder | None = None) -> Store:
    """The index, to be closed after use. ``embedder`` is one that is already loaded. Raises StoreError."""
    client = connect(settings.chroma_url, settings.data)
    return Store(client, embedder or open_embedder(settings), rebuild=rebuild)


def open_searcher(settings: Settings, announce: Callable[[str], None] = lambda _: None) -> Searcher:
    """The index with what was learned, ready for questions. ``announce`` is told what is being learned."""
    with open_store(settings) as store:
        return load_searcher(store, settings.data, announce, reranker=open_reranker(settings))


def open_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that the settings name, loaded. Raises EmbeddingError."""
    return Reranker(settings.reranker, allow_downloads=settings.allow_downloads) if settings.reranker else None


def read_clauses(settings: Settings, file: str, *, as_written: bool = False) -> list[tuple[Clause, list[str]]]:
    """The clauses of a document, each with its topics: of a file on disk by path, else of a document in the index by its name.

    Personal data is masked unless the clauses are wanted ``as_written``. Raises StoreError where there is neither.
    """
    embedder = open_embedder(settings)
    path = Path(file)
    if path.is_file():
        agreement = read_document(path, path.parent, ocr=settings.ocr)
    else:
        with open_store(settings, embedder=embedder) as store:
            agreements = store.agreements()
        agreement = agreements[_position(agreements, file)]
    clauses = [unmasked(clause) if as_written else clause for clause in agreement.clauses]
    return list(zip(clauses, topics_of(agreement, embedder, settings), strict=True))


def indexed_document(settings: Settings, name: str) -> Agreement:
    """A document in the index by its id or file name. Raises StoreError."""
    with open_store(settings) as store:
        agreements = store.agreements()
    return agreements[_position(agreements, name)]


def read_draft(settings: Settings, searcher: Searcher, file: str) -> Agreement | None:
    """A draft: a file on disk by path, else a document in the index by its name; None where there is neither.

    A file without any text is a draft in which nothing has been written yet: it has no clauses. Raises DocumentError.
    """
    path = Path(file)
    if not path.is_file():
        with contextlib.suppress(StoreError):
            return searcher.corpus.agreements[_position(searcher.corpus.agreements, file)]
        return None
    try:
        return read_document(path, path.parent, ocr=settings.ocr)
    except DocumentError as error:
        if error.key not in _NOTHING_WRITTEN or path.suffix.lower() not in _WRITTEN:
            raise
        nothing = Description(Kind.AGREEMENT, path.stem, None, (), "fi", Status.DRAFT, None)
        return Agreement(AgreementId(path.name), path.name, nothing, (), None)


def with_document(searcher: Searcher, settings: Settings, file: str) -> tuple[Searcher, int]:
    """A searcher that has ``file``, and its position: a file on disk by path as a guest, else a document in the index by its name.

    Raises StoreError where there is neither, DocumentError where it can't be read.
    """
    path = Path(file)
    if path.is_file():
        return with_guest(searcher, read_document(path, path.parent, ocr=settings.ocr))
    return searcher, _position(searcher.corpus.agreements, file)


def _position(agreements: Sequence[Agreement], name: str) -> int:
    """Which of ``agreements`` has this id or file name. Raises StoreError."""
    for position, agreement in enumerate(agreements):
        if name in (agreement.id, agreement.file, Path(agreement.file).name):
            return position
    raise StoreError("errors.no_document", name=name)


def topics_of(agreement: Agreement, embedder: Embedder, settings: Settings) -> list[list[str]]:
    """For each clause the topics that it speaks of, likeliest first."""
    knowledge = load_knowledge(settings.data / "knowledge")
    models = learned(knowledge, embedder, settings.data / "cache")
    passages = entries(agreement)
    contexts = [entry.context for entry in passages]
    if not contexts:
        return [[] for _ in agreement.clauses]
    found = models.passages.probabilities(embedder.passages(contexts), contexts)
    best: list[dict[str, float]] = [{} for _ in agreement.clauses]
    for entry, row in zip(passages, found, strict=True):
        topics = best[entry.passage.clause]
        for label, value in zip(models.passages.labels, row, strict=True):
            topic = label.split(".")[0]
            if value >= _TOPIC_LIKELY and value > topics.get(topic, 0.0):
                topics[topic] = float(value)
    return [sorted(topics, key=lambda t: -topics[t]) for topics in best]


__all__ = [
    "USER_ERRORS",
    "indexed_document",
    "open_embedder",
    "open_reranker",
    "open_searcher",
    "open_store",
    "read_clauses",
    "read_draft",
    "topics_of",
    "with_document",
]
