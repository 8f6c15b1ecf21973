"""Who does it and to whom: the role of each actor in a clause, from Finnish case endings and Swedish order and prepositions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.chat.grounding.lexicon import actor

SUBJECT = "subject"
OBJECT = "object"
_NOMINATIVE = re.compile(
    r"(?:kela|kansaneläkelaitos|alue|hva|tva|hyvis|viranomainen|kaupunki|kunta|keskus|keha|ryhmä|johtaja|päällikkö|vetäjä|"
    r"henkilö|jäsen|asiakas|puoli|hallitus|t)$"
)
_CASES = (
    ("to", ("lle",)),
    ("from", ("lta", "ltä", "sta", "stä")),
    ("at", ("lla", "llä", "ssa", "ssä")),
    ("as", ("na", "nä", "ksi")),
)
_INTO = re.compile(r"(?:aan|ään|iin|oon|seen)$")
_CLITIC = re.compile(r"(?:kaan|kään|kin)$")
# A genitive before one of these does what the clause says: "kaupungin tulee maksaa", "kaupungin on maksettava".
_NECESSIVE = re.compile(
    r"\b(?:tulee|tulisi|pitää|pitäisi|täytyy|kuuluu)\s+(?:\w+\s+){0,3}?\w+[aä]\b|"
    r"\b(?:on|olisi|ole)\s+(?:\w+\s+){0,3}?\w+(?:ttava|ttävä|tava|tävä)\b|"
    r"\b(?:vastuulla|kustannuksella|toimesta|velvollisuutena|maksettava\w*|kustannettava\w*)\b"
)
_AGENT_OF = re.compile(
    r"^\s+(?:\w+(?:ma|mä|man|män|maa|mää|mat|mät|massa|mässä|masta|mästä)|toimesta|vastuulla|kustannuksella)\b"
)
# "Kelalta osoitetaan": whoever it comes from gives it.
_GIVEN = re.compile(r"\b(?:osoitetaan|asetetaan|varataan)\b")
# "nimeäminen kuuluu kaupungille": whoever it belongs to does it.
_BELONGS = re.compile(r"\bkuuluu\b")
_HAS = re.compile(r"\b(?:oikeus|velvollisuus|mahdollisuus|päätösvalta|velvoite)\b")
_BEFORE_SV = {
    "till": "to", "åt": "to", "från": "from", "av": "from", "hos": "at", "i": "at", "på": "at", "vid": "at", "för": "for",
    "med": "with", "mot": "to", "mellan": "between", "om": "about", "som": "as",
}  # fmt: skip
_PASSIVE_SV = re.compile(r"\b\w{3,}(?:as|es|ts|ds|lls|rs|ns)\b|\b(?:blir|är) \w+(?:d|t|da|ta)\b")
_BETWEEN_SV = frozenset({"det", "den", "de", "alla", "samtliga", "båda", "bägge", "sin", "sitt", "sina"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor in a clause, in one role."""

    actor: str
    role: str


def mentions(text: str, language: str) -> tuple[Mention, ...]:
    """The actors of one clause (lower case) with their roles, in their order."""
    return _swedish(text) if language == "sv" else _finnish(text)


_WORD = re.compile(r"[^\W\d_]+(?:[-–:][^\W\d_]+)*")


def _finnish(text: str) -> tuple[Mention, ...]:
    words = list(_WORD.finditer(text))
    named = [(match, name) for match in words if (name := actor(match.group()))]
    roles = [_case(match.group()) for match, _ in named]
    necessive = _NECESSIVE.search(text)
    if necessive is not None and SUBJECT not in roles:
        before = [i for i, (match, _) in enumerate(named) if roles[i] == "of" and match.end() <= necessive.start() + 1]
        after = [i for i, (match, _) in enumerate(named) if roles[i] == "of" and match.start() > necessive.start()]
        for i in _coordinated(named, before[-1:] or after[:1], roles, text):
            roles[i] = SUBJECT
    for i, (match, _) in enumerate(named):
        agent = roles[i] == "of" and _AGENT_OF.match(text[match.end() :])
        if agent and actor(agent.group().strip()):
            agent = None  # a name that only ends like a participle: "johtajan johtoryhmän"
        belongs = roles[i] == "to" and match.group().endswith("lle") and _BELONGS.search(text)
        if agent or belongs or (roles[i] == "from" and _GIVEN.search(text)) or (roles[i] == "at" and _HAS.search(text)):
            roles[i] = SUBJECT
    # In a body and into it are one thing: "johtoryhmässä on", "johtoryhmään kuuluu".
    roles = ["at" if name == "BOARD" and role == "to" else role for (_, name), role in zip(named, roles, strict=True)]
    return tuple(dict.fromkeys(Mention(name, role) for (_, name), role in zip(named, roles, strict=True)))


