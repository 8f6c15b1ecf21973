"""A page as a picture: its limits, marks and covers."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from assistant.documents import DocumentError, Words, locate, show_page, worker
from assistant.documents.sheets import LONGEST_SIDE, MOST_PIXELS

from .conftest import WritePdf


def test_a_page_with_its_marks_as_shares_of_it(write_pdf: WritePdf) -> None:
    path = write_pdf(["1 Kulut", "Kela maksaa omansa.", "Kaupunki maksaa vuokran."])
    sheet = show_page(path, 1, (Words("Kela maksaa omansa."), Words("Tätä ei ole.")))
    assert (sheet.width, sheet.height, sheet.page, sheet.pages) == (1191, 1684, 1, 1)
    ((left, top, right, bottom),) = sheet.marks[0]
    (box,) = locate(path, 1, "Kela maksaa omansa.")
    assert (left * 595.28, top * 841.89, right * 595.28, bottom * 841.89) == pytest.approx(box, abs=0.1)
    assert sheet.marks[1] == ()
    assert Image.open(io.BytesIO(sheet.image)).size == (1191, 1684)
    assert show_page(path, 1, (Words("Kela maksaa omansa."), Words("Tätä ei ole."))) is sheet


def test_what_is_covered_is_black_in_the_picture(write_pdf: WritePdf) -> None:
    path = write_pdf(["1 Yhteys", "Puhelin 040 123 4567.", "Muu teksti."])
    plain = show_page(path, 1, (Words("Puhelin 040 123 4567."),))
    covered = show_page(path, 1, covers=(Words("040 123 4567"), Words("ei sivulla")))
    assert covered.covered == (True, False)
    ((left, top, right, bottom),) = plain.marks[0]
    at = (int((left + 0.8 * (right - left)) * plain.width), int((top + bottom) / 2 * plain.height))
    assert max(Image.open(io.BytesIO(covered.image)).getpixel(at)) < 30  # type: ignore[arg-type]


@pytest.mark.parametrize(("width", "height"), [(14_000, 14_000), (14_400, 20), (3, 14_400)])
def test_a_huge_page_is_drawn_small(write_pdf: WritePdf, tmp_path: Path, width: int, height: int) -> None:
    page = pypdf.PdfReader(write_pdf(["Kela sopii."])).pages[0]
    page.mediabox.upper_right = (width, height)
    page.cropbox.upper_right = (width, height)
    writer = pypdf.PdfWriter()
    writer.add_page(page)
    path = tmp_path / "valtava.pdf"
    writer.write(path)
    sheet = show_page(path, 1)
    assert 0 < sheet.width * sheet.height <= 1.01 * MOST_PIXELS
    assert max(sheet.width, sheet.height) <= LONGEST_SIDE + 1


def test_no_such_page_and_no_such_file(write_pdf: WritePdf, tmp_path: Path) -> None:
    path = write_pdf(["Kela sopii."])
    for page in (0, 2, -1):
        with pytest.raises(IndexError):
            show_page(path, page)
    with pytest.raises(DocumentError) as caught:
        show_page(tmp_path / "poissa.pdf", 1)
    assert caught.value.key == "missing"
    broken = tmp_path / "rikki.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(DocumentError) as caught:
        show_page(broken, 1)
    assert caught.value.key == "corrupt"


def test_a_page_that_takes_too_long_is_given_up(write_pdf: WritePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(["Kela sopii."])
    worker.close_worker()
    monkeypatch.setattr(worker, "WALL_SECONDS", 0.01)
    with pytest.raises(DocumentError) as caught:
        show_page(path, 1)
    assert caught.value.key == "time"
    monkeypatch.undo()
    assert show_page(path, 1).pages == 1
