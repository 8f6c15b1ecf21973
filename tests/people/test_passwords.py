from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.people import PeopleError
from assistant.people.passwords import LONGEST, SHORTEST, check, hashed, matches, outdated

GOOD = "sateenkaari uimahalli kynä"


@pytest.mark.parametrize(
    "password",
    [
        "",
        "lyhyt",
        "a" * 30,
        "abababababab",
        "salasana1234",
        "Salasana2026!",
        "PASSWORD1234",
        "qwerty123456",
        "annaannaanna",
        "x" * 257,
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(PeopleError):
        check(password, "anna")


@pytest.mark.parametrize("password", [GOOD, "Tämä on hyvä salasana", "anna menee metsään huomenna", "x7!kQ2-vR9#m"])
def test_what_is_long_and_ones_own_is_good(password: str) -> None:
    check(password, "anna")


def test_only_the_password_matches_and_the_hash_is_argon2id() -> None:
    kept = hashed(GOOD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and GOOD not in kept and not outdated(kept)
    assert matches(kept, GOOD) and not matches(kept, GOOD + " ") and not matches(kept, "")
    assert hashed(GOOD) != kept  # salted
    assert matches(hashed("äiti lähti järvelle"), "äiti lähti järvelle")  # ä typed as two characters
    assert outdated("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHQ$wHrIZW3lmnTHUBdtRNj9ZtQj0mOT8rRkJZ3d3rQ3XWU")


@pytest.mark.parametrize("kept", [None, "", "x", "$argon2id$v=19$m=65536"])
def test_nothing_matches_what_is_no_password(kept: str | None) -> None:
    assert not matches(kept, GOOD) and not matches(kept, "a password that nobody has")


def test_no_account_takes_as_long_as_a_wrong_password() -> None:
    def lasted(kept: str | None) -> float:
        begun = time.process_time()
        matches(kept, "x" * SHORTEST)
        return time.process_time() - begun

    kept = hashed(GOOD)
    wrong = sorted(lasted(kept) for _ in range(5))[2]
    nobody = sorted(lasted(None) for _ in range(5))[2]
    assert 0.5 < nobody / wrong < 2


@settings(deadline=None, max_examples=8)
@given(st.text(min_size=SHORTEST, max_size=LONGEST))
def test_any_text_can_be_a_password(password: str) -> None:
    try:
        password.encode()
    except UnicodeEncodeError:
        return  # half a character can't be sent
    assert matches(hashed(password), password)
