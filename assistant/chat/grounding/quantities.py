"""Numbers, shares, sums, durations, dates and frequencies, whether written in digits or in words, as values to compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from assistant.answers.terms.frequency import times_a_year
from assistant.answers.terms.numbers import with_digits
from assistant.answers.terms.plain import plain
from assistant.chat.grounding.lexicon import entry, letters

_DATE = re.compile(r"D(\d{4}-\d\d-\d\d)")
_DAY_MONTH = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(?!\d)")
_NUMBER = re.compile(r"(?<![\w.,])(\d+)/(\d+)(?![\w])|(?<![\w,])(\d+(?:[ .]\d{3})*(?:[.,]\d+)?)(?![\d])")
_UNIT = re.compile(r"\s*(?:[–-]\s*\d+(?:[.,]\d+)?\s*)?(kk|vk|v|pv|htv|kertaa|%|€)(?![\w])")
_NEXT = re.compile(r"[\s:.)]*([^\W\d_]+)")
_BOUNDS = (
    ("min", re.compile(r"(?:vähintään|minst|åtminstone|vähimmillään|ainakin|alintaan)(?: \w+)?[ (]*$")),
    (
        "max",
        re.compile(
            r"(?:enintään|korkeintaan|högst|enimmillään|maksimissaan|allra högst|(?:ei|inte) yli)(?: \w+)?[ (]*$"
        ),
    ),
    ("over", re.compile(r"(?:\byli|enemmän kuin|mer än|över)[ (]*$")),
    ("under", re.compile(r"(?:\balle|vähemmän kuin|mindre än|färre än)[ (]*$")),
    ("about", re.compile(r"(?:noin|\bn\.|cirka|\bca\.?|ungefär|suunnilleen|keskimäärin|i genomsnitt)[ (]*$")),
)
_SV_ONE = re.compile(r"\b(?:ett|en) (?=(?:år|månad|vecka|dag|medlem|gång|ledamot)\b)", re.IGNORECASE)
_HALF_YEAR = re.compile(
    r"\bpuoli?vuot\w+ (?=irtisanomis)|\bpuolen vuoden\b|\bpuoli vuotta\b|\bett halvår\b|\bett halvt år\b", re.I
)
_A_YEAR = re.compile(
    r"\b(yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän|kymmenen|kaksitoista|\d{1,2}) (?=vuodessa\b)",
    re.IGNORECASE,
)
_BARE_UNIT = re.compile(
    r"(\w*)\s*\b(vuoden|kuukauden|viikon|vuorokauden)\b(?= (?:ajan|kuluttua|kuluessa|päästä|välein))",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\byksin\b", re.IGNORECASE)  # no number, though it begins as one
_ONE_YEAR = re.compile(r"\b(on|är) (?:vuosi|ett år)\b", re.IGNORECASE)
_MONTHS_OF = {"kk": Fraction(1), "v": Fraction(12)}
_DAYS_OF = {"pv": Fraction(1), "vk": Fraction(7)}
_TIME_WORDS = {"kk": "month", "vk": "week", "v": "year", "pv": "day"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value of one kind ("months", "share", "date", "count", …); a count has the word that follows it, or none."""

    kind: str
    value: str
    bound: str = ""
    of: str = ""


def _one(match: re.Match[str]) -> str:
    """A unit of time without a number is one of it: "vuoden ajan", "viikon kuluttua"."""
    before = match[1].lower()
    if before and (before[0].isdigit() or before.startswith("puole") or with_digits(before) != before):
        return match.group()
    return f"{match[1]} 1 {match[2]}".lstrip()


