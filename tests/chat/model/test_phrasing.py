from __future__ import annotations

from typing import Any

import pytest

from assistant.answers.results import Alternative, Piece
from assistant.chat.model.phrasing import phrased
from assistant.model import Answer
from assistant.search import Searcher
from tests.chat.model.conftest import Opener


@pytest.fixture
def alternative(notice: Answer) -> Alternative:
    quotes = [f.quotes[0] for f in notice.findings if f.agreement == "koivula-txt"]
    piece = Piece(quotes[0].text, quotes[0])
    return Alternative("shortest", "Lyhin", piece.text, (piece,), (), ())


def test_what_the_pieces_say_is_phrased(searcher: Searcher, alternative: Alternative, scripted: Opener) -> None:
    model, _ = scripted("Irtisanomisaika on kuusi kuukautta [1].")
    assert phrased(alternative, searcher.corpus, "fi", model) == "Irtisanomisaika on kuusi kuukautta."


@pytest.mark.parametrize(
    "reply",
    ["Irtisanomisaika on kuusi kuukautta [1]. Kela maksaa kaiken [1].", "Irtisanomisaika on viisi kuukautta [1].", ""],
)
def test_one_sentence_of_its_own_and_the_draft_stays(
    reply: str, searcher: Searcher, alternative: Alternative, scripted: Opener
) -> None:
    model, _ = scripted(*[reply] * 3)
    assert phrased(alternative, searcher.corpus, "fi", model) is None


def test_nothing_is_sent_that_may_not_be(searcher: Searcher, alternative: Alternative, scripted: Opener) -> None:
    settings: dict[str, Any] = {"llm_classes": ()}
    model, chat = scripted("Irtisanomisaika on kuusi kuukautta [1].", **settings)
    assert phrased(alternative, searcher.corpus, "fi", model) is None and chat.prompts == ()
