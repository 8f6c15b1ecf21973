"""Does a turn lean on the one before it, and how: by its first words, a pronoun, the name of another party."""

from __future__ import annotations

import re
from dataclasses import dataclass

# "Entä …", "Ja …", "Och …": the sentence goes on where the last one ended.
_CONNECTIVE = re.compile(
    r"^\W*(?:(?:no|mut|mutta|men|ok|okei|kiitos|kiitti|tack|hyvä|bra|jaha)\b\W*)*"
    r"(?:ent[äa]p?[äa]?(?:s|n)?|ent\.?|ja|sama|samoin|och|samma|hur är det|hurdan är)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:se|sen|sitä|siitä|siinä|siihen|sillä|siltä|sille|hän|hänen|hänelle|hänet|häntä|he|heidän|heille|ne|niiden|niitä|"
    r"niissä|niistä|tämä|tämän|tästä|tuo|tuon|tuosta|nämä|nuo|den|denna|dess|han|hans|henne|hennes|hon|de|deras|dem)\b|"
    r"\bdet(?=\W*$)",  # "vem betalar det?"; elsewhere it mostly stands for nothing ("finns det …")
    re.IGNORECASE,
)
_THERE = re.compile(r"\b(?:siellä|siellä(?:kin|kään)|sieltä|sinne|heillä|där|dit|därifrån|hos dem)\b", re.IGNORECASE)
_EVERYWHERE = re.compile(
    r"\b(?:muualla|muualta|kaikilla|kaikissa|kaikkialla|muilla|muut|muissa|jossa(?:in|kin)|missään|kukaan|jokin|joku|"
    r"på andra håll|annanstans|någonstans|någon|överallt|alla|de andra|övriga)\b",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a turn leans on the last one."""

    continues: bool  # begins as a continuation
    refers: bool  # has a pronoun
    there: bool  # "there": the regions of the last turn
    everywhere: bool  # "elsewhere", "has anyone": every region again

    @property
    def any(self) -> bool:
        """Whether it leans at all."""
        return self.continues or self.refers or self.there


def leaning(text: str) -> Leaning:
    """How ``text`` leans on a turn before it."""
    return Leaning(
        continues=bool(_CONNECTIVE.search(text)),
        refers=bool(_PRONOUN.search(text)),
        there=bool(_THERE.search(text)),
        everywhere=bool(_EVERYWHERE.search(text)),
    )


def without_connective(text: str) -> str:
    """``text`` without the words that only tie it to the last turn."""
    return _CONNECTIVE.sub("", text).strip(" ,")


def with_other_party(last: str, text: str) -> str | None:
    """``last`` with its party replaced by the one that ``text`` consists of ("Entä hyvinvointialue?"), else None."""
    rest = _CONNECTIVE.sub("", text).strip(" ?!.")
    if not rest or len(rest.split()) > _LONGEST_SUBSTITUTE:
        return None
    named = [name for name, pattern in _PARTY.items() if pattern.search(rest)]
    if len(named) != 1 or len(_PARTY[named[0]].sub("", rest).split()) > 1:
        return None
    others = [pattern for name, pattern in _PARTY.items() if name != named[0] and pattern.search(last)]
    if len(others) != 1:
        return None
    return others[0].sub(named[0], last)
