"""Render the invented sample agreements from ``sources/*.md`` to PDF, Word and scanned files.

A source is TOML front matter between two ``+++`` lines and a small Markdown subset: ``#`` title,
``##``/``###`` headings, paragraphs, ``-``, ``1)``, ``a)`` and ``1.`` lists, tables, ``**bold**`` and
``\\pagebreak``. Two spaces or a backslash at the end of a line keep the line break. The keys are:

``file``, ``format`` (``pdf``, ``docx``, ``scan``), ``language`` (``fi``, ``sv``), and in ``[layout]``:
``running_header``, ``page_number`` (by example, as ``2 (7)``), ``toc``, ``hyphenate``, ``font``
(``serif``, ``sans``, ``vera``), ``heading_style`` (``bold``, ``caps``, ``plain``, ``large``),
``narrow``, and for Word only ``auto_number`` (heading numbers made by Word, not typed).

The output is the same bytes each time. Lengths are in points (1/72 inch); y grows upwards.

Run ``python corpus/render.py [NAME ...]``; without names it renders every source. ``--sources`` and ``--output`` name other folders.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import tomllib
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import docx
import pypdfium2
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from PIL import Image, ImageChops, ImageFilter
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent
FIXED_DATE = datetime(2025, 1, 2, 12, 0, 0)
ZIP_DATE = (2025, 1, 2, 12, 0, 0)
PAGE_WIDTH, PAGE_HEIGHT = A4
TOP, BOTTOM = 78.0, 70.0
SCAN_DPI = 200
INDENT = 20.0
CELL_PADDING = 4.0

Kind = Literal["title", "heading", "paragraph", "item", "table", "break"]

# --- the source -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """How a document looks; the fields are the keys of the ``[layout]`` table."""

    running_header: str = ""
    page_number: str = ""
    toc: bool = False
    hyphenate: bool = False
    font: str = "serif"
    heading_style: str = "bold"
    narrow: bool = False
    auto_number: bool = False


@dataclass(frozen=True)
class Block:
    """One piece of the text: ``level`` is for headings (2, 3), ``marker`` for list items."""

    kind: Kind
    text: str = ""
    level: int = 0
    marker: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    header: bool = False


@dataclass(frozen=True)
class Source:
    """One parsed source file."""

    file: str
    format: str
    language: str
    layout: Layout
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The text of the first title, without emphasis marks; empty if there is none."""
        return next((plain(b.text) for b in self.blocks if b.kind == "title"), "")


HEADING = re.compile(r"(#{1,3})\s+(.*)")
ITEM = re.compile(r"(-|\d+[.)]|[a-zåäö]\))\s+(.*)")
TABLE_RULE = re.compile(r"\|[\s:|-]+\|?")
HARD_BREAK = "\n"


