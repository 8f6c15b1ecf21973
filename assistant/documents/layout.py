"""The characters of a page become lines in reading order, table rows as one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from .glyphs import Glyph, PageGlyphs
from .lines import Line, Shape
from .text import NO_WORDS, join_lines

_MARKER = re.compile(
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zåäö]|[ivx]{1,4}|[IVX]{1,5})[.)]?|[•·●○▪■–\-*o]|§\s?\d+|\d+\s?[a-z]?\s?§"
    r"|(?:liite|bilaga|luku)\s+\d+[.:]?)$",
    re.I,
)
_SAME_LINE = 0.45  # of the font size: baselines nearer than this are one line
_WIDE = 2.0  # of the font size: a wider gap separates cells


@dataclass(frozen=True)
class Fragment:
    """Characters that stand side by side on a line. Places are in points, y downwards."""

    glyphs: tuple[Glyph, ...]
    order: int  # in the file

    @cached_property
    def letters(self) -> tuple[Glyph, ...]:
        """Its characters that are not white space; never empty."""
        return tuple(g for g in self.glyphs if not g.text.isspace())

    @cached_property
    def left(self) -> float:
        """Left edge."""
        return min(g.left for g in self.letters)

    @cached_property
    def right(self) -> float:
        """Right edge."""
        return max(g.right for g in self.letters)

    @cached_property
    def top(self) -> float:
        """Upper edge."""
        return min(g.top for g in self.letters)

    @cached_property
    def bottom(self) -> float:
        """Lower edge."""
        return max(g.bottom for g in self.letters)

    @cached_property
    def base(self) -> float:
        """Baseline of the largest type in it."""
        return max(self.letters, key=lambda g: g.size).base

    @cached_property
    def size(self) -> float:
        """Font size of most of it."""
        sizes = sorted(g.size for g in self.letters)
        return sizes[len(sizes) // 2]

    @cached_property
    def text(self) -> str:
        """Its characters, white space collapsed."""
        return " ".join("".join(g.text for g in self.glyphs).split())


Row = list[Fragment]


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page with the characters it is made of, in reading order."""

    line: Line
    glyphs: tuple[Glyph, ...]


def fragments(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """``glyphs`` cut where the file goes to another line or over a wide gap."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            if runs:
                runs[-1].append(glyph)
            continue
        if last is None or not _goes_on(last, glyph):
            runs.append([])
        elif not runs[-1][-1].text.isspace() and glyph.left - last.right > 0.4 * max(glyph.size, last.size):
            runs[-1].append(space(last, glyph))
        runs[-1].append(glyph)
        last = glyph
    return [Fragment(tuple(run), i) for i, run in enumerate(runs) if any(not g.text.isspace() for g in run)]


def space(last: Glyph, glyph: Glyph) -> Glyph:
    """A space made up between two characters."""
    return Glyph(
        " ", last.right, last.top, max(last.right, glyph.left), last.bottom, last.base, last.size, last.bold, True
    )


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.left - last.right
    return abs(glyph.base - last.base) < _SAME_LINE * size and -0.6 * size < gap < _WIDE * size


def visual_rows(found: Sequence[Fragment]) -> list[Row]:
    """Fragments that stand on one line together, from the top; a number or bullet before its text is one with it."""
    rows: list[Row] = []
    for fragment in sorted(found, key=lambda f: (f.base, f.left)):
        row = next((row for row in reversed(rows[-3:]) if _level(row[0], fragment)), None)
        if row is None:
            rows.append([fragment])
        else:
            row.append(fragment)
    return [_with_marker(sorted(row, key=lambda f: f.left)) for row in rows]


def _level(a: Fragment, b: Fragment) -> bool:
    """Whether two fragments stand on one line."""
    smaller, larger = sorted((a.size, b.size))
    if abs(a.base - b.base) < _SAME_LINE * smaller:
        return True
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return smaller < 0.8 * larger and overlap > 0.5 * smaller


def _with_marker(row: Row) -> Row:
    if len(row) >= 2 and _MARKER.match(row[0].text) and row[1].left - row[0].right < 80:
        first, second = row[0], row[1]
        glyphs = (*first.glyphs, space(first.glyphs[-1], second.letters[0]), *second.glyphs)
        return [Fragment(glyphs, first.order), *row[2:]]
    return row


def page_lines(page: PageGlyphs, number: int) -> list[PageLine]:
    """The lines of page ``number`` (1-based), furniture too, in reading order."""
    from .tables import ruled_rows, table_rows

    found = fragments(page.glyphs)
    ruled, rest = ruled_rows(found, page.grids)
    out = [*(_row_line(cells, number) for cells in ruled)]
    out += [
        _row_line(piece, number) if isinstance(piece[0], list) else make_line(piece, number)
        for piece in table_rows(visual_rows(rest), page.width)
    ]
    if not ruled:
        return out
    return sorted(out, key=lambda found: found.line.top)


def _row_line(cells: Sequence[Row], number: int) -> PageLine:
    """One line for a table row: the lines of each cell joined, the cells side by side."""
    whole = make_line([fragment for cell in cells for fragment in cell], number, Shape.ROW)
    text = " ".join(join_lines([fragment.text for fragment in cell], NO_WORDS) for cell in cells)
    return PageLine(replace(whole.line, text=text), whole.glyphs)


def make_line(row: Sequence[Fragment], number: int, shape: Shape = Shape.TEXT) -> PageLine:
    """The fragments of a line as a Line. ``bottom`` is its baseline, which says more of line spacing than an edge."""
    glyphs: list[Glyph] = []
    for fragment in row:
        if glyphs:
            glyphs.append(space(glyphs[-1], fragment.letters[0]))
        glyphs.extend(fragment.glyphs)
    letters = [g for g in glyphs if not g.text.isspace()]
    sizes = sorted(g.size for g in letters)
    bold = sum(g.bold for g in letters if g.text.isalnum())
    alnum = sum(g.text.isalnum() for g in letters)
    line = Line(
        text=_spaced(" ".join("".join(g.text for g in glyphs).split())),
        page=number,
        left=min(g.left for g in letters),
        right=max(g.right for g in letters),
        top=min(g.top for g in letters),
        bottom=max(f.base for f in row),
        size=sizes[len(sizes) // 2],
        bold=alnum > 0 and bold >= 0.9 * alnum,
        shape=shape,
    )
    return PageLine(line, tuple(glyphs))


def _spaced(text: str) -> str:
    """A word set with wide spaces ("S O P I M U S") without them."""
    words = text.split()
    if len(words) >= 5 and all(len(word) == 1 and word.isupper() for word in words):
        return "".join(words)
    return text


def with_gaps(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with ``apart`` set where the space above is wider than usual in this document. ``bottom`` is the
    baseline.
    """
    ratios = sorted(
        (b.bottom - a.bottom) / max(min(a.size, b.size), 1.0)
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.bottom - a.bottom < 3 * max(a.size, b.size, 1.0)
    )
    usual = ratios[len(ratios) // 3] if ratios else 1.2
    out: list[Line] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        step = (line.bottom - before.bottom) / max(min(before.size, line.size), 1.0) if before else 0.0
        apart = before is None or (before.page == line.page and (step > 1.22 * usual + 0.03 or step < -0.5))
        out.append(replace(line, apart=True) if apart else line)
    return out
