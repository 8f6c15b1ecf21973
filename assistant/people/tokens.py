"""Personal tokens, by which a program calls in somebody's name. The program has the token, the database only its hash."""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sa

from assistant.keeping.database import Database, now
from assistant.people.accounts import Accounts, viewer_of
from assistant.people.sessions import Entered
from assistant.people.tables import accounts, prepare, tokens

_BEGIN = "sopuri_"  # so that whoever finds one knows what it is


class Tokens:
    """The tokens in a database."""

    def __init__(self, database: Database, language: str = "fi") -> None:
        self._database, self._accounts = database, Accounts(database, language)
        prepare(database)

    def make(self, name: str) -> str:
        """A new token of an account; those of before stay. It is not kept, so it can be read this once. Raises PeopleError."""
        token, called = _BEGIN + secrets.token_urlsafe(32), self._accounts.get(name).name
        with self._database.transaction() as connection:
            connection.execute(sa.insert(tokens).values(token=_hash(token), account=called, made=now()))
        return token

    def find(self, token: str) -> Entered | None:
        """Whose it is, with the rights that they have now; None where it is nobody's or the account is closed."""
        key = _hash(token)
        wanted = (
            sa.select(accounts.c.name, accounts.c.role, accounts.c.sees)
            .join(tokens, accounts.c.name == tokens.c.account)
            .where(tokens.c.token == key, accounts.c.closed.is_(False))
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else Entered(viewer_of(row), f"token {key}")

    def revoke(self, name: str) -> int:
        """All tokens of an account are dead; returns how many there were. Raises PeopleError."""
        called = self._accounts.get(name).name
        with self._database.transaction() as connection:
            return connection.execute(sa.delete(tokens).where(tokens.c.account == called)).rowcount


def _hash(token: str) -> str:
    # A random token of 256 bits can't be guessed, so a plain hash is enough.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
