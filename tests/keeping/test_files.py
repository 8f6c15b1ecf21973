"""Saved checklists survive restarts, crashes and bad files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.results import Phase
from assistant.keeping import ChecklistFiles, KeptError, Saved, added, noted, reworded, ticked
from tests.keeping.items import item
from tests.running import ROOT

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)  # a lone surrogate is no text


def full() -> Saved:
    saved = reworded(noted(ticked(Saved("Koivula"), item("a")), item("b"), "muista\n”tämä”"), item("b"), "Toisin")
    return added(saved, Phase.AFTER, "Kahvi")


def test_what_was_saved_is_there_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "checklists"
    assert ChecklistFiles(folder).load("Koivula 2026") == Saved()
    ChecklistFiles(folder).change("Koivula 2026", lambda _: full())
    assert ChecklistFiles(folder).load("Koivula 2026") == full()
    assert ChecklistFiles(folder).names() == ("Koivula 2026",)
    ChecklistFiles(folder).delete("Koivula 2026")
    ChecklistFiles(folder).delete("Koivula 2026")
    assert ChecklistFiles(folder).names() == () and ChecklistFiles(folder).load("Koivula 2026") == Saved()


@given(notes=TEXT, words=TEXT, name=TEXT)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, notes: str, words: str, name: str) -> None:
    saved = reworded(noted(ticked(Saved(name), item(name)), item(name), notes), item(name), words)
    files = ChecklistFiles(tmp_path_factory.mktemp("kept"))
    files.change("x", lambda _: saved)
    assert files.load("x") == saved


@given(name=st.one_of(TEXT, st.text("./\\ a-_\0", max_size=6)))
def test_a_name_never_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    outer = tmp_path_factory.mktemp("kept")
    try:
        ChecklistFiles(outer / "in").change(name, lambda _: full())
    except KeptError:
        assert list(outer.iterdir()) == []
    else:
        assert [p.name for p in outer.iterdir()] == ["in"] and len(list((outer / "in").glob("*.json"))) == 1


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a.b", ".x", " x", "x ", "_x", "a" * 81, "𝕏" * 60, "x\n"]
)
def test_names_that_are_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeptError, match=r"^Listan nimi .* ei käy; .*\.$"):
        ChecklistFiles(tmp_path).load(name)
    with pytest.raises(KeptError, match=r"^Listnamnet .* duger inte; .*\.$"):
        ChecklistFiles(tmp_path, "sv").load(name)


@pytest.mark.parametrize("name", ["x", "Yli-Ii 2026", "Ähtäri_1", "a" * 80, "7"])
def test_names_that_are_taken(tmp_path: Path, name: str) -> None:
    ChecklistFiles(tmp_path).change(name, lambda _: full())
    assert ChecklistFiles(tmp_path).names() == (name,)


BROKEN = {
    "cut": json.dumps({"version": 1, "marks": {}})[:-3].encode(),
    "not utf-8": b"\xff\xfe\x00",
    "empty": b"",
    "other": b"[]",
    "without keys": b'{"version": 1}',
    "wrong types": b'{"version": 1, "region": 5, "marks": {}, "copies": [], "own": [], "taken": 0}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_said_to_be_and_set_aside_whole(tmp_path: Path, content: bytes) -> None:
    files = ChecklistFiles(tmp_path)
    for number in (1, 2):
        (tmp_path / "x.json").write_bytes(content)
        with pytest.raises(KeptError, match=rf"x\.broken-{number}\.json"):
            files.load("x")
        assert (tmp_path / f"x.broken-{number}.json").read_bytes() == content
    assert files.load("x") == Saved() and files.names() == ()


def test_a_newer_programs_file_is_left_alone(tmp_path: Path) -> None:
    content = '{"version": 2, "something": "else"}'
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(KeptError, match="uudemmalla"):
        ChecklistFiles(tmp_path).change("x", lambda _: Saved())
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == content


def test_a_failed_write_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = ChecklistFiles(tmp_path)
    files.change("x", lambda _: full())

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(KeptError, match="No space left"):
        files.change("x", lambda _: Saved())
    assert files.load("x") == full()
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != "") == ["x.json"]


def test_a_change_that_fails_saves_nothing_and_frees_the_lock(tmp_path: Path) -> None:
    files = ChecklistFiles(tmp_path, wait=0.5)
    files.change("x", lambda _: full())

    def fails(_: Saved) -> Saved:
        raise LookupError

    with pytest.raises(LookupError):
        files.change("x", fails)
    assert files.load("x") == full()


def test_who_finds_it_locked_is_told(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"), pytest.raises(KeptError, match="toisen käytössä"):
        ChecklistFiles(tmp_path, wait=0.05).change("x", lambda _: Saved())


def test_changes_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    def work(number: int) -> None:
        for one in (item(f"{number}.{n}") for n in range(5)):
            ChecklistFiles(tmp_path).change("x", partial(ticked, item=one))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ChecklistFiles(tmp_path).load("x").marks) == 20


WRITER = """
import sys
from pathlib import Path
from assistant.keeping import ChecklistFiles, ticked
from tests.keeping.items import item

files = ChecklistFiles(Path(sys.argv[1]))
number = len(files.load("x").marks)
while True:
    files.change("x", lambda old: ticked(old, item(str(number))))
    print(number, flush=True)
    number += 1
"""


def test_a_writer_that_is_killed_loses_nothing_that_it_said_was_saved(tmp_path: Path) -> None:
    for round_ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(3 + round_)]
        writer.kill()  # in the midst of whatever it is doing
        said += writer.stdout.readlines()
        writer.wait()
        writer.stdout.close()
        last = int([line for line in said if line.endswith("\n")][-1])
        saved = ChecklistFiles(tmp_path).load("x")  # neither broken nor locked
        assert {str(n) for n in range(last + 1)} <= saved.marks.keys()
        assert len(saved.marks) <= last + 2
