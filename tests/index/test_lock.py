"""Two writers on one Chroma server. Each has a data folder of its own, as two machines would."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest

from assistant.index import Store, StoreError, connect, lock, sync
from tests.building import HashEmbedder
from tests.running import ROOT

TEXT = "Sopimus\n\n1 Vuokra\n\nVuokran maksaa kaupunki.\n"


@pytest.fixture
def url(chroma_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(lock, "BEAT", 0.2)
    monkeypatch.setattr(lock, "LOST", 1.0)
    return f"{chroma_server}/lock-{uuid.uuid4().hex}"


def opened(url: str, folder: Path) -> Store:
    folder.mkdir(exist_ok=True)
    return Store(connect(url, folder), HashEmbedder())


def test_of_two_only_one_writes_and_then_the_other(url: str, tmp_path: Path) -> None:
    with opened(url, tmp_path / "a") as one, opened(url, tmp_path / "b") as other:
        with (
            one.leased(),
            pytest.raises(StoreError, match="päivitetään juuri muualla"),
            other.leased(),
        ):
            raise AssertionError("both write")
        with other.leased():
            pass


def test_a_lease_is_kept_for_as_long_as_it_takes(url: str, tmp_path: Path) -> None:
    with opened(url, tmp_path / "a") as one, opened(url, tmp_path / "b") as other, one.leased():
        threading.Event().wait(2 * lock.LOST)
        with pytest.raises(StoreError), other.leased():
            raise AssertionError("both write")


_KILLED = """
import os, signal, sys
from pathlib import Path
from assistant.index import Store, connect
from tests.building import HashEmbedder

store = Store(connect(sys.argv[1], Path(sys.argv[2])), HashEmbedder())
with store.leased():
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_of_many_that_find_a_dead_lease_one_takes_it_over(url: str, tmp_path: Path) -> None:
    dead = [sys.executable, "-c", _KILLED, url, str(tmp_path)]
    assert subprocess.run(dead, cwd=ROOT, check=False, timeout=120).returncode == -9
    at_once: list[int] = []
    most = []
    guard = threading.Lock()
    done = threading.Event()

    def write(number: int) -> None:
        with opened(url, tmp_path / str(number)) as store:
            try:
                with store.leased():
                    with guard:
                        at_once.append(number)
                        most.append(len(at_once))
                    done.wait(1)
                    with guard:
                        at_once.remove(number)
            except StoreError:
                pass

    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most and max(most) == 1


def test_who_lost_the_lease_writes_no_more(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.txt").write_text(TEXT, encoding="utf-8")
    with opened(url, tmp_path / "a") as one, opened(url, tmp_path / "b") as other:
        monkeypatch.setattr(lock.Lease, "_beat", lambda _: None)  # asleep, as a suspended machine is
        original = one.put

        def late(*arguments: object) -> None:
            with other.leased():
                original(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(one, "put", late)
        with pytest.raises(StoreError, match="päivitetään juuri muualla"):
            sync(one, [tmp_path / "corpus"], tmp_path / "a")
        assert other.stored() == []
        monkeypatch.undo()
        assert sync(other, [tmp_path / "corpus"], tmp_path / "b").added == ["one.txt"]


def test_two_syncs_at_once_leave_what_one_leaves(url: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(6):
        (corpus / f"{number}.txt").write_text(TEXT.replace("kaupunki", f"kaupunki {number}"), encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from assistant.index import *; from tests.building import HashEmbedder\n"
        "with Store(connect(sys.argv[1], Path(sys.argv[3])), HashEmbedder()) as store:\n"
        "    try: sync(store, [Path(sys.argv[2])], Path(sys.argv[3]))\n"
        "    except StoreError as error: print(error)\n"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, url, str(corpus), str(tmp_path / name)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b")
    ]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0] and not all(said)
    with opened(url, tmp_path / "c") as store:
        assert len(store.agreements()) == 6
        before = store._passages.get()["ids"]
        assert sync(store, [corpus], tmp_path / "c").unchanged == [f"{number}.txt" for number in range(6)]
        assert store._passages.get()["ids"] == before
