"""What all changes share: the index locked and in order, documents by name, the way to the bin."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assistant.documents import DocumentError
from assistant.filing.bin import Binned
from assistant.filing.errors import FilingError
from assistant.filing.recovery import bin_of, recover_files
from assistant.index import Embedder, Store, Stored, StoreError, locked, put_file
from assistant.model import AgreementId, Description
from assistant.opening import open_embedder, open_store
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)
WAIT = 20.0  # seconds for another change to end


class Desk:
    """The documents of some settings. Messages are in ``language``; ``embedder`` is one that is loaded already."""

    def __init__(self, settings: Settings, embedder: Embedder | None = None, language: str | None = None) -> None:
        self._settings = settings
        self._embedder = embedder or open_embedder(settings)
        self._language = language or settings.language
        self._bin = bin_of(settings)

    @property
    def model(self) -> str:
        """The embedding model's name."""
        return self._embedder.name

    def indexed(self) -> dict[AgreementId, str]:
        """When each document was put into the index (UTC, ISO 8601); "" where that is not known. Raises StoreError."""
        with open_store(self._settings, embedder=self._embedder) as store:
            return {stored.id: stored.indexed for stored in store.stored()}

    @contextmanager
    def _changing(self) -> Iterator[Store]:
        """The index, locked and in order. Raises FilingError where another change goes on."""
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(self._settings.data, WAIT))
            except StoreError:
                raise FilingError("busy") from None
            store = stack.enter_context(open_store(self._settings, embedder=self._embedder))
            try:
                stack.enter_context(store.leased())
            except StoreError:
                raise FilingError("busy") from None
            self._heal(store)
            yield store

    def _heal(self, store: Store) -> None:
        """Bring the index in line with what an interrupted change left."""
        for corpus, relative in recover_files(self._settings):
            if (corpus.resolve() / relative).is_file() and not any(
                s.file == relative and s.corpus == str(corpus.resolve()) for s in store.stored()
            ):
                try:
                    put_file(store, corpus, relative, ocr=self._settings.ocr)
                except DocumentError:
                    _LOG.warning("A document that was being added can't be read any more")
        binned = {(entry.corpus, entry.file) for entry in self._bin.entries()}
        for stored in store.stored() if binned else ():
            if (stored.corpus, stored.file) in binned and not (Path(stored.corpus) / stored.file).exists():
                store.delete(stored.id)

    def _found(self, known: Sequence[tuple[Stored, Description]], document: str) -> Stored:
        for stored, _ in known:
            if document in (stored.id, stored.file):
                return stored
        raise FilingError("unknown", document=document[:120])

    def _path(self, stored: Stored) -> Path:
        """The document's file. Raises FilingError where it is not in its folder."""
        folder = Path(stored.corpus)
        path = folder / stored.file
        if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
            raise FilingError("outside", document=stored.file)
        return path

    def _intend(self, old: Stored, description: Description, by: tuple[Path, str] | None = None) -> Binned:
        path = self._path(old)
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise FilingError("read_only", folder=str(path.parent))
        title, region = description.title, description.region
        return self._bin.intend(Path(old.corpus), old.file, old.id, title=title, region=region, replaced_by=by)
