"""Identity codes, e-mail addresses and telephone numbers, and what only looks like them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.contacts import contacts
from assistant.model import PersonalKind

CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def found(text: str) -> list[tuple[str, str]]:
    return [(kind.value, text[start:end]) for start, end, kind in contacts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "laki 381/2023 ja asetus 388/2024",
        "diaarinumero KRA/0401/00.01.02/2025",
        "Dnro 0123-2025-04",
        "Y-tunnus 0245437-2",
        "1 250 000 euroa ja 040 000 euroa",
        "1.1.2025–31.12.2027 klo 09.00–15.30, 08-16",
        "postinumero 00100, verkkolaskuosoite 003701163006",
        "FI21 1234 5600 0007 85",
        "040 viikossa",
        "laskunumero 131052-3081",
        "etunimi.sukunimi@koivuranta.example",
        "@tym",
    ],
)
def test_numbers_that_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    ["040 123 4567", "040-1234567", "0401234567", "+358 40 123 4567", "+358(0)40 123 4567", "(09) 123 4567", "00358 50 123 4567"],
)  # fmt: skip
def test_a_number_is_a_telephone_in_any_form(number: str) -> None:
    assert found(f"Soita {number}, kiitos.") == [("phone", number)]


def test_after_a_label_a_short_number_is_one_too() -> None:
    assert found("puh. 555 010") == [("phone", "555 010")]
    assert found("huone 555 010") == []


def test_a_code_with_a_wrong_check_character_is_still_one() -> None:
    """A mistyped code is about somebody; only digits around a hyphen may be another number."""
    assert found("131052-308T") == found("131052-308T") != []
    assert found("131052-308U") == [("identity", "131052-308U")]
    assert found("321352-308T") == []


@given(
    st.dates().filter(lambda day: 1850 <= day.year <= 2099),
    st.integers(2, 999),
    st.data(),
)
def test_every_identity_code_is_found(day: object, individual: int, data: st.DataObject) -> None:
    """Of any century and with any of its signs."""
    from datetime import date

    assert isinstance(day, date)
    signs = {18: "+", 19: "-YXWVU", 20: "ABCDEF"}[day.year // 100]
    sign = data.draw(st.sampled_from(signs))
    digits = f"{day.day:02}{day.month:02}{day.year % 100:02}"
    code = f"{digits}{sign}{individual:03}{CHECK[int(f'{digits}{individual:03}') % 31]}"
    assert (PersonalKind.IDENTITY.value, code) in found(f"Asiakas ({code}) ohjataan.")


@given(st.text(max_size=200))
def test_any_text_is_read_without_overlaps(text: str) -> None:
    spans = sorted((start, end) for start, end, _ in contacts(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
