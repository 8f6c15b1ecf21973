from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.index import Store, connect, sync
from assistant.index.stamp import stamp
from tests.building import HashEmbedder


def test_it_is_another_after_each_change_and_the_same_while_the_index_is_read(tmp_path: Path) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    file = corpus / "a.txt"
    seen = []
    for text in ("1 Vuokra\n\nKunta maksaa.\n", "1 Vuokra\n\nKela maksaa.\n"):
        file.write_text(text, encoding="utf-8")
        with Store(connect("", data), HashEmbedder()) as store:
            opened = stamp("", data)
            assert len(store.stored()) == len(seen)
            store.read(store.stored())
            assert stamp("", data) == opened is not None
            sync(store, [corpus], data)
        seen.append(stamp("", data))
        # A clock that stands still or goes back, and a size that stays, hide nothing.
        os.utime(data / "chroma" / "chroma.sqlite3", (1, 1))
        assert stamp("", data) == seen[-1] != opened
    assert None not in seen and seen[0] != seen[1]


def test_where_it_cannot_be_told(tmp_path: Path) -> None:
    assert stamp("http://localhost:8000", tmp_path) is None
    assert stamp("", tmp_path) is None
    path = tmp_path / "chroma" / "chroma.sqlite3"
    path.parent.mkdir()
    path.write_bytes(b"short")
    assert stamp("", tmp_path) is None
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (x)")
    assert stamp("", tmp_path) is None  # with a write-ahead log the counter need not change
