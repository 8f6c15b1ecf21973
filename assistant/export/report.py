"""A document before it has a format: title, sections, paragraphs of runs, tables; every quotation carries its source.

Plain frozen values. ``word`` writes them; the other modules of this package make them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.model import Quotation


class Tone(StrEnum):
    """The colour of a cell. What it means is always said in words too."""

    PLAIN = "plain"
    FOUND = "found"
    POSSIBLE = "possible"
    MISSING = "missing"


class Kind(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    BULLET = "bullet"
    QUOTE = "quote"  # words of a document, set apart
    NOTICE = "notice"  # something that the reader must not overlook


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: where a passage stands and, with ``words``, the passage itself."""

    quotation: Quotation
    words: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph with one look. ``language`` is that of its words where it is not the report's ("fi", "sv")."""

    text: str
    bold: bool = False
    italic: bool = False
    marked: bool = False  # what differs from another wording, or a place that is left open
    language: str | None = None
    note: Note | None = None  # after the text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that follow each other."""

    runs: tuple[Run, ...]
    kind: Kind = Kind.BODY

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs of a table's cell."""

    paragraphs: tuple[Paragraph, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that is repeated on each page. ``widths`` are shares of the text's width, one a column."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]

    def __post_init__(self) -> None:
        """Raises ValueError where a row or the widths do not fit the header."""
        if any(len(row) != len(self.header) for row in (*self.rows, self.widths)):
            raise ValueError(f"every row needs {len(self.header)} cells")


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and its own sections."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole document. ``facts`` are (name, value) lines under the title; ``notices`` stand before everything else."""

    title: str
    language: str  # "fi" or "sv"
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    sections: tuple[Section, ...]

    def notes(self) -> Iterator[Note]:
        """All footnotes, in order."""
        for block in _blocks(self.sections):
            paragraphs = (
                [block]
                if isinstance(block, Paragraph)
                else [p for row in block.rows for c in row for p in c.paragraphs]
            )
            for paragraph in paragraphs:
                yield from (run.note for run in paragraph.runs if run.note is not None)


def _blocks(sections: tuple[Section, ...]) -> Iterator[Block]:
    for section in sections:
        yield from section.blocks
        yield from _blocks(section.sections)


def paragraph(text: str, kind: Kind = Kind.BODY, *, bold: bool = False) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(text, bold=bold),), kind)


def cell(*texts: str, tone: Tone = Tone.PLAIN, bold: bool = False) -> Cell:
    """A cell with a paragraph for each text."""
    return Cell(tuple(paragraph(text, bold=bold) for text in texts), tone)
