"""A Word document becomes lines, one a paragraph or table row. Runs inside the worker process."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from .errors import DocumentError
from .lines import Line, Shape, Source
from .numbering import Numbering, Styles, is_on
from .text import SOFT, collapse

_SKIPPED = {
    qn(tag)
    for tag in (
        "w:del",
        "w:moveFrom",
        "w:instrText",
        "w:delText",
        "w:pPr",
        "w:rPr",
        "w:commentReference",
        "w:annotationRef",
        "w:rubyPr",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:txbxContent",
    )
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_MAX_PARAGRAPHS = 100_000


def read_word(path: Path) -> Source:
    """The lines of a docx: body text with inserted and without deleted changes; no headers, footers or hidden text.

    Raises DocumentError where the file is no Word document that can be read.
    """
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, OSError):
        raise DocumentError("corrupt", file=path.name) from None
    reader = _Reader(document)
    lines = tuple(line for line in reader.lines(document.element.body) if line.text)
    return Source(lines, hidden=" ".join(reader.hidden), margins=_margins(document.part))


class _Reader:
    """Goes through the body once, counting list numbers as it goes."""

    def __init__(self, document: Any) -> None:
        part = document.part
        self._styles = Styles(_element(part, "styles"))
        self._numbering = Numbering(_element(part, "numbering"), self._styles)
        self._notes = {**_notes(part, "footnotes"), **_notes(part, "endnotes")}
        self.hidden: list[str] = []
        self._count = 0
        self._pending = ""

    def lines(self, container: Any) -> Iterator[Line]:
        """The lines of a body, cell or text box."""
        pending = ""
        for child in _blocks(container):
            self._count += 1
            if self._count > _MAX_PARAGRAPHS:
                return
            if child.tag == qn("w:tbl"):
                yield from self._table(child)
                continue
            yield from self._paragraph(child, pending)
            pending = self._pending

    def _paragraph(self, element: Any, pending: str) -> Iterator[Line]:
        """The lines of a paragraph: usually one; more where lines are broken by hand, and for text boxes and notes in
        it.
        """
        properties = element.find(qn("w:pPr"))
        style = _value(properties, "w:pStyle") or self._styles.default
        name = self._styles.name(style)
        runs = list(self._runs(element, style))
        text = pending + "".join(run for run, _, _ in runs)
        self._pending = ""
        if properties is not None and properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is not None:
            self._pending = text + " "  # the paragraph mark is deleted: the text goes on with the next paragraph
            return
        if name.startswith("toc ") or name in ("toc heading", "table of contents"):
            return
        level = self._heading_level(properties, style)
        number = self._number(properties, style) if collapse(text) else ""
        shape = Shape.TITLE if name == "title" else Shape.HEADING if level else Shape.ITEM if number else Shape.TEXT
        solid = [(run, bold, size) for run, bold, size in runs if run.strip()]
        pieces = [collapse(text.replace("\n", " "))] if level or number else _by_hand(text)
        for i, piece in enumerate(piece for piece in pieces if piece):
            yield Line(
                text=f"{number} {piece}" if number and i == 0 else piece,
                size=min((size for _, _, size in solid), default=0.0),
                bold=bool(solid) and all(bold for _, bold, _ in solid),
                shape=shape,
                level=level,
                apart=True,
                whole=True,
            )
        for box in element.iter(qn("w:txbxContent")):
            if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
                kept = self._pending
                yield from self.lines(box)
                self._pending = kept
        for reference in [*element.iter(qn("w:footnoteReference")), *element.iter(qn("w:endnoteReference"))]:
            note = self._notes.get((reference.tag.rsplit("}", 1)[1][:3], reference.get(qn("w:id"), "")))
            if note is not None and (body := collapse("".join(run for run, _, _ in self._runs(note, None)))):
                yield Line(text=body, apart=True, whole=True)

    def _heading_level(self, properties: Any | None, style: str | None) -> int:
        outline = _value(properties, "w:outlineLvl")
        if outline is not None and outline.isdigit():
            return int(outline) + 1 if int(outline) < 9 else 0
        return self._styles.heading(style)

    def _number(self, properties: Any | None, style: str | None) -> str:
        num, level = self._styles.num(style)
        own = properties.find(qn("w:numPr")) if properties is not None else None
        if own is not None:
            num = _value(own, "w:numId") or num
            at = _value(own, "w:ilvl")
            level = int(at) if at and at.isdigit() else level
        return self._numbering.next(num, level) if num and num != "0" else ""

    def _runs(self, element: Any, style: str | None) -> Iterator[tuple[str, bool, float]]:
        """The visible text of an element piece by piece, with whether it is bold and its size in points."""
        style_bold = is_on(self._styles.run(style, "w:b"))
        size = self._styles.run(style, "w:sz")
        style_size = _points(size) or self._styles.default_size
        style_hidden = is_on(self._styles.run(style, "w:vanish"))
        for run in _descend(element):
            properties = run.find(qn("w:rPr"))
            character = _value(properties, "w:rStyle")
            text = _text(run)
            if is_on(_first(properties, "w:vanish", self._styles.run(character, "w:vanish"))) or style_hidden:
                self.hidden.append(text)
                continue
            bold = _first(properties, "w:b", self._styles.run(character, "w:b"))
            own_size = _points(_first(properties, "w:sz", self._styles.run(character, "w:sz")))
            yield text, is_on(bold) if bold is not None else style_bold, own_size or style_size

    def _table(self, table: Any) -> Iterator[Line]:
        for row in _rows(table):
            cells = list(self._cells(row))
            lines = [[line for line in self.lines(cell) if line.text] for cell in cells]
            filled = [cell for cell in lines if cell]
            if not filled:
                continue
            # A single cell is a frame around text, and a cell with headings is layout: no table row.
            if len(cells) == 1 or any(line.shape is Shape.HEADING for cell in filled for line in cell):
                for cell in filled:
                    yield from cell
                continue
            yield Line(
                text=" ".join(line.text for cell in filled for line in cell),
                size=filled[0][0].size,
                bold=all(line.bold for cell in filled for line in cell),
                shape=Shape.ROW,
                apart=True,
                whole=True,
            )

    def _cells(self, row: Any) -> Iterator[Any]:
        """The cells of a row, those that only go on with the cell above left out."""
        for cell in _unwrapped(row, qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            merged = properties.find(qn("w:vMerge")) if properties is not None else None
            if merged is None or merged.get(qn("w:val")) == "restart":
                yield cell


def _element(part: Any, kind: str) -> Any | None:
    for relation in part.rels.values():
        if relation.reltype.endswith("/" + kind) and not relation.is_external:
            target = relation.target_part
            root = getattr(target, "element", None)
            if root is None:
                root = etree.fromstring(target.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            return root
    return None


def _margins(part: Any) -> tuple[str, ...]:
    """The text of headers and footers, each line once."""
    out: dict[str, None] = {}
    for relation in part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] in ("header", "footer") and not relation.is_external:
            for paragraph in relation.target_part.element.iter(qn("w:p")):
                if text := collapse("".join(_text(run) for run in _descend(paragraph))):
                    out[text] = None
    return tuple(out)


def _notes(part: Any, kind: str) -> dict[tuple[str, str], Any]:
    root = _element(part, kind)
    return {} if root is None else {(kind[:3], note.get(qn("w:id"), "")): note for note in root}


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, out of content controls too; a table of contents is left out."""
    for child in container.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            gallery = child.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
            content = child.find(qn("w:sdtContent"))
            if content is not None and (gallery is None or gallery.get(qn("w:val")) != "Table of Contents"):
                yield from _blocks(content)
        elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[Any]:
    for row in _unwrapped(table, qn("w:tr")):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield row


