"""Dates, sums, shares and durations in a passage: what another region agrees for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTH_FI = r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:n|ta|ssa)?"
_MONTH_SV = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_DAY = r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"
_WORDS = (
    r"(?:yksi|yhden|yhtä|yhdessä|yhdellä|yhtenä|yhdeksi|kaksi|kahden|kahta|kahdessa|kahdella|kahtena|kahdeksi"
    r"|kolme|kolmen|kolmea|kolmessa|kolmena|kolmeksi|neljä|neljän|neljää|neljässä|neljäksi|viisi|viiden|viittä|viidessä|viideksi"
    r"|kuusi|kuuden|kuutta|kuudessa|kuudeksi|seitsemän|seitsemää|seitsemässä|kahdeksan|kahdeksaa|yhdeksän|yhdeksää|kymmenen|kymmentä"
    r"|kaksitoista|kahdentoista|kahtatoista|neljätoista|neljäntoista|kolmekymmentä|kolmenkymmenen|puolen|puoli"
    r"|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|fjorton|trettio)"
)
_NUMBER = rf"(?:\d+(?:[,.]\d+)?|{_WORDS})(?:\s\(\d+\))?"
_UNIT = (
    r"(?:(?:arki|työ|viikon|kalenteri)?päivä(?:n|ä|ssä|nä|ksi)?|viiko(?:n|ssa|ksi)|viikkoa?|kuukau(?:si|den|tta|dessa|deksi)|kk|vuo(?:si|den|tta|dessa|deksi|sina)"
    r"|tun(?:ti|nin|tia|nissa)|vuorokau(?:si|den|tta|dessa)|dag(?:ar|ars|s)?|arbetsdag(?:ar|ars)?|veck(?:a|or|as|ors)|månad(?:er|ers|s)?|år|års|tim(?:me|mar|mars))"
)
_FIGURES = (
    ("date_range", re.compile(rf"\b{_DAY}\s?[–-]\s?{_DAY}")),
    (
        "date",
        re.compile(
            rf"\b{_DAY}|\b\d{{1,2}}\.\s(?:päivä\w*\s)?{_MONTH_FI}(?:\s\d{{4}})?|\b\d{{1,2}}\s{_MONTH_SV}(?:\s\d{{4}})?|\b\d{{1,2}}\.\d{{1,2}}\.(?!\d)"
        ),
    ),
    ("year", re.compile(r"(?<![\d/.])\b20[1-4]\d(?:[–-]20[1-4]\d)?\b")),
    ("sum", re.compile(r"\b\d{1,3}(?:[ \u00a0.]\d{3})*(?:,\d+)?\s?(?:euro\w*|€)")),
    ("percent", re.compile(rf"\b(?:{_NUMBER})\s?(?:prosent\w*|procent\w*|%)(?:\w|:\w+)?")),
    ("duration", re.compile(rf"\b{_NUMBER}\s{_UNIT}\b", re.IGNORECASE)),
)
# What the law fixes is no matter of agreement, and so no place to fill in.
_FIXED = re.compile(
    r"(?:johtoryhm|ohjausryhm|toimikau|ledningsgrupp|mandat)[^.;]{0,80}\b(?P<a>viiden vuoden|viideksi vuodeksi|viisi vuotta|fem år)"
    r"|\b(?P<b>viiden vuoden) toimikau"
    r"|(?:suunnitelma|\bplanen\b)[^.;]{0,80}\b(?P<c>kolmessa kuukaudessa|kolmen kuukauden|tre månader)"
    r"|(?P<d>neljän vuoden|fyra år)[^.;]{0,60}(?:päätty|avslut)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in a text: its kind ("date_range", "date", "year", "sum", "percent", "duration") and its offsets."""

    kind: str
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """The values in ``text`` that parties agree, in no order, none within another; what the law fixes is left out."""
    taken = [match.span(group) for match in _FIXED.finditer(text) for group in "abcd" if match.group(group)]
    for kind, pattern in _FIGURES:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield Figure(kind, *match.span())
