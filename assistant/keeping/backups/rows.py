"""Carries the rows of a database into another, table by table: PostgreSQL into a backup's SQLite file, and back."""

from __future__ import annotations

import importlib
from pathlib import Path

import sqlalchemy as sa

from assistant.keeping.checklists import KeptError
from assistant.keeping.database import FILE, Database, metadata
from assistant.phrases import phrase

# Whoever keeps tables on the database; a test holds this list against the code.
TABLES = (
    "assistant.keeping.audit",
    "assistant.keeping.conversations",
    "assistant.keeping.database",
    "assistant.people.tables",
)
_ROWS = 500


def known_tables() -> list[sa.Table]:
    """Every table that the program has, those that others refer to first."""
    for name in TABLES:
        importlib.import_module(name)
    return metadata.sorted_tables


def dump(database: Database, folder: Path, language: str) -> Path:
    """Write a server's rows, as of one moment, into a SQLite file in ``folder``. Raises KeptError."""
    target = Database("", folder, language)
    try:
        with database.reading() as plain, target.transaction() as to:
            source = plain.execution_options(isolation_level="REPEATABLE READ")
            present = set(sa.inspect(source).get_table_names())
            foreign = present - {table.name for table in known_tables()}
            if foreign:
                raise KeptError(phrase(language, "backup.foreign", table=min(foreign)))
            _carry(source, to, [table for table in known_tables() if table.name in present])
    finally:
        target.close()
    return folder / FILE


def load(folder: Path, database: Database, language: str) -> None:
    """Put the rows of the SQLite file in ``folder`` in the place of all rows of a server, in one transaction."""
    source = Database("", folder, language)
    try:
        with source.reading() as origin, database.transaction() as to:
            present = set(sa.inspect(origin).get_table_names())
            foreign = present - {table.name for table in known_tables()}
            if foreign:
                raise KeptError(phrase(language, "backup.foreign", table=min(foreign)))
            tables = known_tables()
            metadata.create_all(to, tables=tables)
            for table in reversed(tables):
                to.execute(sa.delete(table))
            _carry(origin, to, [table for table in tables if table.name in present])
    finally:
        source.close()


def _carry(source: sa.Connection, to: sa.Connection, tables: list[sa.Table]) -> None:
    metadata.create_all(to, tables=tables)
    for table in tables:
        for batch in source.execute(sa.select(table)).mappings().partitions(_ROWS):
            to.execute(sa.insert(table), [dict(row) for row in batch])
        _count_on(to, table)


def _count_on(to: sa.Connection, table: sa.Table) -> None:
    """Let a server's counter for new rows go on after the highest that was carried over."""
    column = table.autoincrement_column
    if column is None or to.dialect.name != "postgresql":
        return
    names = {"table": table.name, "column": column.name}
    sequence = to.scalar(sa.text("SELECT pg_get_serial_sequence(:table, :column)"), names)
    highest = to.scalar(sa.select(sa.func.max(column)))
    if sequence and highest is not None:
        to.execute(sa.text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def holds_rows(database: Database) -> bool:
    """Whether a server's database already holds something of the program's."""
    with database.reading() as connection:
        present = set(sa.inspect(connection).get_table_names())
        tables = [t for t in known_tables() if t.name in present and t.name != "sopuri_parts"]
        return any(connection.execute(sa.select(table).limit(1)).first() is not None for table in tables)
