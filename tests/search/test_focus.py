from __future__ import annotations

from assistant.answers import ask
from assistant.knowledge import Knowledge
from assistant.model import AnswerKind, Verdict
from assistant.search import Searcher
from assistant.search.focus import TRUSTED, focus, focused_probabilities, speaks_of_agreements

RENT = "premises.rent"


def test_words_that_the_aspect_has_need_no_search_of_their_own(knowledge: Knowledge) -> None:
    assert focus("Kuka maksaa vuokran?", [(RENT, 0.5)], knowledge.vocabulary) == ()


def test_a_word_that_the_aspect_does_not_have_is_what_is_asked(knowledge: Knowledge) -> None:
    assert focus("Onko seurakunnasta sovittu?", [(RENT, 0.5)], knowledge.vocabulary) == ("seurakunnasta",)
    assert focus("Finns det något om distansarbete?", [(RENT, 0.4)], knowledge.vocabulary) == ("distansarbete",)


def test_an_aspect_that_is_surely_asked_for_is_trusted(knowledge: Knowledge) -> None:
    assert focus("Onko seurakunnasta sovittu?", [(RENT, TRUSTED)], knowledge.vocabulary) == ()


def test_without_an_aspect_every_telling_word_counts(knowledge: Knowledge) -> None:
    words = focus("Kuka huolehtii avaimista ja kulkuluvista?", [], knowledge.vocabulary)
    assert words == ("avaimista", "kulkuluvista")


def test_how_it_is_asked_is_not_what_is_asked(knowledge: Knowledge) -> None:
    assert focus("Mitä siitä on sovittu ja mainittu?", [], knowledge.vocabulary) == ()


def test_passages_with_all_with_some_and_with_no_words(searcher: Searcher) -> None:
    vocabulary, corpus = searcher.knowledge.vocabulary, searcher.corpus
    both = focused_probabilities(("kalusteita",), vocabulary, corpus)
    assert {corpus.clause(i).heading for i in both.argsort()[::-1][: int((both > 0.9).sum())]} == {"Tilat ja kalusteet"}
    half = focused_probabilities(("kalusteita", "kilpikonnia"), vocabulary, corpus)
    assert 0.3 < half.max() < 0.7
    assert focused_probabilities(("kilpikonnia",), vocabulary, corpus).max() < 0.2


def test_a_matter_that_no_agreement_has_is_not_mentioned_anywhere(searcher: Searcher) -> None:
    answer = ask(searcher, "Onko etätyöstä sovittu?")
    assert answer.kind is AnswerKind.WORDINGS and len(answer.findings) == 5
    assert {finding.verdict for finding in answer.findings} == {Verdict.NOT_MENTIONED}
    assert "”etätyöstä”" in answer.text


def test_what_has_the_word_is_found(searcher: Searcher) -> None:
    answer = ask(searcher, "Mainitaanko kalusteet?", ())
    verdicts = {finding.agreement: finding.verdict for finding in answer.findings}
    assert verdicts["kuusijarvi"] is Verdict.FOUND


def test_whether_a_question_speaks_of_agreements() -> None:
    assert speaks_of_agreements("Onko etätyöstä sovittu?") and speaks_of_agreements("Vad står det i avtalen om katter?")
    assert not speaks_of_agreements("Kuka voitti ottelun?")
