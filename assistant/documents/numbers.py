"""Numbers at the beginning of a line: of clauses, sections, parts, annexes and list items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """How a number is written, and so what it may be the number of."""

    DECIMAL = "decimal"  # "1", "2.1", "3.6."
    PAREN = "paren"  # "1)"
    SECTION = "section"  # "9 §", "9 a §"
    ITEM = "item"  # "§ 14", an item of minutes
    ROMAN = "roman"  # "II"
    LETTER = "letter"  # "B.", "B.2"
    CHAPTER = "chapter"  # "Luku 3", "3 luku", "Osa II"
    ANNEX = "annex"  # "Liite 1", "Bilaga 2"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a line begins with. ``printed`` is without a closing "." or ")"; ``rest`` is what follows it."""

    printed: str
    scheme: Scheme
    key: tuple[int, ...]  # for the order: (3, 6) for "3.6", (9, 1) for "9 a §"
    close: str  # ".", ")" or ""
    rest: str


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_UPPER = "A-ZÅÄÖÜÉŠŽ"
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})(\.?)\s+(?=\S)(.*)$", re.S)
_GLUED = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(\.?)(?=[{_UPPER}][a-zåäö])(.*)$", re.S)
_PAREN = re.compile(r"(\d{1,2})\)\s+(.*)$", re.S)
_SECTION = re.compile(r"(\d{1,3})(?:\s?([a-z]))?\s?§(?![:§])\.?(?:\s+(.*))?$", re.S)
_ITEM = re.compile(r"§\s?(\d{1,4})\.?(?:\s+(.*))?$", re.S)
_ROMAN = re.compile(rf"([IVXL]{{1,5}})([.)]?)\s+(?=[{_UPPER}0-9\"”])(.*)$", re.S)
_LETTER = re.compile(rf"([{_UPPER}])((?:\.?\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})?)([.)]?)\s+(?=[{_UPPER}\"”])(.*)$", re.S)
_CHAPTER = re.compile(
    r"((?:luku|osa|kapitel|del|artikla|artikel)\s+(\d{1,2}|[IVXL]{1,5}))(?![\w.,]\w)\s*[.:–-]?(?:\s+(.*))?$",
    re.S | re.I,
)
_CHAPTER_AFTER = re.compile(r"((\d{1,2}|[IVXL]{1,5})\s+(?:luku|osa|kap\.|kapitlet|avd\.))(?:\s+(.*))?$", re.S | re.I)
_ANNEX = re.compile(
    r"((?:liite|bilaga)(?:\s+(?:nro\s+)?(\d{1,2}|[A-HIVX]{1,3})(?![\w-]))?)\s*([.:,–-]?)(?:\s+(.*))?$", re.S | re.I
)
_LIST = re.compile(
    r"(?:[•·●○▪■◦‣⁃o\uf0b7\uf0a7\u2013\u2014\u2212*-]\s+(?=\S)|\(?(?:\d{1,2}|[a-zåäö]|[ivx]{1,4})\)\s+|\d{1,2}\.\s+|[a-h]\.\s+)"
)
_BULLET = re.compile(r"[•·●○▪■◦‣⁃\uf0b7\uf0a7\u2013\u2014\u2212*-]\s+(?=\S)|o\s+(?=[A-ZÅÄÖ])")


def roman(text: str) -> int | None:
    """The value of a Roman number up to 89, or None where it is not written as one."""
    values = [_ROMAN_VALUES.get(letter, 0) for letter in text.upper()]
    if not values or 0 in values:
        return None
    total = sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return total if to_roman(total) == text.upper() else None


def to_roman(value: int) -> str:
    """``value`` (1–89) as a Roman number."""
    out = ""
    for number, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= number:
            out, value = out + letters, value - number
    return out


def parse(text: str) -> Number | None:
    """The number that ``text`` (collapsed) begins with, or None."""
    if match := _SECTION.match(text):
        letter = ord(match[2]) - ord("a") + 1 if match[2] else 0
        printed = f"{match[1]} {match[2]} §" if match[2] else f"{match[1]} §"
        section: tuple[int, ...] = (int(match[1]), letter) if letter else (int(match[1]),)
        return Number(printed, Scheme.SECTION, section, "", (match[3] or "").strip())
    if match := _ITEM.match(text):
        return Number(f"§ {match[1]}", Scheme.ITEM, (int(match[1]),), "", (match[2] or "").strip())
    if match := _ANNEX.match(text):
        value = _value(match[2])
        return Number(match[1], Scheme.ANNEX, (value,) if value else (), match[3], (match[4] or "").strip())
    if match := _CHAPTER.match(text) or _CHAPTER_AFTER.match(text):
        value = _value(match[2])
        return Number(match[1].rstrip("."), Scheme.CHAPTER, (value or 0,), "", (match[3] or "").strip())
    if match := _PAREN.match(text):
        return Number(match[1], Scheme.PAREN, (int(match[1]),), ")", match[2].strip())
    if match := _DECIMAL.match(text) or _GLUED.match(text):
        key = tuple(int(part) for part in match[1].split("."))
        return Number(match[1], Scheme.DECIMAL, key, match[2], match[3].strip())
    if (match := _ROMAN.match(text)) and (value := roman(match[1])):
        return Number(match[1], Scheme.ROMAN, (value,), match[2], match[3].strip())
    return None


def parse_letter(text: str) -> Number | None:
    """The letter, with or without numbers after it, that ``text`` (collapsed) begins with, or None.

    Apart from :func:`parse`, for only its neighbours tell whether "I." is a letter or a Roman number.
    """
    match = _LETTER.match(text)
    if match is None:
        return None
    numbers = [int(part) for part in match[2].split(".") if part]
    return Number(
        match[1] + match[2], Scheme.LETTER, (ord(match[1]) - ord("A") + 1, *numbers), match[3], match[4].strip()
    )


def _value(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    return roman(text) or (ord(text.upper()) - ord("A") + 1 if len(text) == 1 else None)


def list_marker(text: str) -> str | None:
    """The bullet, "a)", "1)" or "1." (with its white space) that ``text`` begins with, or None."""
    match = _LIST.match(text)
    return match[0] if match else None


def is_bullet(text: str) -> bool:
    """Whether ``text`` begins with a bullet or a list dash."""
    return _BULLET.match(text) is not None
