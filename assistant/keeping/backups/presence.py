"""Whether the app runs over a data folder: it holds a shared lock, which a restore must have for itself."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there a file in use can't be replaced anyway
    fcntl = None  # type: ignore[assignment]

_FILE = "app.lock"


@contextlib.contextmanager
def running(data: Path) -> Iterator[None]:
    """To be held while the app serves. Several may run at once. Waits while a restore is under way."""
    with _held(data, alone=False, wait=True):
        yield


@contextlib.contextmanager
def alone(data: Path) -> Iterator[bool]:
    """Whether no app runs; while the block lasts none starts. False where one does."""
    with _held(data, alone=True, wait=False) as got:
        yield got


@contextlib.contextmanager
def _held(data: Path, *, alone: bool, wait: bool) -> Iterator[bool]:
    if fcntl is None:
        yield True
        return
    data.mkdir(parents=True, exist_ok=True)
    handle = os.open(data / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
