"""BM25 over character n-grams within words.

Finnish inflects and compounds, so whole words seldom meet; n-grams within words do (McNamee & Mayfield 2004, "Character
n-gram tokenization for European language text retrieval"). BM25 is Robertson et al. 1994, as computed by bm25s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

Analyser = Callable[[str], list[str]]
_WORD = re.compile(r"\w+")


def ngrams(text: str, n: int = 4) -> list[str]:
    """The character ``n``-grams within the words of ``text``, lower-cased; a word of ``n`` or fewer characters stays whole."""
    grams: list[str] = []
    for word in _WORD.findall(text.lower()):
        if len(word) <= n:
            grams.append(word)
        else:
            grams.extend(word[i : i + n] for i in range(len(word) - n + 1))
    return grams


class LexicalIndex:
    """BM25 scores of all texts for a query. Derived: built in memory from the texts.

    Args:
        texts: what is searched; scores come in this order.
        analyser: text → tokens; :func:`ngrams` unless another is tried.
    """

    def __init__(self, texts: Sequence[str], analyser: Analyser = ngrams) -> None:
        self._analyser = analyser
        self._size = len(texts)
        self._index: Any = None
        if any(tokens := [analyser(text) for text in texts]):
            import bm25s

            self._index = bm25s.BM25(k1=1.2, b=0.75)
            self._index.index(tokens, show_progress=False)

    def scores(self, query: str) -> np.ndarray[Any, Any]:
        """Scores of shape (number of texts,), float32; 0 where no token meets."""
        import numpy as np

        tokens = [t for t in dict.fromkeys(self._analyser(query)) if self._index and t in self._index.vocab_dict]
        if not tokens:
            return np.zeros(self._size, np.float32)
        scores: np.ndarray[Any, Any] = self._index.get_scores(tokens)
        return scores
