from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.lexical import LexicalIndex, ngrams


def test_ngrams_by_hand() -> None:
    assert ngrams("Tilojen vuokra 2 kk") == ["tilo", "iloj", "loje", "ojen", "vuok", "uokr", "okra", "2", "kk"]
    assert ngrams("tila") == ["tila"]
    assert ngrams("tilat", 5) == ["tilat"]
    assert ngrams("TE-toimisto", 8) == ["te", "toimisto"]
    assert ngrams(" – ,;") == []


def test_inflected_and_compound_words_meet() -> None:
    index = LexicalIndex(["Toimitiloista aiheutuvat kustannukset", "Johtoryhmän jäsenet", "Viestintä"])
    scores = index.scores("yhteinen toimitila")
    assert scores.argmax() == 0 and scores[0] > 0 and scores[2] == 0


def test_bm25_by_hand() -> None:
    # Two texts of one token each, "aa" in the first. Lucene's idf:
    # ln(1 + (2 − 1 + 0.5) / (1 + 0.5)); frequency 1 at mean length gives 1 / (1 + 1.2).
    scores = LexicalIndex(["aa", "bb"]).scores("aa")
    np.testing.assert_allclose(scores, [math.log(2.0) / 2.2, 0.0], rtol=1e-5)


def test_no_token_in_common_scores_nothing() -> None:
    index = LexicalIndex(["vuokra"])
    assert index.scores("qqqq").tolist() == [0.0]
    assert index.scores("").tolist() == [0.0]


def test_nothing_to_search() -> None:
    assert LexicalIndex([]).scores("vuokra").shape == (0,)
    assert LexicalIndex(["", "…"]).scores("vuokra").tolist() == [0.0, 0.0]


def test_another_analyser() -> None:
    index = LexicalIndex(["aa bb", "bb cc"], analyser=str.split)
    assert index.scores("cc").argmax() == 1
    assert index.scores("c").tolist() == [0.0, 0.0]


@given(st.lists(st.text(max_size=30), max_size=6), st.text(max_size=30))
def test_any_text_gives_a_finite_score_for_each(texts: list[str], query: str) -> None:
    scores = LexicalIndex(texts).scores(query)
    assert scores.shape == (len(texts),) and np.isfinite(scores).all() and (scores >= 0).all()
