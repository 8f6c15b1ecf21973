"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest

from assistant.export.files import ExportError, write


def test_a_file_is_replaced_by_the_whole_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("vanha")
    write(path, lambda file: file.write(b"uusi") and None, "fi")
    assert path.read_text() == "uusi" and [p.name for p in tmp_path.iterdir()] == ["a.docx"]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    def broken(file: BinaryIO) -> None:
        file.write(b"puolikas")
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.docx"
    path.write_text("vanha")
    with pytest.raises(ExportError, match=r"a\.docx ei voi kirjoittaa: No space left on device"):
        write(path, broken, "fi")
    assert path.read_text() == "vanha" and [p.name for p in tmp_path.iterdir()] == ["a.docx"]


def test_a_folder_that_is_not_there_and_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="kan inte skrivas"):
        write(tmp_path / "none" / "a.docx", lambda _: None, "sv")
    with pytest.raises(ExportError, match="on kansio"):
        write(tmp_path, lambda _: None, "fi")
