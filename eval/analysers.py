"""Ways to cut text into tokens for BM25, to be compared: words, stems, lemmas, character n-grams."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from assistant.index.lexical import ngrams

Analyser = Callable[[str], list[str]]
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Words in lower case."""
    return _WORD.findall(text.lower())


def stems(text: str) -> list[str]:
    """Snowball stems, by the Finnish and by the Swedish stemmer.

    Neither query nor passage says which language it is.
    """
    return [stem for word in words(text) for stem in _stems(word)]


def lemmas(text: str) -> list[str]:
    """Lemmas by simplemma, Finnish before Swedish."""
    return [_lemma(word) for word in words(text)]


def analysers() -> dict[str, Analyser]:
    """All of them by name."""
    grams = {f"{n}-grams": partial(ngrams, n=n) for n in (3, 4, 5)}
    return {"words": words, "Snowball stems": stems, "simplemma lemmas": lemmas, **grams}


@cache
def _stems(word: str) -> tuple[str, ...]:
    import snowballstemmer

    found = (snowballstemmer.stemmer(language).stemWord(word) for language in ("finnish", "swedish"))
    return tuple(dict.fromkeys(found))


@cache
def _lemma(word: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang=("fi", "sv"))).lower()
