"""Closed classes of words, in whatever way their words are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.wordlists import Words, as_written, one_edit, tokens, words_of, written

ODD = Words.of("pois näytä luonnokset ei_kun allekirj* voimassa_olev*")


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("pois", {0}),
        ("luonnoksetkin pois", {0, 1}),
        ("nayta luonokset", {0, 1}),  # without dots, and a letter short
        ("ei kun se", {0, 1}),
        ("ei se", set()),
        ("vain voimassa olevat", {1, 2}),
        ("vain allekirjoitetut", {1}),
        ("luonto", set()),
    ],
)
def test_words_of_a_class(text: str, positions: set[int]) -> None:
    assert ODD.at(text.split()) == positions


@pytest.mark.parametrize(
    ("said", "as_text"),
    [
        ("onks kela siel", "onko kela siellä"),
        ("maksaaks kela siitä", "maksaako kela siitä"),
        ("paljonks ja voiks", "paljonko ja voiko"),
        ("mites, entäs, onkos", "miten, entä, onko"),
        ("puheenjohtajaks vuodeks", "puheenjohtajaks vuodeks"),  # a case, not a question
        ("Vad står det om dom?", "Vad står det om de?"),
        ("Kuka maksaa vuokran?", "Kuka maksaa vuokran?"),
    ],
)
def test_spoken_words_as_they_are_written(said: str, as_text: str) -> None:
    assert as_written(said) == as_text


def test_all_demonstratives_are_known() -> None:
    assert words_of("pronouns").at(["sen", "siinä", "tällä", "tuolta", "niihin", "näille", "noissa", "hänelle"]) == set(
        range(8)
    )


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(written(word) == word for word in tokens(as_written(text)) if " " not in written(word))
    assert as_written(as_written(text)) == as_written(text)


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("vertaile", "vertaile", True),
        ("vertaile", "vertaie", True),
        ("vertaile", "vertalie", True),
        ("vertaile", "vertaali", False),
        ("a", "abc", False),
        ("", "a", True),
    ],
)
def test_words_that_differ_by_one_letter(first: str, second: str, near: bool) -> None:
    assert one_edit(first, second) is near and one_edit(second, first) is near
