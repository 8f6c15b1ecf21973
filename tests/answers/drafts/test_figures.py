from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.drafts.figures import figures


def found(text: str) -> list[tuple[str, str]]:
    return sorted((figure.kind, text[figure.start : figure.end]) for figure in figures(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Irtisanomisaika on kuusi (6) kuukautta.", [("duration", "kuusi (6) kuukautta")]),
        ("Kela maksaa 6 000 euroa vuodessa.", [("sum", "6 000 euroa")]),
        ("Jako on 60 prosenttia ja 40 %.", [("percent", "40 %"), ("percent", "60 prosenttia")]),
        ("Sopimus on voimassa 1.1.2025–31.12.2027.", [("date_range", "1.1.2025–31.12.2027")]),
        ("Se alkaa 1. tammikuuta 2026.", [("date", "1. tammikuuta 2026")]),
        ("Vuoden 2026 alussa", [("year", "2026")]),
        ("Uppsägningstiden är sex månader.", [("duration", "sex månader")]),
        ("Lag 381/2023 och förordning 388/2024", []),
        ("Johtoryhmä kokoontuu neljä kertaa vuodessa.", []),
    ],
)
def test_what_parties_agree_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kaupunki asettaa johtoryhmän viideksi vuodeksi.",
        "Suunnitelma tarkistetaan kolmen kuukauden välein.",
        "Ledningsgruppens mandatperiod är fem år.",
    ],
)
def test_what_the_law_fixes_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="0123456789. –€%kuvotasipr", max_size=80))
def test_no_value_lies_within_another(text: str) -> None:
    places = sorted((figure.start, figure.end) for figure in figures(text))
    assert all(a < b for a, b in places)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(places))
