"""Hostile and broken files: one clear sentence each, in bounded time, and the next file is read as if nothing had
been.
"""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from assistant.documents import DocumentError, read_document, worker

from .conftest import WritePdf, read


def reason(path: Path) -> str:
    """The key of the error that reading gives; its text must be one sentence that names the file."""
    began = time.monotonic()
    with pytest.raises(DocumentError) as caught:
        read_document(path, path.parent)
    assert time.monotonic() - began < 10
    text = str(caught.value)
    assert path.name in text
    assert text.endswith(".") and text.count(". ") == 0 and "{" not in text
    assert caught.value.reason("sv") != text
    return caught.value.key


def test_empty_file(tmp_path: Path) -> None:
    """Zero bytes, or nothing but white space."""
    for name, data in (("tyhja.pdf", b""), ("tyhja.txt", b" \n\n"), ("tyhja.docx", b"\x00" * 100)):
        path = tmp_path / name
        path.write_bytes(data)
        assert reason(path) == "empty"


def test_encrypted_pdf(tmp_path: Path, write_pdf: WritePdf) -> None:
    """A password that nobody has."""
    writer = pypdf.PdfWriter(write_pdf(["Sopimus"]))
    writer.encrypt("salasana", algorithm="RC4-128")
    path = tmp_path / "lukittu.pdf"
    writer.write(path)
    assert reason(path) == "encrypted"


def test_pdf_that_only_forbids_changes_is_read(tmp_path: Path, write_pdf: WritePdf) -> None:
    """An owner's password alone does not lock reading."""
    writer = pypdf.PdfWriter(write_pdf(["1 Tarkoitus", "Kela sopii.", "", "2 Kulut", "Kela maksaa."]))
    writer.encrypt("", "omistaja", algorithm="RC4-128")
    path = tmp_path / "rajattu.pdf"
    writer.write(path)
    assert len(read(path).clauses) == 2


def test_cut_off_pdf(tmp_path: Path, write_pdf: WritePdf) -> None:
    """A download that ended early."""
    data = write_pdf(["Sopimus"]).read_bytes()
    path = tmp_path / "katkennut.pdf"
    path.write_bytes(data[:120])
    assert reason(path) == "corrupt"


def test_page_tree_loop(tmp_path: Path) -> None:
    """A page tree whose node is its own child."""
    path = tmp_path / "silmukka.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )
    assert reason(path) in ("corrupt", "no_text", "too_many_pages", "time")


def test_mislabelled_files(tmp_path: Path, write_pdf: WritePdf) -> None:
    """A file is read as what it is, or named for what it is."""
    real = tmp_path / "oikea.docx"
    document = docx.Document()
    document.add_heading("1 Tarkoitus", 1)
    document.add_paragraph("Kela sopii.")
    document.save(str(real))
    fake = tmp_path / "vaara.pdf"
    fake.write_bytes(real.read_bytes())
    assert read(fake).clauses[0].heading == "Tarkoitus"
    other = tmp_path / "vaara.docx"
    other.write_bytes(write_pdf(["Sopimus", "Kela maksaa."]).read_bytes())
    assert read(other).pages == 1
    for name, data, key in (
        ("vanha.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_word"),
        ("rikas.docx", b"{\\rtf1\\ansi Sopimus}", "old_word"),
        ("kuva.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "unknown"),
        ("sivu.pdf", b"<html><body>404</body></html>", "unknown"),
        ("roska.txt", bytes(range(256)) * 8, "unknown"),
        ("roska.docx", b"PK\x03\x04" + b"\x01" * 200, "corrupt"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert reason(path) == key, name


def test_open_document_says_what_to_do(tmp_path: Path) -> None:
    """An odt is asked to be saved as docx or PDF."""
    path = tmp_path / "sopimus.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    assert reason(path) == "old_word"


def test_zip_bomb(tmp_path: Path) -> None:
    """A docx whose parts unpack to far more than they are."""
    path = tmp_path / "pommi.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 30_000_000)
    assert reason(path) == "bomb"


def test_word_file_without_its_parts(tmp_path: Path) -> None:
    """A zip that looks like a docx and is none."""
    path = tmp_path / "puuttuu.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document")
    assert reason(path) == "corrupt"


def test_hundred_thousand_lines(tmp_path: Path) -> None:
    """A long text file takes seconds, not minutes."""
    path = tmp_path / "pitka.txt"
    rows = (f"{i % 500}. Rivi sanoo asian." if i % 10 == 0 else f"Rivi numero {i} sanoo asian." for i in range(100_000))
    path.write_text("\n".join(rows), encoding="utf-8")
    began = time.monotonic()
    read(path)
    assert time.monotonic() - began < 20


def test_too_slow(tmp_path: Path, write_pdf: WritePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that does not answer in time is ended, and the next file gets a fresh one."""
    path = tmp_path / "hidas.txt"
    path.write_text("Kela sopii.\n" * 200_000, encoding="utf-8")
    monkeypatch.setattr(worker, "WALL_SECONDS", 0.05)
    assert reason(path) == "time"
    monkeypatch.undo()
    assert read(write_pdf(["1 Tarkoitus", "Kela sopii."])).pages == 1


def test_too_much_memory(tmp_path: Path, write_pdf: WritePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that wants more memory than allowed fails alone."""
    path = tmp_path / "iso.txt"
    path.write_text("sana " * 2_000_000, encoding="utf-8")
    worker.close_worker()
    monkeypatch.setattr(worker, "MEMORY_BYTES", 120_000_000)
    assert reason(path) in ("memory", "corrupt")
    monkeypatch.undo()
    worker.close_worker()
    assert read(write_pdf(["1 Tarkoitus", "Kela sopii."])).pages == 1


def test_missing_and_outside(tmp_path: Path) -> None:
    """A file that is not there, and one that is not in the corpus."""
    assert reason(tmp_path / "puuttuu.pdf") == "missing"
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path / "a.pdf", tmp_path / "muu")
    assert caught.value.key == "outside"
