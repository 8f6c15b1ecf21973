"""Wording from before 2025, or against the law in force: found in a passage by the rules of ``knowledge/superseded.toml``.

A sentence that denies it ("300 days are not required") or tells of the past ("replaces the earlier TYP agreement") is left alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import assistant.knowledge
from assistant.phrases import in_language

FILE = Path(assistant.knowledge.__file__).parent / "superseded.toml"
# A full stop ends a sentence where a capital letter, a bracket or nothing follows: "31. joulukuuta" and "9 §:n 2 mom. mukaan" go on.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ(”\"–-])")


@dataclass(frozen=True, slots=True)
class OldWording:
    """Words that should not stand in an agreement made now; ``start`` and ``end`` are their offsets in the passage."""

    rule: str
    topic: str
    start: int
    end: int
    texts: tuple[tuple[str, str], ...]  # (language, reason)

    def reason(self, language: str) -> str:
        """Why, with a reference to the law, in ``language``, else in Finnish."""
        return in_language(self.texts, language)


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    topic: str
    patterns: tuple[re.Pattern[str], ...]
    context: re.Pattern[str] | None
    aspects: frozenset[str]
    unless: re.Pattern[str] | None
    stated: bool
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: tuple[_Rule, ...]
    history: re.Pattern[str]
    denial: re.Pattern[str]
    subordinate: re.Pattern[str]


def superseded(text: str, aspects: Collection[str] = (), heading: str = "") -> tuple[OldWording, ...]:
    """What is outdated or unlawful in ``text``, in reading order, each rule at most once a sentence.

    Args:
        text: a sentence or a clause in Finnish or Swedish.
        aspects: ids of the aspects that the passage answers; they stand for words that its heading or a sentence before has.
        heading: the heading (or headings) above the passage.
    """
    known = _rules()
    found = []
    for begin, end in _sentences(text):
        sentence = text[begin:end]
        told = known.history.search(sentence) is not None
        for rule in known.rules:
            if (told and not rule.stated) or not _applies(rule, sentence, aspects, heading):
                continue
            for match in (m for pattern in rule.patterns for m in pattern.finditer(sentence)):
                if rule.stated or not _denied(sentence, match, known):
                    found.append(
                        OldWording(rule.id, rule.topic, begin + match.start(), begin + match.end(), rule.texts)
                    )
                    break
    return tuple(sorted(found, key=lambda old: (old.start, old.end)))


def _applies(rule: _Rule, sentence: str, aspects: Collection[str], heading: str) -> bool:
    if rule.unless and rule.unless.search(sentence):
        return False
    if rule.context is None:
        return True
    return bool(rule.context.search(sentence) or rule.context.search(heading) or rule.aspects.intersection(aspects))


def _denied(sentence: str, match: re.Match[str], known: _Rules) -> bool:
    """Whether the part of the sentence between commas in which the words stand, or the part that governs it, denies something."""
    edges = [0, *(m.end() for m in re.finditer(r"[,;]\s", sentence)), len(sentence)]
    at = max(i for i, edge in enumerate(edges[:-1]) if edge <= match.start())
    own = sentence[edges[at] : max(edges[at + 1], match.end())]
    if known.denial.search(own):
        return True
    return at > 0 and bool(known.subordinate.match(own) and known.denial.search(sentence[edges[at - 1] : edges[at]]))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        yield begin, match.start()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


@cache
def _rules() -> _Rules:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    def rule(entry: dict[str, Any]) -> _Rule:
        return _Rule(
            id=entry["id"],
            topic=entry["topic"],
            patterns=tuple(compiled(pattern) for pattern in entry["patterns"]),
            context=compiled(entry["context"]) if "context" in entry else None,
            aspects=frozenset(entry.get("aspects", ())),
            unless=compiled(entry["unless"]) if "unless" in entry else None,
            stated=bool(entry.get("stated", False)),
            texts=(("fi", entry["fi"]), ("sv", entry["sv"])),
        )

    return _Rules(
        rules=tuple(rule(entry) for entry in data["rule"]),
        history=compiled(data["history"]["pattern"]),
        denial=compiled(data["denial"]["pattern"]),
        subordinate=compiled(data["denial"]["subordinate"]),
    )
