"""Failed attempts to log in, counted for each name and each address; after several, both have to wait, longer each time.

A name is counted whether or not it exists, so that a wait tells nothing.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa

from assistant.keeping.database import Database, now
from assistant.people.accounts import account_name
from assistant.people.tables import attempts, prepare

OF_NAME, OF_ADDRESS = 5, 20  # failures without a wait; an address may be shared by a whole office
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)
FORGOTTEN = timedelta(hours=24)  # without another failure


def name_key(name: str) -> str:
    """The key under which the attempts of a name are counted; names that are typed may be of any length."""
    return f"name:{hashlib.sha256(account_name(name).encode()).hexdigest()}"


def address_key(address: str) -> str:
    """The key of an address; of IPv6 the network, which is one customer's."""
    if ":" in address:
        import ipaddress

        try:
            given = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return f"address:{address[:60]}"
        if isinstance(given, ipaddress.IPv6Address) and given.ipv4_mapped is None:
            return f"address:{ipaddress.ip_network((given, 64), strict=False)}"
        return f"address:{getattr(given, 'ipv4_mapped', None) or given}"
    return f"address:{address[:60]}"


def wait_after(failures: int, free: int) -> timedelta:
    """How long to wait after so many failures, the first ``free`` of which cost nothing: 1, 2, 4 … minutes, at most an hour."""
    if failures < free:
        return timedelta()
    return min(_LONGEST, _FIRST * (1 << min(failures - free, 10)))


class Attempts:
    """The counted attempts in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        prepare(database)

    def begin(self, name: str, address: str) -> timedelta:
        """Count an attempt, before its password is looked at, as if it failed; how long to wait where there may be none now.

        An attempt that has to wait is not counted, so that a wait ends even while someone keeps trying.
        """
        at = now()
        keys = ((name_key(name), OF_NAME), (address_key(address), OF_ADDRESS))
        with self._database.transaction() as connection:
            connection.execute(sa.delete(attempts).where(attempts.c["last"] < at - FORGOTTEN))
            left: timedelta = max(self._left(connection, key, free, at) for key, free in keys)
            if not left:
                for key, _ in keys:
                    self._count(connection, key, at)
        return left

    def succeeded(self, name: str, address: str) -> None:
        """The attempt that was begun was right: the name's failures are forgotten, the address's one is taken back."""
        with self._database.transaction() as connection:
            connection.execute(sa.delete(attempts).where(attempts.c.of == name_key(name)))
            own = attempts.c.of == address_key(address)
            connection.execute(sa.update(attempts).where(own).values(failures=attempts.c.failures - 1))

    def forgive(self, name: str) -> None:
        """Forget the failures of a name."""
        with self._database.transaction() as connection:
            connection.execute(sa.delete(attempts).where(attempts.c.of == name_key(name)))

    def waiting(self, name: str) -> timedelta:
        """How long the name has to wait now."""
        with self._database.reading() as connection:
            return self._left(connection, name_key(name), OF_NAME, now())

    def _left(self, connection: sa.Connection, key: str, free: int, at: datetime) -> timedelta:
        row = connection.execute(sa.select(attempts).where(attempts.c.of == key)).first()
        if row is None:
            return timedelta()
        # A clock that was set back must not make a wait longer than it would be now.
        since: timedelta = max(at - row.last, timedelta())
        return max(wait_after(row.failures, free) - since, timedelta())

    def _count(self, connection: sa.Connection, key: str, at: datetime) -> None:
        own = attempts.c.of == key
        values = {"failures": attempts.c.failures + 1, "last": at}
        if not connection.execute(sa.update(attempts).where(own).values(values)).rowcount:
            try:
                with connection.begin_nested():
                    connection.execute(sa.insert(attempts).values({"of": key, "failures": 1, "last": at}))
            except sa.exc.IntegrityError:  # another process was first
                connection.execute(sa.update(attempts).where(own).values(values))
