"""Which files are documents, what they are called, and what they really are."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from pathlib import Path, PurePosixPath

from ..model import AgreementId

SUFFIXES = (".pdf", ".docx", ".txt", ".md")


class Format(StrEnum):
    """What a file is by its content."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "txt"
    MARKDOWN = "md"


def document_files(corpus: Path) -> list[Path]:
    """The documents in ``corpus`` and its folders, sorted by relative path.

    Left out: hidden files and folders, sidecars, README files, Word's lock files ("~$…") and links that lead out of
    the folder.
    """
    root = corpus.resolve()
    found = []
    for path in corpus.rglob("*"):
        relative = path.relative_to(corpus)
        if any(part.startswith(".") for part in relative.parts) or path.name.startswith("~$"):
            continue
        if path.suffix.lower() not in SUFFIXES or path.stem.upper().startswith("README"):
            continue
        if not path.is_file() or not path.resolve().is_relative_to(root):
            continue
        found.append((relative.as_posix(), path))
    return [path for _, path in sorted(found)]


def agreement_id(relative_path: str) -> AgreementId:
    """A readable id for a file: "koivuranta.pdf" → "koivuranta", "Etelä/Koivuranta.docx" → "etela-koivuranta-docx"."""
    path = PurePosixPath(relative_path)
    suffix = path.suffix.lower().lstrip(".")
    plain = unicodedata.normalize("NFKD", path.with_suffix("").as_posix().replace("ø", "o").replace("ß", "ss"))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-") or "asiakirja"
    return AgreementId(slug if suffix == "pdf" else f"{slug}-{suffix}")
