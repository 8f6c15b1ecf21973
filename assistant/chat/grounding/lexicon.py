"""Words by what they mean: concepts, actors and words without a claim, from ``words.toml``; stems for all others."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_LETTERS = re.compile(r"[^\W\d_]+(?:[-–:’'][^\W\d_]+)*")
# Two stems of one word may differ in their last letters (irtisanomisaik-, irtisanomisaj-), never in the first.
_LEAST_COMMON = 4
_LONGEST_TAIL = 2
_SHARE_COMMON = 0.67


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon says of a word."""

    concept: str
    verb: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@cache
def _beginnings() -> tuple[dict[str, Entry], dict[str, Entry]]:
    """(beginning → entry, whole word → entry)."""
    begins: dict[str, Entry] = {}
    whole: dict[str, Entry] = {}
    for table, verb in (("verbs", True), ("words", False)):
        for concept, words in _data()[table].items():
            for word in words.split():
                (whole if word.endswith("$") else begins)[word.rstrip("$")] = Entry(concept, verb)
    return begins, whole


@cache
def _by_stem() -> dict[str, Entry]:
    """Finnish stem → entry of the whole words that have it; a stem of words that mean different things is left out."""
    found: dict[str, set[Entry]] = {}
    for word, known in _beginnings()[1].items():
        found.setdefault(stems(word)[0], set()).add(known)
    return {
        stem: known
        for stem, (known, *others) in ((s, tuple(k)) for s, k in found.items())
        if not others and len(stem) >= _LEAST_COMMON - 1
    }


@lru_cache(maxsize=20_000)
def entry(word: str) -> Entry | None:
    """The lexicon's entry for a word in lower case: as a whole word, else by its longest beginning of at least three letters."""
    begins, whole = _beginnings()
    if word in whole:
        return whole[word]
    for end in range(len(word), 2, -1):
        if (found := begins.get(word[:end])) is not None:
            return found
    found = _by_stem().get(stems(word)[0]) if len(word) > _LEAST_COMMON else None
    return found if found is not None and not found.verb else None


@cache
def ignored() -> frozenset[str]:
    """Words without a claim of their own, in both languages."""
    return frozenset(" ".join(_data()["ignored"].values()).split())


@cache
def _actors() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    found = []
    for name, words in _data()["actors"].items():
        forms = words.split()
        starts = tuple(form[:-1] for form in forms if form.endswith("*"))
        found.append((name, frozenset(form for form in forms if not form.endswith("*")), starts))
    return tuple(found)


@lru_cache(maxsize=20_000)
def actor(word: str) -> str | None:
    """Which actor a word in lower case names, or None."""
    for name, whole, starts in _actors():
        if word in whole or word.startswith(starts):
            return name
    return None


@cache
def _stemmers() -> tuple[Any, Any]:
    import snowballstemmer

    return snowballstemmer.stemmer("finnish"), snowballstemmer.stemmer("swedish")


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, str]:
    """The Finnish and the Swedish stem of a word in lower case (Porter's Snowball algorithms)."""
    finnish, swedish = _stemmers()
    return finnish.stemWord(word), swedish.stemWord(word)


@lru_cache(maxsize=100_000)
def same_word(one: str, other: str) -> bool:
    """Whether two words in lower case mean the same by the lexicon, or are forms of one word."""
    if one == other:
        return True
    first, second = entry(one), entry(other)
    if first is not None or second is not None:
        return first is not None and second is not None and first.concept == second.concept
    return any(_near(a, b) for a, b in zip(stems(one), stems(other), strict=True))


def _near(one: str, other: str) -> bool:
    if one == other:
        return len(one) >= 2
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    longest = max(len(one), len(other))
    return common >= _LEAST_COMMON and longest - common <= _LONGEST_TAIL and common / longest >= _SHARE_COMMON


def letters(text: str) -> list[re.Match[str]]:
    """The words of ``text``, without numbers."""
    return list(_LETTERS.finditer(text))
