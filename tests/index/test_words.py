from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.index.words import WordIndex

TEXTS = ("Avaimet hankkii kunta.", "Kunta vastaa avaimista ja vuokrasta.", "–", "Vuokrasopimuksen tekee kunta.")


def where(word: str) -> dict[str, list[int]]:
    return {met: rows.tolist() for met, rows in WordIndex(TEXTS).like(word)}


def test_forms_and_compounds_with_their_texts() -> None:
    assert where("avaimia") == {"avaimet": [0], "avaimista": [1]}
    assert where("vuokra") == {"vuokrasta": [1], "vuokrasopimuksen": [3]}
    assert where("leijona") == {}


def test_no_texts_and_no_words() -> None:
    assert list(WordIndex(()).like("vuokra")) == []
    assert list(WordIndex(("–", "12")).like("vuokra")) == []


@given(st.lists(st.text(max_size=30), max_size=5), st.text(max_size=15))
def test_any_texts(texts: list[str], word: str) -> None:
    for _, rows in WordIndex(texts).like(word):
        assert all(0 <= row < len(texts) for row in rows)
