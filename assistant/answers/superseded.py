"""Wording from before 2025, or against the law in force: found in a passage by the rules of ``knowledge/superseded.toml``.

A sentence that denies it ("300 days are not required") or tells of the past ("replaces the earlier TYP agreement") is left alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import assistant.knowledge
from assistant.phrases import in_language

FILE = Path(assistant.knowledge.__file__).parent / "superseded.toml"
# A full stop ends a sentence where a capital letter, a bracket or nothing follows: "31. joulukuuta" and "9 §:n 2 mom. mukaan" go on.
_PART_END = re.compile(r"[,;] | (?=(?:mutta|vaan|men) )")
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
# "toimi- pisteissä", but not "TE- toimisto"; "johta- ja" may be a divided word or, as "sosiaali- ja", two: both are tried.
_DIVIDED = re.compile(r"(?<=[a-zåäö])(?P<gap>[-\u2010\u2011]\s+)(?=[a-zåäö])")
_AND = re.compile(r"(?:ja|sekä|tai|eli|och|eller|samt|respektive)\b")
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
    all: tuple[tuple[re.Pattern[str], ...], ...]
    context: re.Pattern[str] | None
    aspects: frozenset[str]
    unless: re.Pattern[str] | None
    unless_beside: re.Pattern[str] | None
    stated: bool
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: tuple[_Rule, ...]
    history: re.Pattern[str]
    continues: re.Pattern[str]
    denial: re.Pattern[str]
    subordinate: re.Pattern[str]


def superseded(text: str, aspects: Collection[str] = (), heading: str = "", lead: str = "") -> tuple[OldWording, ...]:
    """What is outdated or unlawful in ``text``, in reading order, each rule at most once a sentence.

    Args:
        text: a sentence or a clause in Finnish or Swedish.
        aspects: ids of the aspects that the passage answers; they stand for words that its heading or a sentence before has.
        heading: the heading (or headings) above the passage.
        lead: the words that lead into the list or head the table of which the passage is a part; what stands in them alone is no
            wording of the passage.
    """
    found: dict[str, list[OldWording]] = {}
    whole = f"{lead} {text}" if lead else text
    for flat, places in _readings(whole):
        again: dict[str, list[OldWording]] = {}
        for old in _found(flat, places, aspects, heading, len(whole) - len(text)):
            again.setdefault(old.rule, []).append(old)
        found = again | found
    return tuple(sorted((old for each in found.values() for old in each), key=lambda old: (old.start, old.end)))


def _found(flat: str, places: list[int], aspects: Collection[str], heading: str, lead: int) -> Iterator[OldWording]:
    """What stands in a reading of the text; ``lead`` is the number of characters before the passage."""
    known = _rules()
    for begin, end in _sentences(flat):
        sentence = flat[begin:end]
        told = bool(known.history.search(sentence)) and not known.continues.search(sentence)
        for rule in known.rules:
            if (told and not rule.stated) or not _applies(rule, sentence, aspects, heading):
                continue
            for start, stop in _places(rule, sentence):
                at, after = places[begin + start] - lead, places[begin + stop - 1] + 1 - lead
                if after > 0 and (rule.stated or not _denied(sentence, start, stop, known)):
                    yield OldWording(rule.id, rule.topic, max(at, 0), after, rule.texts)
                    break


def _readings(text: str) -> Iterator[tuple[str, list[int]]]:
    """``text`` as it may be read, with the places of its characters: the likeliest way first."""
    gaps = list(_DIVIDED.finditer(text))
    sure = [match for match in gaps if not _AND.match(text, match.end())]
    yield _flat(text, sure)
    if len(sure) < len(gaps):
        yield _flat(text, gaps)


def _flat(text: str, gaps: list[re.Match[str]]) -> tuple[str, list[int]]:
    """``text`` as it reads, whatever lines and signs break it, and the place in ``text`` of each of its characters.

    Hyphens of all kinds are one, soft ones are gone, a word that a line's end divided at one of ``gaps`` is whole, and a run of
    spaces is one.
    """
    kept: list[str] = []
    places: list[int] = []
    divided = {i for match in gaps for i in range(*match.span("gap"))}
    for i, character in enumerate(text):
        if i in divided or character == "\u00ad" or (character.isspace() and kept and kept[-1] == " "):
            continue
        kept.append(" " if character.isspace() else _HYPHENS.get(character, character))
        places.append(i)
    return "".join(kept), places


def _places(rule: _Rule, sentence: str) -> Iterator[tuple[int, int]]:
    """Where in a sentence a rule finds its wording."""
    for pattern in rule.patterns:
        for match in pattern.finditer(sentence):
            yield match.span()
    for begin, end in _parts(sentence):
        part = sentence[begin:end]
        if rule.unless_beside and rule.unless_beside.search(part):
            continue
        for needed in rule.all:
            matches = [pattern.search(part) for pattern in needed]
            if all(matches):
                spans = [match.span() for match in matches if match]
                yield begin + min(start for start, _ in spans), begin + max(stop for _, stop in spans)


def _parts(sentence: str) -> list[tuple[int, int]]:
    edges = [0, *(m.end() for m in _PART_END.finditer(sentence)), len(sentence)]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _applies(rule: _Rule, sentence: str, aspects: Collection[str], heading: str) -> bool:
    if rule.unless and rule.unless.search(sentence):
        return False
    if rule.context is None:
        return True
    return bool(rule.context.search(sentence) or rule.context.search(heading) or rule.aspects.intersection(aspects))


def _denied(sentence: str, start: int, stop: int, known: _Rules) -> bool:
    """Whether the part of the sentence in which the words stand, or the part that governs it, denies something."""
    parts = _parts(sentence)
    at = max(i for i, (begin, _) in enumerate(parts) if begin <= start)
    begin, end = parts[at]
    own = sentence[begin : max(end, stop)]
    if known.denial.search(own):
        return True
    return at > 0 and bool(known.subordinate.match(own) and known.denial.search(sentence[slice(*parts[at - 1])]))


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
        for name, words in data["words"].items():
            pattern = pattern.replace(f"<{name}>", f"(?:{words})")
        return re.compile(pattern, re.IGNORECASE)

    def rule(entry: dict[str, Any]) -> _Rule:
        return _Rule(
            id=entry["id"],
            topic=entry["topic"],
            patterns=tuple(compiled(pattern) for pattern in entry.get("patterns", ())),
            all=tuple(tuple(compiled(pattern) for pattern in needed) for needed in entry.get("all", ())),
            context=compiled(entry["context"]) if "context" in entry else None,
            aspects=frozenset(entry.get("aspects", ())),
            unless=compiled(entry["unless"]) if "unless" in entry else None,
            unless_beside=compiled(entry["unless_beside"]) if "unless_beside" in entry else None,
            stated=bool(entry.get("stated", False)),
            texts=(("fi", entry["fi"]), ("sv", entry["sv"])),
        )

    return _Rules(
        rules=tuple(rule(entry) for entry in data["rule"]),
        history=compiled(data["history"]["pattern"]),
        continues=compiled(data["history"]["continues"]),
        denial=compiled(data["denial"]["pattern"]),
        subordinate=compiled(data["denial"]["subordinate"]),
    )
