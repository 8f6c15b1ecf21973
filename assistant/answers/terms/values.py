"""Values of terms beside each other: when two are the same for a comparison, and when they can't both hold."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_DATES = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4})–(\d{1,2}\.\d{1,2}\.\d{4})")
_QUALIFIERS = ("väh. ", "enint. ", "noin ")
_AMOUNT = re.compile(r"(väh\. |enint\. |noin )?(\d[\d ]*(?:,\d+)?)(?:–(\d[\d ]*(?:,\d+)?))?(?: ?([^\d\s].*))?")
_DAY_OF_WEEK = 20.0  # per cent of a working week
# Values that say less than another and leave room for it: a deputy "is named", a dispute is negotiated first.
_OPEN = {"nimetään", "neuvottelu", "sovittaessa"}
_UNLIMITED = "toistaiseksi"
_PARTIES = 3
_PREMISES_AT_MOST = "enint. tilat"  # Kela takes part in nothing but, at most, the costs of premises


def compared(term: str, value: str) -> str:
    """A value as it is compared between agreements.

    Without its qualifier: "at least four times" is no exception to "four times". The johtoryhmä's term in years, however it is said.
    Of the agreement's validity only whether it ends, since the days differ anyway. Of Kela's share not whether it pays for the
    premises that it uses.
    """
    if term == "kela_share" and value in ("ei osallistu", "vain tilat"):
        return _PREMISES_AT_MOST
    bare = value
    for word in _QUALIFIERS:
        bare = bare.removeprefix(word)
    if term == "group_term":
        return _in_years(bare)
    return "määräaikainen" if term == "validity" and bare != _UNLIMITED else bare


def is_settled(value: str) -> bool:
    """Whether a value decides the matter: that a dispute is negotiated leaves open what comes then."""
    return value not in _OPEN


def _in_years(value: str) -> str:
    """ "1.1.2025–31.12.2029" as "5 v"; anything else as it is."""
    match = _DATES.fullmatch(value)
    if not match:
        return value
    try:
        first, last = (datetime.datetime.strptime(day, "%d.%m.%Y").date() for day in match.groups())
        following = last + datetime.timedelta(days=1)
    except (ValueError, OverflowError):
        return value
    same_day = (following.day, following.month) == (first.day, first.month)
    return f"{following.year - first.year} v" if same_day else value


@dataclass(frozen=True, slots=True)
class _Span:
    """An amount as the numbers that it allows, both ends included."""

    low: float
    high: float
    unit: str


def agree(term: str, a: str, b: str) -> bool:
    """Whether two values of one term can both hold in one agreement."""
    if a == b or _OPEN & {a, b}:
        return {a, b} != {"nimetään", "ei nimetä"}
    if term == "kela_presence" and "ei" in (a, b):
        return True  # on other days, or elsewhere, it is not there
    if term == "validity":
        return _UNLIMITED not in (a, b) and _ends(a) == _ends(b)
    if term == "group_term":
        a, b = _in_years(a), _in_years(b)
    if term == "cost_key" and ("%" in a) != ("%" in b):
        return True  # a key, and what it gives at present
    mine, yours = _by_party(a), _by_party(b)
    if mine and yours:
        return all(agree(term, value, yours[party]) for party, value in mine.items() if party in yours)
    if mine or yours:
        # What is said of one party and what is said of all go together as a rule and its exception, which leaves somebody to the rule.
        parties, rule = (mine, b) if mine else (yours, a)
        return len(parties) < _PARTIES or any(agree(term, value, rule) for value in parties.values())
    left, right = _span(a), _span(b)
    if left is None or right is None:
        return a == b
    if left.unit != right.unit:
        return True  # working days and calendar days, persons and person-years can't be compared surely
    return left.low <= right.high and right.low <= left.high


def _ends(value: str) -> str:
    return value.partition("–")[2]


def _by_party(value: str) -> dict[str, str]:
    """ "TVA 12 kk; HVA 12 kk; Kela 6 kk" by party; empty where the value is of all."""
    parts = re.split(r"; | / ", value)
    found = [re.fullmatch(r"(TVA|HVA|Kela) (.+)", part) for part in parts]
    return {m.group(1): m.group(2) for m in found if m} if all(found) else {}


def _span(value: str) -> _Span | None:
    match = _AMOUNT.fullmatch(value)
    if match is None:
        return None
    qualifier, unit = match.group(1) or "", (match.group(4) or "").strip()
    low = float(match.group(2).replace(" ", "").replace(",", "."))
    high = float((match.group(3) or match.group(2)).replace(" ", "").replace(",", "."))
    if unit == "pv/vk":
        low, high, unit = low * _DAY_OF_WEEK, high * _DAY_OF_WEEK, "%"
    if qualifier == "noin ":
        low, high = 0.8 * low, 1.2 * high
    return _Span(
        0.0 if qualifier == "enint. " else low,
        float("inf") if qualifier == "väh. " else high,
        unit,
    )
