"""Saved checklists as files, ``NAME.json``: written whole or not at all, one writer at a time, a broken one set aside."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.answers.results import BasisKind, Ground, Item, ItemStatus, Phase
from assistant.keeping.checklists import KeptError, Mark, Saved
from assistant.keeping.disk import sync_folder
from assistant.model import OWNER, Viewer
from assistant.phrases import phrase

_VERSION = 1
_NAME = re.compile(r"[^\W_](?:[\w -]{0,78}[\w-])?")  # no dot and no separator: a name can't lead out of the folder
_WAIT = 10.0  # seconds for another writer to finish


def own_folder(folder: Path, viewer: Viewer) -> Path:
    """Where below ``folder`` a person's checklists lie; names of people may hold what a file system does not take."""
    if viewer == OWNER:
        return folder
    return folder / f"of-{hashlib.sha256(viewer.name.encode()).hexdigest()[:24]}"


class ChecklistFiles:
    """The saved checklists in a folder, which is made when the first is saved. Messages are in ``language``."""

    def __init__(self, folder: Path, language: str = "fi", wait: float = _WAIT) -> None:
        self._folder, self._language, self._wait = folder, language, wait

    def names(self) -> tuple[str, ...]:
        """The saved checklists, sorted."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.json") if _NAME.fullmatch(path.stem)))

    def load(self, name: str) -> Saved:
        """The saved checklist; an empty one where there is none. Raises KeptError; a broken file is kept aside."""
        path = self._path(name)
        if not path.exists():
            return Saved()
        with self._locked(name):
            return self._read(path, name)

    def change(self, name: str, change: Callable[[Saved], Saved]) -> Saved:
        """Load, change and save as one step, while no other can; returns what was saved. Raises KeptError."""
        path = self._path(name)
        with self._locked(name):
            saved = change(self._read(path, name) if path.exists() else Saved())
            self._write(path, name, saved)
            return saved

    def delete(self, name: str) -> None:
        """Remove the saved checklist; nothing happens where there is none. Raises KeptError."""
        path = self._path(name)
        with self._locked(name):
            path.unlink(missing_ok=True)

    # ---- inside

    def _error(self, key: str, **slots: object) -> KeptError:
        return KeptError(phrase(self._language, f"checklist.kept.{key}", **slots))

    def _path(self, name: str) -> Path:
        clean = unicodedata.normalize("NFC", name)
        if not _NAME.fullmatch(clean) or len(clean.encode()) > 200:  # file systems take 255 bytes with what is added
            raise self._error("name", name=repr(name[:100]))
        return self._folder / f"{clean}.json"

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / ".lock")
        try:
            lock.acquire(timeout=self._wait)
        except Timeout:
            raise self._error("locked", name=name) from None
        try:
            yield
        finally:
            lock.release()

    def _read(self, path: Path, name: str) -> Saved:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            newer = isinstance(data, dict) and isinstance(data.get("version"), int) and data["version"] > _VERSION
            saved = None if newer else _saved(data)
        except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            aside = self._set_aside(path)
            raise self._error("broken", name=name, aside=aside.name) from None
        if saved is None:
            raise self._error("newer", name=name)
        return saved

    def _set_aside(self, path: Path) -> Path:
        number = 1
        while (aside := path.with_name(f"{path.stem}.broken-{number}.json")).exists():
            number += 1
        path.rename(aside)
        return aside

    def _write(self, path: Path, name: str, saved: Saved) -> None:
        text = json.dumps(_data(saved), ensure_ascii=False, indent=1)
        scratch = path.with_name(f".{path.stem}.tmp")  # under the lock there is one writer; a leftover is overwritten
        try:
            with scratch.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(path)
            sync_folder(self._folder)
        except OSError as error:
            scratch.unlink(missing_ok=True)
            raise self._error("write", name=name, reason=error.strerror or error) from error


def _data(saved: Saved) -> dict[str, Any]:
    marks = {name: {"done": m.done, "notes": m.notes, "text": m.text} for name, m in saved.marks.items()}
    return {
        "version": _VERSION,
        "region": saved.region,
        "marks": marks,
        "copies": [_item_data(item) for item in saved.copies.values()],
        "own": [_item_data(item) for item in saved.own.values()],
        "taken": saved.taken,
    }


def _item_data(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "phase": item.phase.value,
        "text": item.text,
        "why": item.why,
        "question": item.question,
        "weight": item.weight,
        "grounds": [{"kind": g.kind.value, "reference": g.reference} for g in item.grounds],
        "topic": item.topic,
    }


def _saved(data: Any) -> Saved:
    """Raises ValueError, KeyError, TypeError or AttributeError where ``data`` is of another form."""
    marks = {
        _text(name): Mark(_flag(m["done"]), _text(m["notes"]), _text_or_none(m["text"]))
        for name, m in data["marks"].items()
    }
    return Saved(
        region=_text_or_none(data["region"]),
        marks=marks,
        copies={item.id: item for item in map(_item, data["copies"])},
        own={item.id: item for item in map(_item, data["own"])},
        taken=int(data["taken"]),
    )


def _item(data: Any) -> Item:
    return Item(
        id=_text(data["id"]),
        phase=Phase(data["phase"]),
        text=_text(data["text"]),
        why=_text(data["why"]),
        question=_text(data["question"]),
        status=ItemStatus.OPEN,
        weight=float(data["weight"]),
        grounds=tuple(Ground(BasisKind(g["kind"]), _text(g["reference"])) for g in data["grounds"]),
        topic=_text_or_none(data["topic"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r}")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"true or false expected, not {value!r}")
    return value
