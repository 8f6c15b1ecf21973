from __future__ import annotations

import pytest

from assistant.chat.grounding.claims import AIM, FACT, PERMIT, language_of, sentences_of
from assistant.chat.grounding.quantities import Quantity, quantities
from assistant.chat.grounding.roles import mentions


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("kuusi kuukautta", "months", "6"),
        ("6 kk", "months", "6"),
        ("puoli vuotta", "months", "6"),
        ("ett halvt år", "months", "6"),
        ("sex månaders uppsägningstid", "months", "6"),
        ("yhden vuoden", "months", "12"),
        ("60 prosenttia", "share", "3/5"),
        ("kolmasosa", "share", "1/3"),
        ("12 000 euroa", "€", "12000"),
        ("maaliskuun 1. päivänä 2025", "date", "2025-03-01"),
        ("1.3.2025", "date", "2025-03-01"),
        ("neljä kertaa vuodessa", "times a year", "4/v"),
        ("neljännesvuosittain", "times a year", "4/v"),
        ("kahtena päivänä viikossa", "days", "2"),
        ("0,5 htv", "htv", "1/2"),
    ],
)
def test_quantities_in_digits_and_in_words_are_one(text: str, kind: str, value: str) -> None:
    assert [(q.kind, q.value) for q in quantities(text)] == [(kind, value)]


def test_a_bound_belongs_to_its_number() -> None:
    assert quantities("enintään 4 500 euroa") == (Quantity("€", "4500", "max"),)
    assert quantities("vähintään neljä kertaa vuodessa")[0].bound == "min"
    assert quantities("noin 20 prosenttia")[0].bound == "about"


@pytest.mark.parametrize(
    ("text", "language", "roles"),
    [
        ("kaupunki laskuttaa hyvinvointialuetta", "fi", [("TOWN", "subject"), ("HVA", "object")]),
        ("hyvinvointialuetta laskuttaa kaupunki", "fi", [("HVA", "object"), ("TOWN", "subject")]),
        ("kaupungin tulee maksaa korvaus hyvinvointialueelle", "fi", [("TOWN", "subject"), ("HVA", "to")]),
        ("kelalla on oikeus irtisanoa sopimus", "fi", [("KELA", "subject")]),
        ("hyran betalas av staden till fpa", "sv", [("TOWN", "subject"), ("KELA", "to")]),
        ("staden fakturerar välfärdsområdet", "sv", [("TOWN", "subject"), ("HVA", "object")]),
        ("staden och välfärdsområdet betalar", "sv", [("TOWN", "subject"), ("HVA", "subject")]),
    ],
)
def test_who_does_it_to_whom(text: str, language: str, roles: list[tuple[str, str]]) -> None:
    assert [(m.actor, m.role) for m in mentions(text, language)] == roles


def test_a_clause_takes_over_what_it_leaves_unsaid() -> None:
    (sentence,) = sentences_of("Kaupunki maksaa vuokrasta 60 prosenttia ja hyvinvointialue 40 prosenttia.")
    first, second = sentence.parts
    assert first.subjects == {"TOWN"} and second.subjects == {"HVA"}
    assert second.inherited == ("maksaa", "vuokrasta")


def test_a_list_of_parties_is_one_subject() -> None:
    (sentence,) = sentences_of("Kaupunki, hyvinvointialue ja Kela nimeävät kukin kaksi jäsentä.")
    assert [part.subjects for part in sentence.parts] == [{"TOWN", "HVA", "KELA"}]


@pytest.mark.parametrize(
    ("text", "modality", "negations"),
    [
        ("Kela maksaa vuokran.", FACT, 0),
        ("Kela ei maksa vuokraa.", FACT, 1),
        ("Kela voi maksaa vuokran.", PERMIT, 0),
        ("Kela ei saa maksaa vuokraa.", PERMIT, 1),
        ("Kelan tulisi maksaa vuokra.", AIM, 0),
        ("FPA får inte betala hyran.", PERMIT, 1),
        ("FPA ska betala hyran.", FACT, 0),
    ],
)
def test_modality_and_negation(text: str, modality: str, negations: int) -> None:
    (sentence,) = sentences_of(text, language_of(text))
    assert (sentence.parts[0].modality, sentence.parts[0].negations) == (modality, negations)


def test_conditions_are_seen_in_both_languages() -> None:
    assert sentences_of("Kela osallistuu, jos asiakkaita on yli kymmenen.")[0].conditional
    assert sentences_of("FPA deltar, om kunderna är fler än tio.", "sv")[0].conditional
    assert not sentences_of("Avtalet om lokalerna är skriftligt.", "sv")[0].conditional


def test_languages_are_told_apart() -> None:
    assert language_of("Kela maksaa vuokran") == "fi"
    assert language_of("Staden betalar hyran på Åland") == "sv"
    assert language_of("Xyz", "sv") == "sv"


@pytest.mark.parametrize(
    "text",
    [
        "Johtavan henkilön työnantaja on kaupunki.",
        "Johtava henkilö on kaupungin palveluksessa.",
        "Johtava henkilö on palvelussuhteessa kaupunkiin.",
        "Johtava henkilö on kaupungin työntekijä.",
    ],
)
def test_who_employs_whom_is_one_thing_however_it_is_said(text: str) -> None:
    ((part,),) = (sentence.parts for sentence in sentences_of(text))
    assert {(m.actor, m.role) for m in part.actors} == {("LEADER", "employed"), ("TOWN", "employer")}


def test_a_swedish_article_is_no_finnish_negation() -> None:
    ((part,),) = (sentence.parts for sentence in sentences_of("En part kan säga upp avtalet.", "sv"))
    assert part.negations == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kaksi vuodessa", ("times a year", "2/v")),
        ("irtisanomisaika on vuosi", ("months", "12")),
        ("ensimmäisen vuoden ajan", ("months", "12")),
        ("ensimmäisen puolen vuoden ajan", ("months", "6")),
    ],
)
def test_quantities_that_leave_their_unit_or_their_number_unsaid(text: str, found: tuple[str, str]) -> None:
    assert [(q.kind, q.value) for q in quantities(text)] == [found]
