"""Adding files, by themselves or in the place of an older version."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.documents import DocumentError, read_document
from assistant.documents.files import Format
from assistant.documents.sidecar import SUFFIX, sidecar_of, sidecar_text, sidecar_values
from assistant.documents.sniff import sniff
from assistant.filing.bin import Binned
from assistant.filing.desk import Desk
from assistant.filing.errors import FilingError
from assistant.filing.folders import free_name, safe_name, upload_folder
from assistant.filing.placing import copy_in, write_whole
from assistant.filing.recovery import INTENT, incoming
from assistant.index import Store, Stored, put_file
from assistant.model import Agreement, AgreementId, Description, Kind
from assistant.opening import USER_ERRORS
from assistant.phrases import phrase, reason_of

_LOG = logging.getLogger(__name__)
_KEPT = ("kind", "region", "publicity", "personal")  # what a newer version takes over of a sidecar


class Stage(StrEnum):
    """How far the adding of a file is. The last four end it."""

    READING = "reading"
    READ = "read"
    EMBEDDING = "embedding"
    SEARCHABLE = "searchable"
    SAME = "same"  # the document is there already
    ASKS = "asks"  # another has the same region, date and status: does this one replace it?
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a file is. ``reason`` is a sentence for the user; ``other`` is the id of the document that it is like."""

    file: str
    stage: Stage
    reason: str = ""
    document: AgreementId | None = None
    other: AgreementId | None = None
    clauses: int = 0


Tell = Callable[[Step], None]


class Adding(Desk):
    """See :meth:`add`."""

    def add(
        self,
        source: Path,
        name: str,
        *,
        instead_of: str | None = None,
        beside: bool = False,
        tell: Tell = lambda _: None,
    ) -> Step:
        """Add the file ``source`` under ``name``; returns the last step, which is told too.

        ``instead_of``: id or file of the document that it replaces, which goes to the bin. ``beside``: add it though another has
        the same region, date and status. Never raises for what a file or a user can cause: the step says why.
        """
        shown = name.replace("\\", "/").rsplit("/", 1)[-1][:120]
        try:
            last = self._add(source, name, shown, instead_of, beside, tell)
        except (DocumentError, FilingError) as error:
            last = Step(shown, Stage.FAILED, error.reason(self._language))
        except OSError as error:
            reason = phrase(self._language, "filing.not_written", reason=error.strerror or type(error).__name__)
            last = Step(shown, Stage.FAILED, reason)
        except USER_ERRORS as error:
            last = Step(shown, Stage.FAILED, reason_of(error, self._language))
        except Exception:  # whatever it was, the old state is there again
            _LOG.exception("A document could not be added")
            last = Step(shown, Stage.FAILED, phrase(self._language, "filing.failed", file=shown))
        tell(last)
        return last

    def _add(self, source: Path, name: str, shown: str, instead_of: str | None, beside: bool, tell: Tell) -> Step:
        tell(Step(shown, Stage.READING))
        clean = safe_name(name)
        with self._changing() as store, ExitStack() as after:
            waiting = incoming(self._settings) / secrets.token_hex(8)
            waiting.mkdir(parents=True)
            after.callback(shutil.rmtree, waiting, ignore_errors=True)
            staged = waiting / clean
            copy_in(source, staged)
            _check_type(staged)
            known = store.described()
            old = self._found(known, instead_of) if instead_of else None
            if old is not None:
                self._keep_corrections(old, staged)
            agreement = read_document(staged, waiting, ocr=self._settings.ocr)
            tell(Step(shown, Stage.READ, clauses=len(agreement.clauses)))
            if (same := _same(known, staged)) is not None:
                reason = phrase(self._language, "filing.same", other=same.file)
                return Step(shown, Stage.SAME, reason, same.id, same.id)
            like = None if old or beside else _like(known, agreement.description)
            if like is not None:
                reason = phrase(self._language, "filing.asks", other=like.file, file=shown)
                return Step(shown, Stage.ASKS, reason, other=like.id)
            found = self._place(store, staged, agreement, known, old, lambda: tell(Step(shown, Stage.EMBEDDING)))
        return Step(shown, Stage.SEARCHABLE, document=found.id, clauses=len(found.clauses))

    def _place(
        self,
        store: Store,
        staged: Path,
        agreement: Agreement,
        known: Sequence[tuple[Stored, Description]],
        old: Stored | None,
        tell: Callable[[], None],
    ) -> Agreement:
        """Put a file that was read in its place and into the index; what is done is undone where a part of it fails."""
        folder = upload_folder(self._settings)
        target = free_name(folder, staged.name, {stored.id for stored, _ in known})
        with ExitStack() as undo:
            entry: Binned | None = None
            if old is not None:
                entry = self._intend(old, {s.id: d for s, d in known}[old.id], (folder, target))
                undo.callback(self._bin.give_back, entry)
            write_whole(staged.parent / INTENT, json.dumps({"corpus": str(folder), "file": target}))
            for source, name in ((sidecar_of(staged), target + SUFFIX), (staged, target)):
                if source is not None:
                    copy_in(source, folder / name)
                    undo.callback((folder / name).unlink, missing_ok=True)
            tell()
            found = put_file(store, folder, target, read=agreement)
            undo.callback(store.delete, found.id)
            if old is not None and entry is not None:
                self._bin.take(entry)
                store.delete(old.id)
            undo.pop_all()
        return found

    def _keep_corrections(self, old: Stored, staged: Path) -> None:
        """A newer version is of the same region and as public as the older one was said to be."""
        said = sidecar_values(Path(old.corpus) / old.file)
        kept = {key: value for key, value in said.items() if key in _KEPT}
        if kept:
            write_whole(staged.with_name(staged.name + SUFFIX), sidecar_text(kept))


def _check_type(path: Path) -> None:
    """Raises DocumentError where the file is none that is read, FilingError where its ending says something else than it is."""
    kind = sniff(path)
    suffix = path.suffix.lower()
    fits = {
        Format.PDF: (".pdf",),
        Format.WORD: (".docx",),
        Format.TEXT: (".txt", ".md"),
        Format.MARKDOWN: (".md", ".txt"),
    }
    if suffix not in fits[kind]:
        raise DocumentError("unknown", file=path.name)


def _same(known: Sequence[tuple[Stored, Description]], path: Path) -> Stored | None:
    """The document whose file has the same content."""
    size, digest = path.stat().st_size, _digest(path)
    for stored, _ in known:
        other = Path(stored.corpus) / stored.file
        try:
            if other.stat().st_size == size and _digest(other) == digest:
                return stored
        except OSError:
            continue  # it has gone; the next sync sees it
    return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _like(known: Sequence[tuple[Stored, Description]], description: Description) -> Stored | None:
    """The agreement with the same region, date and status."""
    if description.kind is not Kind.AGREEMENT or description.region is None:
        return None
    wanted = (description.kind, description.region, description.date, description.status)
    return next((s for s, d in known if (d.kind, d.region, d.date, d.status) == wanted), None)
