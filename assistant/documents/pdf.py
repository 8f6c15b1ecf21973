"""A PDF becomes lines. Runs inside the worker process (``worker.py``): the file may be hostile."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2 as pdfium

from . import ocr as tesseract
from .errors import DocumentError
from .furniture import without_furniture
from .glyphs import PageGlyphs, read_glyphs
from .layout import PageLine, page_lines, with_gaps
from .lines import Line, Source
from .spacing import settle

MAX_PAGES = 400
_FEW = 20  # letters: a page with fewer and an image is a scan, perhaps with a stamp or a page number on it
_SOME = 250  # letters: with a page-filling image the text may be a stamp on a scan
_SECOND_OPINION_SECONDS = 6.0  # for the whole document
_PDF_ERRORS = (pdfium.PdfiumError,)


def open_pdf(path: Path) -> Any:
    """The opened document. Raises DocumentError where it is protected or no PDF that can be read."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        key = "encrypted" if "password" in str(error).lower() or "security" in str(error).lower() else "corrupt"
        raise DocumentError(key, file=path.name) from None


def read_pdf(path: Path, *, ocr: bool = True, alive: Callable[[], None] = lambda: None) -> Source:
    """The lines of a PDF without page furniture. ``alive`` is called before each page that takes long.

    Raises DocumentError where the document can't be read, or has scanned pages that can't.
    """
    document = open_pdf(path)
    try:
        count = len(document)
        if count == 0:
            raise DocumentError("corrupt", file=path.name)
        if count > MAX_PAGES:
            raise DocumentError("too_many_pages", file=path.name, pages=count, limit=MAX_PAGES)
        pages = [_glyphs(document, number, path) for number in range(1, count + 1)]
        scans = [number for number, page in enumerate(pages, 1) if is_scan(page, number, bool(tesseract.languages()))]
        if scans:
            _check_ocr(path, scans, ocr)
            for number in scans:
                alive()
                pages[number - 1] = _recognised(document, number, path, pages[number - 1])
    finally:
        document.close()
    found = [page_lines(page, number) for number, page in enumerate(pages, 1)]
    found = _second_opinion(path, found, set(scans))
    heights = [page.height for page in pages]
    kept, margins = without_furniture([line.line for lines in found for line in lines], heights)
    kept = _with_section_signs(kept, set(scans))
    if not kept:
        raise DocumentError("no_text", file=path.name)
    hidden = "\n".join(page.hidden for page in pages if page.hidden)
    return Source(
        lines=tuple(with_gaps(kept)),
        pages=count,
        heights=tuple(heights),
        widths=tuple(page.width for page in pages),
        hidden=hidden,
        margins=margins,
        scanned=frozenset(scans),
    )


def _glyphs(document: Any, number: int, path: Path) -> PageGlyphs:
    try:
        page = document[number - 1]
    except _PDF_ERRORS:
        raise DocumentError("corrupt", file=path.name) from None
    try:
        return read_glyphs(page)
    finally:
        page.close()


def is_scan(page: PageGlyphs, number: int, can_read: bool) -> bool:
    """Whether what a page says is in an image, or in letters whose meaning the file does not give."""
    letters = sum(glyph.text.isalnum() for glyph in page.glyphs)
    if page.unmapped > 0.3 and letters + len(page.hidden) > _FEW:
        return True
    if letters < _FEW:
        return page.images > 0.15 or page.curves > 150
    # A cover may be a picture with a title; where nothing else can be done it is taken for one.
    return letters < _SOME and page.images > 0.7 and (can_read or number > 1)


def _check_ocr(path: Path, scans: list[int], ocr: bool) -> None:
    if not ocr:
        raise DocumentError("scan_off", file=path.name, pages=_ranges(scans))
    if not tesseract.languages():
        raise DocumentError("scan", file=path.name, pages=_ranges(scans))


def _ranges(numbers: list[int]) -> str:
    """Page numbers in short: "1–3, 5"."""
    out: list[list[int]] = []
    for number in numbers:
        if out and number == out[-1][-1] + 1:
            out[-1] = [out[-1][0], number]
        else:
            out.append([number])
    return ", ".join("–".join(str(n) for n in run) for run in out)


def _recognised(document: Any, number: int, path: Path, seen: PageGlyphs) -> PageGlyphs:
    page = document[number - 1]
    try:
        read = tesseract.recognise(page)
    except tesseract.OcrError:
        raise DocumentError("scan_failed", file=path.name, page=number) from None
    finally:
        page.close()
    letters = sum(glyph.text.isalnum() for glyph in seen.glyphs)
    words = sum(len(glyph.text) for glyph in read.glyphs if not glyph.text.isspace())
    return seen if letters >= _FEW and seen.unmapped <= 0.3 and words < 1.5 * letters else read


def _with_section_signs(lines: list[Line], scans: set[int]) -> list[Line]:
    read = [at for at, line in enumerate(lines) if line.page in scans]
    for at, text in zip(read, tesseract.section_signs([lines[at].text for at in read]), strict=True):
        lines[at] = replace(lines[at], text=text)
    return lines


def _second_opinion(path: Path, pages: list[list[PageLine]], scans: set[int]) -> list[list[PageLine]]:
    """Word boundaries checked against pypdf, as far as it can read the file in a few seconds."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    out = list(pages)
    try:
        with _within(_SECOND_OPINION_SECONDS):
            reader = pypdf.PdfReader(path)
            if len(reader.pages) != len(pages):
                return out
            for i, page in enumerate(reader.pages):
                if i + 1 not in scans:
                    out[i] = settle(pages[i], page.extract_text())
    except Exception:  # noqa: S110 - an opinion only: whatever a broken file does to pypdf, pdfium's text stands
        pass
    return out


class _TooLongError(Exception):
    pass


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises in the block when ``seconds`` have passed (in a process's main thread; elsewhere there is no limit)."""

    def stop(*_: object) -> None:
        raise _TooLongError

    try:
        before = signal.signal(signal.SIGALRM, stop)
    except (ValueError, AttributeError):  # not the main thread, or no such signal on this system
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
