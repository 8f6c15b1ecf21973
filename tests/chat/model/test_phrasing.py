from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.answers.results import Alternative, Draft, Piece, Slot
from assistant.chat.model import phrasings
from assistant.chat.model.phrasing import Phrased
from assistant.chat.model.text import with_phrasings
from assistant.model import Answer, Publicity
from assistant.search import Searcher
from tests.chat.model.conftest import Opener

TRUE = "Irtisanomisaika on kuusi kuukautta [1]."


@pytest.fixture
def made(notice: Answer) -> Draft:
    quote = next(f.quotes[0] for f in notice.findings if f.agreement == "koivula-txt")
    pieces = (Piece(quote.text, quote), Piece("Irtisanominen on tehtävä kirjallisesti.", quote))
    alternative = Alternative("shortest", "Lyhin", " ".join(p.text for p in pieces), pieces, (), ())
    return Draft("termination", "Irtisanominen", "Rantasalo", "fi", (alternative,), 0, ())


def only(made: Draft, searcher: Searcher, opened: Any, language: str = "fi") -> Phrased:
    (found,) = phrasings(made, searcher.corpus, opened[0], language)
    return found


def test_what_the_pieces_say_is_phrased(searcher: Searcher, made: Draft, scripted: Opener) -> None:
    found = only(made, searcher, scripted(f"{TRUE} Irtisanominen tehdään kirjallisesti [2]."))
    assert found.text == "Irtisanomisaika on kuusi kuukautta. Irtisanominen tehdään kirjallisesti."
    assert [s.cites for s in found.statements] == [(1,), (2,)] and found.note == ""


def test_what_they_do_not_say_is_dropped_and_what_is_left_out_is_told(
    searcher: Searcher, made: Draft, scripted: Opener
) -> None:
    found = only(made, searcher, scripted(f"{TRUE} Kela maksaa kaiken [1]."))
    assert found.text == "Irtisanomisaika on kuusi kuukautta." and len(found.dropped) == 1
    assert "tueta" in found.note or "eivät tue: 1" in found.note
    assert "puuttuvia luonnoksen kohtia: 1" in found.note


@pytest.mark.parametrize("reply", ["Irtisanomisaika on viisi kuukautta [1].", "Kela maksaa kaiken.", "…"])
def test_where_nothing_is_left_only_the_note_is_shown(
    reply: str, searcher: Searcher, made: Draft, scripted: Opener
) -> None:
    found = only(made, searcher, scripted(reply))
    assert found.statements == () and "eivät tukeneet" in found.note
    text = with_phrasings("Luonnos", made, (found,))
    assert text.startswith("Luonnos") and found.note in text and reply not in text


def test_a_model_that_fails_is_told_in_the_language_of_the_page(
    searcher: Searcher, made: Draft, scripted: Opener
) -> None:
    opened = scripted(*[ConnectionError("gone")] * 3, llm_timeout=5)
    assert "kunde inte nås" in only(made, searcher, opened, "sv").note


def test_nothing_is_sent_that_may_not_be(searcher: Searcher, made: Draft, scripted: Opener) -> None:
    model, chat = scripted(TRUE, llm_classes=())
    assert "ei saa lähettää" in only(made, searcher, (model, chat)).note and chat.prompts == ()


def test_places_filled_from_a_document_that_may_not_be_sent_keep_the_alternative_back(
    searcher: Searcher, made: Draft, scripted: Opener
) -> None:
    restricted = replace(
        searcher.corpus,
        agreements=tuple(
            replace(a, description=replace(a.description, publicity=Publicity.SECRET))
            if a.description.region == "Rantasalo"
            else a
            for a in searcher.corpus.agreements
        ),
    )
    filled = replace(made.alternatives[0], slots=(Slot("notice", "Irtisanomisaika", "kuusi kuukautta", "oma"),))
    model, chat = scripted(TRUE)
    (found,) = phrasings(replace(made, alternatives=(filled,)), restricted, model, "fi")
    assert "ei saa lähettää" in found.note and chat.prompts == ()
    named = replace(made.alternatives[0], text="Rantasalon kaupunki irtisanoo sopimuksen.")
    (found,) = phrasings(replace(made, alternatives=(named,)), restricted, model, "fi")
    assert "ei saa lähettää" in found.note and chat.prompts == ()


def test_an_alternative_that_is_too_long_is_not_sent(searcher: Searcher, made: Draft, scripted: Opener) -> None:
    model, chat = scripted(TRUE, llm_context=200)
    long = replace(made.alternatives[0], text="sana " * 400)
    (found,) = phrasings(replace(made, alternatives=(long,)), searcher.corpus, model, "fi")
    assert "liian pitkä" in found.note and chat.prompts == ()
