from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.wordforms import PART, SAME, likeness, words


@pytest.mark.parametrize(
    ("asked", "met"),
    [
        ("avaimista", "avaimet"),
        ("seurakunta", "seurakunnan"),
        ("kurinpidosta", "kurinpito"),  # consonant gradation
        ("psykiatrisesta", "psykiatrisen"),
        ("kuljetuksesta", "kuljetussopimus"),
        ("vuokra", "vuokrasopimus"),  # a compound with it
        ("neuvonnasta", "velkaneuvonta"),
        ("lönesubvention", "lönesubventionerat"),
        ("bilaga", "bilagorna"),
    ],
)
def test_forms_of_one_word(asked: str, met: str) -> None:
    assert likeness(asked, met) == SAME


def test_the_first_part_of_a_compound_is_less() -> None:
    assert likeness("kahvitarjoilusta", "kahvit") == PART


@pytest.mark.parametrize(
    ("asked", "met"),
    [
        ("seurakunta", "kunta"),  # its last part alone is another thing
        ("seurakunta", "seurannassa"),
        ("etätyöstä", "etäyhteydellä"),
        ("maahanmuuttajista", "muutetaan"),
        ("tukihenkilön", "esihenkilön"),
        ("vuokra", "vuoro"),
    ],
)
def test_other_words(asked: str, met: str) -> None:
    assert likeness(asked, met) == 0


def test_words_are_lower_case_and_of_three_letters_or_more() -> None:
    assert words("Kela ja HVA maksavat 50 % (as.) vuokrasta.") == ["kela", "hva", "maksavat", "vuokrasta"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_strings_can_be_compared(one: str, other: str) -> None:
    assert likeness(one, other) in (0, PART, SAME)
    assert likeness(one, one) == SAME
