"""What belongs to the state that a backup holds, and what is derived from it and can be made again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.documents import document_files, sidecar_of
from assistant.settings import Settings

DATABASE = "sopuri.sqlite"
INDEX = "chroma"
DATA, DOCUMENTS = (
    "data",
    "documents",
)  # the archive's two folders; below the second one folder for each of SOPURI_CORPUS
ASIDE = "before-restore-"  # folders of an earlier state, below SOPURI_DATA; hidden in a folder of documents
STAGING = ".sopuri-restore-"
JOURNAL = "restore.journal"
_DERIVED = frozenset({INDEX, "cache", "models", JOURNAL, "app.lock"})
_PASSING = re.compile(r".*(?:\.lock|\.tmp|\.partial|-wal|-shm|-journal)\Z", re.IGNORECASE)  # of the moment, never state


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the state: its name in the archive and where it lies."""

    name: str
    path: Path


def is_state(name: str) -> bool:
    """Whether an entry of SOPURI_DATA is state rather than derived. What is not known counts as state."""
    return name not in _DERIVED and not name.startswith((ASIDE, STAGING)) and not _PASSING.fullmatch(name)


def outer_folders(settings: Settings) -> list[Path]:
    """The folders of documents that do not lie in SOPURI_DATA, in their order."""
    data = settings.data.resolve()
    folders = [folder.resolve() for folder in settings.corpus]
    return [folder for folder in dict.fromkeys(folders) if not folder.is_relative_to(data)]


def documents_in(folder: Path) -> Iterator[Path]:
    """The documents below a folder with their sidecars; nothing else that may lie there."""
    seen: set[Path] = set()
    for path in document_files(folder):
        for found in (path, sidecar_of(path)):
            if found is not None and found not in seen:
                seen.add(found)
                yield found


def document_members(settings: Settings) -> Iterator[Member]:
    """What lies in the folders of documents outside SOPURI_DATA."""
    for number, folder in enumerate(outer_folders(settings)):
        for path in documents_in(folder):
            yield Member(f"{DOCUMENTS}/{number}/{path.relative_to(folder).as_posix()}", path)


def data_members(data: Path, left_out: list[str]) -> Iterator[Member]:
    """The files of SOPURI_DATA that are state, but for the database; links that lead elsewhere go to ``left_out``."""
    for entry in sorted(data.iterdir()) if data.is_dir() else []:
        if is_state(entry.name) and entry.name != DATABASE:
            yield from below(entry, data, left_out)


def below(entry: Path, data: Path, left_out: list[str]) -> Iterator[Member]:
    """The files at and below an entry of SOPURI_DATA. A folder that is itself a link counts as the folder it leads to."""
    if entry.is_file() and not entry.is_symlink():
        yield Member(f"{DATA}/{entry.name}", entry)
        return
    root = entry.resolve()
    for path in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
        relative = path.relative_to(data)
        if _PASSING.fullmatch(path.name) or path.is_dir():
            continue
        if not path.is_file() or not path.resolve().is_relative_to(root):
            left_out.append(relative.as_posix())
            continue
        yield Member(f"{DATA}/{relative.as_posix()}", path)
