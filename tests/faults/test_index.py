"""An index that is damaged, or that can't be written: one sentence with what to do, and a retry heals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from chromadb.errors import InternalError

from assistant.index import Store, StoreError, connect, sync
from tests.building import HashEmbedder


def _corpus(folder: Path) -> Path:
    folder.mkdir()
    (folder / "sopimus.txt").write_text("Sopimus\n\n1 Vuokra\n\nVuokran maksaa kunta.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "damage",
    [lambda d: b"\xff" * 100 + d[100:], lambda d: d[: len(d) // 2], lambda d: d[:30_000] + bytes(60_000) + d[90_000:]],
    ids=["header", "truncated", "hole"],
)
def test_damaged_database(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """It says which folder to move away; that done, sync makes the index anew."""
    corpus, data = _corpus(tmp_path / "corpus"), tmp_path / "data"
    with Store(connect("", data), HashEmbedder()) as store:
        sync(store, [corpus], data)
    database = data / "chroma" / "chroma.sqlite3"
    database.write_bytes(damage(database.read_bytes()))
    with pytest.raises(StoreError, match=r"siirrä kansio .*chroma syrjään ja suorita sopuri sync"):
        connect("", data)
    (data / "chroma").rename(tmp_path / "away")
    other = data.rename(tmp_path / "data2")  # Chroma remembers a path that failed for as long as the process lives
    with Store(connect("", other), HashEmbedder()) as store:
        assert sync(store, [corpus], other).added == ["sopimus.txt"]


def test_disk_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Chroma says of a full disk becomes one sentence; when there is room again, sync goes on."""
    corpus, data = _corpus(tmp_path / "corpus"), tmp_path / "data"
    with Store(connect("", data), HashEmbedder()) as store:
        with monkeypatch.context() as patched:

            def full(*_: object, **__: object) -> None:
                raise InternalError("database or disk is full")

            patched.setattr("chromadb.api.models.Collection.Collection.upsert", full)
            with pytest.raises(StoreError, match=r"kun sitä kirjoitettiin .*disk is full.* Yritä uudelleen"):
                sync(store, [corpus], data)
        assert sync(store, [corpus], data).added == ["sopimus.txt"]
        assert [one.file for one in store.stored()] == ["sopimus.txt"]
