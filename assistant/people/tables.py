"""The tables of people."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.keeping.database import Database, Moment, metadata

VERSION = 1
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("password", sa.String(200), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("sees", sa.String(100), nullable=False),
    sa.Column("closed", sa.Boolean, nullable=False),
    sa.Column("made", Moment, nullable=False),
    sa.Column("entered", Moment),
)
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),  # SHA-256 of what the browser has
    sa.Column("account", sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("begun", Moment, nullable=False),
    sa.Column("seen", Moment, nullable=False),
)
tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),  # SHA-256 of what the program has
    sa.Column("account", sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("made", Moment, nullable=False),
)
attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("of", sa.String(100), primary_key=True),  # "name:…" or "address:…"
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", Moment, nullable=False),
)


def prepare(database: Database) -> None:
    """Make the tables where they are missing. Raises KeptError."""
    database.prepare("people", VERSION, [accounts, sessions, attempts])
    database.prepare("tokens", 1, [tokens])
