"""BM25 over character n-grams within words.

Finnish inflects and compounds, so whole words seldom meet; n-grams within words do (McNamee & Mayfield 2004, "Character
n-gram tokenization for European language text retrieval"). BM25 is Robertson et al. 1994 with Lucene's idf. The weight of a
token in a text is computed once, when the index is built (Lù 2024, "BM25S", https://arxiv.org/abs/2407.03618), and all of it is
arithmetic over arrays: a million passages have some hundred million 4-grams, too many for objects of Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

Analyser = Callable[[str], list[str]]
_WORD = re.compile(r"\w+")
_K1, _B = 1.2, 0.75
_CHUNK = 50_000  # texts that are cut into n-grams at a time
_GRAM = 4


def ngrams(text: str, n: int = _GRAM) -> list[str]:
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
        self._tokens: _Tokens = _Grams() if analyser is ngrams else _Words(analyser)
        self._size = len(texts)
        self._edges, self._owners, self._weights = _postings(texts, self._tokens)

    def scores(self, query: str) -> Array:
        """Scores of shape (number of texts,), float32; 0 where no token meets."""
        import numpy as np

        scores = np.zeros(self._size, np.float32)
        for token in self._tokens.known(query):
            a, b = self._edges[token], self._edges[token + 1]
            scores[self._owners[a:b]] += self._weights[a:b]  # a text stands once among the postings of a token
        return scores


class _Tokens:
    """Texts as numbers of tokens."""

    def numbered(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """(text, token) of every token of ``texts``, both int64 of shape (tokens,); unknown tokens get new numbers."""
        raise NotImplementedError

    def compact(self, tokens: Array) -> Array:
        """``tokens`` (distinct, ascending) become 0, 1, …; called once, after all texts. Returns what they were in that order."""
        raise NotImplementedError

    def known(self, query: str) -> list[int]:
        """The numbers of the query's tokens that some text has, each once."""
        raise NotImplementedError


