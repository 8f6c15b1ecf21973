"""Scanned pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader

from assistant.documents import DocumentError, locate, ocr, read_document, render_page
from assistant.documents.ocr import section_signs
from assistant.documents.pdf import read_pdf
from assistant.model import Part

from .conftest import Sheet, WritePdf, numbers

needs_tesseract = pytest.mark.skipif(not ocr.languages(), reason="tesseract is not installed")


def scan(path: Path, write_pdf: WritePdf, *pages: list[str], typed: list[str] | None = None) -> Path:
    """A PDF of pictures of pages; after them, a page of real text."""
    source = write_pdf(*pages, name="lahde.pdf")
    sheet = Sheet(path)
    for number in range(1, len(pages) + 1):
        if number > 1:
            sheet.new_page()
        image = render_page(source, number, 200 / 72)
        sheet.canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    if typed:
        sheet.new_page()
        sheet.text(typed)
    sheet.canvas.save()
    return path


PAGE = [
    "Yhteistyösopimus",
    "",
    "1 Tarkoitus",
    "Osapuolet sopivat työllisyyden edistämisestä.",
    "",
    "2 Kulut",
    "Kela maksaa omansa.",
]


@needs_tesseract
def test_scan_is_read(tmp_path: Path, write_pdf: WritePdf) -> None:
    """Scanned and typed pages of one document make one text."""
    path = scan(tmp_path / "skannaus.pdf", write_pdf, PAGE, typed=["3 Henkilöstö", "Kaksi ohjaajaa."])
    agreement = read_document(path, tmp_path)
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Kulut"), ("3", "Henkilöstö")]
    assert agreement.clauses[1].text == "Osapuolet sopivat työllisyyden edistämisestä."
    assert agreement.clauses[-1].page == 2
    assert agreement.clauses[0].part is Part.PREAMBLE
    (box,) = locate(path, 1, "Kela maksaa omansa.")
    assert 60 < box[0] < 80 and 150 < box[1] < 260


def test_scan_without_tesseract(tmp_path: Path, write_pdf: WritePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that says what is needed, even where only some pages are scans: never a silent loss."""
    path = scan(tmp_path / "osa.pdf", write_pdf, PAGE, typed=["3 Henkilöstö", "Kaksi ohjaajaa."])
    monkeypatch.setattr(ocr, "languages", lambda: ())
    with pytest.raises(DocumentError) as caught:
        read_pdf(path)
    assert caught.value.key == "scan"
    assert "sivut 1" in str(caught.value) and "tesseract" in str(caught.value)


def test_scan_with_recognition_switched_off(tmp_path: Path, write_pdf: WritePdf) -> None:
    """``ocr=False`` is a reason of its own."""
    path = scan(tmp_path / "pois.pdf", write_pdf, PAGE)
    with pytest.raises(DocumentError) as caught:
        read_document(path, tmp_path, ocr=False)
    assert caught.value.key == "scan_off"


def test_section_signs_are_put_right() -> None:
    """Tesseract has no "§"; a number that only looks like one is let be."""
    assert section_signs(["1$ OSAPUOLET", "2 $ TALOUS", "3 &8 TIEDOT", "4 8 RIIDAT", "88 KAPPALETTA", "55 MUUTA"]) == [
        "1 § OSAPUOLET", "2 § TALOUS", "3 § TIEDOT", "4 § RIIDAT", "88 KAPPALETTA", "55 MUUTA",
    ]  # fmt: skip
    assert section_signs(["1 Tarkoitus", "2 8 Kelan edustajaa"]) == ["1 Tarkoitus", "2 8 Kelan edustajaa"]
