"""A report as a Word document: real headings, tables whose header is repeated, footnotes, page numbers."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from assistant.export.files import write
from assistant.export.footnotes import Footnotes, text_run
from assistant.export.look import TAGS, element, new_document
from assistant.export.parts import place
from assistant.export.report import Block, Cell, Kind, Paragraph, Report, Run, Section, Table, Tone
from assistant.phrases import phrase

if TYPE_CHECKING:
    from docx.document import Document

# What XML 1.0 has no character for. A document's words come from outside.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLES = {Kind.BODY: "Normal", Kind.BULLET: "List Bullet", Kind.QUOTE: "Quote", Kind.NOTICE: "Notice"}
_GROUND = {Tone.FOUND: "DDF0E3", Tone.POSSIBLE: "FFF1D0", Tone.MISSING: "E9ECEF"}
_HEADER_GROUND = "E3F0F8"
_MARK = "FFE699"
_UNSPLIT = 1200  # characters of a row that is kept on one page
_DEEPEST = 4  # levels of headings


def write_word(report: Report, path: Path) -> None:
    """Write ``report`` to ``path``. Raises ExportError."""
    write(path, lambda file: save_word(report, file), report.language)


def save_word(report: Report, file: BinaryIO) -> None:
    """Write ``report`` into an open file."""
    _Writer(report).document.save(file)


def clean(text: str) -> str:
    """``text`` with a replacement character for each that XML can't hold."""
    return _ILLEGAL.sub("\ufffd", text)


class _Writer:
    def __init__(self, report: Report) -> None:
        self._report = report
        self.document: Document = new_document(report.language)
        self._footnotes = Footnotes(self.document)
        section = self.document.sections[0]
        self._width = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
        self._properties()
        self._front()
        for part in report.sections:
            self._section(part, 1)
        self._margins()

    def _properties(self) -> None:
        properties, report = self.document.core_properties, self._report
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)
        properties.title = clean(report.title)[:255]
        properties.author = properties.last_modified_by = "Sopuri"
        properties.language = TAGS[report.language]
        properties.comments = phrase(report.language, "export.properties")
        properties.created = properties.modified = now
        properties.revision = 1

    def _front(self) -> None:
        self.document.add_paragraph(clean(self._report.title), "Title")
        for notice in self._report.notices:
            self.document.add_paragraph(clean(notice), _STYLES[Kind.NOTICE])
        for name, value in self._report.facts:
            line = self.document.add_paragraph(style="Facts")
            line.add_run(clean(f"{name}: ")).bold = True
            line.add_run(clean(value))

    def _section(self, section: Section, level: int) -> None:
        self.document.add_heading(clean(section.title), min(level, _DEEPEST))
        for block in section.blocks:
            self._block(block)
        for inner in section.sections:
            self._section(inner, level + 1)

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
        else:
            self._fill(self.document.add_paragraph(style=_STYLES[block.kind]), block)

    def _fill(self, target: Any, paragraph: Paragraph, *, small: bool = False) -> None:
        for run in paragraph.runs:
            self._run(target, run, small)

    def _run(self, target: Any, run: Run, small: bool) -> None:
        from docx.shared import Pt

        if run.text:
            made = target.add_run()
            for i, line in enumerate(clean(run.text).split("\n")):
                if i:
                    made.add_break()
                made.add_text(line)
            made.bold, made.italic = run.bold or None, run.italic or None
            if small:
                made.font.size = Pt(9)
            if run.marked:
                made._r.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=_MARK))
            if run.language in TAGS and run.language != self._report.language:
                made._r.get_or_add_rPr().append(element("lang", val=TAGS[run.language]))
        if run.note is not None:
            quotation = run.note.quotation
            words = []
            if run.note.words:
                tag = TAGS.get(run.language or self._report.language)
                words = [text_run(f"”{clean(quotation.text)}”", language=tag), text_run(" – ")]
            words.append(text_run(clean(place(quotation, self._report.language))))
            target._p.append(self._footnotes.add(words))

    def _table(self, table: Table) -> None:
        made = self.document.add_table(len(table.rows) + 1, len(table.header), style="Table Grid")
        made.autofit = False
        total = sum(table.widths)
        widths = [int(self._width * width / total) for width in table.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        header = made.rows[0]
        header._tr.get_or_add_trPr().append(element("cantSplit"))
        header._tr.get_or_add_trPr().append(element("tblHeader"))
        for cell, text, width in zip(header.cells, table.header, widths, strict=True):
            cell.width = width
            self._fill(self._first(cell), Paragraph((Run(text, bold=True),)), small=True)
            _shade(cell, _HEADER_GROUND)
        for row, cells in zip(list(made.rows)[1:], table.rows, strict=True):
            if sum(len(p.text) for content in cells for p in content.paragraphs) <= _UNSPLIT:
                row._tr.get_or_add_trPr().append(element("cantSplit"))
            for cell, content, width in zip(row.cells, cells, widths, strict=True):
                cell.width = width
                self._cell(cell, content)
        self.document.add_paragraph(style="After Table")

    def _cell(self, cell: Any, content: Cell) -> None:
        for i, paragraph in enumerate(content.paragraphs):
            self._fill(cell.add_paragraph(style="In Table") if i else self._first(cell), paragraph, small=True)
        if not content.paragraphs:
            self._first(cell)
        if content.tone is not Tone.PLAIN:
            _shade(cell, _GROUND[content.tone])

    def _first(self, cell: Any) -> Any:
        paragraph = cell.paragraphs[0]
        paragraph.style = "In Table"
        return paragraph

    def _margins(self) -> None:
        """The title and page numbers at the foot of each page, notices at its head: pages get separated."""
        section, language = self.document.sections[0], self._report.language
        if self._report.notices:
            section.header.paragraphs[0].style = "Margin"
            section.header.paragraphs[0].add_run(clean(" ".join(self._report.notices)))
        foot = section.footer.paragraphs[0]
        foot.style = "Margin"
        before, between, after = re.split(r"\{page\}|\{pages\}", phrase(language, "export.page"))
        foot.add_run(clean(f"{self._report.title} · {before}"))
        for field, text in (("PAGE", between), ("NUMPAGES", after)):
            simple = element("fldSimple", instr=field)
            simple.append(text_run("1"))
            foot._p.append(simple)
            if text:
                foot._p.append(text_run(text))


def _shade(cell: Any, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=fill))
