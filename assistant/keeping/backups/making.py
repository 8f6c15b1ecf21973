"""Writes a backup while the program goes on: documents under sync's lock, the database as of one moment."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.keeping.backups import state
from assistant.keeping.backups.archive import SUFFIXES, Writer, writing
from assistant.keeping.checklists import KeptError
from assistant.keeping.disk import sync_folder
from assistant.phrases import phrase
from assistant.settings import Settings

_WAIT = 60.0  # seconds for a running sync to end
_PASSING_TABLES = {"attempts", "sessions"}
_SECRET = re.compile(r"key|token|secret|password|passwd", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was written. ``left_out``: links that lead out of SOPURI_DATA."""

    file: str
    bytes: int
    files: int
    documents: int
    database: str  # "sqlite", "server" or "" where there is none yet
    index: bool
    left_out: tuple[str, ...]


def back_up(
    settings: Settings, file: Path, *, index: bool = False, replace: bool = False, wait: float = _WAIT
) -> BackupReport:
    """Write all state into ``file``, whole or not at all. Raises KeptError.

    Args:
        settings: whose state.
        file: ends in one of SUFFIXES.
        index: whether to hold the index too, which is derived but takes long to make.
        replace: whether a file of this name may be replaced.
        wait: seconds for a running sync to end.
    """
    language = settings.language
    suffix = next((s for s in SUFFIXES if file.name.endswith(s)), None)
    if suffix is None:
        raise _error(language, "suffix", file=file, suffixes=", ".join(SUFFIXES))
    if file.exists() and not replace:
        raise _error(language, "exists", file=file)
    place = file.absolute().parent.resolve()
    for folder in (settings.data.resolve(), *state.outer_folders(settings)):
        if place.is_relative_to(folder):
            raise _error(language, "inside", file=file, folder=folder)
    if index and settings.chroma_url:
        raise _error(language, "index_elsewhere", url=without_password(settings.chroma_url))
    if not settings.data.is_dir():
        raise _error(language, "nothing", folder=settings.data)
    scratch = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        handle = os.open(scratch, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as target:
            with writing(target, suffix) as writer:
                report = _fill(settings, writer, index=index, wait=wait)
            target.flush()
            os.fsync(target.fileno())
        size = scratch.stat().st_size
        scratch.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        raise _error(language, "write", file=file, reason=error.strerror or error) from error
    finally:
        scratch.unlink(missing_ok=True)
    return BackupReport(str(file), size, *report)


def _fill(
    settings: Settings, writer: Writer, *, index: bool, wait: float
) -> tuple[int, int, str, bool, tuple[str, ...]]:
    left_out: list[str] = []
    folders = [str(folder) for folder in state.outer_folders(settings)]
    with tempfile.TemporaryDirectory(prefix="sopuri-") as name:
        scratch = Path(name)
        try:
            with FileLock(settings.data / "sync.lock").acquire(timeout=wait):
                documents = _add(writer, state.document_members(settings))
                _add(writer, state.data_members(settings.data, left_out))
                if index:
                    _add_index(writer, settings.data, scratch)
        except Timeout:
            raise _error(settings.language, "busy") from None
        database = _add_database(writer, settings, scratch)
    documents += sum(1 for name in writer.files if name.startswith(f"{state.DATA}/corpus/"))
    writer.finish(
        {
            "program": "sopuri",
            "version": version(),
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "documents": folders,
            "database": database,
            "index": index,
            "settings": shown_settings(settings),
        }
    )
    return len(writer.files), documents, database, index, tuple(left_out)


def _add(writer: Writer, members: Iterable[state.Member]) -> int:
    return sum(writer.add(member.name, member.path) for member in members)


def _add_index(writer: Writer, data: Path, scratch: Path) -> None:
    """Chroma's files; nobody writes them while sync's lock is held, and what is in its write-ahead log comes along."""
    for member in state.below(data / state.INDEX, data, []) if (data / state.INDEX).is_dir() else ():
        path = member.path
        if path.suffix == ".sqlite3":
            path = scratch / path.name
            with (
                contextlib.closing(sqlite3.connect(member.path)) as source,
                contextlib.closing(sqlite3.connect(path)) as target,
            ):
                source.backup(target)
        writer.add(member.name, path)


def _add_database(writer: Writer, settings: Settings, scratch: Path) -> str:
    if not settings.database and not (settings.data / state.DATABASE).exists():
        return ""
    from assistant.keeping.backups.rows import dump
    from assistant.keeping.database import open_database

    copy, kind = scratch / state.DATABASE, "sqlite"
    with contextlib.closing(open_database(settings)) as database:
        if not database.copy_to(copy):
            kind = "server"
            dump(database, scratch, settings.language)
    _without_passing(copy)
    writer.add(f"{state.DATA}/{state.DATABASE}", copy)
    return kind


def _without_passing(file: Path) -> None:
    """Take out who is logged in: a session that was ended must not come back with a restore."""
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA secure_delete = ON")
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in sorted(tables & _PASSING_TABLES):
            database.execute(f"DELETE FROM {table}")
        database.commit()


def shown_settings(settings: Settings) -> dict[str, Any]:
    """The settings as JSON, without what is secret."""
    values = settings.model_dump(mode="json")
    return {
        name: without_password(value) if isinstance(value, str) else value
        for name, value in values.items()
        if not _SECRET.search(name)
    }


def without_password(text: str) -> str:
    """An address without the user and password in it."""
    return re.sub(r"//[^/@]*@", "//…@", text)


def version() -> str:
    """The program's version."""
    try:
        return metadata.version("sopuri")
    except metadata.PackageNotFoundError:
        return ""


def _error(language: str, key: str, **slots: object) -> KeptError:
    return KeptError(phrase(language, f"backup.{key}", **slots))
