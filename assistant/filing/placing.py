"""Files are put in place whole or not at all, and never over another."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from assistant.keeping.disk import sync_folder


def copy_in(source: Path, target: Path) -> None:
    """Copy ``source`` to ``target``, which must not exist. Raises FileExistsError, OSError."""
    scratch = _scratch(target)
    try:
        shutil.copyfile(source, scratch)
        _flush(scratch)
        _link(scratch, target)
    finally:
        scratch.unlink(missing_ok=True)
    sync_folder(target.parent)


def move(source: Path, target: Path) -> None:
    """Move ``source`` to ``target``, which must not exist, to another file system too. Raises FileExistsError, OSError."""
    copy_in(source, target)
    source.unlink()
    sync_folder(source.parent)


def write_whole(path: Path, text: str) -> None:
    """Write a text file, in the place of an older one where there is one. Raises OSError."""
    scratch = _scratch(path)
    try:
        scratch.write_text(text, encoding="utf-8")
        _flush(scratch)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    sync_folder(path.parent)


def _scratch(target: Path) -> Path:
    # Hidden, so that no sync takes it for a document.
    return target.with_name(f".sopuri-{secrets.token_hex(8)}.tmp")


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _link(scratch: Path, target: Path) -> None:
    try:
        os.link(scratch, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with target.open("xb") as file:
            file.write(scratch.read_bytes())
            file.flush()
            os.fsync(file.fileno())
