"""Plain words of a passage: number words as digits, and the parties by their kind."""

from __future__ import annotations

import re
from functools import cache

TVA, HVA, KELA = "TVA", "HVA", "Kela"

_FINNISH = {
    1: "yksi yhden yhtä yhdeksi yhdelle yhtenä",
    2: "kaksi kahden kahta kahdeksi kahtena kahdelle",
    3: "kolme kolmen kolmea kolmeksi kolmena kolmelle",
    4: "neljä neljän neljää neljäksi neljänä",
    5: "viisi viiden viittä viideksi viitenä",
    6: "kuusi kuuden kuutta kuudeksi kuutena",
    7: "seitsemän seitsemää seitsemäksi seitsemänä",
    8: "kahdeksan kahdeksaa kahdeksaksi kahdeksana",
    9: "yhdeksän yhdeksää yhdeksäksi yhdeksänä",
    10: "kymmenen kymmentä kymmeneksi",
    11: "yksitoista yhdentoista yhtätoista",
    12: "kaksitoista kahdentoista kahtatoista kahdeksitoista",
    14: "neljätoista neljäntoista",
    15: "viisitoista viidentoista",
    18: "kahdeksantoista",
    20: "kaksikymmentä kahdenkymmenen",
    21: "kaksikymmentäyksi kahdenkymmenenyhden",
    24: "kaksikymmentäneljä kahdenkymmenenneljän",
    30: "kolmekymmentä kolmenkymmenen",
    40: "neljäkymmentä neljänkymmenen",
    50: "viisikymmentä viidenkymmenen",
    60: "kuusikymmentä kuudenkymmenen",
    70: "seitsemänkymmentä seitsemänkymmenen",
    80: "kahdeksankymmentä kahdeksankymmenen",
    90: "yhdeksänkymmentä yhdeksänkymmenen",
    100: "sata sadan",
}
_SWEDISH = (
    "en/ett=1 två=2 tre=3 fyra=4 fem=5 sex=6 sju=7 åtta=8 nio=9 tio=10 elva=11 tolv=12 fjorton=14 femton=15 arton=18 tjugo=20 "
    "tjugofyra=24 trettio=30 fyrtio=40 femtio=50 sextio=60 sjuttio=70 åttio=80 nittio=90 hundra=100"
)
# First parts of compounds that count: "viisivuotinen", "kolmivuotiskausi", "femårsperiod".
_PARTS = {
    "kaksi": 2,
    "kolmi": 3,
    "neli": 4,
    "viisi": 5,
    "kuusi": 6,
    "seitsen": 7,
    "kahdeksan": 8,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
}
_COMPOUND = re.compile(rf"\b({'|'.join(_PARTS)})-?(?=vuoti|kuukauti|jäsen|års|årig|månaders)")
_TWICE = re.compile(r"\b(\d+(?:,\d+)?) \(\1\)")
_ROLES = {
    HVA: r"hyvinvointialue\w*|\bhva\b|välfärdsområde\w*",
    KELA: r"\bkela(?:n|a|lle|lta|lla|ssa|sta|an|ksi)?\b|kansaneläkelaito\w*|\bfpa\b(?::s)?|folkpensionsanstalt\w*",
    TVA: (
        r"työvoimaviranomai\w*|\btva\b|vastuukun\w+|työllisyysalue\w*|kuntayhtymä\w*|\bkaupun(?:ki|gin|kia|gille|gilta|gilla|kiin)\b"
        r"|\bkun(?:ta|nan|taa|nalle|nalta|nalla|nasta|taan)\b|arbetskraftsmyndighet\w*|sysselsättningsområde\w*|ansvarskommun\w*"
        r"|samkommun\w*|\bstad(?:en)?s?\b|\bkommun(?:en)?s?\b"
    ),
}
_ROLE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _ROLES.items()))


@cache
def _numbers() -> tuple[re.Pattern[str], dict[str, int]]:
    values = {word: number for number, words in _FINNISH.items() for word in words.split()}
    for entry in _SWEDISH.split():
        words, _, number = entry.partition("=")
        values |= dict.fromkeys(words.split("/"), int(number))
    longest_first = sorted(values, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b"), values


def plain(text: str) -> str:
    """``text`` in lower case with its number words, in whatever case, as digits: "kuusi (6)" becomes "6"."""
    pattern, values = _numbers()
    lower = _COMPOUND.sub(lambda m: f"{_PARTS[m.group(1)]} ", text.lower())
    return _TWICE.sub(r"\1", pattern.sub(lambda m: str(values[m.group()]), lower))


def roles(text: str) -> list[tuple[int, str]]:
    """The parties named in lower-case ``text`` by kind, each with the offset at which it stands."""
    return [(match.start(), str(match.lastgroup)) for match in _ROLE.finditer(text)]


def role_of(name: str) -> str:
    """The kind of a party by its name."""
    found = roles(name.lower())
    kinds = {kind for _, kind in found}
    return HVA if HVA in kinds else KELA if KELA in kinds else TVA
