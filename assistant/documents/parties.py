"""The parties of an agreement and the region it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Clause, Part
from .places import base_name, swedish_base_name
from .words import PARTIES_HEADING

_NAME = r"[A-ZÅÄÖ][a-zåäöü]+(?:-[A-ZÅÄÖ]?[a-zåäöü]+)*"
_NAMES = rf"{_NAME}(?:(?:\s+ja|,)\s+{_NAME})*"
_AREA = re.compile(rf"({_NAME}(?:\s+ja\s+{_NAME})?)\s+työllisyysalue\w*")
_AREA_CAPS = re.compile(r"([A-ZÅÄÖ-]{4,}(?:\s+JA\s+[A-ZÅÄÖ-]{4,})?)\s+TYÖLLISYYSALUE\w*")
_AREA_AFTER = re.compile(rf"[Tt]yöllisyysalue(?:en|ella)?\s+({_NAME})\b")
_TOWN = re.compile(rf"({_NAME})\s+(?:kaupunki|kunta)\b")
_TOWN_CAPS = re.compile(r"([A-ZÅÄÖ-]{4,})\s+(?:KAUPUNKI|KUNTA)\b")
_COUNTY = re.compile(rf"({_NAME}(?:\s+{_NAME})?)\s+hyvinvointialue\w*")
_SV_AREA = re.compile(rf"({_NAME}(?:\s+och\s+{_NAME})?)\s+sysselsättningsområde\w*")
_SV_TOWN = re.compile(rf"({_NAME})\s+(?:stad|kommun)\b")
_SV_COUNTY = re.compile(rf"({_NAME})\s+välfärdsområde\w*")
_OF = rf"(?:{_NAME}n\s+(?:ja\s+)?)?{_NAME}n"  # genitives: "Koivurannan", "Vantaan ja Keravan"
_PARTY = re.compile(
    rf"(?P<name>{_OF}\s+(?:kaupunki|kunta|kuntayhtymä|hyvinvointialue|työllisyysalue)"
    rf"|{_NAME}\s+(?:stad|kommun|samkommun|välfärdsområde|sysselsättningsområde))\b"
    r"|(?P<kela>\bKansaneläkelaitos\b|\bKela\b|\bFolkpensionsanstalten\b|\bFPA\b)"
    rf"|(?P<te>\b{_NAME}n\s+(?:TE-toimisto|työ- ja elinkeinotoimisto)\b)"
)
_LEADS = frozenset(
    [
        "Sopimuksen",
        "Osapuolet",
        "Sopijapuolet",
        "Tämän",
        "Tämä",
        "Molemmat",
        "Me",
        "Parterna",
        "Avtalet",
        "Mellan",
        "Välillä",
        "Alue",
        "Sopijaosapuolet",
    ]
)
_PARTIES_LENGTH = 700  # characters of a clause of parties that name them; further on it speaks of others


def _zones(title: str, fronts: Sequence[str], clauses: Sequence[Clause]) -> list[str]:
    """Where to look for the region, the surest first: title, front matter, the clause of the parties, everything."""
    parties = [
        clause for clause in clauses if clause.part is Part.BODY and PARTIES_HEADING.search(clause.heading or "")
    ]
    body = [clause for clause in clauses if clause.part in (Part.BODY, Part.PREAMBLE)]
    blocks = [text for clause in (*parties, *body[:4]) for text in _blocks(clause)]
    signatures = [text for clause in clauses if clause.part is Part.SIGNATURES for text in _blocks(clause)]
    return [title, *fronts, *blocks, *signatures]


def _blocks(clause: Clause) -> list[str]:
    ends = (*clause.blocks[1:], len(clause.text))
    return [clause.text[start:end] for start, end in zip(clause.blocks, ends, strict=True)]


def find_region(title: str, fronts: Sequence[str], clauses: Sequence[Clause], stem: str, language: str) -> str | None:
    """The region as people say it, or None. The employment area or town names it, a wellbeing county only where
    nothing else does.
    """
    everything = " ".join([title, *fronts, *(f"{c.heading or ''} {c.text}" for c in clauses)])
    zones = _zones(title, fronts, clauses)
    for text in zones:
        if name := _named(text, everything, language):
            return name
    county = re.compile(_SV_COUNTY if language == "sv" else _COUNTY)
    for text in zones:
        if match := county.search(text):
            return _base(_without_lead(match[1]), everything, language)
    return _from_file(stem, everything)


def _named(text: str, everything: str, language: str) -> str | None:
    patterns = (_SV_AREA, _SV_TOWN) if language == "sv" else (_AREA, _AREA_CAPS, _AREA_AFTER, _TOWN, _TOWN_CAPS)
    for pattern in patterns:
        for match in pattern.finditer(text):
            name = _without_lead(match[1])
            if not name or name in _LEADS:
                continue
            if name.isupper():
                name = " ".join(word.lower() if word == "JA" else word.title() for word in name.split())
            return name if pattern is _AREA_AFTER else _base(name, everything, language)
    return None


def _without_lead(name: str) -> str:
    words = name.split()
    while words and words[0] in _LEADS:
        words = words[1:]
    return " ".join(words)


def _base(name: str, everything: str, language: str) -> str:
    if language == "sv":
        return " och ".join(swedish_base_name(part, everything) for part in name.split(" och "))
    return base_name(name, everything)


def _from_file(stem: str, everything: str) -> str | None:
    """A region by the file's name, if the text knows a word like it."""
    word = re.split(r"[\W_\d]+", stem)[0]
    if len(word) >= 5 and re.search(rf"\b{re.escape(word[:5])}", everything, re.I):
        return word[:1].upper() + word[1:].lower()
    return None


def find_parties(fronts: Sequence[str], clauses: Sequence[Clause], language: str) -> tuple[str, ...]:
    """Who concluded the agreement, by name as it stands there, in order; Kela by its short name."""
    bodies = [c for c in clauses if c.part is Part.BODY]
    named = [c for c in bodies if PARTIES_HEADING.search(c.heading or "") and _PARTY.search(c.text)]
    found = _parties(_beginning(named[0]) if named else fronts, language)
    if len(found) < 2:
        found = max((_parties(texts, language) for texts in (fronts, *(_beginning(c) for c in bodies[:3]))), key=len)
    return tuple(found)


def _beginning(clause: Clause) -> list[str]:
    """The paragraphs with which a clause begins."""
    out: list[str] = []
    for text in _blocks(clause):
        if sum(map(len, out)) > _PARTIES_LENGTH:
            break
        out.append(text[:_PARTIES_LENGTH])
    return out


def _parties(texts: Sequence[str], language: str) -> list[str]:
    out: list[str] = []
    for match in (match for text in texts for match in _PARTY.finditer(text)):
        kela = "FPA" if language == "sv" else "Kela"
        name = kela if match["kela"] else _without_lead(match[0])
        if name not in out and len(name.split()) >= (1 if match["kela"] else 2):
            out.append(name)
    towns = {name.split()[0] for name in out if re.search(r"(?:kaupunki|kunta|stad|kommun)$", name)}
    return [
        name
        for name in out
        if not (re.search(r"työllisyysalue|sysselsättningsområde", name) and name.split()[0] in towns)
    ]
