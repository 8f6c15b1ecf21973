"""Where on a PDF page a passage stands, to mark exactly that and nothing else; and the page as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import Any

from . import ocr as tesseract
from .glyphs import Glyph, PageGlyphs, read_glyphs
from .layout import PageLine, page_lines
from .pdf import is_scan, open_pdf
from .text import HYPHENS, SOFT, clean

_pdfium = RLock()  # pdfium must not be used by two threads at once, and an app answers several people
Rectangle = tuple[float, float, float, float]  # left, top, right, bottom
_SHORTEST_PART = 12  # characters without spaces that a part of a passage must have to be found by itself
_SHORTEST_WORD = 4  # letters of a word that is covered by itself
_EDGE = 0.14  # of the page's height: where headers and footers stand
_ASCENT, _DESCENT = 0.82, 0.24  # of the font size: how far type reaches above and below its baseline


@dataclass(frozen=True, slots=True)
class _Page:
    """The letters of a page in reading order, for matching: no spaces, no hyphens."""

    letters: str
    owners: tuple[tuple[int, Glyph, int, int], ...]  # of each letter: line, glyph, place in the glyph, glyph's length
    lines: tuple[PageLine, ...]
    height: float


def locate(pdf: Path, page: int, text: str, occurrence_context: tuple[str, str] = ("", "")) -> list[Rectangle]:
    """Rectangles around a normalised passage on a page (1-based), one a line, in points from the page's top-left
    corner.

    Of a passage that goes over to another page, the part on this one. ``occurrence_context``: normalised text before
    and after the passage, which decides where its words stand on the page more than once. Where the passage is not
    found exactly, or it stays open which of its occurrences is meant, the list is empty. Raises DocumentError where
    the PDF can't be opened.
    """
    try:
        with _pdfium:
            content = _page(pdf, pdf.stat().st_mtime_ns, page)
    except IndexError:
        return []
    wanted = _bare(text)
    if not wanted:
        return []
    before, after = _bare(occurrence_context[0]), _bare(occurrence_context[1])
    span = _one(content.letters, wanted, before, after) or _part(content, wanted, before, after)
    return _rectangles(content, *span) if span else []


def locate_all(pdf: Path, page: int, texts: Iterable[str]) -> list[Rectangle]:
    """Rectangles around every occurrence of each of ``texts`` on a page, to cover what is personal in it.

    Where one is nowhere whole, as it goes over a line's or page's end in another way, its words of some length are taken one by
    one: to cover too much is the lesser fault. Raises DocumentError where the PDF can't be opened.
    """
    try:
        with _pdfium:
            content = _page(pdf, pdf.stat().st_mtime_ns, page)
    except IndexError:
        return []
    found: list[Rectangle] = []
    for text in dict.fromkeys(texts):
        spans = _spans(content, text)
        for word in () if spans else text.split():
            if len(_bare(word)) >= _SHORTEST_WORD:
                spans += _spans(content, word)
        for span in spans:
            found += _rectangles(content, *span)
    return found


def _spans(content: _Page, text: str) -> list[tuple[int, int]]:
    wanted = _bare(text).lower()
    lowered = content.letters.lower()
    if not wanted or len(lowered) != len(content.letters):
        return []
    return [(at, at + len(wanted)) for at in _all(lowered, wanted)]


def render_page(pdf: Path, page: int, scale: float) -> Any:
    """The page (1-based) as a PIL image, ``scale`` pixels a point. Raises DocumentError or IndexError."""
    with _pdfium:
        document = open_pdf(pdf)
        try:
            if not 1 <= page <= len(document):
                raise IndexError(f"page {page} of {len(document)}")
            shown = document[page - 1]
            try:
                return shown.render(scale=scale).to_pil()
            finally:
                shown.close()
        finally:
            document.close()


def _bare(text: str) -> str:
    return "".join(
        character for character in clean(text) if character not in HYPHENS + SOFT and not character.isspace()
    )


@lru_cache(maxsize=32)
def _page(pdf: Path, changed: int, page: int) -> _Page:  # noqa: ARG001 - ``changed`` keys the cache
    document = open_pdf(pdf)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        shown = document[page - 1]
        try:
            glyphs = read_glyphs(shown)
            if is_scan(glyphs, page, bool(tesseract.languages())) and tesseract.languages():
                glyphs = _recognised(shown, glyphs)
        finally:
            shown.close()
    finally:
        document.close()
    if glyphs.turned:
        return _Page("", (), (), glyphs.height)  # places would be those of the turned page
    lines = tuple(page_lines(glyphs, page))
    letters: list[str] = []
    owners: list[tuple[int, Glyph, int, int]] = []
    for number, line in enumerate(lines):
        for glyph in line.glyphs:
            for place, letter in enumerate(glyph.text):
                if _bare(letter):
                    letters.append(letter)
                    owners.append((number, glyph, place, len(glyph.text)))
    return _Page("".join(letters), tuple(owners), lines, glyphs.height)


def _recognised(page: Any, seen: PageGlyphs) -> PageGlyphs:
    try:
        return tesseract.recognise(page)
    except tesseract.OcrError:
        return seen


def _all(letters: str, wanted: str) -> list[int]:
    out, at = [], letters.find(wanted)
    while at >= 0:
        out.append(at)
        at = letters.find(wanted, at + 1)
    return out


def _one(letters: str, wanted: str, before: str, after: str) -> tuple[int, int] | None:
    """Where ``wanted`` stands, if that is certain."""
    places = _all(letters, wanted)
    if len(places) > 1 and (before or after):
        scores = [_agreement(letters, at, len(wanted), before, after) for at in places]
        best = max(scores)
        places = [at for at, score in zip(places, scores, strict=True) if score == best and best > 0]
    return (places[0], places[0] + len(wanted)) if len(places) == 1 else None


def _agreement(letters: str, at: int, length: int, before: str, after: str) -> int:
    """How many letters next to an occurrence agree with what should stand there."""
    left, right = letters[:at][::-1], letters[at + length :]
    return _same(left, before[::-1]) + _same(right, after)


def _same(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _part(page: _Page, wanted: str, before: str, after: str) -> tuple[int, int] | None:
    """The part of a passage that stands where this page's text ends (its beginning) or starts (its end); the longer
    of them.
    """
    before, after = before[-_SHORTEST_PART:], after[:_SHORTEST_PART]
    found: tuple[int, int] | None = None
    for end in _ends(page):
        # A part of few letters is only certain together with what stands before it.
        for length in range(min(len(wanted) - 1, end), max(_SHORTEST_PART - len(before), 1) - 1, -1):
            lead = before if length < _SHORTEST_PART else ""
            if page.letters.endswith(lead + wanted[:length], 0, end):
                if found is None or length > found[1] - found[0]:
                    found = (end - length, end)
                break
    for start in _starts(page):
        most = min(len(wanted) - 1, len(page.letters) - start)
        for length in range(most, max(_SHORTEST_PART - len(after), 1) - 1, -1):
            rest = after if length < _SHORTEST_PART else ""
            if page.letters.startswith(wanted[-length:] + rest, start):
                if found is None or length > found[1] - found[0]:
                    found = (start, start + length)
                break
    return found


def _firsts(page: _Page) -> list[int]:
    """For each line of a page, which of the page's letters is its first."""
    out, line = [], -1
    for at, owner in enumerate(page.owners):
        while line < owner[0]:
            line += 1
            out.append(at)
    return out


