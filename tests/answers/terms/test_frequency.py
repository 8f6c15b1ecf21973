from __future__ import annotations

import pytest

from assistant.answers.terms.frequency import times_a_year
from assistant.answers.terms.plain import plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kokoontuu vähintään neljä (4) kertaa kalenterivuodessa", "väh. 4/v"),
        ("4–6 kertaa vuodessa", "4–6/v"),
        ("kahdesti vuodessa", "2/v"),
        ("neljännesvuosittain", "4/v"),
        ("minst en gång per kvartal", "väh. 4/v"),
        ("joka toinen kuukausi", "6/v"),
        ("varannan månad", "6/v"),
        ("kolmen kuukauden välein", "4/v"),
        ("kuukausittain", "12/v"),
        ("kevät- ja syyskaudella kaksi kummallakin", "4/v"),
        ("puolivuosittain", "2/v"),
        ("joka syksy", "1/v"),
        ("varje år i september", "1/v"),
        ("joka toinen vuosi", "0,5/v"),
        ("fyra gånger om året", "4/v"),
    ],
)
def test_how_often_in_a_year(text: str, value: str) -> None:
    assert times_a_year(plain(text)) == value


@pytest.mark.parametrize("text", ["tarpeen mukaan", "neljä jäsentä", "vid behov", "nollan kuukauden välein", ""])
def test_what_says_no_frequency(text: str) -> None:
    assert times_a_year(plain(text)) is None
