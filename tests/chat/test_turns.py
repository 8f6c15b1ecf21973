"""Turns beside questions, over the small corpus."""

from __future__ import annotations

import dataclasses
import json

import pytest

from assistant import asjson
from assistant.answers.results import Checklist, Comparison, Draft, SideBySide
from assistant.chat import Conversation
from assistant.chat.turns import Explanation, Export, Format, Reply
from assistant.model import AnswerKind
from assistant.search import Searcher


@pytest.fixture
def talk(searcher: Searcher) -> Conversation:
    """A conversation over the small corpus."""
    return Conversation(searcher)


def said(talk: Conversation, *turns: str) -> Reply:
    """The reply to the last of the turns."""
    replies = [talk.turn(turn) for turn in turns]
    json.dumps(asjson.reply(replies[-1]))
    return replies[-1]


ASKED = "Kuinka pitkä irtisanomisaika on?"


def test_the_state_says_what_is_talked_about(talk: Conversation) -> None:
    state = said(talk, "Kuinka pitkä irtisanomisaika on Koivulassa?").state
    assert (state.subject, state.regions, state.language) == ("termination.notice_period", ("Koivula",), "fi")
    assert state.label == "Irtisanomisaika" and state.question == "Kuinka pitkä irtisanomisaika on Koivulassa?"


def test_a_restriction_stays_until_it_is_ended(talk: Conversation) -> None:
    assert len(said(talk, ASKED, "vain allekirjoitetut").answer.findings) == 3
    reply = said(talk, "Kuka maksaa toimitilojen vuokran?")
    assert reply.state.signed_only and len(reply.answer.findings) == 3
    assert len(said(talk, "myös luonnokset").answer.findings) == 5


def test_a_state_changed_by_hand_asks_again(talk: Conversation) -> None:
    state = said(talk, "Kuinka pitkä irtisanomisaika on Koivulassa?").state
    reply = talk.change(dataclasses.replace(state, regions=("Rantasalo",)))
    assert [f.region for f in reply.answer.findings] == ["Rantasalo", "Rantasalo"]
    assert talk.state.regions == ("Rantasalo",)


def test_a_topic_taken_away_is_asked_back(talk: Conversation) -> None:
    state = said(talk, ASKED).state
    reply = talk.change(dataclasses.replace(state, question="", topic=None, aspects=(), last=None))
    assert reply.answer.kind is AnswerKind.CLARIFY and reply.answer.choices


def test_a_draft_of_what_is_talked_about(talk: Conversation) -> None:
    reply = said(talk, ASKED, "tee tästä luonnos Rantasalolle")
    assert isinstance(reply.result, Draft) and reply.answer.kind is AnswerKind.DRAFT
    assert (reply.result.region, reply.result.topic) == ("Rantasalo", "termination.notice_period")
    assert reply.state.regions == ()
    again = said(talk, "entä Koivulalle?")
    assert isinstance(again.result, Draft) and again.result.region == "Koivula"


def test_a_draft_for_a_region_that_is_not_there(talk: Conversation) -> None:
    reply = said(talk, "laadi lauseke irtisanomisajasta Koivurannalle")
    assert isinstance(reply.result, Draft) and reply.result.region == "Koivuranta"


def test_a_draft_of_nothing_is_asked_back(talk: Conversation) -> None:
    reply = said(talk, "tee tästä luonnos")
    assert reply.answer.kind is AnswerKind.CLARIFY
    assert isinstance(said(talk, "1").result, Draft)


def test_comparison_and_differences(talk: Conversation) -> None:
    reply = said(talk, "vertaa Koivulaa ja Kuusijärveä")
    assert isinstance(reply.result, Comparison) and reply.answer.kind is AnswerKind.TERMS
    assert reply.state.regions == ("Koivula", "Kuusijärvi")
    assert isinstance(said(talk, "missä ne eroavat?").result, SideBySide)


def test_of_two_documents_of_a_region_one_is_chosen(talk: Conversation) -> None:
    reply = said(talk, "vertaa Koivulaa ja Rantasaloa", "missä ne eroavat?")
    assert reply.answer.kind is AnswerKind.CLARIFY and len(reply.answer.choices) == 2
    reply = said(talk, "luonnos")
    assert isinstance(reply.result, SideBySide)
    assert {d.file for d in reply.state.documents} == {"koivula.txt", "rantasalo-luonnos.txt"}


