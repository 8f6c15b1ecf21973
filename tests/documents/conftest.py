"""Real files for the tests: PDFs drawn line by line, Word files, and reading them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from assistant.documents import read_document
from assistant.model import Agreement, Clause, Part

LEFT, WIDTH = 72.0, 440.0  # points: where the text begins and how wide it is

WritePdf = Callable[..., Path]


def statutes() -> Path:
    """The folder of real statutes; a test that needs it is skipped where it is not there."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data" / "statutes"
    folder = Path(os.environ.get("SOPURI_STATUTES") or beside)
    if not folder.is_dir():
        pytest.skip(f"no statutes in {folder}")
    return folder


class Sheet:
    """Draws pages. ``text`` wraps; a line beginning with "# " is a large bold title, "## " a bold heading, "" a gap."""

    def __init__(self, path: Path, header: str = "", footer: str = "", width: float = WIDTH) -> None:
        self.canvas, self.width = Canvas(str(path), pagesize=A4, pageCompression=0), width
        self.header, self.footer, self.page, self.y = header, footer, 0, 0.0
        self.new_page()

    def new_page(self) -> None:
        """End the page, if one is begun, and begin another."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = A4[1] - 90
        self.canvas.setFont("Helvetica", 9)
        if self.header:
            self.canvas.drawString(LEFT, A4[1] - 45, self.header)
        if self.footer:
            self.canvas.drawCentredString(A4[0] / 2, 40, self.footer.replace("#", str(self.page)))

    def line(self, text: str, x: float = LEFT, font: str = "Helvetica", size: float = 11, leading: float = 14) -> None:
        """One line, not wrapped."""
        self.y -= leading
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)

    def text(self, lines: Sequence[str]) -> None:
        """Paragraphs: each string is one, wrapped; "\\n" in it is a line break."""
        for text in lines:
            if not text:
                self.y -= 9
                continue
            font, size, leading = "Helvetica", 11, 14
            if text.startswith("# "):
                text, font, size, leading = text[2:], "Helvetica-Bold", 16, 20
            elif text.startswith("## "):
                text, font = text[3:], "Helvetica-Bold"
            for part in text.split("\n"):
                for piece in simpleSplit(part, font, size, self.width):
                    self.line(piece, font=font, size=size, leading=leading)


@pytest.fixture
def write_pdf(tmp_path: Path) -> WritePdf:
    """A function (pages, header, footer, width, name) → path of a PDF; pages are lists of paragraphs (see Sheet)."""

    def write(
        *pages: Sequence[str], header: str = "", footer: str = "", width: float = WIDTH, name: str = "koe.pdf"
    ) -> Path:
        path = tmp_path / name
        sheet = Sheet(path, header, footer, width)
        for number, page in enumerate(pages):
            if number:
                sheet.new_page()
            sheet.text(page)
        sheet.canvas.save()
        return path

    return write


def read(path: Path) -> Agreement:
    """The document at ``path``, its folder being the corpus."""
    return read_document(path, path.parent)


def numbers(agreement: Agreement, part: Part = Part.BODY) -> list[tuple[str | None, str | None]]:
    """Number and heading of the clauses of one part."""
    return [(clause.number, clause.heading) for clause in agreement.clauses if clause.part is part]


def blocks(clause: Clause) -> list[str]:
    """The paragraphs of a clause."""
    ends = (*clause.blocks[1:], len(clause.text))
    return [clause.text[start:end].strip() for start, end in zip(clause.blocks, ends, strict=True)]


def clause(agreement: Agreement, number: str) -> Clause:
    """The first clause with this number."""
    return next(c for c in agreement.clauses if c.number == number)
