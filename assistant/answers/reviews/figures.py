"""Figures in a sentence: durations, shares, counts, parties, courts. The sentence is plain (``words.plain``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.answers.reviews.words import HVA, KELA, TVA, roles


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as it is compared, where it stands, and whether it is only a lower limit ("at least four")."""

    value: str  # "6 kk", "60 %", "TVA"
    start: int
    end: int
    at_least: bool = False

    @property
    def number(self) -> float | None:
        """The number in the value, if there is one."""
        found = re.match(r"\d+(?:,\d+)?", self.value)
        return float(found.group().replace(",", ".")) if found else None

    @property
    def unit(self) -> str:
        """What is counted."""
        return re.sub(r"^[\d,]+\s*", "", self.value)


_N = r"(\d+(?:[.,]\d+)?)"
_AT_LEAST = re.compile(r"\b(?:vähintään|ainakin|minst|åtminstone)(?: \w+){0,2} ?$")
_DURATION = re.compile(
    r"\b(\d{1,3})[ -]?(kuukau\w*|kk\b|månad\w*|mån\b|vuo[dtks]\w*|vuosi\w*|v\b|år\w*|arkipäiv\w*|työpäiv\w*|päiv\w*|pv\b"
    r"|arbetsdag\w*|vardag\w*|dag\w*|dygn|viik\w*|vk\b|veck\w*)"
)
_PERCENT = re.compile(rf"{_N} ?(?:%|prosent\w*|procent\w*)(?:\W|$)")
_HALF = re.compile(
    r"\bpuolet\b|\bpuolella\b|\bpuoliksi\b|\bpuolikkaan?\b|\btasan\b|\bhälften\b|\blika stora delar\b|\bjämnt\b"
)
_WHOLE = re.compile(r"\bkokoaikai\w*|\btäysiaikai\w*|\bkokopäiväi\w*|\bkoko (?:hänen )?työaikan\w*|\b(?:på )?heltid\w*")
_WEEK_DAYS = re.compile(
    r"\b(\d) ?(?:työ)?päiv\w* viikossa|\bviikossa (\d) (?:työ)?päiv\w*|\b(\d) (?:arbets)?dag(?:ar)? (?:i veckan|per vecka)"
)
_TIMES = re.compile(
    r"\b(\d+) (?:kertaa|kerran|gånger|gång|kokousta|möten)(?: \w+)? (?:kalenteri|toiminta)?(?:vuodessa|vuoden|per (?:kalender)?år|om året|under (?:kalender)?året|i året|årligen)"  # noqa: E501
    r"|\b(?:vuosittain|vuodessa|årligen) (?:\w+ )?(\d+) (?:kertaa|gånger|kokousta)"
)
_EVERY = re.compile(
    r"\b(?:joka|var) (toinen|kolmas|neljäs|kuudes|tredje|fjärde|sjätte) (?:kuukau\w*|månad)|\b(varannan) månad|\b(\d+) (?:kuukauden|kk:n|kk) välein"  # noqa: E501
    r"|\bkerran (\d+) kuukaudessa|\bvar (\d+):e månad"
)
_EVERY_MONTHS = {
    "toinen": 2,
    "varannan": 2,
    "kolmas": 3,
    "tredje": 3,
    "neljäs": 4,
    "fjärde": 4,
    "kuudes": 6,
    "sjätte": 6,
}
_OFTEN = (
    (re.compile(r"\bneljännesvuosittain|\bkvartaali\w*|\bkvartalsvis|\bvarje kvartal|\bvuosineljännek"), "4/v"),
    (re.compile(r"\bpuolivuosittain|\bhalvårsvis|\bkeväällä ja syksyllä|\bpuolen vuoden välein"), "2/v"),
    (re.compile(r"\bkuukausittain|\bjoka kuukausi|\bkerran kuukaudessa|\bmånatligen|\bvarje månad|\b1 gång i månaden"), "12/v"),
    (re.compile(r"\bkerran (?:kalenteri)?vuodessa|\bvuosittain|\bjoka vuosi|\bårligen|\bvarje år"), "1/v"),
)  # fmt: skip
_MEMBERS = re.compile(
    r"\b(\d{1,2}) ?(?:(?:varsinaista|vakinaista|ordinarie|äänivaltaista) )?(?:jäsen(?:tä|inen|en)?\b|ledamöter|ledamot|medlemmar|medlem\b)"  # noqa: E501
)
_YEARS_DATES = re.compile(r"1\.1\.(\d{4}) ?[–-] ?31\.12\.(\d{4})")
_PERSON_YEARS = re.compile(
    rf"\b{_N} ?(?:htv|henkilötyövuo\w*|årsverk\w*)|(?:htv|henkilötyövuo\w*|årsverken)[:,]? {_N}\b"
)
_TABLE_NUMBER = re.compile(rf"(?:^|\s){_N}(?: ?(?:htv|årsv\w*))?\s*$")
_EUROS = re.compile(r"\b(\d{1,3}(?:[ .]\d{3})+|\d+)(?:,\d\d)? ?(?:euroa?|€|eur\b|euro)")
_COPIES = re.compile(r"\b(\d+) (?:\w+ ){0,2}(?:kappal\w*|exemplar)")
_COURTS = (
    (re.compile(r"hallinto-oikeu\w*|hallintotuomioistui\w*|förvaltningsdomstol\w*"), "hallinto-oikeus"),
    (re.compile(r"käräjäoikeu\w*|tingsrätt\w*"), "käräjäoikeus"),
    (re.compile(r"välimie\w*|välitysmene\w*|skiljem\w*|skiljedom\w*"), "välimiesmenettely"),
    (re.compile(r"markkinaoikeu\w*|marknadsdomstol\w*"), "markkinaoikeus"),
)
_UNTIL = re.compile(
    r"(?:[–-] ?|(?:saakka|asti|till(?: och med)?(?: den)?|t\.o\.m\.) )(\d{1,2}\.\d{1,2}\.\d{4})|(\d{1,2}\.\d{1,2}\.\d{4}) (?:saakka|asti)"  # noqa: E501
)
_UNTIL_YEAR = re.compile(r"vuoden (\d{4}) loppuun|till utgången av (?:år )?(\d{4})|joulukuun 31\. päivään (\d{4})")
_OPEN_END = re.compile(r"\btoistaiseksi\b|\btills vidare\b")
_NOT_PAYING = re.compile(
    r"ei osallistu|ei maksa|ei vastaa|vain oman|vain omasta|vain omista|ainoastaan oman|ainoastaan omasta"
    r"|deltar inte|betalar inte|endast (?:för )?sin|bara (?:för )?sin"
)
_PAYING = re.compile(
    r"osallistuu (?:muihin )?yhteis|osallistuu .{0,30}kustannu|maksaa .{0,40}(?:kustannu|%|prosent|euro)|deltar i .{0,30}kostnad"
    r"|betalar .{0,40}(?:kostnad|procent|%|euro)|osuus .{0,40}(?:on|:) \d|andel .{0,40}(?:är|:) \d"
)


