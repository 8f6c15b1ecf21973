"""Running headers, footers and page numbers, which repeat on the pages and are no text of the agreement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from .lines import Line, Shape
from .text import collapse

_EDGE = 0.16  # of the page's height, above and below: where furniture stands
_NUMBER = re.compile(
    r"(?:(?:sivu|sida|s\.|page)\s*)?(\d{1,3})\s*(?:\(\s?\d{1,3}\s?\)|/\s?\d{1,3}|\s+av\s+\d{1,3})$|(?:sivu|sida|s\.|page)\s+(\d{1,3})\.?$"
    r"|[-–—]\s?(\d{1,3})\s?[-–—]$|(\d{1,3})\.?$",
    re.I,
)
_TAIL = re.compile(r"(.*\S)\s+(\d{1,3})\s?(?:\(\s?\d{1,3}\s?\)|/\s?\d{1,3})$")


def without_furniture(lines: Sequence[Line], heights: Sequence[float]) -> tuple[list[Line], tuple[str, ...]]:
    """``lines`` without what repeats at the pages' edges and without page numbers, and the text of what was left out,
    each once.

    Places are in points, y downwards.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.page is not None:
            pages[line.page].append(at)
    sizes = sorted(line.size for line in lines)
    largest = 1.25 * sizes[len(sizes) // 2] if sizes else 0.0  # a title that is printed twice is no running header
    edges = {
        page: [at for at in _edges(lines, ats, heights[page - 1]) if lines[at].size <= largest]
        for page, ats in pages.items()
        if page <= len(heights)
    }
    gone = _repeated(lines, edges, len(heights)) | _numbers(lines, edges)
    margins = dict.fromkeys(
        collapse(lines[at].text) for at in sorted(gone) if not _NUMBER.match(collapse(lines[at].text))
    )
    return [line for at, line in enumerate(lines) if at not in gone], tuple(margins)


def _edges(lines: Sequence[Line], ats: Sequence[int], height: float) -> list[int]:
    """The lines of a page near its upper and lower edge."""
    return [at for at in ats if lines[at].bottom < _EDGE * height or lines[at].top > (1 - _EDGE) * height]


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", collapse(text)).lower()


def _repeated(lines: Sequence[Line], edges: dict[int, list[int]], pages: int) -> set[int]:
    """Lines that come again at the same height on other pages."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for ats in edges.values():
        for at in ats:
            found[_pattern(lines[at].text), round(lines[at].bottom / 8)].append(at)
    gone: set[int] = set()
    for (text, place), _ in list(found.items()):
        same = [at for shift in (-1, 0, 1) for at in found.get((text, place + shift), ())]
        on = {lines[at].page for at in same}
        often = len(on) >= 2 and (len(on) >= 0.4 * pages or len(on) >= 3)
        if often and all(lines[at].shape is not Shape.ROW for at in same):
            gone.update(same)
    return gone


def _numbers(lines: Sequence[Line], edges: dict[int, list[int]]) -> set[int]:
    """Page numbers: outermost at an edge, and counting as the pages do."""
    offsets: dict[int, list[int]] = defaultdict(list)
    gone: set[int] = set()
    for page, ats in edges.items():
        for at in ats:
            match = _NUMBER.match(collapse(lines[at].text))
            if match:
                value = int(next(group for group in match.groups() if group))
                bare = match[4] is not None
                if not bare and abs(value - page) <= 2:
                    gone.add(at)
                offsets[value - page].append(at)
    for offset, ats in offsets.items():
        if offset == 0 or len({lines[at].page for at in ats}) >= 2:
            gone.update(at for at in ats if _outermost(lines, at))
    return gone


def _outermost(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is one of the first two or last three of its page."""
    page = lines[at].page
    ats = [i for i, line in enumerate(lines[max(0, at - 300) : at + 300], max(0, at - 300)) if line.page == page]
    return at in ats[:2] or at in ats[-3:]
