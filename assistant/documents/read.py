"""From a file to an Agreement."""

from __future__ import annotations

from pathlib import Path

from ..model import Agreement
from .description import describe
from .errors import DocumentError
from .files import agreement_id
from .personal import masked
from .segment import clauses
from .sidecar import clause_corrections, personal_corrections, renamed
from .sniff import sniff
from .worker import parse

PIPELINE_VERSION = "5"  # to be raised when the same file would give other clauses


def read_document(path: Path, corpus: Path, *, ocr: bool = True) -> Agreement:
    """Read the document ``path`` in the folder ``corpus``. Personal data in its clauses is masked (see ``personal``).

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
    description = describe(source, found, path)
    named = renamed(found, clause_corrections(path))
    shown = masked(named, personal_corrections(path), description.kind)
    return Agreement(agreement_id(relative), relative, description, shown, source.pages)
