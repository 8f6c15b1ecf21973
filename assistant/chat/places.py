"""Names of places that no document has: the form to show, and where a turn names one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from assistant.chat.intents import place_endings
from assistant.search.names import keys, unknown_places

_CASES = re.compile(r"(?:lle|lla|llä|lta|ltä|ssa|ssä|sta|stä)(?:kin|kaan|kään)?$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST = 2  # letters before the ending: "Ko" + "ranta"


def base_form(name: str) -> str:
    """A Finnish place's name in its basic form where its last part is a known one ("Koivurannalle" → "Koivuranta"), else as it is."""
    low = name.lower()
    for cut in range(_SHORTEST, len(low) - 2):
        tail = keys(low[cut:])
        for ending in place_endings():
            if len(low) - cut >= len(ending) - 1 and low[cut : cut + 2] == ending[:2] and tail & keys(ending):
                return name[:cut] + ending
    return name


def is_place(word: str) -> bool:
    """Whether a word in a local case, though in lower case, ends as names of places do ("koivurannalle")."""
    return bool(_CASES.search(word)) and base_form(word) != word


def strangers(text: str, known: Iterable[str], rest: Collection[str]) -> list[str]:
    """Words of ``text`` that name a place which is none of ``known``: of a turn whose words beside its intent are ``rest``."""
    found = unknown_places(text, known)
    for match in _WORD.finditer(text):
        word = match.group()
        inside = bool(text[: match.start()].strip(" \"'”("))
        named = (word[0].isupper() and inside and not word.isupper()) or is_place(word)
        if named and word.lower() in rest and word not in found and base_form(word) != word:
            found.append(word)
    return found