def _unwrapped(parent: Any, tag: str) -> Iterator[Any]:
    """Children ``tag`` of ``parent``, out of content controls too."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
            yield from _unwrapped(child, tag)


def _descend(element: Any) -> Iterator[Any]:
    """The runs of a paragraph in order, without what is deleted and without those of text boxes."""
    for child in element.iterchildren():
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:r"):
            yield child
        else:
            yield from _descend(child)


def _text(run: Any) -> str:
    """The text of a run; a line break by hand is a newline."""
    out = []
    for child in run.iterchildren():
        tag = child.tag
        if tag == qn("w:t"):
            out.append((child.text or "").replace("\n", " "))
        elif tag in (qn("w:tab"), qn("w:ptab")):
            out.append(" ")
        elif tag in (qn("w:br"), qn("w:cr")):
            out.append("\n")
        elif tag == qn("w:noBreakHyphen"):
            out.append("-")
        elif tag == qn("w:softHyphen"):
            out.append(SOFT)
        elif tag == qn("w:sym"):
            out.append("•")
    return "".join(out)


def _by_hand(text: str) -> list[str]:
    """The lines of a paragraph that is broken by hand; one that goes on in lower case is not cut there."""
    out: list[str] = []
    for line in text.split("\n"):
        piece = collapse(line)
        if piece and out and (piece[0].islower() and out[-1][-1] not in ".:;"):
            out[-1] += " " + piece
        elif piece:
            out.append(piece)
    return out


def _value(parent: Any | None, tag: str) -> str | None:
    child = parent.find(qn(tag)) if parent is not None else None
    return child.get(qn("w:val")) if child is not None else None


def _first(properties: Any | None, tag: str, inherited: Any | None) -> Any | None:
    own = properties.find(qn(tag)) if properties is not None else None
    return own if own is not None else inherited


def _points(element: Any | None) -> float:
    value = element.get(qn("w:val"), "") if element is not None else ""
    return int(value) / 2 if value.isdigit() else 0.0
