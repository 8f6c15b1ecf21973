"""Closed classes of words, held as data: which words of a turn belong to a class, in whatever way they are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

LANGUAGES = ("fi", "sv")
_WORD = re.compile(r"\w+(?:[-:’'.]\w+)*")
_FORGIVING = 7  # letters from which a word may have one letter wrong
_CLITIC = re.compile(r"(?<=\w\w)(?:kin|kaan|kään|han|hän|p?pa|p?pä)$")
_UNDOTTED = str.maketrans("äöå", "aoa")
# A question's spoken ending (maksaaks, onks), and one that changes nothing (mitäs, onkos, entäs).
# Verbs end in a long vowel or n; a single vowel is a case's ("vuodeks").
_SPOKEN_QUESTION = re.compile(r"^(\w*(?:aa|ää|ee|ii|oo|öö|uu|yy|[aäo]n)|\w*[vst]oi|ei|oli|sai|monta)ks$")
_SPOKEN_END = re.compile(
    r"^(ent[äa]|mit[äa]|mite[nä]?|mik[äa]|mik[si]i|kuka|kuinka|miss[äa]|mist[äa]|mihin|milloin|\w{2,}k[oö]|\w{3,}pp?a)s$"
)
_BACK_VOWELS = frozenset("aou")


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words: whole ones, beginnings of words ("luonno*"), and words that follow each other ("ei_kun")."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: tuple[tuple[Words, ...], ...] = ()

    @staticmethod
    def of(*texts: str) -> Words:
        """Read the notation."""
        entries = [entry for text in texts for entry in text.lower().split()]
        single = [entry for entry in entries if "_" not in entry]
        return Words(
            frozenset(entry for entry in single if not entry.endswith("*")),
            tuple(entry[:-1] for entry in single if entry.endswith("*")),
            tuple(tuple(Words.of(part) for part in entry.split("_")) for entry in entries if "_" in entry),
        )

    def has(self, word: str) -> bool:
        """Whether ``word`` (lower case) is one of them: with a clitic, without dots, or if it is long with one letter wrong."""
        return _has(self, word)

    def spans(self, words: Sequence[str]) -> list[range]:
        """Where ``words`` have one of them: ranges of positions, in order, the longest where several begin."""
        found, at = [], 0
        while at < len(words):
            long = max((len(p) for p in self.phrases if _follows(p, words[at : at + len(p)])), default=0)
            length = long or int(self.has(words[at]))
            if length:
                found.append(range(at, at + length))
            at += length or 1
        return found

    def at(self, words: Sequence[str]) -> frozenset[int]:
        """The positions in ``words`` that belong to the class."""
        return frozenset(i for span in self.spans(words) for i in span)

    def any(self, words: Sequence[str]) -> bool:
        """Whether ``words`` have one of them."""
        return bool(self.spans(words))


def _follows(phrase: tuple[Words, ...], words: Sequence[str]) -> bool:
    return len(words) == len(phrase) and all(part.has(word) for part, word in zip(phrase, words, strict=True))


@lru_cache(maxsize=1 << 16)
def _has(words: Words, word: str) -> bool:
    if _exactly(words, word):
        return True
    bare = _CLITIC.sub("", word)
    if bare != word and _exactly(words, bare):
        return True
    if word.isascii() and word in _undotted(words):
        return True
    if len(word) < _FORGIVING:
        return False
    # A word's end is its case or person: another one is another word.
    if any(len(e) >= _FORGIVING and e[-2:] == word[-2:] and one_edit(word, e) for e in words.whole):
        return True
    return any(
        len(entry) >= _FORGIVING and any(one_edit(word[:end], entry) for end in range(len(entry) - 1, len(entry) + 2))
        for entry in words.beginnings
    )


def _exactly(words: Words, word: str) -> bool:
    return word in words.whole or word.startswith(words.beginnings)


@cache
def _undotted(words: Words) -> frozenset[str]:
    return frozenset(entry.translate(_UNDOTTED) for entry in words.whole if not entry.isascii())


def one_edit(first: str, second: str) -> bool:
    """Whether the words differ by one letter at most: one more, one less, another, or two changed round."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


# ---- the classes of words.toml


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def classes(language: str) -> tuple[str, ...]:
    """The names of a language's classes."""
    return tuple(name for name in _data()[language] if name != "spoken")


def class_text(name: str, language: str) -> str:
    """A class of a language in the notation of :class:`Words`."""
    return _data()[language][name]


@cache
def words_of(*names: str) -> Words:
    """Classes of ``words.toml`` as one, of all languages."""
    return Words.of(*(class_text(name, code) for code in LANGUAGES for name in names))


@cache
def _spoken() -> Mapping[str, str]:
    pairs = (entry.split("=") for code in LANGUAGES for entry in _data()[code]["spoken"].split())
    return {said: written.replace("_", " ") for said, written in pairs}


def written(word: str) -> str:
    """What is written for a spoken word ("onks" → "onko", "siel" → "siellä"); any other word as it is. Lower case."""
    if word in _spoken():
        return _spoken()[word]
    if match := _SPOKEN_QUESTION.match(word):
        return match.group(1) + ("ko" if _BACK_VOWELS & set(word) else "kö")
    if match := _SPOKEN_END.match(word):
        return match.group(1)
    return word


def as_written(text: str) -> str:
    """``text`` with its spoken words as they are written; all else is left as it is."""

    def put(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        return word if (found := written(low)) == low else found

    return re.sub(r" {2,}", " ", _WORD.sub(put, text)).strip()


def tokens(text: str) -> list[str]:
    """The words of ``text`` in lower case, as they are written rather than spoken."""
    return [part for word in _WORD.findall(text.lower()) for part in written(word).split()]


def lead(words: Sequence[str]) -> int:
    """The number of words that only lead into a turn: greetings, "but", "no, I meant"."""
    leading, at = words_of("skips", "corrects", "sayings").at(words), 0
    while at in leading:
        at += 1
    return at


def said(words: Iterable[str], *classes: Words) -> list[str]:
    """Those of ``words`` that belong to none of the classes."""
    own = list(words)
    skipped = frozenset().union(*(each.at(own) for each in classes))
    return [word for i, word in enumerate(own) if i not in skipped]
