"""Does a turn lean on the one before it, and how: by its first words, a pronoun, the name of another party."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.chat.wordlists import as_written, lead, tokens, words_of

_LAST_PRONOUN = re.compile(r"\bdet(?=\W*$)", re.IGNORECASE)  # elsewhere it mostly stands for nothing ("finns det …")
_TOKEN = re.compile(r"\w+(?:[-:’'.]\w+)*")
# The three parties in the words that people use for them; each may take any ending in Finnish.
_PARTIES = (
    ("Kela", r"kela\w*|kansaneläkelaito\w*"),
    ("hyvinvointialue", r"hyvinvointialue\w*|hva\w*|hyvis\w*|sote\w*"),
    ("työvoimaviranomainen", r"työvoimaviranomai\w*|tva\w*|työllisyysalue\w*|työkkäri\w*|kaupun\w*|kunta|kunnan|kunnat|kunnalla"),
    ("FPA", r"fpa\w*|folkpensionsanstalten\w*"),
    ("välfärdsområdet", r"välfärdsområde\w*"),
    ("arbetskraftsmyndigheten", r"arbetskraftsmyndighet\w*|sysselsättningsområde\w*|kommunen\w*|staden\w*"),
)  # fmt: skip
_PARTY = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _PARTIES}
_LONGEST_SUBSTITUTE = 4  # words: "Entä sitten hyvinvointialue?"
# A demonstrative that agrees with the word after it belongs to that ("siinä sopimuksessa"); else it stands for something.
_AGREES = {
    "sen": "n", "tuon": "n", "tämän": "n", "sitä": "aä", "tuota": "aä", "tätä": "aä", "siinä": ("ssa", "ssä"), "siitä": ("sta", "stä"),
    "siihen": "n", "sillä": ("lla", "llä"), "siltä": ("lta", "ltä"), "sille": ("lle",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a turn leans on the last one."""

    continues: bool  # begins as a continuation or a correction, or goes back
    refers: bool  # has a word that stands for what was talked about
    there: bool  # "there", "in the same agreement": the regions and documents of the last turn
    everywhere: bool  # "elsewhere", "has anyone": every region again

    @property
    def any(self) -> bool:
        """Whether it leans at all."""
        return self.continues or self.refers or self.there


def leaning(text: str) -> Leaning:
    """How ``text`` leans on a turn before it."""
    words = tokens(text)
    start = lead(words)
    ties = 0 in words_of("ties").at(words[start:])
    back = words_of("returns").any(words[: start + 1])
    return Leaning(
        continues=ties or back or words_of("corrects").any(words[:start]),
        refers=words_of("pronouns", "likenesses").any(words) or bool(_LAST_PRONOUN.search(text)),
        there=words_of("there", "same_document").any(words),
        everywhere=words_of("elsewhere").any(words) or words_of("others_of").at(words[-1:]) == {0},
    )


def without_connective(text: str) -> str:
    """``text`` without the words that only tie it to the last turn."""
    whole = as_written(text)
    found = list(_TOKEN.finditer(whole))
    words = [match.group().lower() for match in found]
    begin = lead(words)
    ties = words_of("ties").at(words[begin:])
    count = next(i for i in range(len(words) - begin + 1) if i not in ties)
    return whole[found[begin + count].start() :].strip(" ,") if begin + count < len(found) else ""


def stands_for_something(text: str) -> bool:
    """Whether a pronoun of ``text`` stands by itself, not before a noun that it points at ("kuka sen maksaa", not "sen palkan")."""
    words = tokens(text)
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word in _AGREES and not after.endswith(tuple(_AGREES[word])):
            return True
    return bool(words) and words[-1] in ("den", "det", "dem", "honom", "henne")


def with_other_party(last: str, text: str) -> str | None:
    """``last`` with its party replaced by the one that ``text`` consists of ("Entä hyvinvointialue?"), else None."""
    rest = without_connective(text).strip(" ?!.")
    if not rest or len(rest.split()) > _LONGEST_SUBSTITUTE:
        return None
    named = [name for name, pattern in _PARTY.items() if pattern.search(rest)]
    if len(named) != 1 or len(_PARTY[named[0]].sub("", rest).split()) > 1:
        return None
    others = [pattern for name, pattern in _PARTY.items() if name != named[0] and pattern.search(last)]
    if len(others) != 1:
        return None
    return others[0].sub(named[0], last)
