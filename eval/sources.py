"""The documents as files, read without the product's own reader: what a quotation is held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.index import Corpus
from assistant.model import MASK, Agreement
from eval.gold import squeeze

_LEAST = 10  # characters of a quotation that a page must show for it to begin there
_FURNITURE = 250  # characters that a running header or footer may have


@dataclass(frozen=True, slots=True)
class Source:
    """The compared characters of each page of a PDF; no pages for other formats."""

    pages: tuple[str, ...]

    def shows(self, text: str, page: int) -> bool | None:
        """Whether ``text`` stands on the 1-based ``page`` or begins there and goes on on the next.

        None where the page has no text that could be compared (a scan).
        """
        if not 1 <= page <= len(self.pages):
            return False
        here = self.pages[page - 1]
        if not here:
            return None
        wanted = _letters(max(text.split(MASK), key=len))  # personal data is masked in quotations, and nothing else
        if wanted in here:
            return True
        following = self.pages[page] if page < len(self.pages) else ""
        if wanted in following:
            return False
        # Broken over two pages: one part stands before this page's footer, the other behind the next page's header.
        foot, head = here[-_FURNITURE - len(wanted) :], following[: _FURNITURE + len(wanted)]
        return any(wanted[:k] in foot and wanted[k:] in head for k in range(min(_LEAST, len(wanted)), len(wanted)))


@cache
def source(path: Path) -> Source:
    """The file at ``path``."""
    if path.suffix.lower() != ".pdf":
        return Source(())
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return Source(tuple(_letters(page.get_textpage().get_text_bounded()) for page in document))
    finally:
        document.close()


def right_page(corpus: Corpus, agreement: Agreement, text: str, page: int | None) -> bool | None:
    """Whether a quotation's page shows it; None where there is nothing to check."""
    path = Path(corpus.folders[corpus.by_id[agreement.id]]) / agreement.file
    pages = source(path).pages
    if not pages:
        return None if page is None else False
    if page is None:
        return False
    return source(path).shows(text, page)


def _letters(text: str) -> str:
    return "".join(character for character, _ in squeeze(text))
