"""Sessions: who is logged in. The browser has a random token, the database only its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from assistant.keeping.database import Database, now
from assistant.model import Viewer
from assistant.people.accounts import viewer_of
from assistant.people.tables import accounts, prepare, sessions

_SEEN = timedelta(minutes=1)  # what is seen more often is not written more often


@dataclass(frozen=True, slots=True)
class Entered:
    """Someone who is logged in. ``key`` tells one log-in from another and is no secret."""

    viewer: Viewer
    key: str


class Sessions:
    """The sessions in a database.

    Args:
        idle: how long a session lasts without being used.
        longest: how long it lasts at most.
    """

    def __init__(self, database: Database, idle: timedelta, longest: timedelta) -> None:
        self._database, self._idle, self._longest = database, idle, longest
        prepare(database)

    def begin(self, name: str) -> str:
        """A new session of an account; returns the token. Sessions that are over are cleared away."""
        token, at = secrets.token_urlsafe(32), now()
        with self._database.transaction() as connection:
            over = (sessions.c.seen < at - self._idle) | (sessions.c.begun < at - self._longest)
            connection.execute(sa.delete(sessions).where(over))
            row = {"token": _hash(token), "account": name, "begun": at, "seen": at}
            connection.execute(sa.insert(sessions).values(row))
            connection.execute(sa.update(accounts).where(accounts.c.name == name).values(entered=at))
        return token

    def find(self, token: str, *, looking: bool = False) -> Entered | None:
        """Who has this token; None where nobody does, it is over, or the account is closed.

        It is a use of the session, which idles anew from now, unless one is only ``looking``.
        """
        key, at = _hash(token), now()
        wanted = (
            sa.select(accounts.c.name, accounts.c.role, accounts.c.sees, sessions.c.begun, sessions.c.seen)
            .join(accounts, accounts.c.name == sessions.c.account)
            .where(sessions.c.token == key, accounts.c.closed.is_(False))
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        if row is None or at - row.seen > self._idle or at - row.begun > self._longest:
            return None
        if at - row.seen > _SEEN and not looking:
            with self._database.transaction() as connection:
                connection.execute(sa.update(sessions).where(sessions.c.token == key).values(seen=at))
        return Entered(viewer_of(row), key)

    def end(self, token: str) -> None:
        """Log out."""
        with self._database.transaction() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.token == _hash(token)))


def _hash(token: str) -> str:
    # A random token of 256 bits can't be guessed, so a plain hash is enough to keep it from readers of the database.
    return hashlib.sha256(token.encode()).hexdigest()