def _at(text: str, match: re.Match[str], value: str) -> Figure:
    return Figure(value, match.start(), match.end(), bool(_AT_LEAST.search(text[: match.start()])))


def _duration_value(count: str, unit: str) -> str | None:
    n = int(count)
    if n == 0:
        return None
    if unit.startswith(("kuukau", "kk", "mån")):
        return f"{n} kk"
    if unit.startswith(("vuo", "v", "år")) and not unit.startswith(("viik", "vk", "veck", "vard")):
        return f"{12 * n} kk" if n < 50 else None
    if unit.startswith(("viik", "vk", "veck")):
        return f"{7 * n} pv"
    if unit.startswith(("arki", "työ", "arbets", "vard")):
        return f"{n} arkipv"
    return f"{n} pv"


def durations(text: str) -> Iterator[Figure]:
    """Lengths of time: "6 kk", "30 pv", "10 arkipv"; a year counts as twelve months."""
    for match in _DURATION.finditer(text):
        if value := _duration_value(*match.groups()):
            yield _at(text, match, value)


def years(text: str) -> Iterator[Figure]:
    """Lengths of time in whole years, said or as two dates."""
    for match in _YEARS_DATES.finditer(text):
        yield _at(text, match, f"{12 * (int(match.group(2)) - int(match.group(1)) + 1)} kk")
    yield from (figure for figure in durations(text) if figure.unit == "kk" and (figure.number or 0) % 12 == 0)


def intervals(text: str) -> Iterator[Figure]:
    """Lengths of time between two events; "every third month" too."""
    if found := [figure for figure in durations(text) if figure.unit == "kk"]:
        yield from found
        return
    for figure in frequencies(text):
        if figure.number:
            yield Figure(f"{round(12 / figure.number)} kk", figure.start, figure.end)


def percents(text: str) -> Iterator[Figure]:
    """Shares in per cent; a half is 50 %."""
    for match in _PERCENT.finditer(text):
        yield _at(text, match, f"{match.group(1).replace('.', ',')} %")
    for match in _HALF.finditer(text):
        yield _at(text, match, "50 %")


def shares(text: str) -> Iterator[Figure]:
    """Shares of working time; full time is 100 %, a day of the week 20 %."""
    yield from percents(text)
    for match in _WHOLE.finditer(text):
        yield _at(text, match, "100 %")
    for match in _WEEK_DAYS.finditer(text):
        yield _at(text, match, f"{20 * int(next(g for g in match.groups() if g))} %")


