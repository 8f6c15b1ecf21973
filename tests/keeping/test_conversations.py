"""Conversations in a database of each kind, and the answers in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.index.corpus import Corpus
from assistant.keeping import conversations
from assistant.keeping.answers import kept, restored
from assistant.keeping.conversations import MOST, Conversations, Judgement, State
from assistant.keeping.database import Database
from assistant.model import (
    Agreement,
    Answer,
    AnswerKind,
    Basis,
    Finding,
    Kind,
    Quotation,
    Status,
    Variant,
    Verdict,
    quote,
)
from tests.building import simple


@pytest.fixture
def talks(database: Database) -> Conversations:
    return Conversations(database)


def corpus(*agreements: Agreement) -> Corpus:
    """A corpus that is only looked up in."""
    import numpy as np

    return Corpus(agreements, tuple("" for _ in agreements), (), (), np.zeros((0, 1), np.float32), (), "")


def test_a_conversation_comes_back_as_it_was(talks: Conversations) -> None:
    name = talks.begin("aino", "  Kuka  maksaa? ")
    assert talks.ask("aino", name, 3, "Kuka maksaa?", ("Koivula",))
    (turn,) = talks.load("aino", name) or ()
    assert (turn.number, turn.question, turn.regions, turn.state) == (3, "Kuka maksaa?", ("Koivula",), State.ASKED)
    assert turn.waits and turn.answer is None
    talks.answer("aino", name, 3, State.ANSWERED, {"ä": [1]})
    (turn,) = talks.load("aino", name) or ()
    assert turn.answer == {"ä": [1]} and not turn.waits
    talks.answer("aino", name, 3, State.FAILED, None)  # it has ended already
    assert (talks.load("aino", name) or ())[0].state is State.ANSWERED
    assert [(one.id, one.title) for one in talks.listed("aino")] == [(name, "Kuka maksaa?")]


def test_nobody_elses(talks: Conversations) -> None:
    name = talks.begin("aino", "Oma")
    assert talks.ask("aino", name, 0, "?", ())
    assert talks.load("bo", name) is None and talks.listed("bo") == ()
    assert not talks.ask("bo", name, 1, "?", ())
    assert not talks.judge("bo", name, 0, Judgement.WRONG, "")
    talks.answer("bo", name, 0, State.ANSWERED, {})
    talks.rename("bo", name, "Minun")
    talks.delete("bo", name)
    (turn,) = talks.load("aino", name) or ()
    assert turn.state is State.ASKED and talks.listed("aino")[0].title == "Oma" and talks.judged() == ()


def test_renamed_and_deleted(talks: Conversations) -> None:
    first, second = talks.begin("aino", "a"), talks.begin("aino", "b")
    talks.ask("aino", first, 0, "?", ())  # the last used is the first
    assert [one.id for one in talks.listed("aino")] == [first, second]
    talks.rename("aino", first, "Vuokrat")
    talks.rename("aino", first, "  ")
    assert talks.listed("aino")[0].title == "Vuokrat"
    talks.delete("aino", first)
    assert talks.load("aino", first) is None and [one.id for one in talks.listed("aino")] == [second]
    assert not talks.ask("aino", first, 1, "?", ())


def test_the_oldest_makes_room(talks: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST > 100
    monkeypatch.setattr(conversations, "MOST", 2)
    names = [talks.begin("aino", str(i)) for i in range(3)]
    assert {one.id for one in talks.listed("aino")} == set(names[1:])


def test_an_answer_that_never_came_is_not_waited_for(talks: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    name = talks.begin("aino", "a")
    talks.ask("aino", name, 0, "?", ())
    (turn,) = talks.load("aino", name) or ()
    assert turn.waits
    monkeypatch.setattr(conversations, "LOST_AFTER", timedelta(0))
    assert not turn.waits


def test_judgements_outlive_their_conversation(talks: Conversations) -> None:
    name = talks.begin("aino", "a")
    talks.ask("aino", name, 0, "Kuka maksaa?", ("Koivula",))
    talks.answer("aino", name, 0, State.ANSWERED, {"kind": "wordings"})
    assert talks.judge("aino", name, 0, Judgement.RIGHT, "")
    assert talks.judge("aino", name, 0, Judgement.MISSING, " Kuusela puuttuu ")
    assert not talks.judge("aino", name, 9, Judgement.RIGHT, "")
    (turn,) = talks.load("aino", name) or ()
    assert (turn.judgement, turn.note) == (Judgement.MISSING, "Kuusela puuttuu")
    talks.delete("aino", name)
    (judged,) = talks.judged()
    assert (judged.question, judged.regions, judged.answer) == ("Kuka maksaa?", ("Koivula",), {"kind": "wordings"})


A = simple("a", "Kela maksaa omansa. Muut maksavat loput.", "Irtisanomisaika on 6 kk.")
B = simple("b", "Vuokran maksaa kaupunki.", region="Kuusela")


def answer() -> Answer:
    def cut(agreement: Agreement, start: int, end: int) -> Quotation:
        return quote(agreement, agreement.clauses[0], start, end)

    def finding(agreement: Agreement, verdict: Verdict, *quotes: Quotation) -> Finding:
        described = agreement.description
        return Finding(agreement.id, agreement.file, described.region, described.status, verdict, 0.9, quotes)

    first, second = cut(A, 0, 19), cut(B, 0, 24)
    return Answer(
        question="Kuka maksaa?",
        language="fi",
        kind=AnswerKind.WORDINGS,
        text="Kela maksaa omansa.",
        topic="costs",
        topic_label="Kustannukset",
        aspects=("costs.who",),
        findings=(finding(A, Verdict.FOUND, first), finding(B, Verdict.POSSIBLE, second)),
        variants=(Variant("Kela", (A.id,), first, ("Koivula",)), Variant("kaupunki", (B.id,), second, ("Kuusela",))),
        basis=(Basis(Kind.MODEL, B.file, (second,)),),
    )


def test_an_answer_is_kept_without_a_word_of_the_documents() -> None:
    text = json.dumps(kept(answer()), ensure_ascii=False)
    assert "omansa" not in text and "Vuokran" not in text and "Koivula" not in text
    again = restored(json.loads(text), corpus(A, B))
    assert replace(again.answer, text="") == replace(answer(), text="") and (again.changed, again.gone) == ((), 0)
    assert "Kela maksaa omansa" in again.answer.text


@pytest.mark.parametrize(
    "changed",
    [
        simple("a", "Kela maksaa omansA. Muut maksavat loput."),
        simple("a", "Ei mitään."),
        simple("a", "Ensin muuta.", "Kela maksaa omansa. Muut maksavat loput."),
        replace(A, clauses=(replace(A.clauses[0], number="7"), A.clauses[1])),
        replace(A, clauses=()),
    ],
)
def test_a_document_that_changed_is_not_quoted(changed: Agreement) -> None:
    again = restored(kept(answer()), corpus(changed, B))
    first, second = again.answer.findings
    assert first.quotes == () and second.quotes and again.changed == (A.id,)
    assert [variant.label for variant in again.answer.variants] == ["kaupunki"]
    assert "omans" not in again.answer.text


def test_of_a_document_that_is_gone_nothing_is_left() -> None:
    again = restored(kept(answer()), corpus(A))
    assert [f.agreement for f in again.answer.findings] == [A.id] and again.gone == 1
    assert again.answer.basis == () and "b.txt" not in again.answer.text and "Kuusela" not in again.answer.text


def test_what_was_said_in_words_alone_is_kept() -> None:
    refused = Answer("?", "sv", AnswerKind.REFUSED, "Nej.", choices=("a",))
    assert restored(kept(refused), corpus()).answer == refused


@pytest.mark.parametrize("wrong", [{}, {**kept(answer()), "kind": "x"}, {**kept(answer()), "findings": [{}]}])
def test_what_is_of_another_form_is_an_error(wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError, TypeError)):
        restored(wrong, corpus(A, B))


def test_status_is_that_of_today() -> None:
    approved = replace(A, description=replace(A.description, status=Status.APPROVED))
    assert restored(kept(answer()), corpus(approved, B)).answer.findings[0].status is Status.APPROVED
