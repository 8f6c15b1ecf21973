"""Which passages have a word: an inverted index of whole words. Derived: built in memory from the texts when first needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.knowledge.wordforms import WORD, likeness

if TYPE_CHECKING:
    import numpy as np

    Rows = np.ndarray[Any, np.dtype[np.int32]]


class WordIndex:
    """The words of texts, and where each occurs."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words: tuple[str, ...] = ()
        if any(WORD.search(text) for text in texts):
            from sklearn.feature_extraction.text import CountVectorizer

            vectorizer = CountVectorizer(token_pattern=WORD.pattern, binary=True, dtype="int8")
            self._columns = vectorizer.fit_transform(texts).tocsc()
            self._words = tuple(vectorizer.get_feature_names_out())
        self._forms = lru_cache(maxsize=256)(self._alike)

    def like(self, word: str) -> Iterator[tuple[str, Rows]]:
        """The words that are a form, a compound or a part of ``word``, each with the positions of the texts that have it."""
        for column in self._forms(word):
            start, end = self._columns.indptr[column : column + 2]
            yield self._words[column], self._columns.indices[start:end]

    def _alike(self, word: str) -> tuple[int, ...]:
        return tuple(column for column, met in enumerate(self._words) if likeness(word, met) > 0)
