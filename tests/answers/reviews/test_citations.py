from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.reviews.citations import warnings
from assistant.knowledge.acts import known_acts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Työvoimapalveluiden järjestämisestä annetun lain (383/2023) mukaan toimitaan.", "380/2023"),
        ("Service ges enligt lagen om ordnande av arbetskraftsservice (383/2023).", "380/2023"),
        ("Sopimus perustuu lakiin työllistymisen monialaisesta edistämisestä (HE 207/2022 vp).", "207/2022"),
        ("Johtoryhmä toimii lain 1369/2014 mukaan.", "1369/2014"),
        ("Asetuksen 388/2024 7 §:n mukaan johtoryhmä kokoontuu.", "7 §"),
        ("Enligt 25 § i lagen om sektorsövergripande främjande av sysselsättningen (381/2023) görs en plan.", "25 §"),
        ("Lain 388/2024 mukaan johtoryhmä asetetaan.", "388/2024"),
        ("Julkisuudesta säädetään viranomaisten toiminnan julkisuudesta annetussa laissa (612/2021).", "621/1999"),
    ],
)
def test_what_cannot_be_right_is_warned_of(text: str, words: str) -> None:
    [warning] = warnings(text, "fi")
    assert words in warning


@pytest.mark.parametrize(
    "text",
    [
        # the decree's own citation, which surprises, is neither flagged nor corrected
        "Kelan osallistumisesta asetuksen 388/2024 3 §:n 5 kohdassa mainittuihin, lain 381/2023 10 §:n 1 momentissa tarkoitettuihin kustannuksiin sovitaan.",  # noqa: E501
        "Työllistymisen monialaisesta edistämisestä annetun lain (381/2023) 9 §:n 2 momentin mukaan, sellaisena kuin se on laissa 437/2024.",  # noqa: E501
        "Työllistymisen monialaisesta edistämisestä annetun lain muuttamisesta annettu laki (437/2024) tuli voimaan.",
        "Sopimus korvaa lain 1369/2014 aikaisen aiemman sopimuksen.",
        "Hallituksen esityksen HE 207/2022 perusteluissa sanotaan näin.",
        "Kuntalain (410/2015) 65 §:n mukaan.",
        "Sovelletaan lakia 381/2023, hallintolain 34 §:ää ja kielilakia (423/2003).",
        "Diaarinumero KLA/383/2023 on sopimuksen tunnus.",
    ],
)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    assert warnings(text, "fi") == []


def test_a_name_that_the_draft_defines_is_understood() -> None:
    act = known_acts()["381/2023"]
    assert len(warnings("Lain 22 §:n mukaan seurataan tavoitteita.", "fi", {"laki": act})) == 1
    assert warnings("Muualla annetun lain 22 §:n mukaan seurataan tavoitteita.", "fi", {"laki": act}) == []


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(warning.strip() for warning in warnings(text, "fi") + warnings(text, "sv"))


@given(st.text(st.characters(categories=["L", "Z"])))
def test_words_before_it_do_not_hide_a_section_that_is_not_there(text: str) -> None:
    assert warnings(text + " 381/2023 99 §", "fi")