@lru_cache(maxsize=2_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities in a piece of text, in their order."""
    text = _BARE_UNIT.sub(_one, _ALONE.sub(" ", text))
    text = _ONE_YEAR.sub(r"\1 12 kk", _A_YEAR.sub(r"\1 kertaa ", text))
    text = _SV_ONE.sub("1 ", _HALF_YEAR.sub("6 kuukauden ", text.replace("\u00a0", " ")))
    words = plain(text.replace("[", "(").replace("]", ")"))
    found: list[Quantity] = []
    often = times_a_year(words)
    if often is not None:
        bound = (
            "min"
            if often.startswith("väh")
            else "max"
            if often.startswith("enint")
            else "about"
            if often[0] == "n"
            else ""
        )
        found.append(Quantity("times a year", often.split()[-1], bound))
    found += [Quantity("date", match[1]) for match in _DATE.finditer(words)]
    rest = _DATE.sub(" ", words)
    found += [Quantity("day of year", f"{int(match[2])}-{int(match[1])}") for match in _DAY_MONTH.finditer(rest)]
    rest = _DAY_MONTH.sub(" ", rest)
    if re.search(r"\bpuoliksi\b", rest):
        found.append(Quantity("share", "1/2"))
    for match in _NUMBER.finditer(rest):
        quantity = _quantity(match, rest, often is not None)
        if quantity is not None:
            found.append(quantity)
    return tuple(dict.fromkeys(found))


def _quantity(match: re.Match[str], text: str, often: bool) -> Quantity | None:
    bound = next((name for name, pattern in _BOUNDS if pattern.search(text[: match.start()])), "")
    if match[1]:
        value = Fraction(int(match[1]), int(match[2])) if int(match[2]) else Fraction(0)
        return Quantity("share", str(value), bound)
    digits = re.sub(r"[ .](?=\d{3}(?!\d))", "", match[3]).replace(",", ".")
    value = Fraction(digits)
    unit = _UNIT.match(text, match.end())
    if unit is None:
        following = _NEXT.match(text, match.end())
        return Quantity("count", str(value), bound, following[1] if following else "")
    name = unit[1]
    if name == "kertaa":
        return None if often else Quantity("times", str(value), bound)
    if name in _MONTHS_OF:
        return Quantity("months", str(value * _MONTHS_OF[name]), bound)
    if name in _DAYS_OF:
        return Quantity("days", str(value * _DAYS_OF[name]), bound)
    if name == "%":
        return Quantity("share", str(value / 100), bound)
    return Quantity(name, str(value), bound)


def time_word(concept: str) -> bool:
    """Whether a concept is a unit of time, whose words belong to a quantity."""
    return concept in _TIME_WORDS.values()


_NUMBER_WORDS = re.compile(
    r"\b(?:prosent\w+|procent\w*|euro\w*|eur|htv|henkilötyövuo\w+|årsverk\w+|personår\w*|kertaa?|gång(?:er)?|puolet|puolta|puolella|"
    r"puoli|puolen|hälften|halva|halvt|kolmasosa\w*|neljäsosa\w*|neljännes\w*|neljännesvuo\w+|kolmann\w+|neljänne\w+|kvartal\w*|"
    r"kvartaal\w*|tredjedel\w*|fjärdedel\w*|puoliksi|puolivuosittain|halvår\w*|puolitoista|kahdesti|kolmesti|kk|"
    r"\w+vuoti(?:nen|sen|seksi|sta|set)|\w+kuukauti\w+|femår\w*|fyraår\w*|\w+månaders|kuukausittain)\b"
)
_HALF_YEAR_WORDS = re.compile(r"\b(?:puolen|puoli|halvt|puolentoista|puolitoista) (vuoden|vuotta|år\w*)\b")
_MONTHS = re.compile(
    r"\b(?:(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)ku\w+|januari|februari|mars|april|maj|juni|juli|"
    r"augusti|september|oktober|november|december|alkaen|lukien|loppuun)\b"
)
_COUNTED_TIME = re.compile(r"\d[\d.,–-]*\.?\s+([^\W\d_]+)")


def words_of(text: str, found: tuple[Quantity, ...]) -> frozenset[str]:
    """The words that only say a quantity: number words and what is counted in time, share or money."""
    used = {*_NUMBER_WORDS.findall(text), *_HALF_YEAR_WORDS.findall(text)}
    if any(q.kind == "date" for q in found):
        used |= {*_MONTHS.findall(text), *re.findall(r"\bvuo(?:den|nna)\b", text)}
    digits = with_digits(text)
    for match in _COUNTED_TIME.finditer(digits):
        known = entry(match[1])
        if known is not None and time_word(known.concept):
            used.add(match[1])
    often = any(q.kind == "times a year" for q in found)
    if often:
        used |= {"toinen", "varannan"} & set(re.findall(r"\w+", text))
    for match in letters(text):
        word = match.group()
        known = entry(word)
        if with_digits(word) != word or (often and known is not None and known.concept in ("month", "year")):
            used.add(word)
    return frozenset(used)
