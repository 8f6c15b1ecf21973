from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.intents import find_intent, one_edit, spoken_language
from assistant.knowledge import Knowledge

DEV = Path(__file__).parents[2] / "eval" / "questions" / "dev.toml"


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("vie Wordiin", "export_word", "fi"),
        ("laita se wordiin", "export_word", "fi"),
        ("saisinko tän exceliin", "export_workbook", "fi"),
        ("exportera till Word", "export_word", "sv"),
        ("miksi sanot ettei mainita?", "explain", "fi"),
        ("miks sitä ei löytyny", "explain", "fi"),
        ("varför säger du att det inte nämns?", "explain", "sv"),
        ("mistä tiedät?", "source", "fi"),
        ("varifrån vet du det?", "source", "sv"),
        ("mitä osaat", "help", "fi"),
        ("vad kan du?", "help", "sv"),
        ("kiitos!", "thanks", "fi"),
        ("tack", "thanks", "sv"),
        ("näytä koko kohta", "whole_clause", "fi"),
        ("visa hela punkten", "whole_clause", "sv"),
        ("vain allekirjoitetut", "signed_only", "fi"),
        ("vain allekirjotetut", "signed_only", "fi"),
        ("jätä luonnokset pois", "signed_only", "fi"),
        ("bara undertecknade", "signed_only", "sv"),
        ("myös luonnokset", "all_statuses", "fi"),
        ("poista rajaus", "all_statuses", "fi"),
        ("kaikki alueet", "all_regions", "fi"),
        ("missä muualla?", "all_regions", "fi"),
        ("på andra håll?", "all_regions", "sv"),
        ("edellinen", "previous", "fi"),
        ("föregående", "previous", "sv"),
        ("näytä toinen", "another", "fi"),
        ("visa en annan", "another", "sv"),
        ("aloita alusta", "reset", "fi"),
        ("börja om", "reset", "sv"),
        ("tarkista luonnos", "review", "fi"),
        ("granska utkastet", "review", "sv"),
        ("tee muistilista neuvotteluun", "checklist", "fi"),
        ("minneslista för förhandlingen", "checklist", "sv"),
        ("missä ne eroavat?", "differences", "fi"),
        ("vad skiljer dem åt?", "differences", "sv"),
        ("vertaa alueita", "compare", "fi"),
        ("jämför regionerna", "compare", "sv"),
        ("tee tästä luonnos", "draft", "fi"),
        ("luonnostele lauseke vuokrasta", "draft", "fi"),
        ("gör ett utkast", "draft", "sv"),
    ],
)
def test_what_a_turn_wants(text: str, name: str, language: str) -> None:
    found = find_intent(text)
    assert found is not None and (found.name, found.language) == (name, language)


@pytest.mark.parametrize(
    "text",
    [
        "Kuka laatii luonnoksen sopimukseksi?",
        "Onko sopimuksessa muistilista?",
        "kuinka monta kertaa vuodessa johtoryhmä kokoontuu",
        "Mitä jos johtoryhmän jäsen eroaa?",
        "Miksi laskutus tehdään neljännesvuosittain?",
        "Kuka allekirjoittaa sopimuksen?",
        "Mistä Kelan työntekijä saa tietää ohjauksesta?",
        "Kuka toimii toisena puheenjohtajana?",
        "Vem gör upp utkastet till budget?",
        "johtoryhmän muistion lähettäminen osapuolille",
    ],
)
def test_a_question_is_never_taken_for_another_turn(text: str) -> None:
    assert find_intent(text) is None


def test_no_question_of_the_evaluation_is_taken_for_another_turn() -> None:
    questions = tomllib.loads(DEV.read_text(encoding="utf-8"))["question"]
    single = [q["text"] for q in questions if q["expect"] == "answer" and not q.get("session")]
    assert len(single) > 150
    assert [text for text in single if find_intent(text)] == []


def test_of_the_known_ways_of_asking_hardly_any_is_taken_for_another_turn(knowledge: Knowledge) -> None:
    forms = [form.text for aspect in knowledge.aspects for form in aspect.questions]
    taken = [text for text in forms if find_intent(text)]
    assert len(taken) <= len(forms) // 1000, taken


def test_what_the_rule_does_not_explain_is_left() -> None:
    found = find_intent("Tee luonnos irtisanomisajasta Kivilammelle", {"kivilammelle"})
    assert found is not None and found.rest == ("irtisanomisajasta",)


def test_the_language_of_a_turn_of_small_words() -> None:
    assert spoken_language("entä Koivulassa?", {"koivulassa"}) == "fi"
    assert spoken_language("och i Koivula?", {"koivula"}) == "sv"
    assert spoken_language("Koivula?", {"koivula"}) is None


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("vertaile", "vertaile", True),
        ("vertaile", "vertaie", True),
        ("vertaile", "vertalie", True),
        ("vertaile", "vertaali", False),
        ("a", "abc", False),
        ("", "a", True),
    ],
)
def test_words_that_differ_by_one_letter(first: str, second: str, near: bool) -> None:
    assert one_edit(first, second) is near and one_edit(second, first) is near


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = find_intent(text)
    assert found is None or found.name
