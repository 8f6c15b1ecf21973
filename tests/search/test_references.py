"""Sentences that only point elsewhere."""

import pytest

from assistant.search.references import only_refers


@pytest.mark.parametrize(
    "text",
    [
        "Työaika: ks. kohta 3.",
        "Vuokrista sovitaan kohdassa 3.1.",
        "Henkilöstö on eritelty tarkemmin liitteessä 2.",
        "Kostnaderna beskrivs i bilaga 1.",
        "I andelarna ingår inte hyran, se Lokaler.",
        "Johtoryhmän kokoonpano on kuvattu sopimuksen kohdassa 4.2",
    ],
)
def test_a_reference_without_content(text: str) -> None:
    assert only_refers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Irtisanomisaika on kuusi kuukautta.",
        "Kela maksaa 15 % kohdassa 3 tarkoitetuista kustannuksista.",
        "Vuokrasta sovitaan erikseen.",
        "Riidat ratkaistaan Itä-Suomen hallinto-oikeudessa.",
        "Parterna ska se till att kunden får service på svenska.",
        "Johtoryhmä kokoontuu neljä kertaa vuodessa, ja sen tehtävistä sovitaan kohdassa 4.2, jonka mukaan se seuraa tuloksia "
        "ja päättää tavoitteista.",
    ],
)
def test_a_sentence_that_says_something(text: str) -> None:
    assert not only_refers(text)