def days(text: str) -> Iterator[Figure]:
    """Days a week or a month."""
    for match in _WEEK_DAYS.finditer(text):
        yield _at(text, match, f"{next(g for g in match.groups() if g)} pv/vk")
    for match in re.finditer(r"\b(\d+) ?päiv\w* kuukaudessa|\b(\d+) dag(?:ar)? i månaden", text):
        yield _at(text, match, f"{match.group(1) or match.group(2)} pv/kk")


def frequencies(text: str) -> Iterator[Figure]:
    """How many times a year."""
    found = False
    for match in _TIMES.finditer(text):
        found = True
        yield _at(text, match, f"{match.group(1) or match.group(2)}/v")
    for match in _EVERY.finditer(text):
        word = next(g for g in match.groups() if g)
        months = _EVERY_MONTHS.get(word) or int(word)
        if months:
            found = True
            yield _at(text, match, f"{round(12 / months)}/v")
    for pattern, value in _OFTEN:
        often = None if found else pattern.search(text)
        if often:
            found = True
            yield _at(text, often, value)


def person_years(text: str) -> Iterator[Figure]:
    """Working years; in a table's row the number that ends it."""
    found = False
    for match in _PERSON_YEARS.finditer(text):
        found = True
        yield _at(text, match, _decimal(match.group(1) or match.group(2)) + " htv")
    last = None if found else _TABLE_NUMBER.search(text)
    if last:
        yield _at(text, last, _decimal(last.group(1)) + " htv")


def _decimal(number: str) -> str:
    return f"{float(number.replace(',', '.')):g}".replace(".", ",")


def _counts(pattern: re.Pattern[str], unit: str) -> Callable[[str], Iterator[Figure]]:
    def read(text: str) -> Iterator[Figure]:
        for match in pattern.finditer(text):
            yield _at(text, match, f"{re.sub(r'[ .]', '', match.group(1))} {unit}")

    return read


def courts(text: str) -> Iterator[Figure]:
    """Who settles a dispute."""
    for pattern, value in _COURTS:
        if match := pattern.search(text):
            yield _at(text, match, value)


def validity(text: str) -> Iterator[Figure]:
    """Until further notice, or until which day."""
    if match := _OPEN_END.search(text):
        yield _at(text, match, "toistaiseksi")
        return
    for match in _UNTIL.finditer(text):
        yield _at(text, match, match.group(1) or match.group(2))
    for match in _UNTIL_YEAR.finditer(text):
        yield _at(text, match, f"31.12.{next(g for g in match.groups() if g)}")


def parties(text: str) -> Iterator[Figure]:
    """The parties that are named."""
    for start, role in roles(text):
        yield Figure(role, start, start + 1)


def _post(vice: bool) -> Callable[[str], Iterator[Figure]]:
    """Which party has or names a post. Read from the part of the sentence that speaks of it alone."""
    wanted = re.compile(
        r"varapuheenjohtaj|vice ?ordförande" if vice else r"(?<!vara)puheenjohtaj|(?<!vice )(?<!vice)ordförande"
    )
    other = re.compile(
        r"(?<!vara)puheenjohtaj|(?<!vice )(?<!vice)ordförande" if vice else r"varapuheenjohtaj|vice ?ordförande"
    )

    def read(text: str) -> Iterator[Figure]:
        if rotating := re.search(
            r"\bkiertä|\bkiertää|\bvuorotellen|\bvuorovuosin|\bturas om|\balternerar|\bväxlar", text
        ):
            yield Figure("vuorotellen", rotating.start(), rotating.end())
            return
        offset = 0
        for part in re.split(r"(, |; | ja | sekä | och | samt | mutta | men )", text):
            if wanted.search(part) and not other.search(part):
                named = {role for _, role in roles(part)}
                if len(named) == 1:
                    yield Figure(named.pop(), offset, offset + len(part))
            offset += len(part)

    return read


def kela_share(text: str) -> Iterator[Figure]:
    """Whether Kela takes part in joint costs, and with how much."""
    if match := _NOT_PAYING.search(text):
        yield _at(text, match, "ei osallistu")
    elif match := _PAYING.search(text):
        yield _at(text, match, "osallistuu")


READERS: dict[str, Callable[[str], Iterator[Figure]]] = {
    "duration": durations,
    "years": years,
    "interval": intervals,
    "percent": percents,
    "share": shares,
    "days": days,
    "frequency": frequencies,
    "members": _counts(_MEMBERS, "jäsentä"),
    "person_years": person_years,
    "euros": _counts(_EUROS, "euroa"),
    "copies": _counts(_COPIES, "kpl"),
    "court": courts,
    "validity": validity,
    "party": parties,
    "chair": _post(vice=False),
    "vice_chair": _post(vice=True),
    "kela_share": kela_share,
}
__all__ = ["HVA", "KELA", "READERS", "TVA", "Figure"]
