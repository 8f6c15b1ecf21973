"""Does a turn lean on the one before it."""

import pytest

from assistant.chat.leaning import leaning, with_other_party


@pytest.mark.parametrize(
    "text",
    [
        "Entä Koivulassa?",
        "entäs hyvinvointialue",
        "Ja kuka sen maksaa?",
        "no entä muut",
        "Och i Björkby?",
        "Kiitos, entä hän?",
    ],
)
def test_a_continuation_is_seen_by_its_first_word(text: str) -> None:
    assert leaning(text).continues


@pytest.mark.parametrize("text", ["Kuka maksaa vuokran?", "Jaetaanko kustannukset?", "Ochså", "Entäpä"])
def test_other_first_words_are_none(text: str) -> None:
    assert leaning(text).continues == (text == "Entäpä")


def test_there_and_elsewhere() -> None:
    assert leaning("Kuka siellä maksaa tulkin?").there and leaning("Vem betalar där?").there
    assert leaning("entä muualla?").everywhere and leaning("Hur är det på andra håll?").everywhere
    assert leaning("entä jaetaanko jossain kuluja asukasluvun mukaan?").everywhere
    assert not leaning("Kuka maksaa tulkin?").any


@pytest.mark.parametrize(
    ("last", "text", "expected"),
    [
        ("Montako htv:tä Kela osoittaa?", "Entä hyvinvointialue?", "Montako htv:tä hyvinvointialue osoittaa?"),
        ("Montako htv:tä Kela osoittaa?", "ja työllisyysalue", "Montako htv:tä työvoimaviranomainen osoittaa?"),
        ("Vad betalar välfärdsområdet?", "Och FPA då?", "Vad betalar FPA?"),
        ("Kuka maksaa vuokran?", "Entä hyvinvointialue?", None),  # no party to replace
        ("Maksaako Kela vai kaupunki?", "Entä hyvinvointialue?", None),  # which of them?
        ("Montako htv:tä Kela osoittaa?", "Mitä hyvinvointialue maksaa toimitiloista?", None),  # a question of its own
        ("Montako htv:tä Kela osoittaa?", "Entä Koivulassa?", None),
    ],
)
def test_another_party_takes_the_place_of_the_last(last: str, text: str, expected: str | None) -> None:
    assert with_other_party(last, text) == expected
