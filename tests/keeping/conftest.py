"""A database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.keeping.servers import postgres

if TYPE_CHECKING:
    from assistant.keeping.database import Database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """What SOPURI_DATABASE would hold: nothing, or the address of an empty database on the server."""
    if request.param == "sqlite":
        return ""
    import sqlalchemy as sa

    address: str = request.getfixturevalue("postgres_server")
    name = f"test_{abs(hash(request.node.nodeid))}"
    engine = sa.create_engine(address.replace("postgresql", "postgresql+psycopg", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'drop database if exists "{name}"')
        connection.exec_driver_sql(f'create database "{name}"')
    engine.dispose()
    return f"{address.rpartition('/')[0]}/{name}"


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database]:
    """An empty database, once of each kind."""
    from assistant.keeping.database import Database

    made = Database(database_url, tmp_path)
    yield made
    made.close()
