"""Passwords: what one must be like, and how it is kept.

Kept as argon2id (RFC 9106, the second recommended choice: 64 MiB, three passes), which makes guessing cost memory and time. What a
password must be like follows NIST SP 800-63B: long rather than of many kinds of characters, and none of the usual ones.
"""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.people.errors import PeopleError
from assistant.phrases import phrase

SHORTEST, LONGEST = 12, 256  # characters
_BESIDE = 8  # characters beside a usual word
_FEWEST_KINDS = 5  # different characters
_USUAL = (
    "salasana",
    "password",
    "lösenord",
    "losenord",
    "qwerty",
    "123456",
    "abcdef",
    "kansanelake",
    "kansaneläke",
    "sopuri",
)
_HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
_AT_ONCE = threading.Semaphore(2)  # each takes 64 MiB: many log-ins at once must not take the machine's memory
# Compared with where there is no account, so that a name that exists takes no longer than one that does not.
_NOBODYS = _HASHER.hash("a password that nobody has")


def check(password: str, name: str, language: str = "fi") -> None:
    """Raise PeopleError, saying why, where ``password`` is not good enough for the account ``name``."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PeopleError(phrase(language, "people.password.length", shortest=SHORTEST, longest=LONGEST))
    plain = password.casefold()
    for usual in (*_USUAL, name.casefold()):
        # A word that everyone tries first makes a password no longer.
        if len(usual) > 2 and usual in plain and len(plain.replace(usual, "")) < _BESIDE:
            raise PeopleError(phrase(language, "people.password.usual"))
    if len(set(plain)) < _FEWEST_KINDS:
        raise PeopleError(phrase(language, "people.password.usual"))


def hashed(password: str) -> str:
    """The password as it is kept."""
    with _AT_ONCE:
        return _HASHER.hash(_same(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether ``password`` is the one that was ``kept``; takes as long where there is none to compare with."""
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _NOBODYS, _same(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept)


def outdated(kept: str) -> bool:
    """Whether a password is kept in an older way and should be kept anew."""
    return _HASHER.check_needs_rehash(kept)


def _same(password: str) -> str:
    """One form for what keyboards type in two: "ä" as one character or as two."""
    return unicodedata.normalize("NFKC", password)
