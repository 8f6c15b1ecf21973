"""Makes the index match the folders: reads what is new or changed, embeds what is new in it, removes what has gone."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.documents import PIPELINE_VERSION, DocumentError, agreement_id, document_files, read_document, sidecar_of
from assistant.index.client import told
from assistant.index.context import clause_text, entries
from assistant.index.store import Store, StoreError
from assistant.model import Agreement, AgreementId

# Part of every document's key: a change in what is embedded or stored re-indexes all.
_INDEX_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in one sentence for the user."""

    file: str
    reason: str


@dataclass
class SyncReport:
    """What a sync did, file by file (paths relative to their corpus folder)."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    embedded: int = 0  # texts for which a vector was computed


@dataclass(frozen=True, slots=True)
class SyncFile:
    """A document's file: ``relative`` is its path in the folder ``corpus``."""

    id: AgreementId
    path: Path
    corpus: Path
    relative: str


def _hashed(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:24]


def key_of(file: SyncFile, store: Store) -> str:
    """What the index holds of a file changes when this does: its name and content, its sidecar, the pipeline, the model."""
    names = [str(file.id), str(file.corpus), file.relative, PIPELINE_VERSION, _INDEX_VERSION, store.embedder.name]
    beside = sidecar_of(file.path)
    contents = [path.read_bytes() for path in [file.path, *([beside] if beside else [])]]
    return _hashed([name.encode() for name in names] + contents)


def _files(folders: Sequence[Path]) -> list[SyncFile]:
    found: dict[AgreementId, SyncFile] = {}
    for folder in folders:
        corpus = folder.resolve()
        for path in document_files(corpus):
            relative = path.relative_to(corpus).as_posix()
            base = agreement_id(relative)
            name, count = base, 2
            while name in found:
                name, count = AgreementId(f"{base}-{count}"), count + 1
            found[name] = SyncFile(name, path, corpus, relative)
    return list(found.values())


@contextmanager
def locked(data: Path, wait: float = 0.0) -> Iterator[None]:
    """Within this context nobody else changes the index. Raises StoreError where another does for longer than ``wait`` seconds."""
    data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data / "sync.lock")
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise StoreError("errors.syncing") from None
    try:
        yield
    finally:
        lock.release()


def sync(
    store: Store,
    folders: Sequence[Path],
    data: Path,
    *,
    ocr: bool = True,
    progress: bool = False,
    anew: bool = False,
) -> SyncReport:
    """Make the index hold exactly the documents below ``folders``. ``anew``: read and embed those that have not changed too.

    Safe to interrupt at any point and to run again: a document is visible only once it is complete. A file that can't be read
    is reported and left out; the others go on. Raises StoreError where another sync is running.
    """
    with locked(data), store.leased(), told("written"):
        return _sync(store, folders, ocr, progress, anew)


def _sync(store: Store, folders: Sequence[Path], ocr: bool, progress: bool, anew: bool) -> SyncReport:
    from tqdm import tqdm

    report = SyncReport()
    stored = {s.id: s for s in store.stored()}
    files = _files(folders)
    alive: set[AgreementId] = set()
    for file in tqdm(files, desc="sync", unit="file", disable=not progress, leave=False):
        try:
            key = key_of(file, store)
            old = stored.get(file.id)
            if old is not None and old.key == key and not anew:
                alive.add(file.id)
                report.unchanged.append(file.relative)
                continue
            put(store, file, key, _read(file, ocr), report, progress=progress, anew=anew)
        except DocumentError as error:
            report.failed.append(Failure(file.relative, str(error)))
        except OSError as error:
            report.failed.append(Failure(file.relative, f"{file.relative}: {error.strerror or error}"))
        else:
            alive.add(file.id)
            (report.added if old is None else report.updated).append(file.relative)
    for name, gone in stored.items():
        if name not in alive:
            store.delete(name)
            report.removed.append(gone.file)
    store.sweep()
    return report


def _read(file: SyncFile, ocr: bool) -> Agreement:
    agreement = read_document(file.path, file.corpus, ocr=ocr)
    return agreement if agreement.id == file.id else dataclasses.replace(agreement, id=file.id)


def put(
    store: Store,
    file: SyncFile,
    key: str,
    agreement: Agreement,
    report: SyncReport,
    *,
    progress: bool = False,
    anew: bool = False,
) -> None:
    """Embed what is new in a document (``anew``: all of it) and write it; counts what was embedded in ``report``."""
    passages = entries(agreement)
    clause_texts = [clause_text(agreement, clause) for clause in agreement.clauses]
    texts = list(dict.fromkeys([entry.context for entry in passages] + clause_texts))
    report.embedded += store.vectors.prepare(
        texts, known={} if anew else store.vectors_of(file.id), progress=file.relative if progress else ""
    )
    store.put(agreement, key, str(file.corpus), clause_texts, passages)
