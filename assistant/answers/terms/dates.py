"""Dates in Finnish and Swedish, as tokens that the readers can match: "D2025-03-01"."""

from __future__ import annotations

import datetime
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "tammikuu januari",
            "helmikuu februari",
            "maaliskuu mars",
            "huhtikuu april",
            "toukokuu maj",
            "kesäkuu juni",
            "heinäkuu juli",
            "elokuu augusti",
            "syyskuu september",
            "lokakuu oktober",
            "marraskuu november",
            "joulukuu december",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(_MONTHS)
_NUMERIC = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d\d)\b")
_SHORT_RANGE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.?\s?[–-]\s?(\d{1,2})\.(\d{1,2})\.(20\d\d)\b")
_DAY_MONTH = re.compile(
    rf"\b(?:den )?(\d{{1,2}})(?:\.|:\w+)? (?:päivä\w* )?({_MONTH})(?:ta|n|ssa)? (?:vuonna |år )?(20\d\d)\b"
)
_MONTH_DAY = re.compile(rf"\b({_MONTH})n (\d{{1,2}})\. ?(?:päivä\w* )?(20\d\d)\b")
_MONTH_ONLY_END = re.compile(rf"\b({_MONTH})n (20\d\d) lop\w+")
_MONTH_ONLY_START = re.compile(
    rf"\b({_MONTH})n (?:alusta )?(20\d\d) al\w+|\b(?:från (?:och med )?|(?:ingången|början) av )({_MONTH}) (20\d\d)\b"
)
_MONTH_END_SV = re.compile(rf"\b(?:utgången|slutet) av ({_MONTH}) (20\d\d)\b")
_YEAR_START = re.compile(r"\bvuoden (20\d\d) al\w+|\b(?:från )?(?:ingången|början) av (?:år )?(20\d\d)\b")
_YEAR_END = re.compile(r"\bvuoden (20\d\d) lop\w+|\b(?:utgången|slutet) av (?:år )?(20\d\d)\b")
_YEARS = re.compile(r"(?<![\d./D-])(20\d\d)[–-](20\d\d)(?![\d/])")


def with_dates(text: str) -> str:
    """``text`` (lower case) with each date as "D" and ISO 8601; what is no day of the calendar stays as it is."""
    text = _SHORT_RANGE.sub(lambda m: f"{m[1]}.{m[2]}.{m[5]}–{m[3]}.{m[4]}.{m[5]}", text)
    text = _NUMERIC.sub(lambda m: _token(m.group(), m[3], m[2], m[1]), text)
    text = _DAY_MONTH.sub(lambda m: _token(m.group(), m[3], _MONTHS[m[2]], m[1]), text)
    text = _MONTH_DAY.sub(lambda m: _token(m.group(), m[3], _MONTHS[m[1]], m[2]), text)
    text = _MONTH_ONLY_END.sub(lambda m: _last_day(int(m[2]), _MONTHS[m[1]]) + " loppuun", text)
    text = _MONTH_END_SV.sub(lambda m: _last_day(int(m[2]), _MONTHS[m[1]]) + " loppuun", text)
    text = _MONTH_ONLY_START.sub(lambda m: f"D{m[2] or m[4]}-{_MONTHS[m[1] or m[3]]:02d}-01 alkaen", text)
    text = _YEAR_START.sub(lambda m: f"D{m[1] or m[2]}-01-01 alkaen", text)
    text = _YEAR_END.sub(lambda m: f"D{m[1] or m[2]}-12-31 loppuun", text)
    return _YEARS.sub(lambda m: f"D{m[1]}-01-01–D{m[2]}-12-31", text)


def printed(token: str) -> str:
    """A token as Finns write the day: "1.3.2025"."""
    year, month, day = token.removeprefix("D").split("-")
    return f"{int(day)}.{int(month)}.{year}"


def _token(found: str, year: str, month: str | int, day: str) -> str:
    try:
        return f"D{datetime.date(int(year), int(month), int(day)).isoformat()}"
    except ValueError:
        return found


def _last_day(year: int, month: int) -> str:
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    return f"D{(first_of_next - datetime.timedelta(days=1)).isoformat()}"
