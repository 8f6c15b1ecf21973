from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

import pytest

from assistant.chat import Conversation
from assistant.chat.remaking import LostError, fitted, kept_reply, over, remade
from assistant.chat.state import Document, State
from assistant.chat.turns import Reply
from assistant.model import AgreementId, Publicity
from assistant.search import Searcher

TALK = (
    "Kuinka pitkä irtisanomisaika on?",
    "miksi sanot ettei mainita?",
    "tee tästä luonnos",
    "näytä toinen",
    "vie Wordiin",
    "muistilista neuvotteluun",
    "vertaa kaikkia alueita",
    "vie exceliin",
    "johtoryhmä",
)


@pytest.fixture(scope="module")
def replies(searcher: Searcher) -> list[Reply]:
    talk = Conversation(searcher)
    return [talk.turn(turn) for turn in TALK]


def again(searcher: Searcher, replies: Sequence[Reply]) -> list[Reply]:
    found: list[Reply] = []
    for reply in replies:
        data = json.loads(json.dumps(kept_reply(reply), ensure_ascii=False))
        one = remade(data, searcher, [r for r in found if r.shows])
        assert not (one.changed or one.gone or one.differs)
        found.append(one.reply)
    return found


def test_every_kind_of_turn_comes_back(searcher: Searcher, replies: list[Reply]) -> None:
    kinds = ["", "explanation", "draft", "draft", "export", "checklist", "comparison", "export", ""]
    assert [reply.made for reply in replies] == kinds
    assert replies[-1].state.choices
    for reply, before in zip(again(searcher, replies), replies, strict=True):
        assert dataclasses.replace(reply, state=before.state) == before
        assert reply.state.as_json() == before.state.as_json() and reply.state.choices == before.state.choices


def test_nothing_that_was_made_of_the_documents_is_kept(searcher: Searcher, replies: list[Reply]) -> None:
    kept = json.dumps([kept_reply(reply) for reply in replies[1:]], ensure_ascii=False)
    words = [clause.text[:30] for a in searcher.corpus.agreements for clause in a.clauses if len(clause.text) >= 30]
    assert words and not any(text in kept for text in words)


def test_what_comes_out_otherwise_is_said(searcher: Searcher, replies: list[Reply]) -> None:
    data = kept_reply(replies[5])
    data["made"]["digest"] = "another"
    assert remade(data, searcher, []).differs


def test_what_can_not_be_made_again_is_lost(searcher: Searcher, replies: list[Reply]) -> None:
    explanation, draft, _, export = replies[1:5]
    for data, shown in (
        (kept_reply(export), []),
        (kept_reply(export), [explanation]),
        (_with_recipe(draft, position=99), []),
        (_with_recipe(draft, topic="no such topic"), []),
        (_with_recipe(draft, kind="differences", pair=["a", "b"]), []),
        (_with_recipe(draft, kind="poem"), []),
    ):
        with pytest.raises(LostError):
            remade(data, searcher, shown)


def _with_recipe(reply: Reply, **changes: object) -> dict[str, object]:
    data = kept_reply(reply)
    return data | {"made": data["made"] | changes}


def test_over_another_corpus_only_what_is_in_it_is_shown(searcher: Searcher, replies: list[Reply]) -> None:
    fewer = searcher._without(frozenset())  # the same documents, another searcher
    assert over(fewer, replies[:1])[0].answer == replies[0].answer
    nothing = searcher._without(frozenset(Publicity))
    [empty] = over(nothing, replies[:1])
    assert not empty.answer.findings


def test_a_state_keeps_what_is_there(searcher: Searcher) -> None:
    first = searcher.corpus.agreements[0]
    state = State(
        question="?",
        topic="termination",
        label="x",
        aspects=(("termination.notice_period", 1.0),),
        regions=("Koivula", "Ei ole"),
        documents=(Document(first.id, "old name"), Document(AgreementId("gone"), "gone.pdf")),
    )
    assert fitted(state, searcher) == dataclasses.replace(
        state, regions=("Koivula",), documents=(Document(first.id, first.file),)
    )
    gone = fitted(dataclasses.replace(state, aspects=(("no.such", 1.0),)), searcher)
    assert (gone.topic, gone.aspects, gone.label) == (None, (), "")
