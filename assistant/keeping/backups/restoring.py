"""Puts the state of a backup in the place of what is there: all of it or nothing, and what was there is kept aside.

Everything is unpacked and checked beside the old state first. The exchange itself is a list of renamings, which a journal
holds: a restore that was killed in the middle is undone by the next command.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.keeping.backups import state
from assistant.keeping.backups.archive import BadArchive, Manifest, unpack
from assistant.keeping.backups.making import shown_settings
from assistant.keeping.backups.presence import alone
from assistant.keeping.checklists import KeptError
from assistant.keeping.disk import sync_folder
from assistant.phrases import phrase
from assistant.settings import Settings

_WAIT = 10.0  # seconds for a running sync to end


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was put back. ``aside``: the folders in which the old state lies; ``settings``: name → (then, now) where they differ."""

    file: str
    made: str
    files: int
    aside: tuple[str, ...]
    settings: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder that is restored: where its new files wait, where its old ones go, what is renamed."""

    root: Path
    staged: Path
    aside: Path
    old: tuple[str, ...]  # relative names
    new: tuple[str, ...]

    def moves(self) -> Iterator[tuple[Path, Path]]:
        yield from ((self.root / name, self.aside / name) for name in self.old)
        yield from ((self.staged / name, self.root / name) for name in self.new)


def check(settings: Settings, file: Path) -> Manifest:
    """Hold a backup against its checksums. Raises KeptError."""
    return _unpacked(settings, file, None)


def restore(settings: Settings, file: Path, *, replace: bool = False) -> RestoreReport:
    """Put back the state of ``file``. Raises KeptError; then nothing has changed.

    Without ``replace`` only where no state is. The folders of documents outside SOPURI_DATA are matched by their order.
    """
    language = settings.language
    settings.data.mkdir(parents=True, exist_ok=True)
    with alone(settings.data) as nobody:
        if not nobody:
            raise _error(language, "running")
        _undo(settings.data)
        try:
            with FileLock(settings.data / "sync.lock").acquire(timeout=_WAIT):
                return _restore(settings, file, replace)
        except Timeout:
            raise _error(language, "busy") from None
        except OSError as error:
            raise _error(language, "unwritable", reason=error.strerror or error, file=error.filename or file) from error


def undo_interrupted(settings: Settings) -> bool:
    """Undo a restore that was killed in the middle; True where there was one. Raises KeptError while one is under way."""
    if not (settings.data / state.JOURNAL).exists():
        return False
    with alone(settings.data) as nobody:
        if not nobody:
            raise _error(settings.language, "under_way")
        return _undo(settings.data)


def _restore(settings: Settings, file: Path, replace: bool) -> RestoreReport:
    outer = state.outer_folders(settings)
    roots = [settings.data, *outer]
    moment = _moment(roots)
    stages = [root / f"{state.STAGING}{moment}-{os.getpid()}" for root in roots]
    _sweep(roots)
    try:
        # All is unpacked below SOPURI_DATA; a folder on another disk gets its files copied before anything is exchanged.
        manifest = _unpacked(settings, file, stages[0])
        count = len(manifest.about["documents"])
        if count > len(outer):
            raise _error(settings.language, "folders", count=count, given=len(outer))
        for number, stage in enumerate(stages[1:]):
            source = stages[0] / state.DOCUMENTS / str(number)
            if source.is_dir():
                shutil.copytree(source, stage)
        places = _places(roots, stages, moment, manifest)
        if not replace and (any(place.old for place in places) or _server_in_use(settings)):
            raise _error(settings.language, "occupied", folder=settings.data)
        _exchange(settings, places, stages[0], bool(manifest.about.get("database")))
    finally:
        for stage in stages:
            shutil.rmtree(stage, ignore_errors=True)
    now = shown_settings(settings)
    then = manifest.about["settings"]
    differing = {name: (then[name], now.get(name)) for name in sorted(then) if then[name] != now.get(name)}
    aside = tuple(str(place.aside) for place in places if place.aside.is_dir())
    return RestoreReport(str(file), str(manifest.about.get("made")), len(manifest.files), aside, differing)


def _moment(roots: list[Path]) -> str:
    """A name for what is set aside now, which nothing that was set aside before has."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    taken = {entry.name.partition(state.ASIDE)[2] for root in roots for entry in root.glob(f"*{state.ASIDE}*")}
    return next(name for n in range(len(taken) + 1) if (name := f"{now}-{n}" if n else now) not in taken)


