from __future__ import annotations

import pytest

from assistant.chat.clarifying import chosen, region_choices, sense_choices, sense_of
from assistant.chat.places import base_form, is_place, strangers
from assistant.chat.state import Choice
from assistant.search import Searcher

CHOICES = (Choice("Koivula", "a"), Choice("nuorten yhteispalvelua (Ohjaamo)", "b"), Choice("kaikki alueet", "c"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0),
        ("2.", 1),
        ("ensimmäinen", 0),
        ("se toinen", 1),
        ("den andra", 1),
        ("viimeinen", 2),
        ("Koivulassa", 0),
        ("nuorten", 1),
        ("ohjaamoa", 1),
        ("Kaikki alueet", 2),
        ("vaihtoehto 3", 2),
    ],
)
def test_a_choice_is_taken(text: str, place: int) -> None:
    assert chosen(text, CHOICES) is CHOICES[place]


@pytest.mark.parametrize(
    "text", ["4", "0", "neljäs", "Kuka maksaa vuokran Koivulassa?", "", "yhteispalvelu alueet", "?"]
)
def test_no_choice_is_taken(text: str) -> None:
    assert chosen(text, CHOICES) is None


def test_a_word_of_several_senses() -> None:
    found = sense_of("miten yhteispalvelusta on sovittu", (), talking=False)
    assert found is not None
    language, sense, word = found
    assert (language, sense.name, word) == ("fi", "joint_service", "yhteispalvelusta")
    assert sense_of("miten nuorten yhteispalvelusta on sovittu", (), talking=False) is None
    assert sense_of("johtoryhmä", (), talking=False) is not None
    assert sense_of("johtoryhmän puheenjohtaja", (), talking=False) is None
    assert sense_of("Mitä TYPistä on sovittu?", (), talking=False) is not None
    assert sense_of("Kuka johti TYPin verkostoa?", (), talking=False) is None


def test_the_sense_is_put_into_the_question() -> None:
    found = sense_of("Kuka maksaa yhteispalvelun kulut?", (), talking=False)
    assert found is not None
    language, sense, word = found
    questions = [c.question for c in sense_choices("Kuka maksaa yhteispalvelun kulut?", sense, word, language, ())]
    assert questions[1] == "Kuka maksaa nuorten yhteispalvelun kulut?"


def test_regions_near_to_an_unknown_one(searcher: Searcher) -> None:
    choices, near = region_choices(searcher, "Koivusalossa", "Kuka maksaa vuokran Koivusalossa?", "fi")
    assert near and choices[0].question in (
        "Kuka maksaa vuokran Koivula?",
        "Kuka maksaa vuokran Rantasalo?",
    )
    assert (choices[-1].label, choices[-1].question) == ("kaikki alueet", "Kuka maksaa vuokran ?")
    every, near = region_choices(searcher, "Xyz", "Kuka maksaa vuokran Xyz?", "fi")
    assert not near and [c.label for c in every[:-1]] == ["Björkby", "Koivula", "Kuusijärvi", "Rantasalo"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Koivurannalle", "Koivuranta"),
        ("Kivilammelta", "Kivilampi"),
        ("Kuusijärvellä", "Kuusijärvi"),
        ("Björkholmen", "Björkholmen"),
        ("Metsälahteen", "Metsälahti"),
    ],
)
def test_the_basic_form_of_a_place(word: str, name: str) -> None:
    assert base_form(word) == name


def test_words_that_name_no_known_place() -> None:
    assert is_place("koivurannalle") and not is_place("henkilöstölle") and not is_place("kustannuksille")
    assert strangers("Vertaa Koivurantaa ja Rantasaloa", ["Rantasalo"], ["koivurantaa"]) == ["Koivurantaa"]
    assert strangers("tee luonnos irtisanomisajasta koivurannalle", [], ["koivurannalle"]) == ["koivurannalle"]
