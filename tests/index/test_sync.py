from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from chromadb.api import ClientAPI
from filelock import FileLock

from assistant.index import Store, StoreError, SyncReport, connect, lock, sync
from tests.building import HashEmbedder
from tests.running import ROOT

ONE = "Sopimus\n\n1 Vuokra\n\nVuokran maksaa kaupunki.\n\n2 Irtisanominen\n\nIrtisanomisaika on kuusi kuukautta.\n"
TWO = "Sopimus\n\n1 Johtoryhmä\n\nJohtoryhmä kokoontuu neljästi vuodessa.\n"
THREE = "Sopimus\n\n1 Kesto\n\nSopimus on voimassa toistaiseksi.\n"


class Place:
    """A folder of documents and its index."""

    def __init__(self, folder: Path, data: str = "data", url: str = "") -> None:
        self.corpus, self.data = folder / "corpus", folder / data
        self.given = url
        self.url = f"{url}-{data}" if url else ""
        self.corpus.mkdir(exist_ok=True)
        self.embedder = HashEmbedder()
        self._client: ClientAPI | None = None

    def write(self, name: str, text: str) -> None:
        (self.corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (self.corpus / name).write_text(text, encoding="utf-8")

    def store(self) -> Store:
        if self._client is not None:
            self._client.close()  # what another process has written since is seen by a new client only
        self._client = connect(self.url, self.data)
        return Store(self._client, self.embedder)

    def sync(self, *folders: Path) -> SyncReport:
        self.embedder.computed.clear()
        return sync(self.store(), folders or [self.corpus], self.data)

    def records(self) -> dict[str, list[str]]:
        """Everything in the index: collection → "id: text", sorted."""
        store = self.store()
        parts = {"documents": store._documents, "clauses": store._clauses, "passages": store._passages}
        found = {name: part.get(include=["documents"]) for name, part in parts.items()}
        return {
            name: sorted(f"{i}: {t}" for i, t in zip(got["ids"], got["documents"], strict=True))
            for name, got in found.items()
        }


@pytest.fixture
def place(tmp_path: Path, chroma_url: str, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(lock, "BEAT", 0.2)
    monkeypatch.setattr(lock, "LOST", 1.0)
    made = Place(tmp_path, url=chroma_url)
    made.write("one.txt", ONE)
    made.write("two.txt", TWO)
    return made


def test_the_first_sync_adds_all(place: Place) -> None:
    report = place.sync()
    assert (report.added, report.updated, report.removed, report.unchanged, report.failed) == (
        ["one.txt", "two.txt"],
        [],
        [],
        [],
        [],
    )
    assert report.embedded == len(place.embedder.computed) > 0
    assert [a.id for a in place.store().agreements()] == ["one-txt", "two-txt"]


def test_the_second_sync_embeds_nothing_and_changes_nothing(place: Place) -> None:
    place.sync()
    before = place.records()
    report = place.sync()
    assert report.unchanged == ["one.txt", "two.txt"] and report.added == report.updated == report.removed == []
    assert report.embedded == 0 and place.embedder.computed == []
    assert place.records() == before


def test_a_changed_file_embeds_only_what_changed(place: Place) -> None:
    place.sync()
    place.write("one.txt", ONE.replace("kuusi", "kolme"))
    report = place.sync()
    assert (report.updated, report.unchanged, report.added) == (["one.txt"], ["two.txt"], [])
    # The sentence in its context, and the clause in its own.
    assert report.embedded == len(place.embedder.computed) == 2
    assert all("kolme kuukautta" in text for text in place.embedder.computed)
    assert not any("kuusi" in line for lines in place.records().values() for line in lines)


def test_an_update_leaves_the_same_as_a_fresh_index(place: Place) -> None:
    place.sync()
    place.write("one.txt", ONE.replace("kuusi", "kolme"))
    place.sync()
    fresh = Place(place.corpus.parent, "fresh", place.given)
    fresh.sync()
    assert place.records() == fresh.records()


def test_a_removed_file_leaves_no_clause_and_no_passage(place: Place) -> None:
    place.sync()
    (place.corpus / "one.txt").unlink()
    report = place.sync()
    assert report.removed == ["one.txt"] and report.unchanged == ["two.txt"]
    assert report.embedded == 0
    only_two = Place(place.corpus.parent, "fresh", place.given)
    only_two.sync()
    assert place.records() == only_two.records()


def test_a_folder_that_is_empty_empties_the_index(place: Place) -> None:
    place.sync()
    for file in place.corpus.iterdir():
        file.unlink()
    assert place.sync().removed == ["one.txt", "two.txt"]
    assert place.records() == {"documents": [], "clauses": [], "passages": []}


def test_a_changed_sidecar_updates_the_document(place: Place) -> None:
    place.sync()
    place.write("one.txt.sopuri.toml", 'region = "Koivula"\nstatus = "luonnos"\n')
    report = place.sync()
    assert (report.updated, report.unchanged) == (["one.txt"], ["two.txt"])
    description = place.store().agreements()[0].description
    assert (description.region, description.status.value) == ("Koivula", "luonnos")
    (place.corpus / "one.txt.sopuri.toml").unlink()
    assert place.sync().updated == ["one.txt"]
    assert place.store().agreements()[0].description.status.value != "luonnos"


def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(place: Place) -> None:
    (place.corpus / "broken.docx").write_bytes(b"PK\x03\x04" + b"no archive" * 20)
    place.write("empty.txt", "")
    report = place.sync()
    assert report.added == ["one.txt", "two.txt"]
    reasons = {failure.file: failure.reason for failure in report.failed}
    assert sorted(reasons) == ["broken.docx", "empty.txt"]
    assert all(name in reason and "\n" not in reason for name, reason in reasons.items())
    assert place.sync().unchanged == ["one.txt", "two.txt"]


def test_a_file_that_can_be_read_no_more_leaves_the_index(place: Place) -> None:
    place.sync()
    place.write("one.txt", "")
    report = place.sync()
    assert [f.file for f in report.failed] == ["one.txt"] and report.removed == ["one.txt"]
    assert [a.file for a in place.store().agreements()] == ["two.txt"]


def test_ids_stay_apart_where_names_meet(place: Place, tmp_path: Path) -> None:
    place.write("etelä/one.txt", THREE)
    place.write("etela-one.txt", THREE)
    other = tmp_path / "other"
    other.mkdir()
    (other / "two.txt").write_text(ONE, encoding="utf-8")
    report = place.sync(place.corpus, other)
    assert len(report.added) == 5 and report.failed == []
    ids = [a.id for a in place.store().agreements()]
    assert ids == ["etela-one-txt", "etela-one-txt-2", "one-txt", "two-txt", "two-txt-2"]
    assert place.sync(place.corpus, other).unchanged == report.added


def test_the_same_folder_twice_is_read_once_or_apart_but_never_lost(place: Place) -> None:
    place.sync(place.corpus, place.corpus)
    files = [a.file for a in place.store().agreements()]
    assert set(files) == {"one.txt", "two.txt"}
    assert place.sync().failed == []
    assert [a.file for a in place.store().agreements()] == ["one.txt", "two.txt"]


def test_a_second_sync_at_the_same_time_is_refused(place: Place) -> None:
    place.data.mkdir()
    with FileLock(place.data / "sync.lock"), pytest.raises(StoreError, match="päivitetään juuri muualla"):
        place.sync()
    assert place.sync().added == ["one.txt", "two.txt"]


# A sync in which the process kills itself just before its n-th write to Chroma, or prints how many writes there were.
_KILLED = """
import os, signal, sys
from pathlib import Path
from langchain_chroma import Chroma
from assistant.index import Store, connect, sync
from tests.building import HashEmbedder

corpus, data, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
store = Store(connect(sys.argv[4], data), HashEmbedder())
writes = 0

def counted(original):
    def write(*arguments, **named):
        global writes
        if writes == last:
            os.kill(os.getpid(), signal.SIGKILL)
        writes += 1
        return original(*arguments, **named)
    return write

Chroma.add_texts = counted(Chroma.add_texts)
Chroma.delete = counted(Chroma.delete)
sync(store, [corpus], data)
print(writes)
"""


def _sync_until(place: Place, writes: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _KILLED, str(place.corpus), str(place.data), str(writes), place.url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_sync_killed_at_any_point_is_made_good_by_the_next(place: Place, tmp_path: Path) -> None:
    (tmp_path / "undisturbed").mkdir()
    undisturbed = Place(tmp_path, "undisturbed-data", place.given)

    def change() -> None:
        place.write("one.txt", ONE.replace("kuusi", "kolme"))
        place.write("three.txt", THREE)
        (place.corpus / "two.txt").unlink(missing_ok=True)

    undisturbed.sync()
    change()
    done = _sync_until(undisturbed, 10_000)
    assert done.returncode == 0, done.stderr
    total = int(done.stdout)
    expected = undisturbed.records()
    assert total >= 9  # one updated, one added, one removed: three collections each

    # Before the first write; between passages, clauses and the document's record; while the old is cleared away.
    for number, writes in enumerate((0, 1, 2, 4, total - 2, total - 1)):
        place.write("one.txt", ONE)
        place.write("two.txt", TWO)
        (place.corpus / "three.txt").unlink()
        again = Place(tmp_path, f"data-{number}", place.given)
        again.sync()
        change()
        killed = _sync_until(again, writes)
        assert killed.returncode == -9, (writes, killed.stderr)
        for a in again.store().agreements():  # what can be read in between is whole
            assert a.clauses and [c.index for c in a.clauses] == list(range(len(a.clauses)))
        again.sync()
        assert again.records() == expected, writes
        assert again.sync().embedded == 0


_SYNC = """
import sys
from pathlib import Path
from assistant.index import Store, connect, sync
from tests.building import HashEmbedder

with Store(connect(sys.argv[3], Path(sys.argv[2])), HashEmbedder()) as store:
    sync(store, [Path(sys.argv[1])], Path(sys.argv[2]))
"""


def test_what_another_process_syncs_is_seen_at_the_next_opening(tmp_path: Path, chroma_url: str) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    (corpus / "one.txt").write_text(ONE, encoding="utf-8")

    def passages() -> int:
        with Store(connect(chroma_url, data), HashEmbedder()) as store:
            return sum(len(vectors) for _, _, vectors in store.passages())

    with Store(connect(chroma_url, data), HashEmbedder()) as store:
        sync(store, [corpus], data)
    before = passages()
    (corpus / "two.txt").write_text(TWO, encoding="utf-8")
    subprocess.run([sys.executable, "-c", _SYNC, str(corpus), str(data), chroma_url], cwd=ROOT, check=True, timeout=120)
    assert passages() > before > 0