def _coordinated(named: list[tuple[re.Match[str], str]], found: list[int], roles: list[str], text: str) -> list[int]:
    """``found`` and what is joined to it by "ja" or a comma in the same case: all of them do it."""
    out = list(found)
    while out and out[0] > 0 and roles[out[0] - 1] == roles[found[0]]:
        between = text[named[out[0] - 1][0].end() : named[out[0]][0].start()]
        if not re.fullmatch(r"\s*(?:,|ja|sekä|tai)\s*(?:\w+n\s+)?", between):
            break
        out.insert(0, out[0] - 1)
    return out


def _case(word: str) -> str:
    word = _CLITIC.sub("", word) if len(word) > 6 else word
    if _NOMINATIVE.search(word):
        return SUBJECT
    for role, endings in _CASES:
        if word.endswith(endings):
            return role
    if word.startswith("asiakka") or not _INTO.search(word):
        return "of" if word.endswith("n") and not word.endswith("nen") else SUBJECT if word.endswith("nen") else OBJECT
    return "to"


def _swedish(text: str) -> tuple[Mention, ...]:
    words = list(_WORD.finditer(text))
    named = [(i, name) for i, match in enumerate(words) if (name := actor(match.group()))]
    passive = bool(_PASSIVE_SV.search(text))
    out: list[Mention] = []
    subject_end: int | None = None  # position of the last word of the subject
    for i, name in named:
        word = words[i].group()
        before = i - 1
        while before >= 0 and (
            words[before].group() in _BETWEEN_SV
            or (words[before].group().endswith("s") and not actor(words[before].group()))
        ):
            if words[before].group() in _BEFORE_SV or (before and words[before].group().endswith("as")):
                break
            before -= 1
        preposition = _BEFORE_SV.get(words[before].group()) if before >= 0 else None
        if re.search(r"(?:ens|ets|ernas|nas|fpa:s|hva:s|fpas|stads|kommuns|s)$", word) and not word.endswith(
            "gruppens's"
        ):
            role = "of" if not re.fullmatch(r"fpa|hva", word) else SUBJECT
        elif preposition:
            role = SUBJECT if words[before].group() == "av" and passive else preposition
        elif out and subject_end is not None and _joined_sv(text, words, subject_end, i):
            role = out[-1].role
        elif subject_end is None:
            role = SUBJECT
        else:
            role = OBJECT
        if role == SUBJECT or (out and role == out[-1].role == SUBJECT):
            subject_end = i
        out.append(Mention(name, role))
    if passive and any(m.role == SUBJECT for m in out) and re.search(r"\bav\b", text):
        # In a passive clause with an agent, the bare noun is what it is done to.
        agents = {name for i, name in named if i and _agent_sv(words, i) and actor(words[i].group())}
        if agents:
            out = [Mention(m.actor, m.role if m.actor in agents or m.role != SUBJECT else OBJECT) for m in out]
    return tuple(dict.fromkeys(out))


def _agent_sv(words: list[re.Match[str]], i: int) -> bool:
    return any(words[j].group() == "av" for j in range(max(0, i - 3), i))


def _joined_sv(text: str, words: list[re.Match[str]], first: int, second: int) -> bool:
    """Whether two nouns are joined by "och" or a comma, with nothing but names between them."""
    between = [words[j].group() for j in range(first + 1, second)]
    joined = {"och", "samt", "eller"} & set(between) or "," in text[words[first].end() : words[second].start()]
    return bool(joined) and all(
        word in ("och", "samt", "eller") or word in _BETWEEN_SV or word.endswith("s") for word in between
    )
