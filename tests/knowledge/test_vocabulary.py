from __future__ import annotations

from assistant.knowledge import Knowledge


def test_a_word_that_all_is_asked_with_weighs_little(knowledge: Knowledge) -> None:
    vocabulary = knowledge.vocabulary
    assert vocabulary.weight("sopimuksessa") < 0.6 < vocabulary.weight("vuokra") < vocabulary.weight("kilpikonna")


def test_an_aspect_knows_the_words_that_it_is_asked_with(knowledge: Knowledge) -> None:
    vocabulary = knowledge.vocabulary
    assert vocabulary.knows("irtisanomisaikaa", ["termination.notice_period"])
    assert not vocabulary.knows("kokouksista", ["termination.notice_period"])
    assert vocabulary.knows("kokouksista", ["termination.notice_period", "steering_group.meetings"])
    assert not vocabulary.knows("kokouksista", [])


def test_a_word_that_is_mistyped_is_known(knowledge: Knowledge) -> None:
    assert knowledge.vocabulary.knows("irtisanomisajka", ["termination.notice_period"])


def test_the_vocabulary_is_made_once(knowledge: Knowledge) -> None:
    assert knowledge.vocabulary is knowledge.vocabulary
