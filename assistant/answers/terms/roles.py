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
    "HVA": r"(?:hyvinvointialue|välfärdsområde|aluehallitu|hva\b)[\w:]*",
    "KELA": (
        r"(?:kansaneläkelaito|folkpensionsanstalt)\w*|kela(?:n|lla|lle|lta|ssa|sta|an|a|ksi)?\b|(?:fpa|"
        r"kpa)(?::\w+)?\b"
    ),
    "TVA": (
        r"(?:työvoimaviranomai|työllisyysalue|vastuukun|arbetskraftsmyndighet|sysselsättningsområde|"
        r"ansvarskommun)[\w:]*"
        r"|kuntayhtymä\w*|samkommun\w*"
        r"|kaupun(?:ki|gin|kia|gille|gilta|gilla|gissa|gista|kiin|kina|ginhallitus|ginvaltuusto)\b"
        r"|kun(?:ta|nan|taa|nalle|nalta|nalla|nassa|nasta|taan|tana|nanhallitus|nanvaltuusto)\b"
        r"|stad(?:en|ens|s)?\b|kommun(?:en|ens|s)?\b|tva(?::\w+)?\b"
    ),
}
_KIND = re.compile("|".join(rf"(?P<{role}>{words})" for role, words in _KINDS.items()))
_NAME_BEFORE = re.compile(r"((?:[A-ZÅÄÖ][\w-]+ (?:ja |och )?)*[A-ZÅÄÖ][\w-]+) $")
_NAME_STARTS = re.compile(r"^[A-ZÅÄÖ]")
_BOARD = re.compile(r"(?:(?:ty[mp][ -])?johtoryhm|ohjausryhm|ledningsgrupp|styrgrupp)[\w:]*")
_GENITIVE = re.compile(r"(?<!kii)(?<!taa)(?<!see)[ns]$")  # not the illative: "kaupunkiin", "kuntaan"
_NOMINATIVE = re.compile(
    r"(?:viranomainen|alue|kunta|kaupunki|laitos|kela|hva|tva|fpa|stad(?:en)?|kommun(?:en)?|området|område|myndigheten|"
    r"anstalten|yhtymä|hallitus|valtuusto|ryhmä|grupp(?:en)?)$"
)


def with_roles(text: str, parties: Iterable[str]) -> str:
    """``text`` with each party and the johtoryhmä as a token: "TVA" in the nominative, "TVA-n" in the genitive, else "TVA-x".

    The text keeps its capitals until here: "Louhelan kunta", a town that is not among ``parties``, stays as it is.
    """
    known = frozenset(key for party in parties for name in proper_names(party) for key in keys(name))
    pieces: list[str] = []
    done = 0
    lower = text.lower()
    for match in _KIND.finditer(lower):
        start, role = match.start(), str(match.lastgroup)
        if start < done or (start and (lower[start - 1].isalnum() or lower[start - 1] == "-")):
            continue
        name = _NAME_BEFORE.search(text[:start])
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


def _case(word: str) -> str:
    if _NOMINATIVE.search(word):
        return ""
    return "-n" if _GENITIVE.search(word) else "-x"


def roles_in(plain: str, among: Iterable[str] = ROLES) -> list[str]:
    """The roles that stand in ``plain``, each once, in the order of :data:`ROLES`."""
    return [role for role in among if re.search(rf"\b{role}\b", plain)]


def joined(roles: Iterable[str]) -> str:
    """Roles as a value: "TVA + HVA"."""
    return " + ".join(SHOWN[role] for role in roles)
