"""Whether two word forms are of one word, or one a part of the other's compound: Finnish and Swedish.

Stems are Snowball's (Porter 2001, "Snowball: A language for stemming algorithms"); as consonant gradation changes their
ends, long stems need only begin alike.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any

WORD = re.compile(r"[^\W\d_]{3,}")
_KS = re.compile(r"(?<=[aiouyäö])ks$")  # vakuutus, vakuutuks-en
SAME = 1.0
PART = 0.5  # what a word says of a compound whose first part it is
_LONG_START, _MOST = (
    6,
    0.75,
)  # letters, and share of the longer stem, that two stems of one word have in common from the start
_SHORTEST_PART = 4  # letters of a stem; shorter ones begin too many words


def words(text: str) -> list[str]:
    """The words of three letters or more, lower-cased, in order."""
    return [word.lower() for word in WORD.findall(text)]


@lru_cache(maxsize=1 << 16)
def grams(word: str) -> frozenset[str]:
    """The word's 4-grams; a shorter word is its own."""
    return frozenset((word,)) if len(word) <= 4 else frozenset(word[i : i + 4] for i in range(len(word) - 3))


@cache
def _stemmers() -> tuple[Any, ...]:
    import snowballstemmer

    return tuple(snowballstemmer.stemmer(name) for name in ("finnish", "swedish"))


@lru_cache(maxsize=1 << 16)
def stems(word: str) -> tuple[str, str]:
    """The word's Finnish and Swedish stems."""
    finnish, swedish = (stemmer.stemWord(word) for stemmer in _stemmers())
    return _KS.sub("s", finnish), swedish


def likeness(asked: str, met: str) -> float:
    """How surely ``met`` is a form of ``asked`` or a compound with it: SAME, PART for its first part alone, or 0 for another word."""
    if asked == met:
        return SAME
    (one, ett), (other, annat) = stems(asked), stems(met)
    # The Swedish stemmer cuts Finnish words too short for their beginnings to tell anything.
    return SAME if ett == annat else _stem_likeness(one, other)


def _stem_likeness(asked: str, met: str) -> float:
    if asked == met:
        return SAME
    if len(asked) > _SHORTEST_PART and (met.startswith(asked) or met.endswith(asked)):
        return SAME
    if len(met) >= _SHORTEST_PART and asked.startswith(met):  # its last part alone would be too general
        return PART
    begin = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(asked, met, strict=False)))
    return SAME if begin >= _LONG_START and begin >= _MOST * max(len(asked), len(met)) else 0.0
