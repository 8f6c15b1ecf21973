"""What a file really is, by its first bytes, and whether it is safe to unpack."""

from __future__ import annotations

import zipfile
from pathlib import Path

from .errors import DocumentError
from .files import Format

MAX_BYTES = 100_000_000  # of a PDF or Word file
MAX_TEXT_BYTES = 20_000_000
MAX_UNPACKED = 300_000_000  # bytes of all that is in a docx
MAX_PART = 100_000_000  # bytes of one part of it
MAX_RATIO = 200  # unpacked to packed, of parts over a megabyte
MAX_ENTRIES = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = {
    b"{\\rtf": "rtf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}


def sniff(path: Path) -> Format:
    """The format of a file. Raises DocumentError where it is none that is read, empty, too large or a zip bomb."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        raise DocumentError("missing", file=path.name) from None
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise DocumentError("empty", file=path.name)
    if b"%PDF-" in head[:1024]:
        return _sized(path, size, MAX_BYTES, Format.PDF)
    if head.startswith(b"PK"):
        _sized(path, size, MAX_BYTES, Format.WORD)
        return _packed(path)
    if head.startswith(_OLE):
        return _ole(path, head)
    for magic, name in _NAMES.items():
        if head.startswith(magic):
            raise DocumentError("old_word" if name == "rtf" else "unknown", file=path.name, format=name)
    suffix = path.suffix.lower()
    if suffix in (".pdf", ".docx"):
        # A file that says it is one and is not: most likely cut off or overwritten, unless it is plain text.
        if _binary(head):
            raise DocumentError("corrupt", file=path.name)
        lowered = head.lstrip().lower()
        if suffix == ".pdf" and (lowered.startswith((b"<html", b"<!doctype")) or b"<html" in lowered[:500]):
            raise DocumentError("unknown", file=path.name)
        if suffix == ".pdf" and (b" obj" in head or b"endobj" in head):
            raise DocumentError("corrupt", file=path.name)
        return _sized(path, size, MAX_TEXT_BYTES, Format.TEXT)
    if _binary(head):
        raise DocumentError("unknown", file=path.name)
    return _sized(path, size, MAX_TEXT_BYTES, Format.MARKDOWN if suffix == ".md" else Format.TEXT)


def _sized(path: Path, size: int, limit: int, found: Format) -> Format:
    if size > limit:
        raise DocumentError("too_large", file=path.name, size=round(size / 1e6), limit=round(limit / 1e6))
    return found


def _binary(head: bytes) -> bool:
    """Whether bytes are no text in any encoding that is read."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return odd > 0.02 * len(head)


def _ole(path: Path, head: bytes) -> Format:
    """The old binary container: Word 97, or a Word file locked with a password."""
    with path.open("rb") as file:
        start = head + file.read(200_000)
    if "EncryptedPackage".encode("utf-16-le") in start or "EncryptionInfo".encode("utf-16-le") in start:
        raise DocumentError("encrypted", file=path.name)
    raise DocumentError("old_word", file=path.name, format="doc")


def _packed(path: Path) -> Format:
    """Look at a zip file's table of contents before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            kind = (
                archive.read("mimetype")[:80]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise DocumentError("corrupt", file=path.name) from None
    heavy = any(
        entry.file_size > MAX_PART
        or (entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1))
        for entry in entries
    )
    if heavy or len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise DocumentError("bomb", file=path.name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError("encrypted", file=path.name)
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
    ):
        return Format.WORD
    if b"opendocument" in kind:
        raise DocumentError("old_word", file=path.name, format="odt")
    raise DocumentError("unknown", file=path.name)
