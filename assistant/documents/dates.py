"""Dates as they stand in Finnish and Swedish documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_FINNISH = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"]
_SWEDISH = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_MONTH = {**{f"{name}kuu": i for i, name in enumerate(_FINNISH, 1)}, **{name: i for i, name in enumerate(_SWEDISH, 1)}}
_NAMES = "|".join(_MONTH)
_DATES = re.compile(
    rf"(?<![\d.])(?:(?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.\s?(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)"
    rf"|(?P<d3>\d{{1,2}})\.?\s+(?:päivänä\s+)?(?P<m3>{_NAMES})(?:ta|n)?\s+(?P<y3>(?:19|20)\d\d)"
    rf"|(?P<m4>{_NAMES})n?\s+(?P<d4>\d{{1,2}})\.?\s+(?:päivänä\s+)?(?P<y4>(?:19|20)\d\d))(?!\d)",
    re.I,
)


def dates(text: str) -> Iterator[tuple[int, str]]:
    """The days named in ``text`` with their offsets, as ISO 8601; days that no calendar has are passed over."""
    for match in _DATES.finditer(text):
        group = next(i for i in "1234" if match[f"y{i}"])
        month = match[f"m{group}"].lower()
        try:
            day = date(int(match[f"y{group}"]), _MONTH.get(month) or int(month), int(match[f"d{group}"]))
        except ValueError:
            continue
        yield match.start(), day.isoformat()


def first_date(text: str) -> str | None:
    """The first day named in ``text``, or None."""
    return next((day for _, day in dates(text)), None)


def last_day(text: str) -> str | None:
    """The latest day named in ``text``, or None."""
    return max((day for _, day in dates(text)), default=None)