def test_the_versions_of_one_region(talk: Conversation) -> None:
    reply = said(talk, "Mikä on irtisanomisaika Rantasalon luonnoksessa?")
    assert [f.file for f in reply.answer.findings] == ["rantasalo-luonnos.txt"]
    reply = said(talk, "entä allekirjoitetussa?")
    assert [f.file for f in reply.answer.findings] == ["rantasalo.md"]


def test_an_unknown_region_is_asked_back_and_the_choice_goes_on(talk: Conversation) -> None:
    reply = said(talk, "vertaa Koivusaloa ja Kuusijärveä")
    assert reply.answer.kind is AnswerKind.CLARIFY and "Koivusalo" in reply.answer.text
    reply = said(talk, "Koivula")
    assert isinstance(reply.result, Comparison) and reply.state.regions == ("Koivula", "Kuusijärvi")


def test_a_checklist(talk: Conversation) -> None:
    reply = said(talk, "muistilista neuvotteluun Koivulassa")
    assert isinstance(reply.result, Checklist) and reply.result.region == "Koivula"
    assert reply.answer.kind is AnswerKind.CHECKLIST


def test_why_it_is_not_mentioned(talk: Conversation) -> None:
    reply = said(talk, ASKED, "miksi sanot ettei mainita?")
    assert isinstance(reply.result, Explanation)
    [case] = reply.result.cases
    assert (case.region, case.passages) == ("Kuusijärvi", 5)
    assert [n.probability for n in case.nearest] == sorted((n.probability for n in case.nearest), reverse=True)
    assert all(n.quote.file == "kuusijarvi.pdf" for n in case.nearest)
    assert any(word.startswith("irtisano") for word in reply.result.words)
    assert [f.quotes for f in reply.answer.findings] == [()]


def test_nothing_to_explain(talk: Conversation) -> None:
    reply = said(talk, "Kuinka pitkä irtisanomisaika on Koivulassa?", "miksi sanot ettei mainita?")
    assert isinstance(reply.result, Explanation) and reply.result.cases == ()


def test_the_last_thing_shown_is_exported(talk: Conversation) -> None:
    assert said(talk, "vie Wordiin").answer.kind is AnswerKind.CLARIFY
    first = said(talk, ASKED).answer
    reply = said(talk, "kiitos", "vie Wordiin")
    assert isinstance(reply.result, Export) and reply.result.of == first
    assert said(talk, "vie exceliin").answer.kind is AnswerKind.CLARIFY
    reply = said(talk, "vertaa kaikkia alueita", "vie exceliin")
    assert isinstance(reply.result, Export) and reply.result.format is Format.WORKBOOK
    assert isinstance(reply.result.of, Comparison)


def test_another_example_and_back(talk: Conversation) -> None:
    full = said(talk, ASKED)
    second = said(talk, "näytä toinen")
    assert len(second.answer.findings) == 1 and second.state.last and second.state.last.position == 2
    third = said(talk, "seuraava")
    assert third.answer.findings[0].file != second.answer.findings[0].file
    assert said(talk, "edellinen").answer.findings == second.answer.findings
    assert said(talk, "edellinen").answer.findings == full.answer.findings
    assert said(talk, "edellinen").answer.kind is AnswerKind.GUIDANCE


def test_the_same_object_another_question(talk: Conversation) -> None:
    reply = said(talk, "Missä yhteinen toimipiste sijaitsee Koivulassa?", "ja kuka sen maksaa?")
    assert reply.state.subject == "premises.rent" and reply.state.regions == ("Koivula",)


def test_anew(talk: Conversation) -> None:
    assert said(talk, ASKED, "aloita alusta").state.empty
    assert said(talk, "entä Koivulassa?").answer.kind is AnswerKind.CLARIFY


@pytest.mark.parametrize("turn", ["mitä osaat?", "mistä tiedät?", "kiitos", "tarkista luonnos", "vad kan du?", "tack"])
def test_turns_that_are_answered_in_words(talk: Conversation, turn: str) -> None:
    before = said(talk, ASKED).state
    reply = said(talk, turn)
    assert reply.answer.kind is AnswerKind.GUIDANCE and reply.answer.findings == () and reply.result is None
    assert reply.state == before


@pytest.mark.parametrize(
    ("turn", "language"), [("entä Koivulassa?", "fi"), ("Och i Koivula?", "sv"), ("Koivula?", "sv")]
)
def test_the_language_is_that_of_the_turn(talk: Conversation, turn: str, language: str) -> None:
    assert said(talk, "Hur lång är uppsägningstiden?", turn).answer.language == language
