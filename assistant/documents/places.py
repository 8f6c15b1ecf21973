"""Names of regions as people say them: "Koivurannan työllisyysalue" → "Koivuranta", "Skärviks sysselsättningsområde"
→ "Skärvik".
"""

from __future__ import annotations

import re
from collections import Counter

# How Finnish place names end: genitive → nominative. The longest ending that fits wins; what is not here is left to
# rules.
_ENDING_PAIRS = """
rannan:ranta linnan:linna lammen:lampi lahden:lahti kosken:koski salmen:salmi järven:järvi niemen:niemi joen:joki
mäen:mäki selän:selkä kankaan:kangas saaren:saari veden:vesi vesien:vedet korven:korpi virran:virta luodon:luoto
vuoren:vuori lehdon:lehto sillan:silta kummun:kumpu nummen:nummi pellon:pelto rinteen:rinne taipaleen:taipale
seudun:seutu ylängön:ylänkö kiven:kivi haavan:haapa lepän:leppä männyn:mänty kuusen:kuusi lähteen:lähde kannan:kanta
hiekan:hiekka nokan:nokka ruukin:ruukki pirtin:pirtti turun:turku tampereen:tampere hämeen:häme lahtien:lahdet
tien:tie suun:suu maan:maa pään:pää suon:suo kauden:kaus varkauden:varkaus harjun:harju salon:salo karin:kari
kylän:kylä perän:perä vaaran:vaara ojan:oja ahon:aho kallion:kallio laakson:laakso metsän:metsä nevan:neva palon:palo
pohjan:pohja puron:puro sataman:satama vainion:vainio tunturin:tunturi rajan:raja hovin:hovi haminan:hamina
kulman:kulma särkän:särkkä hietikon:hietikko rannikon:rannikko saariston:saaristo louhikon:louhikko koivikon:koivikko
kuusikon:kuusikko männikön:männikkö ruovikon:ruovikko lahden:lahti linnun:lintu kurun:kuru kaarteen:kaarre
niityn:niitty kentän:kenttä notkon:notko poukaman:poukama pohjanmaan:pohjanmaa savon:savo karjalan:karjala
kainuun:kainuu lapin:lappi uudenmaan:uusimaa joensuun:joensuu keskuksen:keskus aukeen:aukee kosken:koski
vedenrannan:vedenranta laukaan:laukaa loimaan:loimaa pyhännän:pyhäntä vantaan:vantaa kempeleen:kempele
helsingin:helsinki porvoon:porvoo espoon:espoo kemin:kemi porin:pori vihdin:vihti liedon:lieto iisalmen:iisalmi
lieksan:lieksa kokemäen:kokemäki kiuruveden:kiuruvesi suomen:suomi ähtärin:ähtäri loviisan:loviisa saimaan:saimaa
päijänteen:päijänne pielisen:pielinen näsijärven:näsijärvi keiteleen:keitele
"""
_ENDINGS = dict(pair.split(":") for pair in _ENDING_PAIRS.split())
# Weak grade → strong grade of the last consonants of a stem, for names with other endings.
_STRONGER = (
    ("nn", "nt"),
    ("mm", "mp"),
    ("ll", "lt"),
    ("rr", "rt"),
    ("ng", "nk"),
    ("d", "t"),
    ("v", "p"),
    ("k", "kk"),
    ("t", "tt"),
    ("p", "pp"),
)
_VOWELS = "aeiouyäöå"


def base_name(genitive: str, text: str) -> str:
    """The nominative of a Finnish place name that stands in the genitive; ``text`` may show which form is right.

    A name of several parts ("Keski-Karjalan", "Niittylahden ja Korpelan") has its parts treated each.
    """
    if " ja " in genitive:
        return " ja ".join(base_name(part, text) for part in genitive.split(" ja "))
    words = genitive.split(" ")
    if len(words) > 1:
        return " ".join(base_name(word, text) for word in words)
    counts = Counter(re.findall(r"[A-ZÅÄÖ][\w-]+", text))
    candidates = _candidates(genitive)
    attested = [(counts[name], -i, name) for i, name in enumerate(candidates) if counts[name]]
    return max(attested)[2] if attested else candidates[0]


def _candidates(genitive: str) -> list[str]:
    """Possible nominatives, the likeliest first."""
    if not genitive.endswith("n") or len(genitive) < 4:
        return [genitive]
    lower = genitive.lower()
    out: list[str] = []
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if lower.endswith(ending):
            name = genitive[: len(genitive) - len(ending)] + _ENDINGS[ending]
            out.append("-".join(part[:1].upper() + part[1:] for part in name.split("-")))
            break
    stem = genitive[:-1]
    if stem.endswith("ude"):
        out.append(stem[:-3] + "us")
    if stem.endswith("se") and len(stem) > 5:
        out.append(stem[:-2] + "nen")
    if stem.endswith("ee"):
        out.append(stem[:-1])
    if stem[-2:] in ("aa", "ää"):
        out += [stem, stem[:-1] + "s", _strengthen(stem[:-2]) + stem[-1] + "s"]
    if stem.endswith("e"):
        out += [stem[:-1] + "i", _strengthen(stem[:-1]) + "i", stem[:-1] + "ki"]
    out += [stem, _strengthen(stem[:-1]) + stem[-1]]
    if len(stem) > 3 and stem[-2] in "lr" and stem[-1] in _VOWELS:
        out.append(stem[:-1] + "k" + stem[-1])  # "selän" → "selkä", "Turun" → "Turku"
    return list(dict.fromkeys(name for name in out if name))


def _strengthen(stem: str) -> str:
    for weak, strong in _STRONGER:
        if stem.endswith(weak):
            return stem[: -len(weak)] + strong
    return stem


def swedish_base_name(name: str, text: str) -> str:
    """A Swedish place name without the genitive's "s", unless the s is the name's own ("Pargas")."""
    if not name.endswith("s") or len(name) < 4:
        return name
    bare = name[:-1]
    if re.search(rf"\b{re.escape(bare)}\b", text):
        return bare
    if re.search(rf"\b(?:i|till|från|vid|på)\s+{re.escape(name)}\b", text):
        return name
    return bare
