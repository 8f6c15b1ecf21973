"""Accounts, the way in, lock-out and sessions, on a real database of each kind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from assistant.keeping.database import Database
from assistant.model import Publicity, Role
from assistant.people import PeopleError, accounts, attempts, passwords, sessions
from assistant.people.accounts import Accounts
from assistant.people.attempts import OF_ADDRESS, OF_NAME, Attempts, address_key, wait_after
from assistant.people.entering import Door
from assistant.people.sessions import Sessions

GOOD, OTHER = "sateenkaari uimahalli kynä", "hirvenkello avaruus tuoli"
IDLE, LONGEST = timedelta(minutes=60), timedelta(hours=10)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, by: timedelta) -> None:
        self.time += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in (accounts, attempts, sessions):
        monkeypatch.setattr(module, "now", made)
    return made


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing as strong as it is would take most of the tests' time."""
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", weak)
    monkeypatch.setattr(passwords, "_NOBODYS", weak.hash("nobody"))


@pytest.fixture
def known(database: Database, clock: Clock) -> Accounts:  # noqa: ARG001
    made = Accounts(database)
    made.add("hallinto", OTHER, Role.ADMINISTRATOR)
    made.add("anna", GOOD, Role.REPRESENTATIVE)
    return made


@pytest.fixture
def own(database: Database, clock: Clock) -> Sessions:  # noqa: ARG001
    return Sessions(database, IDLE, LONGEST)


@pytest.fixture
def door(database: Database, known: Accounts, own: Sessions) -> Door:
    return Door(database, known, own)


def test_who_sees_what(known: Accounts) -> None:
    assert [(a.name, a.viewer.role) for a in known.all()] == [
        ("anna", Role.REPRESENTATIVE),
        ("hallinto", Role.ADMINISTRATOR),
    ]
    assert known.get("anna").viewer.sees == {Publicity.PUBLIC, Publicity.INTERNAL}
    assert known.get("hallinto").viewer.sees == set(Publicity)
    assert known.set_role("anna", Role.REPRESENTATIVE, [Publicity.PUBLIC]).viewer.sees == {Publicity.PUBLIC}
    assert known.add("bo", GOOD, Role.REPRESENTATIVE, []).viewer.sees == set()


@pytest.mark.parametrize("name", ["", "a", "-anna", "anna b", "@owner", "an\nna", "a" * 65, "../x", "анна", "an\0na"])
def test_names_that_can_t_be(known: Accounts, name: str) -> None:
    with pytest.raises(PeopleError, match="2–64 merkkiä"):
        known.add(name, GOOD, Role.REPRESENTATIVE)


def test_one_name_is_one_account_whichever_way_it_is_typed(known: Accounts) -> None:
    for name in ("anna", " Anna ", "ANNA"):
        with pytest.raises(PeopleError, match="on jo olemassa"):
            known.add(name, GOOD, Role.REPRESENTATIVE)
    assert known.get("ANNA").name == "anna"


def test_what_is_not_there_can_t_be_changed(known: Accounts) -> None:
    changes: list[Callable[[], object]] = [
        lambda: known.get("ei"),
        lambda: known.set_password("ei", GOOD),
        lambda: known.set_role("ei", Role.REPRESENTATIVE),
        lambda: known.close("ei"),
        lambda: known.remove("ei"),
    ]
    for change in changes:
        with pytest.raises(PeopleError, match="ei ole"):
            change()


def test_the_last_administrator_stays(known: Accounts) -> None:
    for change in (
        lambda: known.remove("hallinto"),
        lambda: known.close("hallinto"),
        lambda: known.set_role("hallinto", Role.REPRESENTATIVE),
    ):
        with pytest.raises(PeopleError, match="Viimeistä"):
            change()
    known.add("toinen", GOOD, Role.ADMINISTRATOR)
    known.remove("hallinto")
    known.remove("anna")
    known.remove("toinen")  # nobody is left who would be without one
    assert known.all() == []


def test_no_password_is_in_the_database(database: Database, known: Accounts) -> None:  # noqa: ARG001
    with database.reading() as connection:
        rows = str(connection.execute(sa.text("SELECT * FROM accounts")).all())
    assert GOOD not in rows and "$argon2id$" in rows


def test_the_right_password_lets_in(door: Door, own: Sessions, database: Database) -> None:
    entry = door.enter(" Anna", GOOD, "10.0.0.1")
    assert entry.token and entry.account and entry.account.name == "anna" and len(entry.token) >= 43
    found = own.find(entry.token)
    assert found is not None and found.viewer == entry.account.viewer and found.key != entry.token
    with database.reading() as connection:
        assert entry.token not in str(connection.execute(sa.text("SELECT * FROM sessions")).all())
    assert door.enter("anna", GOOD, "10.0.0.1").token != entry.token


@pytest.mark.parametrize(
    ("name", "password"), [("anna", OTHER), ("anna", ""), ("ei", GOOD), ("", ""), ("anna' --", GOOD)]
)
def test_all_refusals_are_alike(door: Door, name: str, password: str) -> None:
    entry = door.enter(name, password, "10.0.0.1")
    assert (entry.token, entry.account, entry.wait) == (None, None, timedelta())


def test_a_closed_account_is_refused_like_a_wrong_password(door: Door, known: Accounts, own: Sessions) -> None:
    token = door.enter("anna", GOOD, "10.0.0.1").token
    assert token
    known.close("anna")
    assert own.find(token) is None
    assert door.enter("anna", GOOD, "10.0.0.1") == door.enter("anna", OTHER, "10.0.0.1")
    known.close("anna", closed=False)
    assert door.enter("anna", GOOD, "10.0.0.1").token
    assert own.find(token) is None


