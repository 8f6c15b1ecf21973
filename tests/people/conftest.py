"""People in a database of each kind."""

from __future__ import annotations

from tests.keeping.conftest import database, database_url, postgres_server

__all__ = ["database", "database_url", "postgres_server"]
