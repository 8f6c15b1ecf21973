"""A passage in the few words that the readers know: digits for number words, tokens for parties, dates and units.

"Harjukosken kaupungin työajasta puolet on kuusi (6) kuukautta" becomes "TVA-n työajasta 50 % on 6 kk". Only for reading: what is
shown is the passage itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answers.terms.dates import with_dates
from assistant.answers.terms.numbers import with_digits
from assistant.answers.terms.roles import with_roles

# Remarks and open places of a draft: what stands in brackets was not agreed.
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SPACES = re.compile(r"\s+")
_DECIMAL_POINT = re.compile(r"(?<![\d.])(\d+)\.(\d)(?=\s*(?:htv|%|årsv|henkilötyö|personår|pros|proc))")
_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,3})(?:[ .](\d{3}))+(?=\s*(?:€|e\b|eur))")
_PARTS = {
    "kolma": 3,
    "kolmanne": 3,
    "tredjede": 3,
    "neljä": 4,
    "neljänne": 4,
    "fjärdede": 4,
    "viide": 5,
    "viidenne": 5,
    "femtede": 5,
    "kuude": 6,
    "kuudenne": 6,
    "sjättede": 6,
    "kahdeksa": 8,
    "kymmene": 10,
    "kymmenenne": 10,
    "tionde": 10,
    "tiondede": 10,
}
_TOPS = {
    "kaksi": 2, "kahden": 2, "kahdella": 2, "kahdesta": 2, "kahta": 2, "två": 2, "kolme": 3, "kolmen": 3, "kolmella": 3,
    "kolmesta": 3, "tre": 3, "neljä": 4, "neljän": 4, "neljästä": 4, "fyra": 4, "viisi": 5, "viiden": 5, "fem": 5, "en": 1,
    "ett": 1, "yksi": 1, "yhden": 1, "yhdestä": 1, "yhdellä": 1,
}  # fmt: skip
_FRACTION = re.compile(
    rf"\b(?:(\d+|{'|'.join(sorted(_TOPS, key=len, reverse=True))}) )?"
    r"(kolma|neljä|viide|kuude|kahdeksa|kymmene)s?(?:s?osa\w*|nnes\b|nne(?:ksen|sta|ksella|kseen|ksesta)\b|nnekse\w*)"
    r"|\b(?:(\d+|två|en|tre|fyra|fem) )?(tredjede|fjärdede|femtede|sjättede|tionde)(?:l|lar|len|de(?:l|len))\b"
)
# (pattern, what it becomes), after number words have become digits; in this order.
_UNITS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (
            r"\bpuolitoista\b|\bpuolentoista\b|\b(?:en och en halv|ett och ett halvt|halvannan|1 och (?:en halv|"
            r"ett halvt))\b",
            "1,5",
        ),
        (r"(\d+) (?:ja puol(?:i|en|ta)|och (?:en halv|ett halvt))\b", r"\1,5"),
        (r"(?<=\d)\s?½", ",5"),
        (r"½", "0,5"),
        (
            r"\bpuol(?:i|en|ta|ella)\b (?=henkilötyövuo|htv|päiv|työpäiv|pv\b)|\b(?:ett |en )?halvt? (?=årsverk|"
            r"personår|htv|dag\b|arbetsdag)",
            "0,5 ",
        ),
        (r"(?<=\d)-(?=prosent|procent)", " "),
        (r"\bneljännesvuosi\w*|\bneljännesvuode\w*|\bvuosineljänne\w*|\bkvartals?\w*|\bkvartaal\w*", "kvartal"),
        (r"\bpuoli?vuosi\w*|\bhalvårs\w*|\bpuolen vuoden välein\b|\bvarje halvår\b|\bpuolivuotis\w*", "halvårsvis"),
        (r"\bpuolen vuoden\b|\bpuoli vuotta\b|\bett halvt år\w*|\bhalvt års\b", "6 kk"),
        (
            r"\bpuolet\b|\bpuolta\b|\bpuolella\b|\bhälften\b|\bpuolikas\b|\bpuoliaikai\w*|"
            r"\bpuolipäiväi\w*|\bhalvtid\w*",
            "50 %",
        ),
        (r"\bpuoleksi\b|\bpuoliksi\b|\blika delar\b|\btasan\b|\bfifty\b", "puoliksi"),
        (r"\bprosent\w*|\bprocent\w*|\bpros\.|%:\w+|\s?%", " %"),
        (
            r"\bkokoaikai\w*|\bkokopäiväi\w*|\btäysipäiväi\w*|\bheltid\w*|\bkoko työaja\w*|"
            r"\bkoko työaikan\w*|\bhela (?:sin )?arbetstid\w*",
            "100 %",
        ),
        (r"\bhenkilötyövuo\w*|\bhtv:?\w*|\bårsverke\w*|\bpersonår\w*|\bårsarbet\w*", "htv"),
        (r"\beuroa\b|\beuron\b|\beuroja\b|\beurolla\b|\beuroon\b|\beurosta\b|\beuro\b|\beur\b|\s?€", " €"),
        (r"(?<=\d )[x×] (?=vuo|/?v\b|per|om)", "kertaa "),
        (r"\bgång(?:er)?\b|\bkertaa?\b|\bggr\b", "kertaa"),
        (r"(?<=\d )(?:[^\W\d]+ )?(?:kokousta|kokouskertaa|möten|sammanträden|mötestillfällen)\b", "kertaakokous"),
        (r"(?<=\d )(?:kuukau\w*|kk:?\w*|månad\w*|mån\b\.?)", "kk"),
        (r"(?<=\d)kk\b", " kk"),
        (r"(?<=\d )(?:vuode\w*|vuosi\w*|vuot\w*|år\w*)", "v"),
        (r"(?<=\d )(?:päiv\w*|dag\w*|pv\w*)", "pv"),
        (r"(?<=\d )(?:viikko\w*|viiko\w*|vecko\w*|vko?\b\w*)", "vk"),
    ]
]
# Parts of the year hold number words that are no numbers ("neljännesvuosi", "puolivuosittain").
_EARLY = [unit for unit in _UNITS if unit[1] in ("kvartal", "halvårsvis")]
_ROUND_YEAR = re.compile(r"\b(?:vuoden|ett års|1 v) (?=irtisanomis|uppsägning|kuluttua|mittai|pitui)")
_TIMES = {"kahde": 2, "kolma": 3, "kolme": 3, "neljä": 4, "viide": 5, "kuude": 6, "kymmene": 10}
_ADVERBS = re.compile(r"\b(kahde|kolma|kolme|neljä|viide|kuude|kymmene)sti\b")  # "kahdesti": twice


def plain(text: str, parties: Iterable[str] = ()) -> str:
    """``text`` in the readers' words. ``parties`` are the names of the agreement's parties."""
    text = with_roles(_BRACKETS.sub(" ", text), parties)
    text = re.sub(r"(?:(?<![\w-])(?:TVA|HVA|KELA|JORY)(?:-[nx])?\b)|.", lambda m: _lowered(m.group()), text, flags=re.S)
    text = text.replace("fr.o.m.", "från och med").replace("t.o.m.", "till och med")
    text = with_dates(_SPACES.sub(" ", text))
    text = _THOUSANDS.sub(lambda m: m.group().replace(" ", "").replace(".", ""), text)
    text = _ADVERBS.sub(lambda m: f"{_TIMES[m.group(1)]} kertaa", _FRACTION.sub(_fraction, text))
    for pattern, replacement in _EARLY:
        text = pattern.sub(replacement, text)
    text = with_digits(text)
    text = _DECIMAL_POINT.sub(r"\1,\2", text)
    for pattern, replacement in _UNITS:
        text = pattern.sub(replacement, text)
    text = _ROUND_YEAR.sub("12 kk ", text)
    return _SPACES.sub(" ", text).strip()


def _lowered(piece: str) -> str:
    return piece if len(piece) > 1 else piece.lower()


def _fraction(match: re.Match[str]) -> str:
    count, part = (match.group(1), match.group(2)) if match.group(2) else (match.group(3), match.group(4))
    top = _TOPS.get(count or "en") or int(count)
    return f"{top}/{_PARTS[part]}"


def number(text: str) -> str:
    """Digits as a value spells them: decimal comma, no closing zeros ("4,0" → "4"), thousands with a space."""
    whole, _, decimals = text.replace(".", ",").partition(",")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", " ")
    return f"{grouped},{decimals}" if decimals else grouped


_QUALIFIERS = [
    (re.compile(r"(?:vähintään|minst|åtminstone|vähimmillään|ainakin) (?:kuitenkin )?(?:noin )?$"), "väh. "),
    (re.compile(r"(?:enintään|korkeintaan|högst|enimmillään) $"), "enint. "),
    (re.compile(r"(?:noin|n\.|cirka|ca|ungefär|keskimäärin|i genomsnitt) $"), "noin "),
]


def qualifier(before: str) -> str:
    """The qualifier with which the words before a number end: "väh. ", "enint. ", "noin " or none."""
    for pattern, shown in _QUALIFIERS:
        if pattern.search(before):
            return shown
    return ""
