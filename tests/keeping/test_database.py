from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.keeping import KeptError
from assistant.keeping.database import FILE, Database, Moment, metadata, open_database
from assistant.settings import Settings, SettingsError, load_settings

PARENTS = sa.Table("test_parents", metadata, sa.Column("id", sa.Integer, primary_key=True))
NOTES = sa.Table(
    "test_notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("parent", sa.ForeignKey("test_parents.id")),
    sa.Column("text", sa.String(50), unique=True),
    sa.Column("at", Moment),
)
TABLES = [PARENTS, NOTES]


@pytest.fixture
def notes(database: Database) -> Database:
    database.prepare("notes", 1, TABLES)
    return database


def texts(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.scalars(sa.select(NOTES.c.text).order_by(NOTES.c.id)))


def test_what_a_transaction_changes_is_kept_or_all_of_it_is_not(notes: Database) -> None:
    with notes.transaction() as connection:
        connection.execute(sa.insert(NOTES).values(text="ensimmäinen"))
    with pytest.raises(RuntimeError), notes.transaction() as connection:
        connection.execute(sa.insert(NOTES).values(text="toinen"))
        raise RuntimeError
    assert texts(notes) == ["ensimmäinen"]


def test_a_key_that_is_taken_and_a_parent_that_is_missing_are_the_callers(notes: Database) -> None:
    with notes.transaction() as connection:
        connection.execute(sa.insert(NOTES).values(text="a"))
    for wrong in ({"text": "a"}, {"text": "b", "parent": 7}):
        with pytest.raises(sa.exc.IntegrityError), notes.transaction() as connection:
            connection.execute(sa.insert(NOTES).values(**wrong))


def test_moments_come_back_in_utc(notes: Database) -> None:
    here = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    with notes.transaction() as connection:
        connection.execute(sa.insert(NOTES).values(text="a", at=here))
    with notes.reading() as connection:
        found = connection.scalar(sa.select(NOTES.c.at))
    assert found == here and found.tzinfo is UTC and found.day == 28


def test_many_writers_at_once_lose_nothing(notes: Database, database_url: str, tmp_path: Path) -> None:
    other = Database(database_url, tmp_path)  # as another process has it
    other.prepare("notes", 1, TABLES)

    def write(database: Database, name: str) -> None:
        for number in range(15):
            with database.transaction() as connection:
                seen = connection.scalar(sa.select(sa.func.count()).select_from(NOTES))
                connection.execute(sa.insert(NOTES).values(text=f"{name} {number} {seen}"))

    threads = [threading.Thread(target=write, args=(d, f"{n}")) for n, d in enumerate((notes, other, notes, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert len(texts(notes)) == 60


def test_a_newer_program_s_tables_are_not_touched(notes: Database, database_url: str, tmp_path: Path) -> None:
    newer = Database(database_url, tmp_path)

    def add(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE test_notes ADD COLUMN extra VARCHAR(10)")

    newer.prepare("notes", 2, TABLES, [add])
    with newer.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO test_notes (text, extra) VALUES ('a', 'b')")
    again = Database(database_url, tmp_path)
    again.prepare("notes", 2, TABLES, [add])  # once is enough
    old = Database(database_url, tmp_path, "sv")
    with pytest.raises(KeptError, match="nyare version"):
        old.prepare("notes", 1, TABLES)
    for made in (newer, again, old):
        made.close()
    assert texts(notes) == ["a"]


def test_parts_are_apart(notes: Database) -> None:
    notes.prepare("something else", 5, [])
    notes.prepare("notes", 1, TABLES)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("not a database, but long enough to be looked at" * 100)
    database = Database("", tmp_path)
    with pytest.raises(KeptError, match="SOPURI_DATABASE") as error:
        database.prepare("notes", 1, TABLES)
    assert "\n" not in str(error.value) and str(tmp_path / FILE) in str(error.value)
    database.close()


def test_a_server_that_is_not_there_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    database = Database("postgresql://sopuri:salaisuus@127.0.0.1:1/sopuri", tmp_path)
    with pytest.raises(KeptError) as error:
        database.prepare("notes", 1, TABLES)
    assert "\n" not in str(error.value) and "127.0.0.1" in str(error.value) and "salaisuus" not in str(error.value)


def test_a_wrong_setting_is_said_without_the_password() -> None:
    with pytest.raises(SettingsError, match="SOPURI_DATABASE") as error:
        load_settings(database="mysql://sopuri:salaisuus@server/sopuri")
    assert "salaisuus" not in str(error.value)


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    database = open_database(Settings(data=tmp_path / "new"))
    database.prepare("notes", 1, TABLES)
    files = list((tmp_path / "new").iterdir())
    assert tmp_path / "new" / FILE in files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    database.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_t_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(KeptError, match="SOPURI_DATA"):
        open_database(Settings(data=tmp_path / "new"))


def test_a_copy_holds_what_was_there(tmp_path: Path) -> None:
    database = Database("", tmp_path / "data")
    database.prepare("notes", 1, TABLES)
    with database.transaction() as connection:
        connection.execute(sa.insert(NOTES).values(text="a"))
    with database.transaction() as connection:
        connection.execute(sa.insert(NOTES).values(text="b"))
        assert database.copy_to(tmp_path / "copy.sqlite")  # while another writes
    database.close()
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
        assert copy.execute("SELECT text FROM test_notes").fetchall() == [("a",)]
