"""Makes the index match the folders: reads what is new or changed, embeds what is new in it, removes what has gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.documents import PIPELINE_VERSION, DocumentError, agreement_id, document_files, read_document, sidecar_of
from assistant.index.context import clause_text, entries
from assistant.index.store import Store, StoreError
from assistant.model import AgreementId

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
class _File:
    id: AgreementId
    path: Path
    corpus: Path
    relative: str


def _hashed(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:24]


def _key(file: _File, store: Store) -> str:
    names = [str(file.id), str(file.corpus), file.relative, PIPELINE_VERSION, _INDEX_VERSION, store.embedder.name]
    beside = sidecar_of(file.path)
    contents = [path.read_bytes() for path in [file.path, *([beside] if beside else [])]]
    return _hashed([name.encode() for name in names] + contents)


def _files(folders: Sequence[Path]) -> list[_File]:
    found: dict[AgreementId, _File] = {}
    for folder in folders:
        corpus = folder.resolve()
        for path in document_files(corpus):
            relative = path.relative_to(corpus).as_posix()
            base = agreement_id(relative)
            name, count = base, 2
            while name in found:
                name, count = AgreementId(f"{base}-{count}"), count + 1
            found[name] = _File(name, path, corpus, relative)
    return list(found.values())


def sync(store: Store, folders: Sequence[Path], data: Path, *, ocr: bool = True, progress: bool = False) -> SyncReport:
    """Make the index hold exactly the documents below ``folders``.

    Safe to interrupt at any point and to run again: a document is visible only once it is complete. A file that can't be read
    is reported and left out; the others go on. Raises StoreError where another sync is running.
    """
    data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data / "sync.lock")
    try:
        with lock.acquire(timeout=0):
            return _sync(store, folders, ocr, progress)
    except Timeout:
        raise StoreError("Another sync of this index is running; wait until it has ended.") from None


def _sync(store: Store, folders: Sequence[Path], ocr: bool, progress: bool) -> SyncReport:
    from tqdm import tqdm

    report = SyncReport()
    stored = {s.id: s for s in store.stored()}
    files = _files(folders)
    alive: set[AgreementId] = set()
    for file in tqdm(files, desc="sync", unit="file", disable=not progress, leave=False):
        try:
            key = _key(file, store)
            old = stored.get(file.id)
            if old is not None and old.key == key:
                alive.add(file.id)
                report.unchanged.append(file.relative)
                continue
            _index(store, file, key, ocr, progress, report)
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


def _index(store: Store, file: _File, key: str, ocr: bool, progress: bool, report: SyncReport) -> None:
    agreement = read_document(file.path, file.corpus, ocr=ocr)
    if agreement.id != file.id:
        import dataclasses

        agreement = dataclasses.replace(agreement, id=file.id)
    passages = entries(agreement)
    clause_texts = [clause_text(agreement, clause) for clause in agreement.clauses]
    texts = list(dict.fromkeys([entry.context for entry in passages] + clause_texts))
    report.embedded += store.vectors.prepare(
        texts, known=store.vectors_of(file.id), progress=file.relative if progress else ""
    )
    store.put(agreement, key, str(file.corpus), clause_texts, passages)
