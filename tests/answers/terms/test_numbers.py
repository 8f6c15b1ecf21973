from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.terms.numbers import with_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("kuusi (6) kuukautta", "6 kuukautta"),
        ("kuuden kuukauden", "6 kuukauden"),
        ("kuusi (7) kuukautta", "6 (7) kuukautta"),
        ("kahdeksan jäsentä, kahden", "8 jäsentä, 2"),
        ("yhdeksän ja yhtenä", "9 ja 1"),
        ("kahdentoista kuukauden", "12 kuukauden"),
        ("kaksikymmentäviisi prosenttia", "25 prosenttia"),
        ("viisivuotinen", "5 vuotinen"),
        ("sata euroa", "100 euroa"),
        ("sex månader, femårsperiod", "6 månader, 5 årsperiod"),
        ("tolv", "12"),
    ],
)
def test_number_words_become_digits(text: str, digits: str) -> None:
    assert with_digits(text) == digits


@pytest.mark.parametrize("text", ["yhdessä", "yhteisiä kuluja", "en part", "kuusilahti", "neljännes", "neljätoistan"])
def test_what_only_begins_like_a_number_stays(text: str) -> None:
    assert with_digits(text) == text


@given(st.text(alphabet="abkdeihlmnorstuvyäö 0123456789(),-", max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert with_digits(with_digits(text)) == with_digits(text)
