"""Whether an embedded index may have changed, seen from its file alone: opening it takes as long as an answer."""

from __future__ import annotations

from pathlib import Path

_HEADER = 28  # bytes up to the end of the change counter
_MAGIC = b"SQLite format 3\0"
_ROLLBACK = b"\1\1"  # versions of the format in which each transaction counts the counter up; with a write-ahead log it need not
Stamp = tuple[int, bytes]


def stamp(chroma_url: str, data: Path) -> Stamp | None:
    """What is another after each change by any process; None where that can't be told without opening the index.

    SQLite's change counter (https://www.sqlite.org/fileformat2.html#file_change_counter), so no clock is believed. Opening the
    index changes it too: a stamp is to be taken between opening and reading.
    """
    if chroma_url:
        return None
    path = data / "chroma" / "chroma.sqlite3"
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            number = path.stat().st_ino
    except OSError:
        return None
    whole = len(header) == _HEADER and header.startswith(_MAGIC) and header[18:20] == _ROLLBACK
    return (number, header[24:28]) if whole else None
