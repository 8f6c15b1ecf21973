"""What a turn wants beside an answer to a question: rules over words, held as data in ``intents.toml``.

A rule holds where each of its groups has a word in the turn and few other words are left. So a turn about the conversation is
never taken for a question, nor a question for such a turn: what a question is about are words that no rule explains.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("fi", "sv")
_WORD = re.compile(r"\w+(?:[-:’'.]\w+)*")
_FORGIVING = 7  # letters from which a word may have one letter wrong


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words: whole ones, and beginnings of words (written "luonno*")."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @staticmethod
    def of(text: str) -> Words:
        """Read the notation of ``intents.toml``."""
        entries = text.lower().split()
        return Words(
            frozenset(entry for entry in entries if not entry.endswith("*")),
            tuple(entry[:-1] for entry in entries if entry.endswith("*")),
        )

    def has(self, word: str) -> bool:
        """Whether ``word`` (lower case) is one of them; a long one may have one letter wrong."""
        if word in self.whole or word.startswith(self.beginnings):
            return True
        if len(word) < _FORGIVING:
            return False
        # A word's end is its case or person: another one is another word.
        if any(len(e) >= _FORGIVING and e[-2:] == word[-2:] and one_edit(word, e) for e in self.whole):
            return True
        return any(
            len(entry) >= _FORGIVING
            and any(one_edit(word[:end], entry) for end in range(len(entry) - 1, len(entry) + 2))
            for entry in self.beginnings
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """``free`` other words may stand beside; ``asked`` is whether the turn may begin as a question does."""

    intent: str
    groups: tuple[Words, ...]
    free: int
    asked: bool
    without: Words


@dataclass(frozen=True, slots=True)
class Sense:
    """A word of several meanings: ``words`` name it, ``clear`` say which is meant; ``alone``: only where little else is said."""

    name: str
    words: Words
    clear: Words
    alone: str  # "" anywhere, "bare" with fillers alone, "asked" with words of asking too


@dataclass(frozen=True, slots=True)
class Language:
    """The rules of one language."""

    filler: Words
    asking: Words
    general: Words
    back: Words
    others: Words
    everything: Words
    ordinals: tuple[Words, ...]  # first, second, …; the very last entry is "the last one"
    rules: tuple[Rule, ...]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """What a turn wants, the language of the rule, and the words that the rule does not explain."""

    name: str
    language: str
    rest: tuple[str, ...] = ()


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "intents.toml").read_text(encoding="utf-8"))


@cache
def place_endings() -> tuple[str, ...]:
    """What Finnish names of places mostly end in, in their basic form."""
    return tuple(_data()["fi"]["endings"].split())


def any_said(text: str, which: str) -> bool:
    """Whether ``text`` has a word of the lists "back", "others" or "everything" of any language."""
    words = tokens(text)
    return any(getattr(language, which).has(word) for language in languages().values() for word in words)


@cache
def languages() -> dict[str, Language]:
    """The rules of all languages, from ``intents.toml``."""
    return {code: _language(_data()[code]) for code in LANGUAGES}


def _language(data: dict[str, Any]) -> Language:
    rules = tuple(
        Rule(
            rule["intent"],
            tuple(Words.of(group) for group in rule["all"]),
            rule.get("free", 0),
            rule.get("asked", True),
            Words.of(rule.get("without", "")),
        )
        for rule in data["rule"]
    )
    senses = tuple(
        Sense(sense["name"], Words.of(sense["words"]), Words.of(sense.get("clear", "")), sense.get("alone", ""))
        for sense in data["sense"]
    )
    return Language(
        filler=Words.of(data["filler"]),
        asking=Words.of(data["asking"]),
        general=Words.of(data["general"]),
        back=Words.of(data["back"]),
        others=Words.of(data["others"]),
        everything=Words.of(data["everything"]),
        ordinals=tuple(Words.of(words) for words in data["ordinals"]),
        rules=rules,
        senses=senses,
    )


def tokens(text: str) -> list[str]:
    """The words of ``text`` in lower case."""
    return _WORD.findall(text.lower())


def find_intent(text: str, places: Collection[str] = ()) -> Intent | None:
    """What ``text`` wants, or None where it is a question like any other. ``places`` are its words (lower case) that name regions."""
    words = [word for word in tokens(text) if word not in places]
    for code, language in languages().items():
        for rule in language.rules:
            rest = _left(words, rule, language)
            if rest is not None:
                return Intent(rule.intent, code, rest)
    return None


def _left(words: list[str], rule: Rule, language: Language) -> tuple[str, ...] | None:
    """The words that ``rule`` leaves, or None where it does not hold. A group takes one word of the turn, the first that fits."""
    if any(rule.without.has(word) for word in words):
        return None
    left = list(words)
    for group in rule.groups:
        taken = next((word for word in left if group.has(word)), None)
        if taken is None:
            return None
        left.remove(taken)
    said = [word for word in words if not language.filler.has(word)]
    if not rule.asked and said and (language.asking.has(said[0]) or _is_question(said[0])):
        return None
    rest = tuple(word for word in left if not language.filler.has(word) and not any(g.has(word) for g in rule.groups))
    return rest if len(rest) <= rule.free else None


def _is_question(word: str) -> bool:
    """Whether a Finnish verb asks (onko, voiko, saako)."""
    return word.endswith(("ko", "kö")) and len(word) > 3


def said_beside(text: str, language: Language, ignored: Iterable[Words], places: Collection[str]) -> list[str]:
    """The words of ``text`` that are neither fillers, nor names of places, nor among ``ignored``."""
    skipped = (language.filler, *ignored)
    return [w for w in tokens(text) if w not in places and not any(words.has(w) for words in skipped)]


def spoken_language(text: str, places: Collection[str]) -> str | None:
    """The language of a short turn by its small words: of the fillers and words of asking of exactly one language."""
    words = [word for word in tokens(text) if word not in places and not word.isdigit()]
    fits = [
        code
        for code, language in languages().items()
        if words and all(language.filler.has(w) or language.asking.has(w) for w in words)
    ]
    return fits[0] if len(fits) == 1 else None


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
