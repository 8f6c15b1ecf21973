"""The values between the readers and the segmentation: lines as they stand on a page, and what a reader found as a
whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Shape(StrEnum):
    """What a line is by itself, as far as the file format says so."""

    TEXT = "text"
    HEADING = "heading"  # a real heading style; Line.level is its depth
    TITLE = "title"  # a real title style
    ROW = "row"  # a table row, cells joined by a space
    ITEM = "item"  # a list item by style or automatic numbering


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, or one paragraph of a format without lines.

    Places are in points from the page's top-left corner (in characters where the format has no geometry: ``left`` is
    the indent, ``right`` the end of the text). ``size`` is the font size in points, 0 where unknown.
    """

    text: str
    page: int | None = None  # 1-based
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    shape: Shape = Shape.TEXT
    level: int = 0  # depth of a heading style, 1 for the highest; 0 for none
    apart: bool = False  # a blank line, a wide gap or a paragraph mark stands before it
    whole: bool = False  # a whole paragraph: never joined with its neighbours


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a reader hands it on: its lines in reading order, page furniture still among them."""

    lines: tuple[Line, ...]
    pages: int | None = None
    heights: tuple[float, ...] = ()  # of the pages, in points
    widths: tuple[float, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)  # the "key: value" header of a statute text
    hidden: str = ""  # text that no reader of the page can see; never part of a clause
    margins: tuple[
        str, ...
    ] = ()  # running headers and footers, each once: they may say "LUONNOS" or "SALASSA PIDETTÄVÄ"
    scanned: frozenset[int] = frozenset()  # pages (1-based) whose text came from optical recognition


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or heading: joined lines.

    ``pages`` pairs offsets in ``text`` with the 1-based page from there on; empty where there are no pages.
    """

    text: str
    lines: tuple[Line, ...]
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def first(self) -> Line:
        """The line it begins with."""
        return self.lines[0]

    @property
    def shape(self) -> Shape:
        """The shape of its first line."""
        return self.lines[0].shape

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        """The smallest font size in it, in points (0 where unknown)."""
        return min(line.size for line in self.lines)
