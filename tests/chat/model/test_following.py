from __future__ import annotations

import dataclasses

import pytest

from assistant import asjson
from assistant.chat import Conversation
from assistant.chat.model import turned
from assistant.chat.model.text import with_summary
from assistant.model import AnswerKind, Publicity, Verdict
from assistant.search import Searcher
from tests.chat.model.conftest import Opener

FIRST = "Kuinka pitkä irtisanomisaika on Koivulassa?"
VAGUE = "Entä se toinen juttu?"  # the rules ask back, or guess
WHOLE = "Kuinka pitkä irtisanomisaika on?"


@pytest.fixture
def talk(searcher: Searcher) -> Conversation:
    """A conversation in which one question was answered."""
    conversation = Conversation(searcher)
    conversation.ask("Kuka maksaa toimitilojen vuokran?")
    conversation.ask(FIRST)
    return conversation


def bare(conversation: Conversation, question: str) -> AnswerKind | None:
    return Conversation(conversation.searcher, conversation.state, list(conversation.shown)).ask(question).kind


def test_a_follow_up_of_which_the_rules_make_nothing_is_restated(talk: Conversation, scripted: Opener) -> None:
    model, chat = scripted("Kuka maksaa toimitilojen vuokran Koivulassa?")
    question = "Hö, mitenkäs se?"
    reply = turned(talk, question, model=model)
    assert reply.restated == "Kuka maksaa toimitilojen vuokran Koivulassa?"
    assert reply.answer.question == question and reply.answer.topic == "premises"
    assert [f.region for f in reply.answer.findings] == ["Koivula"]
    assert reply.restated in reply.note and reply.note in with_summary(reply.answer, None, reply.note).replace("\\", "")
    assert asjson.reply(reply)["restated"] == reply.restated
    assert talk.state == reply.state and talk.shown[-1] == reply
    (prompt,) = chat.prompts
    assert FIRST in prompt and question in prompt


def test_a_question_that_the_rules_understand_never_waits_for_the_model(talk: Conversation, scripted: Opener) -> None:
    model, chat = scripted()
    for question in ("Entä Rantasalossa?", "Kuka nimeää puheenjohtajan?", WHOLE):
        reply = turned(talk, question, model=model)
        assert reply.restated == "" and reply.note == ""
    assert chat.prompts == ()


def test_nothing_is_restated_without_a_question_before(searcher: Searcher, scripted: Opener) -> None:
    model, chat = scripted()
    turned(Conversation(searcher), "Hö, mitenkäs se?", model=model)
    assert chat.prompts == ()


@pytest.mark.parametrize(
    "said",
    ["Kuinka pitkä irtisanomisaika on Salakylässä?", "Kela maksaa kaiken?", "en tiedä", "Hö, mitenkäs se?"],
)
def test_what_the_model_adds_is_not_asked(said: str, talk: Conversation, scripted: Opener) -> None:
    expected = Conversation(talk.searcher, talk.state, list(talk.shown)).turn("Hö, mitenkäs se?")
    model, _ = scripted(said)
    assert turned(talk, "Hö, mitenkäs se?", model=model) == expected


def test_a_model_that_fails_leaves_the_answer_with_a_word_of_it(talk: Conversation, scripted: Opener) -> None:
    expected = Conversation(talk.searcher, talk.state, list(talk.shown)).turn("Hö, mitenkäs se?")
    model, _ = scripted(*[ConnectionError("gone")] * 3, llm_timeout=9)
    reply = turned(talk, "Hö, mitenkäs se?", model=model)
    assert reply.answer == expected.answer and "ei tavoitettu" in reply.note


def test_a_question_about_a_region_that_is_kept_from_the_model_is_not_sent(
    talk: Conversation, scripted: Opener
) -> None:
    corpus = talk.searcher.corpus
    agreements = tuple(
        dataclasses.replace(a, description=dataclasses.replace(a.description, publicity=Publicity.SECRET))
        if a.description.region == "Koivula"
        else a
        for a in corpus.agreements
    )
    talk.searcher = dataclasses.replace(talk.searcher, corpus=dataclasses.replace(corpus, agreements=agreements))
    model, chat = scripted("Kuka maksaa toimitilojen vuokran?")
    reply = turned(talk, "Hö, mitenkäs se?", model=model)
    assert chat.prompts == () and reply.restated == ""


def test_a_guess_that_finds_nothing_is_restated(talk: Conversation, scripted: Opener) -> None:
    question = "Entä pitääkö se perustella?"
    plain = Conversation(talk.searcher, talk.state, list(talk.shown)).turn(question)
    assert all(f.verdict is Verdict.NOT_MENTIONED for f in plain.answer.findings)
    model, chat = scripted("Pitääkö irtisanomisaika perustella Koivulassa?")
    turned(talk, question, model=model)
    assert len(chat.prompts) == 1
