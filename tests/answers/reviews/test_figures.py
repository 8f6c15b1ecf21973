from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.reviews.figures import READERS
from assistant.answers.reviews.words import plain, role_of


def read(kind: str, text: str) -> list[str]:
    return [figure.value for figure in READERS[kind](plain(text))]


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        ("duration", "Irtisanomisaika on kuusi (6) kuukautta.", ["6 kk"]),
        ("duration", "Uppsägningstiden är tolv månader.", ["12 kk"]),
        ("duration", "Maksuaika on 30 päivää.", ["30 pv"]),
        ("duration", "Yhteys otetaan viiden arkipäivän kuluessa.", ["5 arkipv"]),
        ("years", "Johtoryhmän toimikausi on 1.1.2025–31.12.2029.", ["60 kk"]),
        ("years", "Johtoryhmä asetetaan viideksi vuodeksi.", ["60 kk"]),
        ("interval", "Planen ses över var sjätte månad.", ["6 kk"]),
        ("interval", "Suunnitelma tarkistetaan puolen vuoden välein.", ["6 kk"]),
        ("percent", "kaupunki 62,5 % ja hyvinvointialue 37,5 prosenttia", ["62,5 %", "37,5 %"]),
        ("share", "Tehtävä on kokoaikainen.", ["100 %"]),
        ("share", "Tehtävään on varattu kaksi päivää viikossa.", ["40 %"]),
        ("frequency", "Kokoontuu neljä kertaa vuodessa.", ["4/v"]),
        ("frequency", "Sammanträder varannan månad.", ["6/v"]),
        ("person_years", "Kela kuntoutuksen asiantuntija 0,5", ["0,5 htv"]),
        ("members", "Johtoryhmässä on seitsemän jäsentä.", ["7 jäsentä"]),
        ("chair", "Puheenjohtajan nimeää kaupunki ja varapuheenjohtajan hyvinvointialue.", ["TVA"]),
        ("vice_chair", "Puheenjohtajan nimeää kaupunki ja varapuheenjohtajan hyvinvointialue.", ["HVA"]),
        ("validity", "Sopimus on voimassa 1.1.2025–31.12.2026.", ["31.12.2026"]),
        ("court", "Tvister avgörs av tingsrätten.", ["käräjäoikeus"]),
        ("kela_share", "Kela ei osallistu yhteisiin kustannuksiin.", ["ei osallistu"]),
        ("duration", "Vuoden 2025 alusta", []),
    ],
)
def test_a_value_is_read(kind: str, text: str, values: list[str]) -> None:
    assert read(kind, text) == values


def test_a_lower_limit_is_known_as_one() -> None:
    [figure] = READERS["frequency"](plain("Johtoryhmä kokoontuu vähintään neljä kertaa vuodessa."))
    assert figure.at_least and figure.number == 4


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Koivulan kaupunki", "TVA"),
        ("Rautalahden hyvinvointialue", "HVA"),
        ("Västmo välfärdsområde", "HVA"),
        ("FPA", "Kela"),
    ],
)
def test_a_party_is_known_by_its_name(name: str, role: str) -> None:
    assert role_of(name) == role


@given(st.sampled_from(sorted(READERS)), st.text())
def test_figures_stand_inside_any_text(kind: str, text: str) -> None:
    words = plain(text)
    assert all(0 <= figure.start <= figure.end <= len(words) and figure.value for figure in READERS[kind](words))
