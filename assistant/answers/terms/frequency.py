"""How often: times a year, from plain words."""

from __future__ import annotations

import re

from assistant.answers.terms.amounts import amounts, qualifier_before
from assistant.answers.terms.plain import number

_YEAR = (
    r"(?:kalenteri|toiminta|sopimus)?vuo(?:dessa|den aikana|tta kohti|nna)|vuosittain|/ ?v\b|/ ?vuosi|/ ?år|"
    r"per (?:kalender|verksamhets)?år|"
    r"om året|i året|under (?:ett )?(?:kalender|verksamhets)?år(?:et)?|årligen|varje (?:kalender|"
    r"verksamhets)?år|joka vuosi"
)
_TIMES = r"kertaa(?:kokous)?"
_AFTER_YEAR = re.compile(rf"^ ?(?:[\w-]+ ){{0,4}}?(?:{_YEAR})")
_BEFORE_YEAR = re.compile(rf"(?:{_YEAR}) [^.;:]{{0,60}}$")
_AFTER_PART = [
    (re.compile(r"^ (?:\w+ ){0,2}?(?:kuukaudessa|kuussa|i månaden|per månad|/ ?kk)"), 12),
    (re.compile(r"^ (?:\w+ ){0,2}?(?:kvartal|per kvartal)"), 4),
    (re.compile(r"^ (?:\w+ ){0,2}?(?:halvårsvis|per halvår|lukukaudessa|per termin|kevät- ja|keväällä ja)"), 2),
]
_NUMBER_A_YEAR = re.compile(r"(\d+) ?/ ?(?:v|vuosi|år)\b")
_ONCE = r"(?:kerran|yhden kerran|1 kertaa|en kertaa|1 kertaakokous|yksi kokous|ett möte)"
_ONCE_A_YEAR = re.compile(rf"\b{_ONCE} (?:\w+ ){{0,2}}?(?:{_YEAR})|(?:{_YEAR}) {_ONCE}\b")
_ORDINALS = {
    "toinen": 2, "toisen": 2, "toisena": 2, "annan": 2, "kolmas": 3, "kolmannen": 3, "kolmantena": 3, "tredje": 3, "neljäs": 4,
    "neljännen": 4, "fjärde": 4, "kuudes": 6, "sjätte": 6,
}  # fmt: skip
_EVERY = re.compile(
    rf"(?:joka|vart?|varje|var) ({'|'.join(_ORDINALS)}) (?:kuukau\w+|kuu\b|månad\w*)"
    r"|(varannan) månad"
    r"|(?<![–-])\b(\d+) kk (?:välein|mellanrum|intervall)|(?:kerran|en kertaa|"
    r"1 kertaa) (?:i )?(?:under )?(\d+) (?:kk|kuukaudessa)\b"
    r"|kerran (\d+) kk aikana|med (\d+) kk:?s? mellanrum|var (\d+):?e månad"
)
_MONTHLY = re.compile(
    r"\bkuukausittain\b|\bjoka kuukausi\b|\bkerran kuu(?:kaude)?ssa\b|\bjoka kuukauden\b|\bkunkin kuukauden\b|"
    r"\bmånatlig\w*|\bmånadsvis\b|"
    r"\bvarje månad\b|\b(?:en|1) kertaa (?:i månaden|per månad)\b"
)
_QUARTERLY = re.compile(r"\bkvartal\b")
_HALF_YEARLY = re.compile(
    r"\bhalvårsvis\b|\bper halvår\b|\bkeväällä ja syksyllä\b|\bkeväisin ja syksyisin\b|\b(?:joka )?kevät ja syksy\b|"
    r"\b(?:på )?våren och (?:på )?hösten\b|\bvår och höst\b|\bkevät- ja syys(?:kaudella|kaudessa|lukukau\w+)\b|"
    r"\bsekä keväällä että syksyllä\b"
)
_EACH_SEASON = re.compile(
    r"(?:kevät- ja syyskau\w+|keväällä ja syksyllä) (\d+)|(\d+) kertaa (?:sekä )?(?:keväällä|kevätkau\w+)"
)
_FI_MONTH = r"\b(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)"
_SV_MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
# Months in one list: "helmi-, touko- ja marraskuussa", "i februari, maj och november".
_MONTHS = re.compile(
    rf"{_FI_MONTH}(?:-|kuussa|kuisin|kuu\b)(?:,? (?:ja |sekä )?{_FI_MONTH}(?:-|kuussa|kuisin|kuu\b))*,? (?:ja|"
    rf"sekä) {_FI_MONTH}(?:kuussa|kuisin|kuu\b)"
    rf"|\b{_SV_MONTH}(?:, {_SV_MONTH})*,? (?:och|samt) (?:i )?{_SV_MONTH}\b"
)
_MONTH = re.compile(rf"{_FI_MONTH}|\b{_SV_MONTH}\b")
_LISTED = re.compile(r"(?:mellan|mellan|från|före|efter|utom|paitsi|under) (?:i )?$")
_YEARLY = re.compile(
    r"\bhalvårsvis\b|\bkeväällä ja syksyllä\b|\bkeväisin ja syksyisin\b|\b(?:joka )?kevät ja syksy\b|"
    r"\b(?:på )?våren och (?:på )?hösten\b|\bvår och höst\b|\bkevät- ja syys(?:kaudella|kaudessa|lukukau\w+)\b|"
    r"\bsekä keväällä että syksyllä\b"
)
_EACH_SEASON = re.compile(
    r"(?:kevät- ja syyskau\w+|keväällä ja syksyllä) (\d+)|(\d+) kertaa (?:sekä )?(?:keväällä|kevätkau\w+)"
)
_MONTH = re.compile(
    r"\b(tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)(?:kuussa|kuun|kuu\b|kuisin|-(?=[, ]))"
    r"|\b(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)
_LISTED = re.compile(
    r"[–-]\s?\w+kuu|mellan|välisenä|alkaen|saakka|mennessä|senast|från|utom|paitsi|lukuun ottamatta|kuun ja"
)
_YEARLY = re.compile(
    r"\bvuosittain\b|\bjoka vuosi\b|\bkerran vuodessa\b|\bkalenterivuosittain\b|\bårlig\w*|"
    r"\bvarje år\b|\b(?:jokaisen|kunkin|joka) (?:kalenteri|toiminta|sopimus)?vuoden\b|\b(?:kunakin|joka|"
    r"jokaisena) (?:kalenteri|toiminta)?vuo(?:nna|tena)\b|"
    r"\bjoka (?:syksy|kevät|talvi|kesä|\w+kuu(?:ssa|n)?\b)\w*|\bvuosi(?:ttai|tarkist)\w+|"
    r"\b(?:aina|alltid) (?:[\w-]+ ){0,3}?(?:i )?(?:\w+kuussa|syksyllä|keväällä|på hösten|på våren|januari|"
    r"februari|mars|april|maj|juni|augusti|september|"
    r"oktober|november|december)\b|"
    r"\bvarje (?:höst|vår|vinter|sommar|januari|februari|mars|april|maj|juni|augusti|september|oktober|november|"
    r"december)\b|"
    r"\b(?:syksy|kevä)isin\b|\bvuosi-?kello\w*|\bårsvis\b|\bvarje (?:kalender|verksamhets)?år\b|\bjoka toimintavuo\w+"
)
_EVERY_SECOND_YEAR = re.compile(r"\bjoka toinen vuosi\b|\bjoka toisena vuonna\b|\bvartannat år\b|\b2 v välein\b")
_EXCEPT = re.compile(r"utom i|paitsi|lukuun ottamatta|poikkeuksena|ei heinä|med undantag|dock inte i")


def times_a_year(text: str) -> str | None:
    """ "väh. 4/v" and the like, or None where ``text`` says no frequency."""
    if (m := _MONTHS.search(text)) and not _LISTED.search(text[: m.start()]):
        return f"{len(_MONTH.findall(m.group()))}/v"
    seasons = set(
        re.findall(
            r"\b(?:kerran|en kertaa) (?:på )?(talvella|keväällä|kesällä|syksyllä|vintern|våren|sommaren|hösten)", text
        )
    )
    if len(seasons) >= 2:
        return f"{len(seasons)}/v"
    for amount in amounts(text, _TIMES):
        before, after = text[: amount.start], text[amount.end :]
        if _AFTER_YEAR.search(after) or _BEFORE_YEAR.search(before):
            return f"{amount.shown}/v"
        for pattern, times in _AFTER_PART:
            if pattern.search(after) and amount.exact and not _EXCEPT.search(text):
                return f"{amount.qualifier}{number(f'{times * amount.exact:.1f}')}/v"
    if m := _EACH_SEASON.search(text):
        return f"{qualifier_before(text[: m.start()])}{2 * int(m.group(1) or m.group(2))}/v"
    if m := _EVERY.search(text):
        word = next(group for group in m.groups() if group)
        every = 2 if word == "varannan" else _ORDINALS.get(word) or int(word)
        return None if every == 0 else f"{_qualifier(text[: m.start()])}{_of_twelve(every)}/v"
    for pattern, shown in ((_QUARTERLY, "4"), (_MONTHLY, "12"), (_HALF_YEARLY, "2"), (_EVERY_SECOND_YEAR, "0,5")):
        if m := pattern.search(text):
            return None if _EXCEPT.search(text) else f"{_qualifier(text[: m.start()])}{shown}/v"
    if m := _NUMBER_A_YEAR.search(text):
        return f"{qualifier_before(text[: m.start()])}{number(m.group(1))}/v"
    if m := _ONCE_A_YEAR.search(text) or _YEARLY.search(text):
        return f"{_qualifier(text[: m.start()])}1/v"
    return None


def _qualifier(before: str) -> str:
    """The words before a frequency without a closing "kerran", so that "vähintään kerran kvartaalissa" keeps its qualifier."""
    return qualifier_before(re.sub(rf"{_ONCE}(?: i| per)? $", "", before))


def _of_twelve(months: int) -> str:
    return number(f"{12 / months:.1f}")