def _ends(page: _Page) -> list[int]:
    """Where the page's text may end: after its last line, or before lines near the lower edge that may be a footer."""
    firsts = _firsts(page)
    out = [len(page.letters)]
    for line, first in reversed(list(zip(page.lines[: len(firsts)], firsts, strict=True))):
        if line.line.top < (1 - _EDGE) * page.height:
            break
        out.append(first)
    return out


def _starts(page: _Page) -> list[int]:
    """Where the page's text may begin: at its first line, or after lines near the upper edge that may be a header."""
    firsts = _firsts(page)
    out = [0]
    for line, following in zip(page.lines, firsts[1:], strict=False):
        if line.line.bottom > _EDGE * page.height:
            break
        out.append(following)
    return out


def _rectangles(page: _Page, start: int, end: int) -> list[Rectangle]:
    """One rectangle for each line (and each cell) that letters ``start`` to ``end`` stand on."""
    out: list[Rectangle] = []
    last: tuple[int, Glyph] | None = None
    for number, glyph, place, length in page.owners[start:end]:
        width = (glyph.right - glyph.left) / length
        left, right = glyph.left + place * width, glyph.left + (place + 1) * width
        top, bottom = (
            min(glyph.top, glyph.base - _ASCENT * glyph.size),
            max(glyph.bottom, glyph.base + _DESCENT * glyph.size),
        )
        if length > 1:
            top, bottom = glyph.top, glyph.bottom
        goes_on = (
            last is not None
            and last[0] == number
            and abs(glyph.base - last[1].base) < 0.6 * glyph.size
            and -glyph.size < left - out[-1][2] < 3 * glyph.size
        )
        if goes_on:
            out[-1] = (min(out[-1][0], left), min(out[-1][1], top), max(out[-1][2], right), max(out[-1][3], bottom))
        else:
            out.append((left, top, right, bottom))
        last = (number, glyph)
    return out