def parse_source(text: str) -> Source:
    """Parse a whole source file.

    Raises:
        ValueError: the front matter is missing, or a layout key is unknown.
    """
    parts = re.split(r"^\+\+\+[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError("no front matter between +++ lines")
    front = tomllib.loads(parts[1])
    layout = front.get("layout", {})
    unknown = set(layout) - set(Layout.__dataclass_fields__)
    if unknown:
        raise ValueError(f"unknown layout keys: {', '.join(sorted(unknown))}")
    return Source(
        file=str(front["file"]),
        format=str(front["format"]),
        language=str(front["language"]),
        layout=Layout(**layout),
        blocks=tuple(parse_blocks(parts[2].splitlines())),
    )


def parse_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Parse the Markdown subset into blocks."""
    queue = deque(lines)
    while queue:
        line = queue[0].strip()
        if not line:
            queue.popleft()
        elif line.startswith("|"):
            yield parse_table(take_table(queue))
        elif line == "\\pagebreak":
            queue.popleft()
            yield Block("break")
        else:
            yield parse_text(queue)


def take_table(queue: deque[str]) -> list[str]:
    """Take the lines of one table from the front of the queue."""
    lines = []
    while queue and queue[0].strip().startswith("|"):
        lines.append(queue.popleft().strip())
    return lines


def parse_table(lines: Sequence[str]) -> Block:
    """Parse table lines; a rule as the second line makes the first row a header."""
    rows = [
        tuple(cell.strip().replace("<br>", HARD_BREAK) for cell in line.strip("|").split("|"))
        for line in lines
        if not TABLE_RULE.fullmatch(line)
    ]
    width = max(len(row) for row in rows)
    padded = tuple(row + ("",) * (width - len(row)) for row in rows)
    header = len(lines) > 1 and TABLE_RULE.fullmatch(lines[1]) is not None
    return Block("table", rows=padded, header=header)


def parse_text(queue: deque[str]) -> Block:
    """Parse a heading, a list item or a paragraph from the front of the queue."""
    line = queue.popleft()
    heading = HEADING.match(line.strip())
    if heading:
        level = len(heading[1])
        return Block("title" if level == 1 else "heading", heading[2].strip(), level)
    item = ITEM.match(line.strip())
    if item:
        return Block("item", join_lines([line.strip()[item.start(2) :], *take_rest(queue)]), marker=item[1])
    return Block("paragraph", join_lines([line.lstrip(), *take_rest(queue)]))


def take_rest(queue: deque[str]) -> list[str]:
    """Take the lines that continue a paragraph or an item."""
    lines = []
    while queue and not starts_block(queue[0].strip()):
        lines.append(queue.popleft().lstrip())
    return lines


def starts_block(line: str) -> bool:
    """Say whether a stripped line ends the paragraph before it."""
    return not line or line[0] == "|" or line == "\\pagebreak" or bool(HEADING.match(line) or ITEM.match(line))


def join_lines(lines: Iterable[str]) -> str:
    """Join source lines with spaces; lines that end in two spaces or a backslash keep their break."""
    text = ""
    for line in lines:
        hard = line.endswith(("  ", "\\"))
        text += line.rstrip(" \\") + (HARD_BREAK if hard else " ")
    return text.strip()


def plain(text: str) -> str:
    """Return the text without emphasis marks and line breaks."""
    return text.replace("**", "").replace(HARD_BREAK, " ")


def emphasis(text: str) -> Iterator[tuple[str, bool]]:
    """Split text at ``**`` into (text, bold) pieces."""
    for number, piece in enumerate(text.split("**")):
        if piece:
            yield piece, number % 2 == 1


# --- words and lines --------------------------------------------------------------------------

VOWELS = frozenset("aeiouyåäöAEIOUYÅÄÖ")
HYPHENABLE = re.compile(r"[(”\"]*([A-Za-zÅÄÖåäö]{7,})[.,;:)”\"]*")
MIN_HEAD = MIN_TAIL = 3

FONTS = {
    "serif": ("Times-Roman", "Times-Bold", 11.0),
    "sans": ("Helvetica", "Helvetica-Bold", 10.0),
    "vera": ("Vera", "VeraBd", 9.0),
}


@dataclass(frozen=True)
class Style:
    """A text style: font names, size, leading and spacing (points)."""

    regular: str
    bold: str
    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0
    caps: bool = False
    gray: float = 0.0

    def font(self, bold: bool) -> str:
        """Return the font's name."""
        return self.bold if bold else self.regular

    def width(self, word: Word) -> float:
        """Return the width of a word in points."""
        return sum(float(pdfmetrics.stringWidth(t, self.font(b), self.size)) for t, b in word.pieces)

    @property
    def space(self) -> float:
        """The width of a space in points."""
        return float(pdfmetrics.stringWidth(" ", self.regular, self.size))


@dataclass(frozen=True)
class Word:
    """A word without spaces, of (text, bold) pieces."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Line:
    """Words on one line; ``full`` if the line was broken for lack of room, so can be justified."""

    words: tuple[Word, ...]
    full: bool


def to_words(text: str, bold: bool = False) -> list[Word]:
    """Split one line of marked text into words; a word may change weight inside."""
    words: list[Word] = []
    pieces: list[tuple[str, bool]] = []
    for piece, strong in emphasis(text):
        for number, part in enumerate(re.split(r"\s+", piece)):
            if number and pieces:
                words.append(Word(tuple(pieces)))
                pieces = []
            if part:
                pieces.append((part, strong or bold))
    if pieces:
        words.append(Word(tuple(pieces)))
    return words


def break_points(text: str, hyphenate: bool) -> list[tuple[int, str]]:
    """Return where a word may break, as (position, hyphen to add), from the left.

    A word breaks after a hyphen it has, and by the rule shared by Finnish and Swedish that a
    syllable begins at a consonant before a vowel.
    """
    points = [(m.end(), "") for m in re.finditer(r"(?<=\w\w)[-–](?=\w\w)", text)]
    match = HYPHENABLE.fullmatch(text) if hyphenate and not text.isupper() else None
    if match:
        start, end = match.span(1)
        for i in range(start + MIN_HEAD, end - MIN_TAIL + 1):
            onset = text[i] not in VOWELS and text[i + 1] in VOWELS
            if onset and VOWELS & set(text[start:i]):
                points.append((i, "-"))
    return sorted(points)


def split_word(word: Word, room: float, style: Style, hyphenate: bool) -> tuple[Word, Word] | None:
    """Split a word so that its head fits in the room, or return None."""
    if len(word.pieces) != 1:
        return None
    text, bold = word.pieces[0]
    for position, hyphen in reversed(break_points(text, hyphenate)):
        head = Word(((text[:position] + hyphen, bold),))
        if style.width(head) <= room:
            return head, Word(((text[position:], bold),))
    return None


def force_split(word: Word, room: float, style: Style) -> tuple[Word, Word]:
    """Split a word that is longer than a line, as a row of underscores, at the last letter that fits."""
    text, bold = word.pieces[0]
    end = len(text)
    while end > 1 and style.width(Word(((text[:end], bold),))) > room:
        end -= 1
    rest = text[end:]
    tail = Word((*(((rest, bold),) if rest else ()), *word.pieces[1:]))
    return Word(((text[:end], bold),)), tail


def fill_lines(words: Sequence[Word], style: Style, width: float, hyphenate: bool) -> Iterator[Line]:
    """Break words into lines of at most ``width`` points, first fit."""
    queue, line, used = deque(words), list[Word](), 0.0
    while queue:
        word = queue.popleft()
        room = width - used - (style.space if line else 0.0)
        if style.width(word) <= room:
            used += style.width(word) + (style.space if line else 0.0)
            line.append(word)
            continue
        parts = split_word(word, room, style, hyphenate)
        if parts is None and not line:
            parts = force_split(word, room, style)
        if parts is not None:
            line.append(parts[0])
            word = parts[1]
        yield Line(tuple(line), full=True)
        line, used = [], 0.0
        if word.pieces:
            queue.appendleft(word)
    if line:
        yield Line(tuple(line), full=False)


def text_lines(text: str, style: Style, width: float, hyphenate: bool, bold: bool = False) -> list[Line]:
    """Break marked text into lines; forced breaks are kept."""
    shown = text.upper() if style.caps else text
    return [
        line
        for part in shown.split(HARD_BREAK)
        for line in list(fill_lines(to_words(part, bold), style, width, hyphenate)) or [Line((), full=False)]
    ]


# --- rows on pages ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """Something that takes vertical room and is never divided: a line of text or a table row.

    ``keep`` ties it to the row below; ``anchor`` is the number of the heading that starts here.
    """

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    anchor: int = -1
    page_break: bool = False

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the row with its upper left corner at (x, top)."""


@dataclass(frozen=True)
class TextRow(Row):
    """A line of text, with a list marker, justification or a table-of-contents leader."""

    line: Line = Line((), full=False)
    style: Style = Style("Times-Roman", "Times-Bold", 11, 14)
    indent: float = 0.0
    marker: str = ""
    justify_to: float = 0.0
    leader: str = ""
    leader_to: float = 0.0

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the marker, the words and the leader."""
        y = top - self.style.size
        canvas.setFillGray(self.style.gray)
        if self.marker:
            put_text(canvas, self.marker, self.style, (x + self.indent - INDENT + 4, y))
        draw_line(canvas, self.line, self.style, (x + self.indent, y), self.justify_to)
        if self.leader:
            self.draw_leader(canvas, x, y)

    def draw_leader(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw dots up to the page number at the right edge."""
        dot = float(pdfmetrics.stringWidth(".", self.style.regular, self.style.size))
        start = self.indent + line_width(self.line, self.style) + self.style.space
        number = float(pdfmetrics.stringWidth(self.leader, self.style.regular, self.style.size))
        dots = int((self.leader_to - number - self.style.space - start) / dot)
        put_text(canvas, "." * max(dots, 0), self.style, (x + start, y))
        put_text(canvas, self.leader, self.style, (x + self.leader_to - number, y))


@dataclass(frozen=True)
class TableRow(Row):
    """A row of a table with its cells' lines and column widths."""

    cells: tuple[tuple[Line, ...], ...] = ()
    widths: tuple[float, ...] = ()
    style: Style = Style("Times-Roman", "Times-Bold", 11, 14)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the cells with borders."""
        canvas.setLineWidth(0.5)
        canvas.setFillGray(0)
        for lines, width in zip(self.cells, self.widths, strict=True):
            canvas.rect(x, top - self.height, width, self.height)
            for number, line in enumerate(lines):
                y = top - CELL_PADDING - self.style.size - number * self.style.leading
                draw_line(canvas, line, self.style, (x + CELL_PADDING, y))
            x += width


def put_text(canvas: Canvas, text: str, style: Style, at: tuple[float, float], align: float = 0.0) -> None:
    """Draw one string at ``at``, its left edge there (align 0), its middle (0.5) or its right edge (1).

    Unlike ``Canvas.drawString`` it doesn't move to a new line, which text extraction would see.
    """
    width = float(pdfmetrics.stringWidth(text, style.regular, style.size))
    put = canvas.beginText(at[0] - align * width, at[1])
    put.setFont(style.regular, style.size)
    put.textOut(text)
    canvas.drawText(put)


def line_width(line: Line, style: Style) -> float:
    """Return the natural width of a line in points."""
    return sum(style.width(w) for w in line.words) + style.space * max(len(line.words) - 1, 0)


def line_runs(line: Line) -> list[tuple[str, bool]]:
    """Return the line as (text, bold) runs as long as can be, spaces included."""
    runs: list[tuple[str, bool]] = []
    for number, word in enumerate(line.words):
        for inner, (text, bold) in enumerate(word.pieces):
            shown = " " + text if number and not inner else text
            if runs and runs[-1][1] == bold:
                runs[-1] = (runs[-1][0] + shown, bold)
            else:
                runs.append((shown, bold))
    return runs


def draw_line(canvas: Canvas, line: Line, style: Style, at: tuple[float, float], justify_to: float = 0.0) -> None:
    """Draw a line with its baseline at ``at``, stretched to ``justify_to`` points if it is full."""
    text = canvas.beginText(*at)
    gaps = len(line.words) - 1
    slack = justify_to - line_width(line, style)
    stretch = justify_to > 0 and line.full and gaps > 0 and slack > 0
    text.setWordSpace(slack / gaps if stretch else 0)
    for piece, bold in line_runs(line):
        text.setFont(style.font(bold), style.size)
        text.textOut(piece)
    text.setWordSpace(0)
    canvas.drawText(text)


# --- styling blocks ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """The styles and the text column of one document."""

    layout: Layout
    body: Style
    title: Style
    headings: dict[int, Style] = field(hash=False)
    left: float = 71.0
    width: float = 453.0

    @property
    def hyphenate(self) -> bool:
        """Whether running text is hyphenated and justified."""
        return self.layout.hyphenate


def make_sheet(layout: Layout) -> Sheet:
    """Choose styles and column from the layout."""
    regular, bold, size = FONTS[layout.font]
    body = Style(regular, bold, size, size * 1.27, after=size * 0.55)
    title = replace(body, regular=bold, size=size + 6, leading=(size + 6) * 1.2, after=size * 1.2)
    if layout.heading_style == "plain":
        title = replace(title, size=size + 2, leading=(size + 2) * 1.2)
    sheet = Sheet(layout, body, title, heading_styles(body, layout.heading_style))
    return replace(sheet, left=150.0, width=255.0) if layout.narrow else sheet


def heading_styles(body: Style, name: str) -> dict[int, Style]:
    """Return the styles of heading levels 2 and 3."""
    bold = replace(body, regular=body.bold, before=body.size * 0.8, after=body.size * 0.4)
    sizes = {"bold": (1.5, 0.0), "caps": (0.0, 0.0), "plain": (0.0, 0.0), "large": (5.0, 2.0)}[name]
    if name in ("plain", "large"):
        bold = replace(bold, regular=body.regular, gray=0.25 if name == "large" else 0.0)
    return {
        level: replace(
            bold,
            size=body.size + extra,
            leading=(body.size + extra) * 1.22,
            caps=name == "caps" and level == 2,
        )
        for level, extra in zip((2, 3), sizes, strict=True)
    }


def space_out(rows: Sequence[TextRow], style: Style) -> list[Row]:
    """Give the rows of one block its spacing above and below."""
    last = len(rows) - 1
    return [
        replace(row, before=style.before if i == 0 else 0.0, after=style.after if i == last else 0.0)
        for i, row in enumerate(rows)
    ]


def heading_rows(block: Block, sheet: Sheet, anchor: int) -> list[Row]:
    """Lay out a title or a heading; its rows stay with what follows."""
    style = sheet.title if block.kind == "title" else sheet.headings[block.level]
    lines = text_lines(block.text, style, sheet.width, hyphenate=False)
    rows = [
        TextRow(style.leading, line=line, style=style, keep=True, anchor=anchor if i == 0 else -1)
        for i, line in enumerate(lines)
    ]
    return space_out(rows, style)


def paragraph_rows(block: Block, sheet: Sheet) -> list[Row]:
    """Lay out a paragraph or a list item."""
    item = block.kind == "item"
    marker = {"-": "–"}.get(block.marker, block.marker)
    indent = INDENT if item else 0.0
    style = replace(sheet.body, after=sheet.body.after * 0.5) if item else sheet.body
    width = sheet.width - indent
    rows = [
        TextRow(
            style.leading,
            line=line,
            style=style,
            indent=indent,
            marker=marker if i == 0 else "",
            justify_to=width if sheet.hyphenate else 0.0,
        )
        for i, line in enumerate(text_lines(block.text, style, width, sheet.hyphenate))
    ]
    return space_out(rows, style)


def column_widths(block: Block, style: Style, total: float) -> tuple[float, ...]:
    """Share the column widths by the length of the cells; long words fit where they can."""
    shares = []
    for column in zip(*block.rows, strict=True):
        longest = max(style.width(w) for cell in column for w in to_words(cell, True) or [Word(())])
        letters = max(len(plain(cell)) for cell in column)
        shares.append(max(min(letters, 48) * style.size * 0.42, longest) + 3 * CELL_PADDING)
    return tuple(total * share / sum(shares) for share in shares)


def table_rows(block: Block, sheet: Sheet) -> list[Row]:
    """Lay out a table."""
    style = replace(sheet.body, size=sheet.body.size - 1, leading=sheet.body.leading - 1.2)
    widths = column_widths(block, style, sheet.width)
    rows: list[Row] = []
    for number, row in enumerate(block.rows):
        cells = tuple(
            tuple(text_lines(cell, style, width - 2 * CELL_PADDING, False, block.header and not number))
            for cell, width in zip(row, widths, strict=True)
        )
        height = max(len(lines) for lines in cells) * style.leading + 2 * CELL_PADDING
        last = number == len(block.rows) - 1
        rows.append(TableRow(height, after=sheet.body.size if last else 0.0, cells=cells, widths=widths, style=style))
    return rows


def block_rows(block: Block, sheet: Sheet, anchor: int) -> list[Row]:
    """Lay out one block."""
    if block.kind == "break":
        return [Row(0.0, page_break=True)]
    if block.kind == "table":
        return table_rows(block, sheet)
    if block.kind in ("title", "heading"):
        return heading_rows(block, sheet, anchor)
    return paragraph_rows(block, sheet)


# --- pages ------------------------------------------------------------------------------------

Placed = tuple[float, Row]


def paginate(rows: Sequence[Row]) -> list[list[Placed]]:
    """Put rows on pages as (top, row); rows that keep with the next one move together."""
    pages: list[list[Placed]] = [[]]
    y = PAGE_HEIGHT - TOP
    for i, row in enumerate(rows):
        full = y - row.before - kept_height(rows, i) < BOTTOM
        if pages[-1] and (row.page_break or full):
            pages.append([])
            y = PAGE_HEIGHT - TOP
        if not row.page_break:
            y -= row.before if pages[-1] else 0.0
            pages[-1].append((y, row))
            y -= row.height + row.after
    return [page for page in pages if page]


def kept_height(rows: Sequence[Row], start: int) -> float:
    """Return the height of a row with all it must stay with."""
    height = rows[start].height
    while rows[start].keep and start + 1 < len(rows):
        height += rows[start].after
        start += 1
        height += rows[start].before + rows[start].height
    return height


def anchor_pages(pages: Sequence[Sequence[Placed]]) -> dict[int, int]:
    """Return the page number (from 1) of each anchor."""
    return {row.anchor: n for n, page in enumerate(pages, 1) for _, row in page if row.anchor >= 0}


def toc_rows(source: Source, sheet: Sheet, pages: dict[int, int]) -> list[Row]:
    """Lay out the table of contents on a page of its own."""
    style = replace(sheet.body, after=3.0)
    name = {"sv": "Innehåll"}.get(source.language, "Sisällys")
    head = replace(sheet.title, size=sheet.body.size + 3, leading=sheet.body.size * 1.7)
    rows: list[Row] = [Row(0.0, page_break=True)]
    rows += [TextRow(head.leading, after=8.0, line=Line((Word(((name, False),)),), False), style=head)]
    for anchor, block in enumerate(source.blocks):
        if block.kind == "heading":
            rows += toc_entry(block, style, sheet.width, str(pages.get(anchor, 0)))
    return [*rows, Row(0.0, page_break=True)]


def toc_entry(block: Block, style: Style, width: float, page: str) -> list[Row]:
    """Lay out one entry; only its last line has the leader."""
    indent = INDENT * (block.level - 2)
    lines = text_lines(plain(block.text), style, width - indent - 40, hyphenate=False)
    last = len(lines) - 1
    return [
        TextRow(
            style.leading,
            after=style.after if i == last else 0.0,
            line=line,
            style=style,
            indent=indent,
            leader=page if i == last else "",
            leader_to=width,
        )
        for i, line in enumerate(lines)
    ]


def first_heading(source: Source) -> int:
    """Return the index of the first heading after the title page."""
    return next((i for i, b in enumerate(source.blocks) if b.kind == "heading"), len(source.blocks))


def lay_out(source: Source, sheet: Sheet) -> list[list[Placed]]:
    """Lay out the document; a table of contents is set twice, as it needs the pages it moves."""
    split = first_heading(source) if source.layout.toc else 0
    parts = [block_rows(block, sheet, anchor) for anchor, block in enumerate(source.blocks)]
    before = [row for part in parts[:split] for row in part]
    after = [row for part in parts[split:] for row in part]
    if not source.layout.toc:
        return paginate(after)
    draft = paginate([*before, *toc_rows(source, sheet, {}), *after])
    return paginate([*before, *toc_rows(source, sheet, anchor_pages(draft)), *after])


def page_label(example: str, page: int, total: int) -> str:
    """Return the page's number in the style of the example: ``2 (7)`` gives ``3 (9)``."""
    numbers = iter((page, total))
    return re.sub(r"\d+", lambda _: str(next(numbers)), example)


def draw_furniture(canvas: Canvas, sheet: Sheet, page: int, total: int) -> None:
    """Draw the running header and the page number: in the top corner if it has brackets, else below."""
    layout, style = sheet.layout, replace(sheet.body, size=9.0)
    canvas.setFillGray(0)
    right, top = sheet.left + sheet.width, PAGE_HEIGHT - 42
    label = page_label(layout.page_number, page, total)
    in_corner = "(" in label
    parts = re.split(r"\s{2,}|\t", layout.running_header, maxsplit=1)
    put_text(canvas, parts[0], style, (sheet.left, top))
    if len(parts) > 1:
        put_text(canvas, parts[1], style, (right - 60 if in_corner else right, top), align=1)
    if in_corner:
        put_text(canvas, label, style, (right, top), align=1)
    elif label:
        put_text(canvas, label, style, (sheet.left + sheet.width / 2, 36), align=0.5)


def render_pdf(source: Source) -> bytes:
    """Render a PDF with text."""
    sheet = make_sheet(source.layout)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(source.title)
    pages = lay_out(source, sheet)
    for number, page in enumerate(pages, 1):
        draw_furniture(canvas, sheet, number, len(pages))
        for top, row in page:
            row.draw(canvas, sheet.left, top)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# --- scans ------------------------------------------------------------------------------------


def scan_image(page: Image.Image, seed: int) -> bytes:
    """Make a page picture look scanned (gray, a little crooked, soft and noisy); returns JPEG bytes."""
    rng = random.Random(seed)
    gray = page.convert("L").rotate(rng.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor=255)
    soft = gray.filter(ImageFilter.GaussianBlur(0.6)).point([20 + v * 222 // 255 for v in range(256)])
    small = (soft.width // 2, soft.height // 2)
    noise = Image.frombytes("L", small, rng.randbytes(small[0] * small[1])).point([v // 32 for v in range(256)])
    noisy = ImageChops.add(soft, noise.resize(soft.size, Image.Resampling.BILINEAR))
    buffer = io.BytesIO()
    noisy.save(buffer, "JPEG", quality=35, dpi=(SCAN_DPI, SCAN_DPI))
    return buffer.getvalue()


def render_scan(source: Source) -> bytes:
    """Render the PDF, and return its pages' pictures in a PDF without text."""
    pictures = pypdfium2.PdfDocument(render_pdf(source))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number, page in enumerate(pictures):
        bitmap: Image.Image = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
        reader = ImageReader(io.BytesIO(scan_image(bitmap, number)))
        canvas.drawImage(reader, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# --- Word -------------------------------------------------------------------------------------

NUMBER = re.compile(r"^\d+(\.\d+)*[.)]?\s+")
NUMBER_ID = 900
WORD_FONTS = {"serif": "Times New Roman", "sans": "Arial", "vera": "Verdana"}


def render_docx(source: Source) -> bytes:
    """Render a Word document with real heading styles, tables and page-number fields."""
    document = docx.Document()
    set_properties(document, source)
    if source.layout.auto_number:
        add_numbering(document)
    for block in source.blocks:
        add_block(document, block, source.layout)
    add_furniture(document, source.layout)
    buffer = io.BytesIO()
    document.save(buffer)
    return fix_zip(buffer.getvalue())


def set_properties(document: WordDocument, source: Source) -> None:
    """Set fixed properties and the body font."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = source.title, "Sopuri", "Sopuri", ""
    core.created = core.modified = FIXED_DATE
    core.language, core.revision = source.language, 1
    font = document.styles["Normal"].font
    font.name, font.size = WORD_FONTS[source.layout.font], Pt(11)


def add_block(document: WordDocument, block: Block, layout: Layout) -> None:
    """Add one block to the Word document."""
    if block.kind == "break":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif block.kind == "table":
        add_word_table(document, block)
    elif block.kind in ("title", "heading"):
        add_word_heading(document, block, layout)
    elif block.marker == "-":
        add_runs(document.add_paragraph(style="List Bullet"), block.text)
    elif block.kind == "item":
        add_runs(document.add_paragraph(style="List Paragraph"), f"{block.marker}\t{block.text}")
    else:
        add_runs(document.add_paragraph(), block.text)


def add_word_heading(document: WordDocument, block: Block, layout: Layout) -> None:
    """Add a heading; where Word makes the numbers, headings without a number in the source get none."""
    text = plain(block.text)
    automatic = layout.auto_number and block.level > 1
    paragraph = document.add_heading(NUMBER.sub("", text, count=1) if automatic else text, block.level - 1)
    if automatic and not NUMBER.match(text):
        properties: Any = paragraph._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 0


def add_runs(paragraph: WordParagraph, text: str, bold: bool = False) -> None:
    """Add marked text to a paragraph; line breaks become Word line breaks."""
    for piece, strong in emphasis(text):
        paragraph.add_run(piece).bold = (strong or bold) or None


def add_word_table(document: WordDocument, block: Block) -> None:
    """Add a table with borders, and an empty paragraph after it as Word users do."""
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    for number, (row, texts) in enumerate(zip(table.rows, block.rows, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            add_runs(cell.paragraphs[0], text, bold=block.header and number == 0)
    document.add_paragraph()


def add_furniture(document: WordDocument, layout: Layout) -> None:
    """Add the running header and the page number's fields."""
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.text = re.sub(r"\s{2,}", "\t", layout.running_header)
    in_corner = "(" in layout.page_number
    target = header if in_corner else section.footer.paragraphs[0]
    target.add_run("\t" if in_corner and "\t" in header.text else "\t\t" if in_corner else "\t")
    fields = iter(("PAGE", "NUMPAGES"))
    for part in re.split(r"(\d+)", layout.page_number):
        if part.isdigit():
            add_field(target, next(fields))
        elif part:
            target.add_run(part)


def add_field(paragraph: WordParagraph, name: str) -> None:
    """Add a Word field, as PAGE."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def add_numbering(document: WordDocument) -> None:
    """Let Word number headings 1 and 2, as ``1`` and ``1.1``; the numbers aren't in the text."""
    root: Any = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{i + 1}"/><w:suff w:val="tab"/><w:lvlText w:val="{form}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
        for i, form in enumerate(("%1", "%1.%2"))
    )
    space = nsdecls("w")
    abstract = f'<w:abstractNum {space} w:abstractNumId="{NUMBER_ID}"><w:multiLevelType w:val="multilevel"/>'
    root.insert(0, parse_xml(f"{abstract}{levels}</w:abstractNum>"))
    link = f'<w:abstractNumId w:val="{NUMBER_ID}"/>'
    root.append(parse_xml(f'<w:num {space} w:numId="{NUMBER_ID}">{link}</w:num>'))
    for level in (0, 1):
        style: Any = document.styles[f"Heading {level + 1}"]
        number = style.element.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = level
        number.get_or_add_numId().val = NUMBER_ID


def fix_zip(data: bytes) -> bytes:
    """Write a zip file anew with fixed dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()


# --- the command ------------------------------------------------------------------------------

RENDERERS = {"pdf": render_pdf, "scan": render_scan, "docx": render_docx}


def register_fonts() -> None:
    """Make the bundled Vera fonts known, and store pictures as plain bytes."""
    rl_config.useA85 = 0
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def render_file(path: Path, target: Path) -> str:
    """Render one source into the target folder and return a line that reports it."""
    source = parse_source(path.read_text(encoding="utf-8"))
    data = RENDERERS[source.format](source)
    (target / source.file).write_bytes(data)
    return f"{path.name} -> {source.file} ({source.format}, {source.language}, {len(data)} bytes)"


def main() -> None:
    """Render the named sources, or all of them."""
    parser = argparse.ArgumentParser(description="Render the sample agreements.")
    parser.add_argument("names", nargs="*", help="source names without .md (default: all)")
    parser.add_argument("--sources", type=Path, default=HERE / "sources", help="the folder of the sources")
    parser.add_argument("--output", type=Path, default=HERE / "sample", help="the folder of what is rendered")
    options = parser.parse_args()
    register_fonts()
    names: list[str] = options.names
    paths = [options.sources / f"{name}.md" for name in names] or sorted(options.sources.glob("*.md"))
    for path in paths:
        print(render_file(path, options.output))


if __name__ == "__main__":
    main()
