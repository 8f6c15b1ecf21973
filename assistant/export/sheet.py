"""A comparison as a workbook: matrix, terms, and every quotation. Words of documents stay words: no cell is a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from assistant.answers.results import Comparison, TermState
from assistant.export.files import write
from assistant.export.parts import words
from assistant.export.scope import Scope
from assistant.export.word import clean
from assistant.model import AgreementId, Quotation, Verdict

_FILLS = {Verdict.FOUND: "DDF0E3", Verdict.POSSIBLE: "FFF1D0", Verdict.NOT_MENTIONED: "E9ECEF"}
_TERM_FILLS = {
    TermState.STATED: _FILLS[Verdict.FOUND],
    TermState.UNCLEAR: _FILLS[Verdict.POSSIBLE],
    TermState.NOT_MENTIONED: _FILLS[Verdict.NOT_MENTIONED],
}
_HEADER = "E3F0F8"
_LONGEST = 32_000  # characters; a cell can hold 32,767
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_SHEETS = _MATRIX, _TERMS, _QUOTES, _ABOUT = "matrix", "terms", "quotes", "about"


def write_sheet(comparison: Comparison, scope: Scope, path: Path) -> None:
    """Write ``comparison`` to ``path`` (.xlsx). Raises ExportError."""
    write(path, lambda file: save_sheet(comparison, scope, file), comparison.language)


def save_sheet(comparison: Comparison, scope: Scope, file: BinaryIO) -> None:
    """Write ``comparison`` into an open file."""
    _Book(comparison, scope).book.save(file)


class _Book:
    def __init__(self, comparison: Comparison, scope: Scope) -> None:
        import openpyxl

        self._comparison, self._scope, self._language = comparison, scope, comparison.language
        self._own = words(comparison.language)
        self.book: Any = openpyxl.Workbook()
        titles = {name: _FORBIDDEN_IN_TITLE.sub(" ", self._own["sheets"][name])[:31] for name in _SHEETS}
        self._sheets = {name: self.book.create_sheet(title) for name, title in titles.items()}
        self.book.remove(self.book.worksheets[0])
        self.book.properties.title = self._own["comparison"]
        self.book.properties.creator = "Sopuri"
        # The first row of each cell's quotations, for the links from the matrix.
        self._rows: dict[tuple[AgreementId, str], int] = {}
        self._quotes()
        self._matrix()
        self._terms()
        self._about()

    def _quotes(self) -> None:
        own, sheet = self._own, self._sheets[_QUOTES]
        headings = [own[name] for name in ("topic", "region", "status", "verdict", "confidence", "wording")]
        self._head(sheet, [*headings, own["clause"], own["heading"], own["page_number"], own["file"]])
        for topic in self._comparison.topics:
            for agreement in self._comparison.agreements:
                finding = self._comparison.cells[agreement, topic]
                self._rows[agreement, topic] = sheet.max_row + 1
                front = [
                    self._label(topic),
                    finding.region or self._scope.name(agreement, self._language),
                    self._scope.status(agreement, self._language),
                    own["verdicts"][finding.verdict.value],
                    finding.confidence,
                ]
                quotations: Sequence[Quotation | None] = finding.quotes or (None,)
                for quotation in quotations:
                    row = self._row(sheet, [*front, *_cut(quotation, finding.file)])
                    row[3].fill = _fill(_FILLS[finding.verdict])
                    row[4].number_format = "0 %"
        self._layout(sheet, (24, 18, 22, 14, 12, 80, 9, 26, 7, 24), freeze="C2")

    def _matrix(self) -> None:
        from openpyxl.styles import Alignment, Font
        from openpyxl.worksheet.hyperlink import Hyperlink

        comparison, sheet = self._comparison, self._sheets[_MATRIX]
        names = [self._scope.name(agreement, self._language) for agreement in comparison.agreements]
        self._head(sheet, [self._own["topic"], *names])
        target = self._sheets[_QUOTES].title
        for topic in comparison.topics:
            row = self._row(sheet, [self._label(topic), *([""] * len(names))])
            row[0].font = Font(bold=True)
            for cell, agreement in zip(row[1:], comparison.agreements, strict=True):
                finding = comparison.cells[agreement, topic]
                _put(cell, self._own["verdicts"][finding.verdict.value])
                cell.fill = _fill(_FILLS[finding.verdict])
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
                if finding.quotes:
                    place = f"'{target}'!A{self._rows[agreement, topic]}"
                    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
                    cell.font = Font(color="075985", underline="single")
        self._layout(sheet, (30, *([15] * len(names))), freeze="B2", filtered=False)

    def _terms(self) -> None:
        own, sheet = self._own, self._sheets[_TERMS]
        headings = [own[name] for name in ("term", "region", "value", "state", "usual", "wording")]
        self._head(sheet, [*headings, own["clause"], own["heading"], own["page_number"], own["file"]])
        usual = {(o.agreement, o.term): f"{o.usual} ({o.of_usual}/{o.of})" for o in self._comparison.outliers}
        for term in self._comparison.terms:
            known = self._scope.agreements.get(term.agreement)
            cells = [
                self._comparison.term_labels.get(term.term, term.term),
                self._scope.name(term.agreement, self._language),
                term.value or "",
                own["term_states"][term.state.value],
                usual.get((term.agreement, term.term), ""),
                *_cut(term.quote, known.file if known else ""),
            ]
            row = self._row(sheet, cells)
            for cell in row[2:4]:
                cell.fill = _fill(_TERM_FILLS[term.state])
        self._layout(sheet, (26, 22, 22, 16, 22, 80, 9, 26, 7, 24), freeze="C2")

    def _about(self) -> None:
        from openpyxl.styles import Alignment

        own, sheet = self._own, self._sheets[_ABOUT]
        quotations = [q for finding in self._comparison.cells.values() for q in finding.quotes]
        secrecy = self._scope.secrecy(quotations)
        marks = [own["secrecy"][secrecy.value]] if secrecy.value in own["secrecy"] else []
        lines = [
            *marks,
            *self._scope.notices(self._language),
            own["machine"]["comparison"],
            own["verbatim"],
            own["check"],
        ]
        for name, value in self._scope.facts(self._language):
            self._row(sheet, [name, value])
        for line in lines:
            self._row(sheet, ["", line])
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100
        for cell in sheet["B"]:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")

    def _label(self, topic: str) -> str:
        return self._comparison.labels.get(topic, topic)

    def _head(self, sheet: Any, headings: Sequence[str]) -> None:
        from openpyxl.styles import Alignment, Font

        for cell in self._row(sheet, headings):
            cell.font, cell.fill = Font(bold=True), _fill(_HEADER)
            cell.alignment = Alignment(wrap_text=True, vertical="center")

    def _row(self, sheet: Any, values: Sequence[object]) -> list[Any]:
        """Write a row below the last one."""
        from openpyxl.styles import Alignment

        number = sheet.max_row + 1 if sheet.cell(1, 1).value is not None or sheet.max_row > 1 else 1
        cells = [sheet.cell(number, column) for column in range(1, len(values) + 1)]
        for cell, value in zip(cells, values, strict=True):
            _put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cells

    def _layout(self, sheet: Any, widths: Sequence[int], freeze: str, *, filtered: bool = True) -> None:
        from openpyxl.utils import get_column_letter

        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = freeze
        if filtered:
            sheet.auto_filter.ref = sheet.dimensions
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
        sheet.oddFooter.center.text = "&P / &N"


def _cut(quotation: Quotation | None, file: str) -> list[object]:
    """A quotation's columns: words, clause, heading, page, file."""
    if quotation is None:
        return ["", "", "", "", file]
    return [quotation.text, quotation.clause or "", quotation.heading or "", quotation.page or "", quotation.file]


def _put(cell: Any, value: object) -> None:
    """Write a number as a number and everything else as text, whatever it begins with."""
    if isinstance(value, int | float):
        cell.value = value
        return
    text = clean(str(value))
    cell.value = text if len(text) <= _LONGEST else text[:_LONGEST] + " […]"
    cell.data_type = "s"  # openpyxl takes what begins with "=" for a formula
    cell.quotePrefix = text[:1] in "=+-@\t\r" and bool(text)  # so that it stays text when someone edits the cell


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour, end_color=colour)
