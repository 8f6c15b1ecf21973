"""Who is meant: the parties of an agreement, by name or by kind, as TVA, HVA or KELA."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.search.names import keys, proper_names

ROLES = ("TVA", "HVA", "KELA")
SHOWN = {"TVA": "TVA", "HVA": "HVA", "KELA": "Kela", "JORY": "johtoryhmä"}

# What an authority is called, each word with its endings. A town's council or government stands for the town; a plural
# ("kunnat", "kommunerna") means the towns of the area, which is not the party.
_KINDS = {
    "HVA": r"(?:hyvinvointialue|välfärdsområde|aluehallitu|hva\b)\w*(?::\w+)?",
    "KELA": (
        r"(?:kansaneläkelaito|folkpensionsanstalt)\w*|kela(?:n|lla|lle|lta|ssa|sta|an|a|ksi)?\b|(?:fpa|"
        r"kpa)(?::\w+)?\b"
    ),
    "TVA": (
        r"(?:työvoimaviranomai|työllisyysalue|vastuukun|arbetskraftsmyndighet|sysselsättningsområde|"
        r"ansvarskommun)\w*(?::\w+)?"
        r"|kuntayhtymä\w*|samkommun\w*"
        r"|kaupun(?:ki|gin|kia|gille|gilta|gilla|gissa|gista|kiin|kina|ginhallitus|ginvaltuusto)\b"
        r"|kun(?:ta|nan|taa|nalle|nalta|nalla|nassa|nasta|taan|tana|nanhallitus|nanvaltuusto)\b"
        r"|(?:kommun|stads)(?:styrelse|fullmäktige)\w*|(?:työllisyys|työvoima)(?:lautakun|jaosto)\w*|"
        r"sysselsättningsnämnd\w*|yhtymähallitu\w*|yhtymävaltuusto\w*"
        r"|stad(?:en|ens|s)?\b|kommun(?:en|ens|s)?\b|tva(?::\w+)?\b"
    ),
}
_KIND = re.compile("|".join(rf"(?P<{role}>{words})" for role, words in _KINDS.items()))
_NAME_BEFORE = re.compile(r"((?:[A-ZÅÄÖ][\w-]+ (?:ja |och )?)*[A-ZÅÄÖ][\w-]+) $")
# Words that begin a sentence and are no name before "kunta", "kaupunki" …
_NO_NAME = frozenset(
    "Kukin Kunkin Jokaisen Jokainen Ennen Kun Myös Sen Tämän Ensin Muun Muiden Kaikkien Oman Niin Jos Sekä Lisäksi "  # noqa: SIM905
    "Varje Alla Också Dessutom Om När".split()
)
_BOARD = re.compile(r"(?:(?:ty[mp][ -])?johtoryhm|ohjausryhm|ledningsgrupp|styrgrupp)\w*(?::\w+)?")
# Not the illative: "kaupunkiin", "kuntaan", "johtoryhmään".
_GENITIVE = re.compile(r"(?<!kii)(?<!taa)(?<!see)(?<!ää)(?<!uu)[ns]$")
_NOMINATIVE = re.compile(
    r"(?:viranomainen|viranomaiset|nämnden|lautakunta|jaosto|styrelsen|fullmäktige|alue|kunta|kaupunki|laitos|"
    r"kela|hva|tva|fpa|stad(?:en)?|kommun(?:en)?|området|område|myndigheten|"
    r"anstalten|yhtymä|hallitus|valtuusto|ryhmä|grupp(?:en)?)$"
)


def with_roles(text: str, parties: Iterable[str]) -> str:
    """``text`` with each party and the johtoryhmä as a token: "TVA" in the nominative, "TVA-n" in the genitive, else "TVA-x".

    The text keeps its capitals until here: "Louhelan kunta", a town that is not among ``parties``, stays as it is.
    """
    parties = tuple(parties)
    text = _bare(text, parties)
    if sum(_role_of(party) == "TVA" for party in parties) > 1:
        text = _TOWNS.sub("TVA", text)
    known = frozenset(key for party in parties for name in proper_names(party) for key in keys(name))
    pieces: list[str] = []
    done = 0
    lower = text.lower()
    for match in _KIND.finditer(lower):
        start, role = match.start(), str(match.lastgroup)
        if start < done or (start and (lower[start - 1].isalnum() or lower[start - 1] == "-")):
            continue
        name = _NAME_BEFORE.search(text[:start])
        if name and name.group(1) in _NO_NAME:
            name = None
        first = start
        if name and role != "KELA":
            last = name.group(1).split()[-1]
            begins_sentence = name.start() == 0 or text[: name.start()].rstrip()[-1:] in ".:;)"
            ours = bool(keys(last) & known) if known else True
            if ours:
                first = name.start() + name.group(1).rfind(last)
            elif not (begins_sentence and len(name.group(1).split()) == 1 and not last.endswith(("n", "s"))):
                continue  # another town or county
        pieces += [text[done:first], role + _case(match.group())]
        done = match.end()
    text = "".join([*pieces, text[done:]])
    return re.sub(
        rf"(?<![\w-])(?i:{_BOARD.pattern})", lambda m: "JORY" + _case(m.group().lower().removeprefix("tym ")), text
    )


# Where several towns are parties, together they are the authority.
_TOWNS = re.compile(
    r"(?<![\w-])(?i:(?:sopimus|sopija|osapuoli|jäsen)?kunnat|kaupungit|kommunerna|städerna)\b(?! (?:ja|"
    r"och) (?:hyvinv|välf))"
)
_BARE = re.compile(r"(?<![\w-])([A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ]?[a-zåäö]+)?)(?=:? \d|: [a-zåäö])")


def _bare(text: str, parties: tuple[str, ...]) -> str:
    """A party by its place alone where a number or a colon follows ("Korpela 1,5 htv"): with what kind of party it is."""
    places = {key: _role_of(party) for party in parties for name in proper_names(party) for key in keys(name)}

    def named(m: re.Match[str]) -> str:
        role = (
            None if m.group(1).endswith("n") else next((places[key] for key in keys(m.group(1)) if key in places), None)
        )
        return role or m.group()

    return _BARE.sub(named, text) if places else text


def _role_of(party: str) -> str:
    match = _KIND.search(party.lower())
    return str(match.lastgroup) if match else "TVA"


def _case(word: str) -> str:
    if _NOMINATIVE.search(word):
        return ""
    return "-n" if _GENITIVE.search(word) else "-x"


def joined(roles: Iterable[str]) -> str:
    """Roles as a value: "TVA + HVA"."""
    return " + ".join(SHOWN[role] for role in roles)
