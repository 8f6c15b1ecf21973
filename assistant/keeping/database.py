"""One database for what people leave behind: accounts, sessions, conversations, the log.

SQLite in SOPURI_DATA, or the server that SOPURI_DATABASE names. Whoever keeps something here has a module with its own tables
on :data:`metadata` and hands them to :meth:`Database.prepare`; all reading and writing goes through :meth:`Database.reading`
and :meth:`Database.transaction`. SQLAlchemy is loaded with this module, so import it where it is needed.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from assistant.keeping.checklists import KeptError
from assistant.phrases import phrase
from assistant.settings import Settings

FILE = "sopuri.sqlite"
_WAIT = 10  # seconds for another writer to finish
metadata = sa.MetaData()
_parts = sa.Table(
    "sopuri_parts",
    metadata,
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
)
Upgrade = Callable[[sa.Connection], None]


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment in UTC: given and handed back with its time zone, kept without one so that it sorts alike everywhere."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """To the database."""
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None else None

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:  # noqa: ARG002
        """From the database."""
        return value.replace(tzinfo=UTC) if value is not None else None


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class Database:
    """An open database. Safe to use from several threads, and by several processes at once.

    Args:
        url: SQLAlchemy's address of a server; empty for the file in ``data``.
        data: the folder of that file, made where it is missing.
        language: of messages.
    """

    def __init__(self, url: str, data: Path, language: str = "fi") -> None:
        self._language = language
        self._prepared: set[str] = set()
        self._preparing = threading.Lock()
        if url:
            self._engine = sa.create_engine(_driver(url), pool_pre_ping=True, hide_parameters=True)
        else:
            self._engine = _sqlite(_private_file(data / FILE))
        self.place = self._engine.url.render_as_string(hide_password=True)

    def prepare(self, part: str, version: int, tables: Sequence[sa.Table], upgrades: Sequence[Upgrade] = ()) -> None:
        """Make the tables of a ``part`` of the program, or bring them from an older version to this one.

        ``upgrades[i]`` changes the tables from version i + 1 to i + 2. Raises KeptError where a newer program made them.
        """
        with self._preparing:
            if part in self._prepared:
                return
            with self._told():
                _make(self._engine, [_parts])
            with self.transaction() as connection:
                self._raise_to(connection, part, version, upgrades)
            with self._told():
                _make(self._engine, tables)
            self._prepared.add(part)

    def _raise_to(self, connection: sa.Connection, part: str, version: int, upgrades: Sequence[Upgrade]) -> None:
        own = _parts.c.name == part
        found = connection.scalar(sa.select(_parts.c.version).where(own).with_for_update())
        if found is None:
            with contextlib.suppress(exc.IntegrityError), connection.begin_nested():  # another process may do the same
                connection.execute(sa.insert(_parts).values(name=part, version=version))
        elif found > version:
            raise KeptError(phrase(self._language, "database.newer", place=self.place, part=part))
        elif found < version:
            for upgrade in upgrades[found - 1 : version - 1]:
                upgrade(connection)
            connection.execute(sa.update(_parts).where(own).values(version=version))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A connection whose changes are all kept or, where an exception leaves the block, none.

        Raises KeptError where the database can't be used; IntegrityError (a key that is taken) is the caller's.
        """
        with self._told(), self._engine.connect() as connection:
            writing = connection.execution_options(sopuri_writes=True)
            with writing.begin():
                yield writing

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read with, which waits for no writer. Raises KeptError."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Give back what is open."""
        self._engine.dispose()

    def copy_to(self, file: Path) -> bool:
        """Write a copy that is consistent while others write; False where the database is a server, which has its own tools."""
        if self._engine.dialect.name != "sqlite":
            return False
        import sqlite3

        with (
            self._told(),
            self._engine.connect() as connection,
            contextlib.closing(sqlite3.connect(_private_file(file))) as target,
        ):
            source: Any = connection.connection.driver_connection
            source.backup(target)
        return True

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What the database says becomes one sentence, without address or password of a server."""
        try:
            yield
        except exc.IntegrityError:
            raise
        except exc.SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()
            said = reason[0] if reason else type(error).__name__
            raise KeptError(phrase(self._language, "database.unusable", place=self.place, reason=said)) from error


def open_database(settings: Settings) -> Database:
    """The database that the settings name. Raises KeptError."""
    try:
        return Database(settings.database, settings.data, settings.language)
    except ModuleNotFoundError as error:
        raise KeptError(phrase(settings.language, "database.driver", module=error.name)) from None
    except OSError as error:
        reason = error.strerror or error
        raise KeptError(
            phrase(settings.language, "database.unusable", place=settings.data / FILE, reason=reason)
        ) from error


def _driver(url: str) -> str:
    """``url`` with the driver that the program comes with."""
    return f"postgresql+psycopg{url[url.index('://') :]}" if url.startswith(("postgres://", "postgresql://")) else url


def _private_file(path: Path) -> Path:
    """The file, made where it is missing, which nobody else on the machine may read; SQLite gives its side files the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def _sqlite(path: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT}, hide_parameters=True)

    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own: see "begun"
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", f"busy_timeout = {1000 * _WAIT}", "foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: sa.Connection) -> None:
        # A transaction that reads first and then writes would fail at once where another wrote in between.
        writes = connection.get_execution_options().get("sopuri_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", begun)
    return engine


def _make(engine: sa.Engine, tables: Sequence[sa.Table]) -> None:
    """Make what is missing of ``tables``; two processes may do so at once."""
    try:
        metadata.create_all(engine, tables=tables)
    except (exc.OperationalError, exc.ProgrammingError, exc.IntegrityError):
        metadata.create_all(engine, tables=tables)  # the other one has made them by now
