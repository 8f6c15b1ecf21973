"""Accounts: who may log in, what they may do and which documents they see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.keeping.database import Database, now
from assistant.model import Publicity, Role, Viewer
from assistant.people import passwords
from assistant.people.errors import PeopleError
from assistant.people.tables import accounts, prepare, sessions, tokens
from assistant.phrases import phrase

_NAME = re.compile(r"[a-z0-9åäö][a-z0-9åäö._@-]{1,63}")
USUALLY_SEES = {
    Role.REPRESENTATIVE: frozenset({Publicity.PUBLIC, Publicity.INTERNAL}),
    Role.ADMINISTRATOR: frozenset(Publicity),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may log in, unless ``closed``."""

    viewer: Viewer
    closed: bool
    made: datetime
    entered: datetime | None  # when they last logged in

    @property
    def name(self) -> str:
        """What they log in with."""
        return self.viewer.name


def account_name(given: str) -> str:
    """A name as accounts have it, whichever way it is typed: "  Anna " is "anna"."""
    return unicodedata.normalize("NFC", given).strip().casefold()


class Accounts:
    """The accounts in a database. Messages are in ``language``. All methods raise KeptError where the database fails."""

    def __init__(self, database: Database, language: str = "fi") -> None:
        self._database, self._language = database, language
        prepare(database)

    def all(self) -> list[Account]:
        """By name."""
        with self._database.reading() as connection:
            return [_account(row) for row in connection.execute(sa.select(accounts).order_by(accounts.c.name))]

    def any(self) -> bool:
        """Whether there is an account."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(accounts.c.name).limit(1)) is not None

    def get(self, name: str) -> Account:
        """Raises PeopleError where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(accounts).where(accounts.c.name == account_name(name))).first()
        if row is None:
            raise self._error("unknown", name=name[:64])
        return _account(row)

    def add(self, name: str, password: str, role: Role, sees: Iterable[Publicity] | None = None) -> Account:
        """A new account; it sees what its role usually sees unless ``sees`` says otherwise. Raises PeopleError."""
        called = account_name(name)
        if not _NAME.fullmatch(called):
            raise self._error("name")
        passwords.check(password, called, self._language)
        classes = USUALLY_SEES[role] if sees is None else frozenset(sees)
        row = {
            "name": called,
            "password": passwords.hashed(password),
            "role": role.value,
            "sees": _written(classes),
            "closed": False,
            "made": now(),
        }
        try:
            with self._database.transaction() as connection:
                connection.execute(sa.insert(accounts).values(**row))
        except sa.exc.IntegrityError:
            raise self._error("taken", name=called) from None
        return self.get(called)

    def set_password(self, name: str, password: str) -> None:
        """A new password; who is logged in with the old one is so no longer, and tokens are dead. Raises PeopleError."""
        passwords.check(password, account_name(name), self._language)
        self._change(name, password=passwords.hashed(password))

    def set_role(self, name: str, role: Role, sees: Iterable[Publicity] | None = None) -> Account:
        """Another role, with the classes that it usually sees unless ``sees`` says otherwise. Raises PeopleError."""
        classes = USUALLY_SEES[role] if sees is None else frozenset(sees)
        self._change(name, role=role.value, sees=_written(classes))
        return self.get(name)

    def close(self, name: str, *, closed: bool = True) -> None:
        """The account can't be used, or can again. Raises PeopleError."""
        self._change(name, closed=closed)

    def remove(self, name: str) -> None:
        """The account is gone, with its sessions. Raises PeopleError."""
        with self._database.transaction() as connection:
            self._keep_an_administrator(connection, name)
            gone = connection.execute(sa.delete(accounts).where(accounts.c.name == account_name(name)))
        if not gone.rowcount:
            raise self._error("unknown", name=name[:64])

    def _change(self, name: str, **values: Any) -> None:
        """Change the account and end its sessions, so that nobody goes on with rights of before."""
        own = account_name(name)
        with self._database.transaction() as connection:
            if values.get("role", Role.ADMINISTRATOR.value) != Role.ADMINISTRATOR.value or values.get("closed"):
                self._keep_an_administrator(connection, name)
            changed = connection.execute(sa.update(accounts).where(accounts.c.name == own).values(**values))
            connection.execute(sa.delete(sessions).where(sessions.c.account == own))
            if "password" in values:
                connection.execute(sa.delete(tokens).where(tokens.c.account == own))
        if not changed.rowcount:
            raise self._error("unknown", name=name[:64])

    def _keep_an_administrator(self, connection: sa.Connection, name: str) -> None:
        """Raise PeopleError where the last administrator who can log in would go while others stay."""
        found = connection.execute(sa.select(accounts.c.name, accounts.c.role, accounts.c.closed)).all()
        rest = [row for row in found if row.name != account_name(name)]
        able = [row for row in rest if row.role == Role.ADMINISTRATOR.value and not row.closed]
        was = any(row.name == account_name(name) and row.role == Role.ADMINISTRATOR.value for row in found)
        if was and rest and not able:
            raise self._error("last_administrator")

    def _error(self, key: str, **slots: object) -> PeopleError:
        return PeopleError(phrase(self._language, f"people.{key}", **slots))


def viewer_of(row: Any) -> Viewer:
    """The viewer of a row with name, role and sees. What another program wrote into them gives no rights."""
    known = {p.value: p for p in Publicity}
    role = Role.ADMINISTRATOR if row.role == Role.ADMINISTRATOR.value else Role.REPRESENTATIVE
    return Viewer(row.name, role, frozenset(known[part] for part in row.sees.split(",") if part in known))


def _account(row: Any) -> Account:
    return Account(viewer_of(row), bool(row.closed), row.made, row.entered)


def _written(classes: frozenset[Publicity]) -> str:
    return ",".join(p.value for p in Publicity if p in classes)
