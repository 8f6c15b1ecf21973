"""How often: times a year, from plain words."""

from __future__ import annotations

import re

from assistant.answers.terms.plain import number, qualifier

_YEAR = (
    r"(?:kalenteri|toiminta|sopimus)?vuo(?:dessa|den)|vuotta kohti|vuosittain|/ ?v\b|/ ?vuosi|"
    r"per (?:kalender)?år|om året|i året|"
    r"under (?:kalender)?året|årligen|varje år|under ett kalenderår"
)
_TIMES = re.compile(
    rf"(\d+)(?:\s?[–-]\s?(\d+)| (?:tai|eller|till) (\d+))? kertaa (?:\w+ ){{0,3}}?(?:{_YEAR})"
    rf"|(?:{_YEAR}) (?:\w+ ){{0,4}}?(\d+)(?:\s?[–-]\s?(\d+))? kertaa"
)
_PER_YEAR = re.compile(rf"(\d+) ?/ ?(?:v|vuosi|år)\b|\b(?:kerran|yhden kerran|1 kertaa|en kertaa) (?:{_YEAR})")
_EVERY = re.compile(
    r"(?:joka|vart?|varje|var) (toinen|toisen|toisena|kolmas|kolmannen|neljäs|annan|tredje|"
    r"fjärde) (?:kuukau\w+|månad\w*)"
    r"|(varannan) månad"
    r"|(\d+) kk (?:välein|mellanrum)|(?:kerran|en kertaa|1 kertaa) (?:i )?(\d+) (?:kk|kuukaudessa)"
    r"|(?:vähintään )?kerran (\d+) kk aikana|med (\d+) kk:?s? mellanrum"
)
_EVERY_VALUE = {
    "toinen": 2, "toisen": 2, "toisena": 2, "annan": 2, "varannan": 2, "kolmas": 3, "kolmannen": 3, "tredje": 3, "neljäs": 4,
    "fjärde": 4,
}  # fmt: skip
_MONTHLY = re.compile(
    r"\bkuukausittain\b|\bjoka kuukausi\b|\bkerran kuu(?:kaude)?ssa\b|\bjoka kuukauden\b|\bmånatlig\w*|"
    r"\bvarje månad\b|\b(?:en|1) kertaa i månaden\b"
)
_QUARTERLY = re.compile(r"\bkvartal\b")
_HALF_YEARLY = re.compile(
    r"\bhalvårsvis\b|\bkeväällä ja syksyllä\b|\bkeväisin ja syksyisin\b|\b(?:joka )?kevät ja syksy\b|"
    r"\b(?:på )?våren och (?:på )?hösten\b|"
    r"\bkevät- ja syyskaudella\b|\bsekä keväällä että syksyllä\b"
)
_EACH_SEASON = re.compile(
    r"(?:kevät- ja syyskau\w+|keväällä ja syksyllä) (\d+)|(\d+) kertaa (?:sekä )?(?:keväällä|kevätkau\w+)"
)
_YEARLY = re.compile(
    r"\bvuosittain\b|\bjoka vuosi\b|\bkerran vuodessa\b|\bkalenterivuosittain\b|\bårlig\w*|"
    r"\bvarje år\b|\bjokaisen vuoden\b|"
    r"\bjoka (?:syksy|kevät|talvi|kesä|vuoden|\w+kuu(?:ssa|n)?\b)\w*|\b(?:en|1) kertaa (?:om året|"
    r"per år|i året)\b|\bvuosi(?:ttai|tarkist)\w+|"
    r"\bvarje (?:höst|vår|januari|februari|mars|april|maj|juni|augusti|september|oktober|november|"
    r"december)\b|\bkunkin vuoden\b|"
    r"\b(?:syksy|kevä)isin\b|\bvuosi-?kello\w*|\bårsvis\b|\bvarje kalenderår\b|\bkunakin vuonna\b|\bjoka toimintavuo\w+"
)
_EVERY_SECOND_YEAR = re.compile(r"\bjoka toinen vuosi\b|\bjoka toisena vuonna\b|\bvartannat år\b|\b2 v välein\b")


def times_a_year(text: str) -> str | None:
    """ "väh. 4/v" and the like, or None where ``text`` says no frequency."""
    if m := _TIMES.search(text):
        low, high = m.group(1) or m.group(4), m.group(2) or m.group(3) or m.group(5)
        at = m.start() if m.group(1) else m.start(4)
        return f"{qualifier(text[:at])}{number(low)}{'–' + number(high) if high else ''}/v"
    if m := _EACH_SEASON.search(text):
        return f"{qualifier(text[: m.start()])}{2 * int(m.group(1) or m.group(2))}/v"
    if m := _EVERY.search(text):
        word = next(group for group in m.groups() if group)
        months = _EVERY_VALUE.get(word) or int(word)
        return None if months == 0 else f"{qualifier(text[: m.start()])}{_of_twelve(months)}/v"
    for pattern, times in ((_QUARTERLY, "4"), (_MONTHLY, "12"), (_HALF_YEARLY, "2"), (_EVERY_SECOND_YEAR, "0,5")):
        if m := pattern.search(text):
            return f"{qualifier(_before_once(text[: m.start()]))}{times}/v"
    if m := _PER_YEAR.search(text):
        return f"{qualifier(text[: m.start()])}{number(m.group(1)) if m.group(1) else '1'}/v"
    if m := _YEARLY.search(text):
        return f"{qualifier(text[: m.start()])}1/v"
    return None


def _before_once(before: str) -> str:
    """The words before a frequency without a closing "kerran", so that "vähintään kerran kvartaalissa" keeps its qualifier."""
    return re.sub(r"(?:kerran|1 kertaa|en kertaa)(?: i| per)? $", "", before)


def _of_twelve(months: int) -> str:
    return number(f"{12 / months:.1f}")
