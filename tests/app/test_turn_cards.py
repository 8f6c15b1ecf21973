from __future__ import annotations

import pytest

from assistant.app.turn_cards import made, state_line
from assistant.chat import Conversation
from assistant.chat.state import State
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
    assert made(talk.turn("Kuinka pitkä irtisanomisaika on?"), "fi") == ""
    html = made(talk.turn(turn), "fi")
    assert words in html and len(html) < 6000


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
