from __future__ import annotations

import html
import re

import pytest

from assistant.app.quoting import Quoting
from assistant.app.session import Turn, answered
from assistant.app.turn_cards import made, state_line
from assistant.chat import Conversation
from assistant.chat.state import State
from assistant.chat.turns import Reply
from assistant.search import Searcher


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("miksi sanot ettei mainita?", "luettiin 5 kohtaa"),
        ("tee tästä luonnos", "Vaihtoehtoja on"),
        ("muistilista neuvotteluun", "kohtaa"),
        ("vertaa kaikkia alueita", "Vertailu: Irtisanomisaika"),
        ("vie Wordiin", "Wordiin viedään"),
    ],
)
def test_what_a_turn_made_is_a_short_card(searcher: Searcher, turn: str, words: str) -> None:
    talk = Conversation(searcher)
    assert card(searcher, talk.turn("Kuinka pitkä irtisanomisaika on?")) == ""
    shown = card(searcher, talk.turn(turn))
    assert words in shown and len(shown) < 20_000


def card(searcher: Searcher, reply: Reply) -> str:
    turn = answered(Turn(0, "?"), reply, searcher.corpus)
    return made(reply, Quoting(turn), turn.number, "fi")


@pytest.mark.parametrize("turn", ["miksi sanot ettei mainita?", "tee tästä luonnos"])
def test_what_a_turn_made_opens_the_passages_that_it_rests_on(searcher: Searcher, turn: str) -> None:
    talk = Conversation(searcher)
    talk.turn("Kuinka pitkä irtisanomisaika on?")
    reply = talk.turn(turn)
    sources = answered(Turn(0, "?"), reply, searcher.corpus).sources
    places = re.findall(r'data-turn="0" data-quote="(\d+)"[^>]*><q lang="[^"]*">(.*?)</q>', card(searcher, reply))
    assert places
    for number, words in places:
        assert html.unescape(words) == sources[int(number)].quotation.text
    assert [int(number) for number, _ in places] == list(range(len(sources)))


def test_each_part_of_the_state_can_be_taken_back(searcher: Searcher) -> None:
    assert state_line(State(), "fi") == ""
    talk = Conversation(searcher)
    talk.turn("Kuinka pitkä irtisanomisaika on Koivulassa?")
    state = talk.turn("vain allekirjoitetut").state
    html = state_line(state, "fi")
    assert all(f'data-question="{q}"' in html for q in ("aloita alusta", "kaikki alueet", "myös luonnokset"))
    assert talk.turn("kaikki alueet").state.regions == () and not talk.turn("myös luonnokset").state.signed_only


def test_words_of_a_state_are_escaped() -> None:
    assert "<b>" not in state_line(State(question="x", regions=("<b>x</b>",)), "sv")
