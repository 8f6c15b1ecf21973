"""Number words of Finnish and Swedish, in whatever case, as digits."""

from __future__ import annotations

import re
from functools import cache

# The nominative and the stems to which case endings are added: "kuusi", "kuude-n", "kuut-ta", "kuute-na".
_FINNISH = {
    1: ("yksi", "yhde", "yhte", "yht"),
    2: ("kaksi", "kahde", "kahte", "kaht"),
    3: ("kolme",),
    4: ("neljä",),
    5: ("viisi", "viide", "viite", "viit"),
    6: ("kuusi", "kuude", "kuute", "kuut"),
    7: ("seitsemän", "seitsemä"),
    8: ("kahdeksan", "kahdeksa"),
    9: ("yhdeksän", "yhdeksä"),
    10: ("kymmenen", "kymmene", "kymmen"),
}
_ENDINGS = "(?:n|ä|a|tä|ta|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|ksi|na|nä|en|een|in|sti|än)?"
_SWEDISH = {
    2: "två|bägge|båda",
    3: "tre",
    4: "fyra",
    5: "fem",
    6: "sex",
    7: "sju",
    8: "åtta",
    9: "nio",
    10: "tio",
    11: "elva",
    12: "tolv",
    13: "tretton",
    14: "fjorton",
    15: "femton",
    16: "sexton",
    17: "sjutton",
    18: "arton",
    19: "nitton",
    20: "tjugo",
    30: "trettio",
    40: "fyrtio",
    50: "femtio",
    60: "sextio",
    70: "sjuttio",
    75: "sjuttiofem",
    80: "åttio",
    90: "nittio",
    100: "hundra",
}
_SWEDISH_TENS = "tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio"
_SWEDISH_UNITS = "ett|en|två|tre|fyra|fem|sex|sju|åtta|nio"
# "yhdessä" is "together", and "yhteisiä", "yhteen" speak of what is joint.
_NOT_ONE = {"yhdessä", "yhteen", "yhte", "yht"}
_PREFIXES = {
    "yksi": 1,
    "kaksi": 2,
    "kaksois": 2,
    "kolmi": 3,
    "neli": 4,
    "viisi": 5,
    "kuusi": 6,
    "seitsen": 7,
    "kahdeksan": 8,
    "yhdeksän": 9,
    "kymmen": 10,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
    "tolv": 12,
}
# Compounds whose first part counts: "viisivuotinen", "kuusijäseninen", "femårsperiod", "sexmånaders".
_COUNTED = re.compile(
    rf"\b({'|'.join(sorted(_PREFIXES, key=len, reverse=True))})-?(?=vuoti|jäseni|henki|kuukauti|päiväi|"
    rf"år[si]|månad|medlem|dagar)"
)
_HYPHEN = re.compile(r"(?<=\d)-(?=vuoti|jäseni|kuukauti|päiväi|år|månad|medlem)")
_REPEATED = re.compile(r"(\d+(?:,\d+)?) \((\d+(?:,\d+)?)\)")


@cache
def _words() -> re.Pattern[str]:
    one = "|".join(form for forms in _FINNISH.values() for form in forms)
    teens = f"(?:{one}){_ENDINGS}toista"
    tens = f"(?:{one}){_ENDINGS}kymmen(?:tä|en|ellä|eksi|eltä|estä)(?:{one})?{_ENDINGS}"
    hundred = "sata|sadan|sataa"
    swedish = "|".join([rf"(?:{_SWEDISH_TENS})(?:{_SWEDISH_UNITS})", *sorted(_SWEDISH.values(), key=len, reverse=True)])
    return re.compile(rf"\b(?:{tens}|{teens}|{hundred}|(?:{one}){_ENDINGS}|{swedish})\b")


def with_digits(text: str) -> str:
    """``text`` (lower case) with its number words as digits; "kuusi (6)" becomes "6".

    The Swedish article "en", "ett" stays a word: whether it counts, only its place tells.
    """
    text = _COUNTED.sub(lambda m: f"{_PREFIXES[m.group(1)]} ", text)
    text = _HYPHEN.sub(" ", text)
    text = _words().sub(lambda m: str(_value(m.group()) or m.group()), text)
    return _REPEATED.sub(lambda m: m.group(1) if m.group(1) == m.group(2) else m.group(), text)


@cache
def _value(word: str) -> int | None:
    """The number that ``word`` names, or None where it isn't one after all."""
    if compound := re.fullmatch(rf"({_SWEDISH_TENS})({_SWEDISH_UNITS})", word):
        unit = 1 if compound.group(2) in ("ett", "en") else _value(compound.group(2))
        return (_value(compound.group(1)) or 0) + (unit or 0)
    for value, forms in _SWEDISH.items():
        if word in forms.split("|"):
            return value
    if word in ("sata", "sadan", "sataa"):
        return 100
    if word in _NOT_ONE:
        return None
    if word.endswith("toista"):
        unit = _value(word[:-6])
        return 10 + unit if unit else None
    tens = re.fullmatch(r"(.+?)kymmen(?:tä|en|ellä|eksi|eltä|estä)(.*)", word)
    if tens:
        first, rest = _value(tens.group(1)), _value(tens.group(2)) if tens.group(2) else 0
        return None if first is None or rest is None else 10 * first + rest
    for value in (9, 8, 10, 7, 6, 5, 4, 3, 2, 1):  # "yhdeksän" before "yhde-"
        for form in _FINNISH[value]:
            if word.startswith(form) and re.fullmatch(_ENDINGS, word[len(form) :]):
                return value
    return None
