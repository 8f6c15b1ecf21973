"""From a file to an Agreement."""

from __future__ import annotations

from pathlib import Path

from ..model import Agreement
from .description import describe
from .errors import DocumentError
from .files import agreement_id
from .segment import clauses
from .sniff import sniff
from .worker import parse

PIPELINE_VERSION = "3"  # to be raised when the same file would give other clauses


def read_document(path: Path, corpus: Path, *, ocr: bool = True) -> Agreement:
    """Read the document ``path`` in the folder ``corpus``.

    ``ocr``: whether scanned pages may be read with tesseract. Raises DocumentError, whose text says in one Finnish
    sentence what is the matter and what to do.
    """
    try:
        relative = path.absolute().relative_to(corpus.absolute()).as_posix()
    except ValueError:
        raise DocumentError("outside", file=path.name) from None
    source = parse(path, sniff(path), ocr=ocr)
    if not source.lines:
        raise DocumentError("no_text", file=path.name)
    found = clauses(source)
    return Agreement(agreement_id(relative), relative, describe(source, found, path), found, source.pages)