class _Words(_Tokens):
    """Tokens of any analyser, by a dictionary."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._numbers: dict[str, int] = {}

    def numbered(self, texts: Sequence[str]) -> tuple[Array, Array]:
        import numpy as np

        owners: list[int] = []
        found: list[int] = []
        for i, text in enumerate(texts):
            tokens = [self._numbers.setdefault(token, len(self._numbers)) for token in self._analyser(text)]
            owners += [i] * len(tokens)
            found += tokens
        return np.array(owners, np.int64), np.array(found, np.int64)

    def compact(self, tokens: Array) -> Array:
        return tokens

    def known(self, query: str) -> list[int]:
        return [self._numbers[t] for t in dict.fromkeys(self._analyser(query)) if t in self._numbers]


class _Grams(_Tokens):
    """:func:`ngrams` over arrays: a token is its characters packed into 64 bits, 16 for each."""

    def __init__(self) -> None:
        self._letters: dict[str, int] = {}  # character of a word → its number, from 1
        self._kept: Array | None = None

    def numbered(self, texts: Sequence[str]) -> tuple[Array, Array]:
        import numpy as np

        lowered = [text.lower() for text in texts]
        ends = np.cumsum([len(text) + 1 for text in lowered], dtype=np.int64)
        # A line break after each text: no word goes on from one to the next.
        codes = np.frombuffer(("\n".join(lowered) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
        distinct, inverse = _distinct(codes)
        numbers = np.array([self._number(chr(code)) for code in distinct.tolist()], np.uint64)
        letters = numbers[inverse]
        inside = np.zeros(len(letters) + 1, bool)
        inside[:-1] = letters > 0
        begins = np.flatnonzero(inside[:-1] & ~np.concatenate([[False], inside[:-2]]))
        stops = np.flatnonzero(inside[:-1] & ~inside[1:]) + 1
        lengths = stops - begins
        grams = np.maximum(lengths - _GRAM + 1, 1)  # of each word
        first = np.cumsum(grams) - grams
        at = np.arange(int(grams.sum())) - np.repeat(first - begins, grams)
        end = np.repeat(stops, grams)
        tokens = np.zeros(len(at), np.uint64)
        padded = np.concatenate([letters, np.zeros(_GRAM, np.uint64)])
        for i in range(_GRAM):
            tokens = (tokens << np.uint64(16)) | np.where(at + i < end, padded[at + i], np.uint64(0))
        return np.searchsorted(ends, at, side="right"), tokens.view(np.int64)

    def _number(self, character: str) -> int:
        if not _WORD.match(character):
            return 0
        return self._letters.setdefault(character, len(self._letters) % 0xFFFF + 1)

    def compact(self, tokens: Array) -> Array:
        self._kept = tokens
        return tokens

    def known(self, query: str) -> list[int]:
        import numpy as np

        if self._kept is None:
            return []
        found = []
        for gram in dict.fromkeys(ngrams(query)):
            token = 0
            for character in gram.ljust(_GRAM, "\n"):
                token = token << 16 | self._letters.get(character, 0)
            number = np.uint64(token).astype(np.int64)
            place = int(np.searchsorted(self._kept, number))
            whole = all(character in self._letters for character in gram)
            if whole and place < len(self._kept) and self._kept[place] == number:
                found.append(place)
        return found


def _distinct(codes: Array) -> tuple[Array, Array]:
    """The code points that occur, and for each of ``codes`` which of them it is."""
    import numpy as np

    seen = np.zeros(int(codes.max(initial=0)) + 1, bool)
    seen[codes] = True
    distinct = np.flatnonzero(seen)
    place = np.zeros(len(seen), np.int32)
    place[distinct] = np.arange(len(distinct), dtype=np.int32)
    return distinct, place[codes]


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(0, len(texts), _CHUNK):
        yield start, texts[start : start + _CHUNK]


def _postings(texts: Sequence[str], tokens: _Tokens) -> tuple[Array, Array, Array]:
    """For each token the texts that have it and its weight in them: edges (tokens + 1), owners (int32) and weights (float32)."""
    import numpy as np

    size = len(texts)
    parts: list[tuple[Array, Array, Array]] = []  # of each chunk: token, text, frequency; by token, then text
    lengths = np.zeros(size, np.float32)
    for start, chunk in _chunks(texts):
        owners, found = tokens.numbered(chunk)
        lengths[start : start + len(chunk)] = np.bincount(owners, minlength=len(chunk))
        distinct, numbers = np.unique(found, return_inverse=True)
        pairs, frequencies = np.unique(numbers.astype(np.int64) * len(chunk) + owners, return_counts=True)
        counts = np.bincount(pairs // len(chunk), minlength=len(distinct))
        texts_of = (pairs % len(chunk) + start).astype(np.int32)
        parts.append((np.repeat(distinct, counts), texts_of, np.minimum(frequencies, 0xFFFF).astype(np.uint16)))
    kept = tokens.compact(np.unique(np.concatenate([np.unique(part[0]) for part in parts])) if parts else np.zeros(0))
    counts = np.zeros(len(kept), np.int64)
    places = []
    for found, _, _ in parts:
        distinct, first = np.unique(found, return_index=True)
        number = np.searchsorted(kept, distinct)
        many = np.diff(np.append(first, len(found)))
        places.append((number, first, many))
        counts[number] += many
    edges = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(counts, out=edges[1:])
    owners_of = np.empty(int(edges[-1]), np.int32)
    weights = np.empty(int(edges[-1]), np.float32)
    mean = float(lengths.mean()) if size else 1.0
    idf = np.log(1 + (size - counts + 0.5) / (counts + 0.5)).astype(np.float32)
    filled = edges[:-1].copy()
    for (number, first, many), (_, texts_of, frequencies) in zip(places, parts, strict=True):
        to = np.arange(len(texts_of)) + np.repeat(filled[number] - first, many)
        owners_of[to] = texts_of
        times = frequencies.astype(np.float32)
        norm = _K1 * (1 - _B + _B * lengths[texts_of] / mean)
        weights[to] = np.repeat(idf[number], many) * times / (norm + times)
        filled[number] += many
    return edges, owners_of, weights
