from __future__ import annotations

from assistant.chat import Conversation
from assistant.model import Answer, AnswerKind
from assistant.search import Searcher


def agreements(answer: Answer) -> list[str]:
    return [f.agreement for f in answer.findings]


def test_a_follow_up_takes_over_what_was_asked(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    first = talk.ask("Kuinka pitkä irtisanomisaika on Koivulassa?")
    assert agreements(first) == ["koivula-txt"]
    second = talk.ask("Entä Rantasalossa?")
    assert second.topic == "termination" and second.aspects == first.aspects
    assert agreements(second) == ["rantasalo-md", "rantasalo-luonnos-txt"]
    assert second.findings[0].quotes[0].text == "Irtisanomisaika on kolme kuukautta."


def test_a_follow_up_with_a_new_matter_asks_for_that(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Kuinka pitkä irtisanomisaika on?")
    answer = talk.ask("Kuka maksaa toimitilojen vuokran?")
    assert answer.topic == "premises" and len(answer.findings) == 5


def test_a_follow_up_to_nothing_is_asked_back(searcher: Searcher) -> None:
    answer = Conversation(searcher).ask("Entä Rantasalossa?")
    assert answer.kind is AnswerKind.CLARIFY and answer.findings == ()


def test_a_refusal_between_does_not_break_the_thread(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Kuinka pitkä irtisanomisaika on Koivulassa?")
    assert talk.ask("Anna hyvä pullan resepti").kind is AnswerKind.REFUSED
    assert agreements(talk.ask("Entä Kuusijärvellä?")) == ["kuusijarvi"]


def test_the_whole_clause_of_what_was_asked(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Kuinka suuri osa johtavan henkilön työajasta on varattu tehtävään Koivulassa?")
    [finding] = talk.ask("Näytä koko kohta").findings
    assert finding.agreement == "koivula-txt"
    assert finding.quotes[0].text.startswith("Toimintaa johtaa verkostojohtaja, joka on")


def test_in_swedish(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Hur lång är uppsägningstiden i Björkby?")
    answer = talk.ask("Och i Koivula?")
    assert agreements(answer) == ["koivula-txt"] and answer.topic == "termination"


def test_conversations_know_nothing_of_each_other(searcher: Searcher) -> None:
    Conversation(searcher).ask("Kuinka pitkä irtisanomisaika on?")
    assert Conversation(searcher).ask("Entä Rantasalossa?").kind is AnswerKind.CLARIFY


def test_a_given_region_holds_for_its_turn(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    assert agreements(talk.ask("Kuinka pitkä irtisanomisaika on?", ("Kuusijärvi",))) == ["kuusijarvi"]
    assert len(talk.ask("Kuka maksaa toimitilojen vuokran?").findings) == 5


def test_there_means_the_region_of_the_last_turn(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Kuinka pitkä irtisanomisaika on Koivulassa?")
    answer = talk.ask("Kuka siellä maksaa toimitilojen vuokran?")
    assert agreements(answer) == ["koivula-txt"] and answer.topic == "premises"


def test_elsewhere_means_every_region_again(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    first = talk.ask("Kuinka pitkä irtisanomisaika on Koivulassa?")
    answer = talk.ask("Entä muualla?")
    assert len(answer.findings) == 5 and answer.aspects == first.aspects


def test_another_party_in_the_same_question(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Montako henkilötyövuotta Kela osoittaa?")
    answer = talk.ask("Entä hyvinvointialue?")
    assert answer.aspects[0] == "staff.county_staff" and answer.question == "Entä hyvinvointialue?"


def test_only_the_signed_ones_of_what_was_asked(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Kuinka pitkä irtisanomisaika on Rantasalossa?")
    assert agreements(talk.ask("vain allekirjoitetut")) == ["rantasalo-md"]


def test_a_vague_turn_after_an_answer_is_about_that(searcher: Searcher) -> None:
    talk = Conversation(searcher)
    talk.ask("Kuinka pitkä irtisanomisaika on?")
    assert agreements(talk.ask("miten se on Koivulassa")) == ["koivula-txt"]
