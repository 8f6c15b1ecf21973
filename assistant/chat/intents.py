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

from assistant.chat.wordlists import LANGUAGES, Words, class_text, classes, said, tokens

# Classes of words.toml that change nothing in a turn that wants something.
_CHANGE_NOTHING = ("skips", "ties", "pronouns", "likenesses", "there", "polite", "corrects", "returns", "sayings")


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


_LOCAL = re.compile(r"(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle)(?:kin|kaan|kään)?$")


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
    return {code: _language(code, _data()[code]) for code in LANGUAGES}


def _language(code: str, data: dict[str, Any]) -> Language:
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
        filler=Words.of(data["filler"], *(class_text(name, code) for name in _CHANGE_NOTHING)),
        asking=Words.of(data["asking"]),
        general=Words.of(data["general"]),
        back=Words.of(data["back"]),
        others=Words.of(data["others"]),
        everything=Words.of(data["everything"]),
        ordinals=tuple(Words.of(words) for words in data["ordinals"]),
        rules=rules,
        senses=senses,
    )


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
    """The words that ``rule`` leaves, or None where it does not hold. A group takes words of the turn, the first that fit."""
    if rule.without.any(words):
        return None
    left = list(words)
    for group in rule.groups:
        spans = group.spans(left)
        if not spans:
            return None
        del left[spans[0].start : spans[0].stop]
    own = said(words, language.filler)
    if not rule.asked and own and (language.asking.has(own[0]) or _is_question(own[0])):
        return None
    rest = tuple(said(left, language.filler, *rule.groups))
    return rest if len(rest) <= rule.free else None


def _is_question(word: str) -> bool:
    """Whether a Finnish verb asks (onko, voiko, saako)."""
    return word.endswith(("ko", "kö")) and len(word) > 3


def said_beside(text: str, language: Language, ignored: Iterable[Words], places: Collection[str]) -> list[str]:
    """The words of ``text`` that are neither fillers, nor names of places, nor among ``ignored``."""
    return said((w for w in tokens(text) if w not in places), language.filler, *ignored)


def spoken_language(text: str, places: Collection[str]) -> str | None:
    """The language of a turn by the words that only one language has: its small words, and those of its rules; None where none tell.

    ``places`` are its words (lower case) that name regions.
    """
    words = [word for word in tokens(text) if word not in places and not word.isdigit()]
    counts = {code: sum(any(known.has(word) for known in _telling(code)) for word in words) for code in LANGUAGES}
    counts["fi"] += any(_LOCAL.search(word) for word in places)
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > min(counts.values()) else None


@cache
def _telling(code: str) -> tuple[Words, ...]:
    language = languages()[code]
    small = Words.of(*(class_text(name, code) for name in classes(code)))
    return (
        language.filler,
        language.asking,
        language.general,
        small,
        *(g for rule in language.rules for g in rule.groups),
    )