def _unpacked(settings: Settings, file: Path, folder: Path | None) -> Manifest:
    try:
        return unpack(file, folder)
    except FileNotFoundError as error:
        raise _error(settings.language, "no_file", file=error.filename or file) from None
    except BadArchive as error:
        slots = {"file": file, **error.slots}
        raise KeptError(phrase(settings.language, f"backup.archive.{error.key}", **slots)) from error


def _places(roots: list[Path], stages: list[Path], moment: str, manifest: Manifest) -> list[_Place]:
    data = stages[0] / state.DATA
    new = tuple(sorted(entry.name for entry in data.iterdir())) if data.is_dir() else ()
    passing = [state.DATABASE + end for end in ("-wal", "-shm", "-journal")]  # belong to the database that goes
    old = [entry.name for entry in roots[0].iterdir() if state.is_state(entry.name) or entry.name in passing]
    if manifest.about.get("index") and (roots[0] / state.INDEX).exists():
        old.append(state.INDEX)
    places = [_Place(roots[0], data, roots[0] / f"{state.ASIDE}{moment}", tuple(sorted(old)), new)]
    for root, stage in zip(roots[1:], stages[1:], strict=True):
        there = tuple(path.relative_to(root).as_posix() for path in state.documents_in(root))
        coming = tuple(sorted(p.relative_to(stage).as_posix() for p in stage.rglob("*") if p.is_file()))
        places.append(_Place(root, stage, root / f".{state.ASIDE}{moment}", there, coming))
    return places


def _exchange(settings: Settings, places: list[_Place], staged: Path, has_database: bool) -> None:
    """Rename everything, with the journal written before the first and removed after the last."""
    moves = [move for place in places for move in place.moves()]
    journal = settings.data / state.JOURNAL
    database = staged / state.DATA / state.DATABASE
    rows = staged / "rows"
    if settings.database and has_database:  # the backup's rows go into the server, not beside it
        rows.mkdir()
        database.rename(rows / state.DATABASE)
        moves = [move for move in moves if move[0] != database]
    scratch = journal.with_suffix(".tmp")
    with scratch.open("w", encoding="utf-8") as file:
        json.dump([[str(old), str(new)] for old, new in moves], file)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(journal)
    sync_folder(settings.data)
    try:
        for old, new in moves:
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
        if rows.is_dir():
            _load_rows(settings, rows, places[0].aside)
        for place in places:
            sync_folder(place.root)
    except BaseException:
        _undo(settings.data)
        raise
    journal.unlink()
    sync_folder(settings.data)


def _load_rows(settings: Settings, rows: Path, aside: Path) -> None:
    from assistant.keeping.backups.rows import dump, load
    from assistant.keeping.database import open_database

    with contextlib.closing(open_database(settings)) as database:
        aside.mkdir(parents=True, exist_ok=True)
        dump(database, aside, settings.language)
        load(rows, database, settings.language)


def _server_in_use(settings: Settings) -> bool:
    if not settings.database:
        return False
    from assistant.keeping.backups.rows import holds_rows
    from assistant.keeping.database import open_database

    with contextlib.closing(open_database(settings)) as database:
        return holds_rows(database)


def _undo(data: Path) -> bool:
    """Rename back what the journal says was renamed, last first."""
    journal = data / state.JOURNAL
    try:
        moves = json.loads(journal.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    for old, new in ((Path(a), Path(b)) for a, b in reversed(moves)):
        staged = next((part for part in old.parents if part.name.startswith(state.STAGING)), None)
        if new.exists() and not old.exists() and (staged is None or staged.is_dir()):
            old.parent.mkdir(parents=True, exist_ok=True)
            new.rename(old)
    for folder in {Path(new).parent for _, new in moves}:
        if state.ASIDE in folder.name:
            with contextlib.suppress(OSError):
                folder.rmdir()
    journal.unlink()
    return True


def _sweep(roots: list[Path]) -> None:
    """Remove what a killed restore had unpacked."""
    for root in roots:
        for left in root.glob(f"{state.STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)


def _error(language: str, key: str, **slots: object) -> KeptError:
    return KeptError(phrase(language, f"backup.{key}", **slots))
