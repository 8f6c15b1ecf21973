"""Amounts in plain words: a number with its unit, a range, and whether it is a limit or about right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.answers.terms.plain import number

_N = r"(?<![\d,./:-])\d+(?:,\d+)?"
_WORD = r"(?:[^\W\d_]+ )"
_LEAST = (
    r"(?:vähintään|vähin|väh\.|ainakin|vähimmillään|minst|åtminstone|minimi\w*|lägst|ei alle|inte under|inte mindre än)"
)
_MOST = (
    r"(?:enintään|enint\.|korkeintaan|enimmillään|högst|maksimi\w*|max\.?|maximalt|ei yli|inte över|inte mer än|"
    r"upp till|som mest)"
)
_ABOUT = (
    r"(?:noin|n\.|suunnilleen|arviolta|keskimäärin|likimain|cirka|ca\.?|ungefär|omkring|runt|uppskattningsvis|"
    r"i genomsnitt)"
)
_BETWEEN = {
    "väh. ": re.compile(rf"\b{_LEAST} (?:kuitenkin |dock )?{_WORD}{{0,2}}?$"),
    "enint. ": re.compile(rf"\b{_MOST} (?:kuitenkin |dock )?{_WORD}{{0,2}}?$"),
    "noin ": re.compile(rf"(?<!\w){_ABOUT} {_WORD}{{0,1}}?$"),
}
_AFTER_LEAST = re.compile(r"^ (?:tai|eller) (?:enemmän|useammin|mer|fler|oftare)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount. ``low`` is ``high`` where it is no range; ``qualifier`` is "väh. ", "enint. ", "noin " or empty."""

    low: str
    high: str
    qualifier: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """As a value spells it, without the unit: "väh. 2,5", "3–4"."""
        span = number(self.low) if self.low == self.high else f"{number(self.low)}–{number(self.high)}"
        return f"{self.qualifier}{span}"

    @property
    def exact(self) -> float | None:
        """The number, or None where it is a range."""
        return float(self.low.replace(",", ".")) if self.low == self.high else None


@cache
def _pattern(unit: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:mellan|välillä) (?P<x>{_N})(?: {unit})? och (?P<y>{_N}) {unit}|"
        rf"{_LEAST} {_WORD}{{0,1}}?(?P<a>{_N}) (?:{unit} )?(?:ja|mutta|och|men) (?:kuitenkin |"
        rf"dock )?{_MOST} (?P<b>{_N}) {unit}"
        rf"|(?P<c>{_N})(?: {unit})?(?:\s?[–-]\s?| tai | eller | till | à )(?P<d>\d+(?:,\d+)?) {unit}"
        rf"|(?<!\d )(?P<e>[1-9]) (?P<f>\d) {unit}"
        rf"|(?P<g>{_N}) {unit}"
    )


def amounts(text: str, unit: str) -> Iterator[Amount]:
    """The amounts in ``text`` (plain words) that have ``unit``, a regular expression, in the order in which they stand."""
    for m in _pattern(unit).finditer(text):
        low = m["x"] or m["a"] or m["c"] or m["e"] or m["g"]
        high = m["y"] or m["b"] or m["d"] or m["f"] or low
        if _value(high) <= _value(low):
            low = high
        limit = "" if m["a"] else qualifier_before(text[: m.start()])
        if not limit and _AFTER_LEAST.search(text[m.end() :]):
            limit = "väh. "
        yield Amount(low, high, limit, m.start(), m.end())


def qualifier_before(before: str) -> str:
    """The qualifier with which the words before a number end: "väh. ", "enint. ", "noin " or none."""
    near = re.split(r"[.;,:]", before)[-1] if not before.endswith(("väh. ", "enint. ", "n. ", "ca. ")) else before
    for shown, pattern in _BETWEEN.items():
        if pattern.search(near):
            return shown
    return ""


def _value(digits: str) -> float:
    return float(digits.replace(",", "."))
