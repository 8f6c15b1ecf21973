from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.reviews.open_places import open_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Toimipiste on osoitteessa [ ].", "bracket"),
        ("Vuokra on ____ euroa.", "blank"),
        ("Irtisanomisaika on _ kuukautta.", "blank"),  # what Markdown makes of a long line
        ("Sopimus alkaa xx.xx.2026.", "placeholder"),
        ("Osoite on Xxxxxxxx 0, 00000 Xxxxxx.", "placeholder"),
        ("Kela maksaa X prosenttia.", "placeholder"),
        ("Liitteet täydennetään.", "to_fill"),
        ("HUOM! Kelan kanta puuttuu.", "note"),
        ("TODO: päivät", "note"),
        ("Kelan huomautus 7.2.: ei käy.", "note"),
        ("VE 1: Tilat vuokraa kaupunki.", "alternative"),
        ("Irtisanomisaika on 3/6 kuukautta.", "choice"),
        ("Kela osallistuu / ei osallistu kustannuksiin.", "choice"),
    ],
)
def test_what_is_open_is_named(text: str, kind: str) -> None:
    assert open_kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Lain 381/2023 mukaan kunta ja/tai hyvinvointialue voi järjestää palvelun.",
        "Kokoukset pidetään 4 x vuodessa.",
        "Puheenjohtajaksi valitaan kaupungin edustaja.",
        "Laskelma on taulukossa [1].",
        "Sosiaali- ja terveyspalvelut – myös etänä.",
    ],
)
def test_finished_text_is_not_open(text: str) -> None:
    assert open_kind(text) is None


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert open_kind(f"[{text.replace('[', '').replace(']', '')[:50]} x]") == "bracket"
