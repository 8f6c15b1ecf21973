"""What a question is about where no aspect accounts for its words: those words, and the passages that have them.

Questions that fall outside all aspects resemble some aspect all the same, and every passage resembles every question a
little. So where the words that carry such a question are not the aspect's, only passages with these words are found.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.knowledge.vocabulary import Vocabulary
from assistant.knowledge.wordforms import SAME, likeness, stems, words

if TYPE_CHECKING:
    import numpy as np

    from assistant.index.corpus import Corpus

    Vector = np.ndarray[Any, np.dtype[np.float32]]

# Chosen on questions of the development part and on ones about matters that no aspect has.
TRUSTED = 0.7  # an aspect that is at least this likely is asked for, whatever the words
HALF_TRUSTED = 0.5  # and one that is this likely where no document has the words: they may be others for the same thing
_UNKNOWN_SHARE = 0.6  # of the weight of the words: from here they are not the aspect's
_TELLING = 0.7  # weight from which a word tells something
_FEW, _RARE = 3, 0.02  # passages, and share of all, up to which a part of a word tells something
_NONE = 0.1  # probability of a passage that has none of the words: it may say it otherwise
_ALL = 0.95  # and of one that has all


@cache
def _listed(table: str) -> frozenset[tuple[str, ...]]:
    data = tomllib.loads((Path(__file__).parent / "frame.toml").read_text(encoding="utf-8"))
    return frozenset(stems(word) for text in data[table].values() for word in text.split())


def speaks_of_agreements(question: str) -> bool:
    """Whether the question itself says that it is about what agreements say."""
    return any(stems(word) in _listed("agreements") for word in words(question))


def focus(question: str, aspects: Sequence[tuple[str, float]], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words that ``question`` is about, where none of its likely ``aspects`` accounts for them; else nothing.

    ``question`` is without names of places; ``aspects`` are (id, probability), likeliest first.
    """
    if aspects and aspects[0][1] >= TRUSTED:
        return ()
    frame = _listed("frame") | _listed("agreements")
    telling = [word for word in dict.fromkeys(words(question)) if stems(word) not in frame]
    weights = {word: weight for word in telling if (weight := vocabulary.weight(word)) >= _TELLING}
    names = [name for name, _ in aspects]
    unknown = tuple(word for word in weights if not vocabulary.knows(word, names))
    if sum(weights[word] for word in unknown) < _UNKNOWN_SHARE * sum(weights.values()):
        return ()
    return unknown


def occurs(focus: Iterable[str], corpus: Corpus) -> bool:
    """Whether a document has one of the words."""
    return any(likeness(word, met) >= SAME for word in focus for met, _ in corpus.words.like(word))


def focused_probabilities(focus: Iterable[str], vocabulary: Vocabulary, corpus: Corpus) -> Vector:
    """For each passage the share of ``focus`` that it or its headings have, by weight, as a rough probability; shape (passages,)."""
    import numpy as np

    found = np.zeros(len(corpus.rows), np.float32)
    weights = {word: vocabulary.weight(word) for word in focus}
    total = sum(weights.values()) or 1.0
    for word, weight in weights.items():
        best = np.zeros(len(corpus.rows), np.float32)
        for met, rows in corpus.words.like(word):
            how = likeness(word, met)
            if how >= SAME or len(rows) <= max(_FEW, _RARE * len(found)):
                best[rows] = np.maximum(best[rows], how)
        found += best * (weight / total)
    result: Vector = _NONE + (_ALL - _NONE) * found
    return result
