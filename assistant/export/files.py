"""Writing a file whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from assistant.phrases import phrase


class ExportError(Exception):
    """A document could not be written; the text is one sentence that says where and why."""


def write(path: Path, save: Callable[[BinaryIO], object], language: str) -> None:
    """Let ``save`` write into a file beside ``path``, then put it in its place: a file is never left half-written.

    Raises ExportError where the folder or the file can't be written.
    """
    scratch = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        if path.is_dir():
            raise ExportError(phrase(language, "export.is_folder", path=path))
        with scratch.open("xb") as file:
            save(file)
        scratch.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportError(phrase(language, "export.unwritable", path=path, reason=reason)) from error
    finally:
        scratch.unlink(missing_ok=True)
