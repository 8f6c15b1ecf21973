"""The changes of documents that are there: remove, restore, correct, rebuild. Adding comes with the class that they extend."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assistant.documents import read_document, unmasked
from assistant.documents.sidecar import (
    SUFFIX,
    clause_corrections,
    name_of,
    personal_corrections,
    sidecar_of,
    sidecar_text,
    sidecar_values,
)
from assistant.filing.adding import Adding
from assistant.filing.bin import Binned
from assistant.filing.desk import WAIT
from assistant.filing.errors import FilingError
from assistant.filing.folders import corpus_folders, free_name
from assistant.filing.placing import write_whole
from assistant.filing.recovery import recover_files
from assistant.index import OutdatedIndexError, SyncReport, locked, put_file, sync
from assistant.model import Agreement
from assistant.opening import open_store


class Filing(Adding):
    """Every change that can be made, each whole or not at all."""

    # ---- removing

    def remove(self, document: str) -> Binned | None:
        """Take a document out of the index and move its file to the bin; None where the file was gone already.

        Raises FilingError, StoreError, OSError.
        """
        with self._changing() as store:
            known = store.described()
            old = self._found(known, document)
            if not (Path(old.corpus) / old.file).is_file():
                store.delete(old.id)
                return None
            entry = self._intend(old, {s.id: d for s, d in known}[old.id])
            with ExitStack() as undo:
                undo.callback(self._bin.give_back, entry)
                self._bin.take(entry)
                store.delete(old.id)
                undo.pop_all()
        return entry

    def binned(self) -> list[Binned]:
        """What is in the bin, the newest first."""
        return self._bin.entries()

    def restore(self, entry_id: str) -> Agreement:
        """Put a document of the bin back in its place, under another name if that is taken.

        Raises FilingError, DocumentError, StoreError, OSError.
        """
        with self._changing() as store:
            entry = next((entry for entry in self._bin.entries() if entry.id == entry_id), None)
            if entry is None:
                raise FilingError("not_binned", entry=entry_id[:60])
            corpus = Path(entry.corpus)
            if not os.access(corpus, os.W_OK):
                raise FilingError("read_only", folder=entry.corpus)
            parent = Path(entry.file).parent
            taken = {stored.id for stored in store.stored()}
            name = free_name(corpus / parent, Path(entry.file).name, taken if parent == Path() else ())
            relative = (parent / name).as_posix()
            path = self._bin.give_back(entry, relative)
            try:
                return put_file(store, corpus, relative, ocr=self._settings.ocr)
            except BaseException:
                again = self._bin.intend(corpus, relative, entry.agreement, title=entry.title, region=entry.region)
                if path.is_file():
                    self._bin.take(again)
                raise

    # ---- correcting

    def describe(self, document: str, changes: dict[str, Any]) -> Agreement:
        """Correct a description: keys and values of the sidecar. Raises FilingError, DocumentError, StoreError, OSError."""
        given = {key: "" if value is None else value for key, value in changes.items()}
        return self._said(document, lambda _, said: {**said, **given})

    def correct_clause(self, document: str, index: int, number: str, heading: str) -> Agreement:
        """Give the clause at ``index`` another number and heading; "" for none. Raises as :meth:`describe`."""

        def change(path: Path, said: dict[str, Any]) -> dict[str, Any]:
            before = {one.index: one.was for one in clause_corrections(path)}
            clauses = read_document(path, path.parent, ocr=self._settings.ocr).clauses
            if not 0 <= index < len(clauses):
                raise FilingError("no_clause", document=path.name, index=index)
            was = before.get(index, name_of(unmasked(clauses[index])))
            others = [one for one in said.get("clause", ()) if one.get("index") != index]
            right = {"was": was, "index": index, "number": number.strip(), "heading": heading.strip()}
            return {**said, "clause": [*others, right]}

        return self._said(document, change)

    def correct_personal(self, document: str, *, show: Sequence[str] = (), hide: Sequence[str] = ()) -> Agreement:
        """Words that are no personal data after all (``show``), and words that are (``hide``). Raises as :meth:`describe`."""

        def change(path: Path, said: dict[str, Any]) -> dict[str, Any]:
            now = personal_corrections(path)
            shown = [word for word in dict.fromkeys((*now.shown, *show)) if word and word not in hide]
            hidden = [word for word in dict.fromkeys((*now.hidden, *hide)) if word.strip() and word not in show]
            return {**said, "personal": {"shown": shown, "hidden": hidden}}

        return self._said(document, change)

    def _said(self, document: str, change: Callable[[Path, dict[str, Any]], dict[str, Any]]) -> Agreement:
        """Change what a document's sidecar says, and read the document anew; the old sidecar stays where that fails."""
        with self._changing() as store:
            old = self._found(store.described(), document)
            path = self._path(old)
            sidecar = sidecar_of(path) or path.with_name(path.name + SUFFIX)
            before = sidecar.read_bytes() if sidecar.is_file() else None
            text = sidecar_text(change(path, sidecar_values(path)))
            if not os.access(path.parent, os.W_OK | os.X_OK):
                raise FilingError("read_only", folder=str(path.parent))
            try:
                write_whole(sidecar, text)
                return put_file(store, Path(old.corpus), old.file, ocr=self._settings.ocr)
            except BaseException:
                if before is None:
                    sidecar.unlink(missing_ok=True)
                else:
                    sidecar.write_bytes(before)
                raise

    # ---- the whole

    def rebuild(self) -> SyncReport:
        """Read and embed all documents anew; each stays readable until it is done. Raises StoreError, OSError."""
        try:
            store = open_store(self._settings, embedder=self._embedder)
        except OutdatedIndexError:
            store = open_store(self._settings, embedder=self._embedder, rebuild=True)
        with store:
            folders = dict.fromkeys(folder.resolve() for folder in corpus_folders(self._settings))
            folders.update(dict.fromkeys(Path(s.corpus) for s in store.stored() if Path(s.corpus).is_dir()))
            with locked(self._settings.data, WAIT):
                recover_files(self._settings)
            return sync(store, list(folders), self._settings.data, ocr=self._settings.ocr, anew=True)
