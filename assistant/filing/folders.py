"""Where documents lie, and under which names they may be put there."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Container
from pathlib import Path

from assistant.documents import agreement_id
from assistant.documents.files import SUFFIXES
from assistant.filing.errors import FilingError
from assistant.model import AgreementId
from assistant.settings import Settings

_LONGEST = 80  # characters of a name without its suffix; and at most so many bytes, with what is added to it
_LONGEST_BYTES = 180
_UNSAFE = re.compile(r'[<>:"|?*%$`{}\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$", re.I)  # names that Windows keeps for devices


def own_folder(settings: Settings) -> Path:
    """The folder of documents that belongs to the program itself; it need not be there."""
    return settings.data / "corpus"


def corpus_folders(settings: Settings) -> tuple[Path, ...]:
    """The folders of documents: those of the settings, and the program's own where it has one."""
    own = own_folder(settings)
    named = [folder for folder in settings.corpus if folder.resolve() != own.resolve()]
    return (*named, own) if own.is_dir() else tuple(named)


def upload_folder(settings: Settings) -> Path:
    """Where documents that are added go: the first folder of the settings if it can be written, else the program's own (made)."""
    for folder in settings.corpus[:1]:
        if os.access(folder, os.W_OK | os.X_OK):
            return folder.resolve()
    own = own_folder(settings)
    own.mkdir(parents=True, exist_ok=True)
    return own.resolve()


def safe_name(name: str) -> str:
    """A file's name out of one that somebody chose: no folders, nothing hidden, nothing that any system chokes on.

    Raises FilingError where its ending is none that is read.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem, dot, suffix = visible.rpartition(".")
    suffix = f".{suffix.strip().lower()}" if dot else ""
    if suffix not in SUFFIXES:
        raise FilingError("wrong_type", file=last[:80] or "?", takes=", ".join(SUFFIXES))
    clean = " ".join(_UNSAFE.sub("-", stem).split()).strip(" .~")[:_LONGEST]
    while len(clean.encode()) > _LONGEST_BYTES:
        clean = clean[:-1]
    clean = clean.strip(" .~")
    if not re.search(r"\w", clean) or _RESERVED.match(clean) or clean.upper().startswith("README"):
        clean = f"asiakirja {clean}".strip()
    return clean + suffix


def free_name(folder: Path, name: str, taken: Container[AgreementId]) -> str:
    """``name``, or with a number the first like it that neither a file in ``folder`` nor a document's id has."""
    path = Path(name)
    found, count = name, 2
    while (folder / found).exists() or agreement_id(found) in taken:
        found, count = f"{path.stem} ({count}){path.suffix}", count + 1
    return found
