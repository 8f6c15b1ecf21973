"""A second opinion on word boundaries: pypdf's text of the same page.

Pdfium's characters are what the page shows, and what is marked on it; they are always the text. Only where pypdf sees
the same letters with other spaces is there a question, and then the gap between the two letters decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .glyphs import Glyph
from .layout import PageLine, space
from .lines import Shape

_GAP = 0.16  # of the font size: a gap this wide parts two words


def settle(lines: Sequence[PageLine], other: str) -> list[PageLine]:
    """``lines`` with word boundaries settled against ``other``, pypdf's text of the page."""
    letters, spaced = _letters(other)
    return [_settled(line, letters, spaced) for line in lines]


def _letters(text: str) -> tuple[str, set[int]]:
    """The characters of ``text`` without white space, and after which of them white space stands."""
    out: list[str] = []
    spaced: set[int] = set()
    for character in text:
        if character.isspace():
            spaced.add(len(out))
        else:
            out.append(character)
    return "".join(out), spaced


def _settled(found: PageLine, letters: str, spaced: set[int]) -> PageLine:
    own = [glyph for glyph in found.glyphs if not glyph.text.isspace()]
    word = "".join(glyph.text for glyph in own)
    at = letters.find(word)
    if found.line.shape is Shape.ROW or len(word) < 4 or at < 0 or letters.find(word, at + 1) >= 0:
        return found
    theirs = {i - at for i in spaced if at < i < at + len(word)}
    mine, count = set(), 0
    for glyph in found.glyphs:
        if glyph.text.isspace():
            mine.add(count)
        else:
            count += len(glyph.text)
    mine.discard(0)
    if not (theirs ^ mine) - {len(word)}:
        return found
    out: list[Glyph] = []
    count = 0
    for glyph in own:
        if out:
            parted = count in mine
            if (count in theirs) != parted:
                parted = glyph.left - out[-1].right > _GAP * max(glyph.size, out[-1].size)
            if parted:
                out.append(space(out[-1], glyph))
        out.append(glyph)
        count += len(glyph.text)
    text = " ".join("".join(glyph.text for glyph in out).split())
    return PageLine(replace(found.line, text=text), tuple(out))
