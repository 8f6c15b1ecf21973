"""All state goes into one file and comes back, or nothing changes."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from assistant.answers.results import Phase
from assistant.keeping import ChecklistFiles, KeptError, added
from assistant.keeping.backups import back_up, check, restore, running, state, undo_interrupted
from assistant.keeping.backups.rows import TABLES
from assistant.keeping.database import Database, open_database
from assistant.model import Role
from assistant.people.accounts import Accounts
from assistant.settings import Settings
from tests.running import ROOT, run_here

PASSWORD = "aurinko laskee vuoren taa"


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A data folder with something of every kind, and a folder of documents outside it."""
    corpus, data = tmp_path / "sopimukset", tmp_path / "data"
    (corpus / "alue").mkdir(parents=True)
    (corpus / "alue" / "koivula.txt").write_text("1 Kesto\nVoimassa toistaiseksi.\n", encoding="utf-8")
    (corpus / "alue" / "koivula.sopuri.toml").write_text('status = "luonnos"\n', encoding="utf-8")
    (corpus / "muuta.xlsx").write_bytes(b"not a document")
    (data / "corpus").mkdir(parents=True)
    (data / "corpus" / "ladattu.md").write_text("# Sopimus\n", encoding="utf-8")
    for name in ("chroma/chroma.sqlite3", "cache/x.npz", "models/m/weights", "knowledge/oma.toml", "sync.lock"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(b"")
    settings = Settings(corpus=(corpus,), data=data)
    ChecklistFiles(data / "checklists").change("neuvottelu", lambda old: added(old, Phase.BEFORE, "Soita", "fi"))
    _people(settings, "maija")
    return settings


def _people(settings: Settings, *names: str) -> list[str]:
    database = open_database(settings)
    try:
        accounts = Accounts(database)
        for name in names:
            accounts.add(name, PASSWORD, Role.REPRESENTATIVE)
        return [account.viewer.name for account in accounts.all()]
    finally:
        database.close()


def contents(*folders: Path) -> dict[str, str]:
    """Name → digest of every file of state; the database by its rows."""
    found = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if (
                path.is_file()
                and not name.startswith((state.ASIDE, "." + state.ASIDE))
                and not name.endswith((".lock", "-wal", "-shm", "sopuri.sqlite"))
            ):
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@pytest.mark.parametrize("suffix", [".tar.gz", ".tar.zst"])
def test_everything_comes_back(home: Settings, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"kopio{suffix}"
    report = back_up(home, file)
    assert report.documents == 3 and report.database == "sqlite" and not report.index and report.left_out == ()
    assert file.stat().st_mode & 0o777 == 0o600
    (tmp_path / "uusi").mkdir()
    there = Settings(corpus=(tmp_path / "uusi",), data=tmp_path / "muualla")
    restored = restore(there, file)
    assert restored.aside == () and restored.files == report.files
    before, after = contents(home.corpus[0], home.data), contents(there.corpus[0], there.data)
    derived = {"muuta.xlsx", "chroma/chroma.sqlite3", "cache/x.npz", "models/m/weights"}
    assert after == {name: digest for name, digest in before.items() if name not in derived}
    assert _people(there) == ["maija"]
    assert (there.data / "sopuri.sqlite").stat().st_mode & 0o777 == 0o600
    assert set(restored.settings) == {"corpus", "data"}


def test_what_is_there_is_only_replaced_when_asked_and_is_kept(home: Settings, tmp_path: Path) -> None:
    file = tmp_path / "kopio.tar.gz"
    back_up(home, file)
    koivula = home.corpus[0] / "alue" / "koivula.txt"
    koivula.write_text("1 Kesto\nMuutettu.\n", encoding="utf-8")
    (home.corpus[0] / "uusi.txt").write_text("1 Uusi\n", encoding="utf-8")
    _people(home, "matti")
    before = contents(home.corpus[0], home.data)
    with pytest.raises(KeptError, match="--replace"):
        restore(home, file)
    assert contents(home.corpus[0], home.data) == before and _people(home) == ["maija", "matti"]
    report = restore(home, file, replace=True)
    assert "toistaiseksi" in koivula.read_text(encoding="utf-8") and not (home.corpus[0] / "uusi.txt").exists()
    assert _people(home) == ["maija"] and (home.corpus[0] / "muuta.xlsx").exists()
    data, documents = map(Path, report.aside)
    assert "Muutettu" in (documents / "alue" / "koivula.txt").read_text(encoding="utf-8")
    assert (documents / "uusi.txt").exists() and (data / "checklists" / "neuvottelu.json").exists()
    shutil.copytree(data, tmp_path / "old")
    assert _people(Settings(data=tmp_path / "old")) == ["maija", "matti"]
    assert (home.data / "models" / "m" / "weights").exists()


def test_what_was_set_aside_is_not_backed_up_again(home: Settings, tmp_path: Path) -> None:
    first = back_up(home, tmp_path / "a.tar.gz")
    restore(home, tmp_path / "a.tar.gz", replace=True)
    assert back_up(home, tmp_path / "b.tar.gz").files == first.files


def test_a_session_does_not_come_back(home: Settings, tmp_path: Path) -> None:
    with sqlite3.connect(home.data / "sopuri.sqlite") as database:
        row = ("geheim" * 8, "maija", "2026-01-01 00:00:00", "2026-01-01 00:00:00")
        database.execute("INSERT INTO sessions (token, account, begun, seen) VALUES (?, ?, ?, ?)", row)
    database.close()
    back_up(home, tmp_path / "a.tar.gz")
    there = Settings(corpus=home.corpus, data=home.data)
    restore(there, tmp_path / "a.tar.gz", replace=True)
    restored = (home.data / "sopuri.sqlite").read_bytes()
    assert b"geheim" not in restored and b"maija" in restored


def test_secrets_stay_out_of_the_manifest(tmp_path: Path, home: Settings) -> None:
    settings = Settings(corpus=home.corpus, data=home.data, llm_base_url="https://user:hunter2@example.org/v1")
    file = tmp_path / "a.tar.gz"
    back_up(settings, file)
    shown = check(settings, file).about["settings"]
    assert shown["llm_base_url"] == "https://…@example.org/v1" and "hunter2" not in json.dumps(shown)


def test_where_a_backup_can_not_go(home: Settings, tmp_path: Path) -> None:
    for file, words in (
        (tmp_path / "kopio.zip", ".tar.gz"),
        (home.data / "kopio.tar.gz", "ulkopuolelta"),
        (home.corpus[0] / "kopio.tar.gz", "ulkopuolelta"),
        (tmp_path / "olematon" / "kopio.tar.gz", "No such file"),
    ):
        with pytest.raises(KeptError, match=re.escape(words)):
            back_up(home, file)
    file = tmp_path / "kopio.tar.gz"
    file.write_bytes(b"mine")
    with pytest.raises(KeptError, match="--replace"):
        back_up(home, file)
    assert file.read_bytes() == b"mine"
    back_up(home, file, replace=True)
    check(home, file)
    with FileLock(home.data / "sync.lock"), pytest.raises(KeptError, match="päivitetään"):
        back_up(home, file, replace=True, wait=0.05)
    check(home, file)


def test_a_link_that_leads_out_is_left_out_and_said(home: Settings, tmp_path: Path) -> None:
    (home.data / "knowledge" / "passwd.toml").symlink_to("/etc/passwd")
    assert back_up(home, tmp_path / "a.tar.gz").left_out == ("knowledge/passwd.toml",)


def test_not_while_the_app_runs(home: Settings, tmp_path: Path) -> None:
    file = tmp_path / "a.tar.gz"
    with running(home.data), running(home.data):
        back_up(home, file)
        with pytest.raises(KeptError, match="käynnissä"):
            restore(home, file, replace=True)
    restore(home, file, replace=True)


def test_the_index_comes_along_where_asked(data: Path, small_corpus: Path, tmp_path: Path) -> None:
    settings = Settings(corpus=(small_corpus,), data=data)
    back_up(settings, tmp_path / "a.tar.zst", index=True)
    (tmp_path / "docs").mkdir()
    there = Settings(corpus=(tmp_path / "docs",), data=tmp_path / "there")
    restore(there, tmp_path / "a.tar.zst")
    listed = run_here("documents", "--json", "--data", there.data)
    assert len(listed.json) == 6
    with pytest.raises(KeptError, match=r"http://…@h:1"):
        back_up(Settings(data=data, chroma_url="http://u:p@h:1"), tmp_path / "b.tar.gz", index=True)


def test_restored_and_synced_it_answers_the_same(
    small_corpus: Path, prepare_data: Callable[[Path], Path], tmp_path: Path
) -> None:
    home = prepare_data(tmp_path / "home")
    shutil.copytree(small_corpus, tmp_path / "docs")
    ask = ("ask", "Mikä on sopimuksen irtisanomisaika?", "--json")
    assert run_here("sync", "--data", home, "--corpus", tmp_path / "docs").code == 0
    before = run_here(*ask, "--data", home).json
    assert before["findings"]
    file = tmp_path / "kopio.tar.zst"
    assert run_here("backup", file, "--json", "--data", home, "--corpus", tmp_path / "docs").json["documents"] >= 6
    shutil.rmtree(tmp_path / "docs")
    shutil.rmtree(home)
    home = prepare_data(tmp_path / "home")
    (tmp_path / "docs").mkdir()
    assert run_here("restore", file, "--check").code == 0
    assert run_here("restore", file, "--data", home, "--corpus", tmp_path / "docs").code == 0
    assert run_here("sync", "--data", home, "--corpus", tmp_path / "docs").code == 0
    assert run_here(*ask, "--data", home).json == before


# ---- hostile and damaged files


def _tar(file: Path, *members: tuple[str, bytes] | tarfile.TarInfo, manifest: Any = None) -> Path:
    files = {}
    with tarfile.open(file, "w:gz") as tar:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                tar.addfile(member, io.BytesIO(b"\0" * member.size) if member.size else None)
                continue
            name, data = member
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
            files[name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        text = json.dumps(manifest or {"format": 1, "made": "x", "files": files}).encode()
        info = tarfile.TarInfo("MANIFEST.json")
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
    return file


def _special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "data/../../evil.txt",
        "/etc/evil.txt",
        "data//etc/evil.txt",
        "data/./evil.txt",
        "data/a/../b.txt",
        "evil.txt",
        "data",
        "other/evil.txt",
        "documents/0",
        "documents/x/evil.txt",
        "documents/²/evil.txt",
        "documents/-1/evil.txt",
        "data/models/m/model.safetensors",
        "data/cache/passages.npz",
        "data/app.lock",
        "data/restore.journal",
        "data/before-restore-1/x",
        "data/a\\..\\b.txt",
        "data/C:evil.txt",
        "data/a\nb.txt",
        f"data/{'x' * 300}.txt",
    ],
)
def test_a_name_can_not_lead_out(tmp_path: Path, name: str) -> None:
    settings = Settings(data=tmp_path / "data")
    file = _tar(tmp_path / "evil.tar.gz", (name, b"evil"))
    with pytest.raises(KeptError, match="ei voi olla"):
        restore(settings, file, replace=True)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["app.lock", "data", "evil.tar.gz", "sync.lock"]


@pytest.mark.parametrize(
    "member",
    [
        _special("data/link", tarfile.SYMTYPE, "/etc"),
        _special("data/hard", tarfile.LNKTYPE, "/etc/passwd"),
        _special("data/pipe", tarfile.FIFOTYPE),
        _special("data/device", tarfile.CHRTYPE),
        _special("data/folder", tarfile.DIRTYPE),
    ],
    ids=lambda member: member.name,
)
def test_only_plain_files(tmp_path: Path, member: tarfile.TarInfo) -> None:
    file = _tar(tmp_path / "evil.tar.gz", member, ("data/link/x", b"x"))
    with pytest.raises(KeptError, match="ei voi olla"):
        restore(Settings(data=tmp_path / "data"), file)
    assert not (tmp_path / "data" / "link").is_symlink()


def test_a_manifest_that_does_not_fit(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    good = ("data/knowledge/a.toml", b"x")
    digest = hashlib.sha256(b"x").hexdigest()
    entry = {"sha256": digest, "bytes": 1}
    for manifest, words in (
        ({"format": 1, "files": {}}, "vastaa"),
        ({"format": 1, "files": {good[0]: {"sha256": "0" * 64, "bytes": 1}}}, "vastaa"),
        ({"format": 1, "files": {good[0]: entry, "data/knowledge/b.toml": entry}}, "vastaa"),
        ({"format": 2, "version": "9.9", "files": {}}, r"9\.9"),
        ([1], "vioittunut"),
        ({"format": 1, "files": 7}, "vioittunut"),
    ):
        with pytest.raises(KeptError, match=words):
            check(settings, _tar(tmp_path / "a.tar.gz", good, manifest=manifest))
    with pytest.raises(KeptError, match="kahdesti"):
        check(settings, _tar(tmp_path / "a.tar.gz", good, good))
    check(settings, _tar(tmp_path / "a.tar.gz", good))


@pytest.mark.parametrize("suffix", [".tar.gz", ".tar.zst"])
def test_a_damaged_file_changes_nothing(home: Settings, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    back_up(home, file)
    whole = file.read_bytes()
    before = contents(home.corpus[0], home.data)
    cut = [whole[: len(whole) * part // 7] for part in range(7)]
    flipped = [
        whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :] for at in range(12, len(whole), len(whole) // 25)
    ]
    refused = 0
    for data in cut + flipped:
        file.write_bytes(data)
        try:
            check(home, file)
        except KeptError as error:
            refused += 1
            assert "\n" not in str(error)
            with pytest.raises(KeptError):
                restore(home, file, replace=True)
    assert refused >= 7 + 24  # a flipped bit in gzip's or tar's padding may not matter
    assert contents(home.corpus[0], home.data) == before
    assert [p.name for p in home.data.iterdir() if p.name.startswith((state.STAGING, state.ASIDE))] == []


# ---- when the machine fails


def test_a_full_disk_leaves_no_half_backup(home: Settings, tmp_path: Path) -> None:
    (home.data / "knowledge" / "big.toml").write_bytes(os.urandom(300_000))
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); "
        "from assistant.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    file = tmp_path / "a.tar.gz"
    command = [sys.executable, "-c", code, "backup", str(file), "--data", str(home.data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 2 and "File too large" in done.stderr and done.stderr.count("\n") == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "sopimukset"]


def test_a_full_disk_undoes_a_restore(home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.tar.gz"
    back_up(home, file)
    before = contents(home.corpus[0], home.data)
    renamed, rename = 0, Path.rename

    def failing(self: Path, target: Path) -> Path:
        nonlocal renamed
        renamed += 1
        if renamed == 5:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(KeptError, match="No space left"):
        restore(home, file, replace=True)
    assert contents(home.corpus[0], home.data) == before and _people(home) == ["maija"]
    assert not (home.data / state.JOURNAL).exists()


def _killed(home: Settings, file: Path, at: int) -> bool:
    """Kill a restore before its ``at``-th renaming; False where it has fewer."""
    code = (
        "import os, signal, sys; from pathlib import Path; rename = Path.rename; count = 0\n"
        "def dying(self, target):\n"
        "    global count; count += 1\n"
        f"    if count == {at}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return rename(self, target)\n"
        "Path.rename = dying\n"
        "from assistant.settings import Settings; from assistant.keeping.backups import restore\n"
        "restore(Settings(corpus=(Path(sys.argv[1]),), data=Path(sys.argv[2])), Path(sys.argv[3]), replace=True)\n"
    )
    command = [sys.executable, "-c", code, str(home.corpus[0]), str(home.data), str(file)]
    done = subprocess.run(command, cwd=ROOT, timeout=120, check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


def test_a_killed_restore_is_undone(home: Settings, tmp_path: Path) -> None:
    file = tmp_path / "a.tar.gz"
    back_up(home, file)
    (home.corpus[0] / "uusi.txt").write_text("1 Uusi\n", encoding="utf-8")
    _people(home, "matti")
    before = contents(home.corpus[0], home.data)
    for at in (1, 2, 4, 6, 8, 9):
        assert _killed(home, file, at)
        assert undo_interrupted(home) and not undo_interrupted(home)
        after = contents(home.corpus[0], home.data)
        assert {n: d for n, d in after.items() if not n.startswith(state.STAGING)} == before
        assert _people(home) == ["maija", "matti"]
    assert _killed(home, file, 3)
    said = run_here("audit", "--data", home.data)
    assert said.code == 0 and "peruttiin" in said.err
    restore(home, file, replace=True)
    assert _people(home) == ["maija"] and not (home.corpus[0] / "uusi.txt").exists()
    assert list(home.data.glob(f"{state.STAGING}*")) == []


def test_a_backup_while_others_write(home: Settings, tmp_path: Path) -> None:
    """Rows that belong together and a checklist are whole in every backup made while they change."""
    code = (
        "import sqlite3, sys, json, pathlib; n = 0\n"
        "db = sqlite3.connect(sys.argv[1] + '/sopuri.sqlite', timeout=10, isolation_level=None)\n"
        "db.execute('CREATE TABLE IF NOT EXISTS accounts_twin (n INTEGER)')\n"
        "print('on', flush=True)\n"
        "while True:\n"
        "    n += 1; db.execute('BEGIN IMMEDIATE')\n"
        "    db.execute('INSERT INTO accounts_twin VALUES (?)', (n,))\n"
        "    db.execute('INSERT INTO accounts_twin VALUES (?)', (n,)); db.execute('COMMIT')\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(home.data)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None and writer.stdout.readline()
        try:
            counts = []
            for number in range(3):
                back_up(home, tmp_path / f"{number}.tar.gz")
                with tarfile.open(tmp_path / f"{number}.tar.gz") as tar:
                    tar.extract("data/sopuri.sqlite", tmp_path / str(number), filter="data")
                copy = sqlite3.connect(tmp_path / str(number) / "data" / "sopuri.sqlite")
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                [(rows, twins)] = copy.execute("SELECT count(*), count(DISTINCT n) FROM accounts_twin")
                copy.close()
                assert rows == 2 * twins
                counts.append(rows)
                time.sleep(0.05)
        finally:
            writer.kill()
    assert counts[0] < counts[-1]


# ---- a server's database


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from tests.keeping.servers import postgres

    with postgres() as address:
        yield address


def test_a_servers_rows_come_back(server: str, home: Settings, tmp_path: Path) -> None:
    settings = Settings(corpus=home.corpus, data=tmp_path / "empty", database=server)
    settings.data.mkdir()
    assert _people(settings, "aino", "eino") == ["aino", "eino"]
    file = tmp_path / "a.tar.gz"
    assert back_up(settings, file).database == "server"
    _people(settings, "outo")
    with pytest.raises(KeptError, match="--replace"):
        restore(settings, file)
    report = restore(settings, file, replace=True)
    assert _people(settings) == ["aino", "eino"] and not (settings.data / "sopuri.sqlite").exists()
    old = Database("", Path(report.aside[0]))
    try:
        assert [a.viewer.name for a in Accounts(old).all()] == ["aino", "eino", "outo"]
    finally:
        old.close()
    # What was made with SQLite can go to a server, and the other way round.
    back_up(home, tmp_path / "b.tar.gz")
    restore(settings, tmp_path / "b.tar.gz", replace=True)
    assert _people(settings, "uusi") == ["maija", "uusi"]


def test_every_module_with_tables_is_known() -> None:
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "assistant").rglob("*.py")
        if re.search(r"\b(?:sa\.)?Table\(\s*\"", path.read_text(encoding="utf-8"))
    }
    assert found == set(TABLES)
