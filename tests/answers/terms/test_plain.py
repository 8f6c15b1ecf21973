from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.terms.plain import number, plain, qualifier

PARTIES = ("Harjulan kaupunki", "Ylämaan hyvinvointialue", "Kela")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Harjulan kaupungin työajasta puolet", "TVA-n työajasta 50 %"),
        ("Ylämaan hyvinvointialue maksaa kolmanneksen", "HVA maksaa 1/3"),
        ("Kansaneläkelaitos maksaa 12 000 euroa vuodessa", "KELA maksaa 12000 € vuodessa"),
        ("Työvoimaviranomainen 6,0 henkilötyövuotta", "TVA 6,0 htv"),
        ("FPA deltar med en sjättedel", "KELA deltar med 1/6"),
        ("Johtoryhmä, ledningsgruppen", "JORY, JORY"),
        ("kahtena päivänä viikossa", "2 pv viikossa"),
        ("kahdesti vuodessa", "2 kertaa vuodessa"),
        ("[Kela: ehdotus avoin.] Kunta maksaa", "TVA maksaa"),
        ("2.5 htv", "2,5 htv"),
    ],
)
def test_words_become_those_that_readers_know(text: str, words: str) -> None:
    assert plain(text, PARTIES) == words


def test_another_town_is_no_party() -> None:
    assert plain("Tilat omistaa Louhelan kunta.", PARTIES) == "tilat omistaa louhelan kunta."
    assert plain("Tilat omistaa Harjulan kaupunki.", PARTIES) == "tilat omistaa TVA."
    assert plain("Alueen kunnat sopivat.", PARTIES) == "alueen kunnat sopivat."


def test_cases_are_told_apart() -> None:
    assert plain("kaupunki kaupungin kaupungilla kaupunkiin", PARTIES) == "TVA TVA-n TVA-x TVA-x"
    assert plain("staden stadens FPA:s", ()) == "TVA TVA-n KELA-n"


@pytest.mark.parametrize(("text", "value"), [("4,0", "4"), ("2350", "2 350"), ("0,50", "0,5"), ("12000", "12 000")])
def test_numbers_are_spelled_one_way(text: str, value: str) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("before", "shown"),
    [("kokoontuu vähintään ", "väh. "), ("minst ", "väh. "), ("högst ", "enint. "), ("noin ", "noin "), ("on ", "")],
)
def test_the_qualifier_before_a_number(before: str, shown: str) -> None:
    assert qualifier(before) == shown


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert plain(text, PARTIES) == plain(text, PARTIES).strip()