@pytest.mark.parametrize("name", ["anna", "olematon"])
def test_a_name_is_locked_out_for_longer_each_time_whether_or_not_it_exists(
    door: Door, clock: Clock, name: str
) -> None:
    for _ in range(OF_NAME - 1):
        assert not door.enter(name, "väärä", "10.0.0.1").wait
    assert door.enter(name, "väärä", "10.0.0.1").wait == timedelta(minutes=1)
    clock.forward(timedelta(seconds=59))
    for address in ("10.0.0.1", "10.0.0.2"):  # the right password does not help either
        entry = door.enter(name, GOOD, address)
        assert entry.token is None and entry.wait == timedelta(seconds=1)
    for minutes in (2, 4, 8):
        clock.forward(timedelta(minutes=minutes / 2))
        assert door.enter(name, "väärä", "10.0.0.1").wait == timedelta(minutes=minutes)
    clock.forward(timedelta(minutes=8))
    assert (door.enter(name, GOOD, "10.0.0.1").token is not None) == (name == "anna")


def test_success_forgets_failures_and_so_does_unlocking(door: Door, database: Database) -> None:
    for _ in range(OF_NAME - 1):
        door.enter("anna", "väärä", "10.0.0.1")
    assert door.enter("anna", GOOD, "10.0.0.1").token
    for _ in range(OF_NAME):
        last = door.enter("anna", "väärä", "10.0.0.1")
    assert last.wait
    Attempts(database).forgive("Anna")
    assert door.enter("anna", GOOD, "10.0.0.1").token


def test_an_address_that_tries_many_names_has_to_wait(door: Door) -> None:
    waits = [door.enter(f"nimi{i}", "väärä", "2001:db8::1:%x" % i).wait for i in range(OF_ADDRESS + 1)]  # noqa: UP031
    assert waits[:-1] == [timedelta()] * OF_ADDRESS and waits[-1] == timedelta(minutes=1)
    assert door.enter("anna", GOOD, "2001:db8::ffff").token is None
    assert door.enter("anna", GOOD, "10.0.0.1").token


def test_ones_own_account_does_not_wash_an_address_clean(door: Door) -> None:
    waits = []
    for i in range(OF_ADDRESS + 1):
        door.enter("anna", GOOD, "10.0.0.9")
        waits.append(door.enter(f"nimi{i}", "väärä", "10.0.0.9").wait)
    assert waits[-1]


def test_many_attempts_at_once_are_all_counted(door: Door) -> None:
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(door.enter("anna", "väärä", "10.0.0.1"))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 12 and sum(not entry.wait for entry in results) < OF_NAME
    assert door.enter("anna", GOOD, "10.0.0.1").token is None


def test_waits_by_hand() -> None:
    minutes = [wait_after(n, 5) / timedelta(minutes=1) for n in (0, 4, 5, 6, 7, 10, 11, 1000)]
    assert minutes == [0, 0, 1, 2, 4, 32, 60, 60]


def test_addresses_by_hand() -> None:
    assert address_key("10.0.0.1") == "address:10.0.0.1" == address_key("::ffff:10.0.0.1")
    assert address_key("2001:db8::1") == address_key("2001:db8::2") == "address:2001:db8::/64"
    assert len(address_key("x" * 500)) <= 100 and len(address_key(":" * 500)) <= 100


def test_a_clock_set_back_does_not_lock_out_for_longer(door: Door, clock: Clock) -> None:
    for _ in range(OF_NAME):
        door.enter("anna", "väärä", "10.0.0.1")
    clock.forward(timedelta(days=-300))
    assert door.enter("anna", GOOD, "10.0.0.1").wait <= timedelta(minutes=1)


def test_a_session_ends_when_it_is_not_used_and_at_last(door: Door, own: Sessions, clock: Clock) -> None:
    token = door.enter("anna", GOOD, "10.0.0.1").token
    assert token
    for _ in range(11):
        clock.forward(timedelta(minutes=50))
        assert own.find(token)
    clock.forward(timedelta(minutes=51))
    assert own.find(token) is None  # ten hours are over
    token = door.enter("anna", GOOD, "10.0.0.1").token
    assert token
    clock.forward(IDLE + timedelta(seconds=1))
    assert own.find(token) is None


@pytest.mark.parametrize("change", ["password", "role", "close", "remove", "logout"])
def test_what_changes_an_account_ends_its_sessions(change: str, door: Door, own: Sessions, known: Accounts) -> None:
    token, other = door.enter("anna", GOOD, "").token, door.enter("hallinto", OTHER, "").token
    assert token and other
    match change:
        case "password":
            known.set_password("anna", OTHER)
        case "role":
            known.set_role("anna", Role.ADMINISTRATOR)
        case "close":
            known.close("anna")
        case "remove":
            known.remove("anna")
        case "logout":
            own.end(token)
    assert own.find(token) is None and own.find(other)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "a" * 5000, "\0"])
def test_made_up_tokens_are_nobodys(own: Sessions, door: Door, token: str) -> None:
    door.enter("anna", GOOD, "")
    assert own.find(token) is None
    own.end(token)


def test_rights_that_another_program_wrote_are_none(database: Database, known: Accounts) -> None:
    with database.transaction() as connection:
        connection.execute(sa.text("UPDATE accounts SET role = 'root', sees = 'kaikki,julkinen' WHERE name = 'anna'"))
    viewer = known.get("anna").viewer
    assert viewer.role is Role.REPRESENTATIVE and viewer.sees == {Publicity.PUBLIC}
