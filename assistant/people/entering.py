"""The way in: a name and a password become a session, or a refusal that does not tell why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from assistant.keeping.database import Database
from assistant.people import passwords
from assistant.people.accounts import Account, Accounts, account_name
from assistant.people.attempts import Attempts
from assistant.people.errors import PeopleError
from assistant.people.sessions import Sessions
from assistant.people.tables import accounts


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of an attempt: a ``token`` and whose it is, or nothing, and then how long to ``wait`` (zero: try again)."""

    token: str | None = None
    account: Account | None = None
    wait: timedelta = timedelta()


class Door:
    """Lets people in who know the password of an account."""

    def __init__(self, database: Database, known: Accounts, sessions: Sessions) -> None:
        self._database, self._accounts, self._sessions = database, known, sessions
        self._attempts = Attempts(database)

    def enter(self, name: str, password: str, address: str) -> Entry:
        """Try to log in from ``address``. Takes as long, and says the same, whether or not the name exists. Raises KeptError."""
        wait = self._attempts.begin(name, address)
        if wait:
            return Entry(wait=wait)
        called = account_name(name)
        with self._database.reading() as connection:
            kept = connection.execute(
                sa.select(accounts.c.password, accounts.c.closed).where(accounts.c.name == called)
            ).first()
        right = passwords.matches(kept.password if kept else None, password)
        if not right or kept is None or kept.closed:
            return Entry(wait=self._attempts.waiting(name))
        if passwords.outdated(kept.password):
            with self._database.transaction() as connection:
                own = (accounts.c.name == called) & (accounts.c.password == kept.password)
                connection.execute(sa.update(accounts).where(own).values(password=passwords.hashed(password)))
        self._attempts.succeeded(name, address)
        try:
            return Entry(self._sessions.begin(called), self._accounts.get(called))
        except (PeopleError, sa.exc.IntegrityError):  # removed in between
            return Entry()
