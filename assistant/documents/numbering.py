"""Word's automatic numbering: the number that is printed before a paragraph but stands nowhere in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from .numbers import to_roman

BULLET = "•"
_DASHES = "-–—\u2212"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str  # Word's numFmt: "decimal", "lowerLetter", "bullet", …
    text: str  # Word's lvlText: "%1.%2"
    legal: bool  # all numbers in it decimal
    restart: int | None  # the level whose number sets this one back; None: any higher one


class Numbering:
    """Counts as Word does: give it the paragraphs in order."""

    def __init__(self, element: Any | None, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._nums: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        if element is not None:
            self._read(element, styles)

    def _read(self, element: Any, styles: Styles) -> None:
        linked: dict[str, str] = {}
        for abstract in element.iterchildren(qn("w:abstractNum")):
            ident = abstract.get(qn("w:abstractNumId"), "")
            self._abstract[ident] = dict(map(_level, abstract.iterchildren(qn("w:lvl"))))
            link = abstract.find(qn("w:numStyleLink"))
            if link is not None:
                linked[ident] = link.get(qn("w:val"), "")
        for num in element.iterchildren(qn("w:num")):
            reference = num.find(qn("w:abstractNumId"))
            starts: dict[int, int] = {}
            levels: dict[int, _Level] = {}
            for override in num.iterchildren(qn("w:lvlOverride")):
                at = _int(override.get(qn("w:ilvl")), 0)
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    starts[at] = _int(start.get(qn("w:val")), 1)
                if (own := override.find(qn("w:lvl"))) is not None:
                    levels[at] = _level(own)[1]
            ident = reference.get(qn("w:val"), "") if reference is not None else ""
            self._nums[num.get(qn("w:numId"), "")] = (ident, starts, levels)
        for ident, style in linked.items():
            own = self._nums.get(styles.num(style)[0] or "")
            if own and not self._abstract.get(ident):
                self._abstract[ident] = self._abstract.get(own[0], {})

    def next(self, num: str, level: int) -> str:
        """What is printed before the next paragraph of list ``num`` at ``level`` (from 0): "2.1", "a)", "•" or ""."""
        if num not in self._nums:
            return ""
        abstract, starts, own = self._nums[num]
        levels = {**self._abstract.get(abstract, {}), **own}
        if level not in levels:
            return ""
        counters = self._counters[abstract]
        if num not in self._begun:
            self._begun.add(num)
            for at in starts:
                counters.pop(at, None)
        here = levels[level]
        counters[level] = counters[level] + 1 if level in counters else starts.get(level, here.start)
        for deeper in [at for at in counters if at > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                del counters[deeper]
        if here.form == "bullet":
            return "–" if here.text.strip() and here.text.strip() in _DASHES else BULLET
        if here.form == "none":
            return here.text if "%" not in here.text else ""

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            value = counters.get(at, levels[at].start if at in levels else 1)
            counters.setdefault(at, value)
            return _written(value, "decimal" if here.legal or at not in levels else levels[at].form)

        return re.sub(r"%(\d)", printed, here.text).strip()


def _level(element: Any) -> tuple[int, _Level]:
    def value(tag: str, default: str) -> str:
        child = element.find(qn(tag))
        return str(child.get(qn("w:val"), default)) if child is not None else default

    restart = value("w:lvlRestart", "")
    legal = element.find(qn("w:isLgl"))
    return _int(element.get(qn("w:ilvl")), 0), _Level(
        start=_int(value("w:start", "1"), 1),
        form=value("w:numFmt", "decimal"),
        text=value("w:lvlText", ""),
        legal=legal is not None and legal.get(qn("w:val"), "1") not in ("0", "false"),
        restart=_int(restart, 0) if restart else None,
    )


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else default


def _written(value: int, form: str) -> str:
    """``value`` in one of Word's number formats; those that are not known are decimal."""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 90:
        return to_roman(value).lower() if form == "lowerRoman" else to_roman(value)
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":
        return f"{value}."
    return str(value)


class Styles:
    """What paragraph styles say, with what they inherit."""

    def __init__(self, element: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self.default: str | None = None
        self.default_size = 0.0
        if element is None:
            return
        for style in element.iterchildren(qn("w:style")):
            ident = style.get(qn("w:styleId"), "")
            self._styles[ident] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                self.default = ident
        size = element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
        self.default_size = _int(size.get(qn("w:val")), 0) / 2 if size is not None else 10.0

    def chain(self, ident: str | None) -> list[Any]:
        """The style and those it is based on, nearest first."""
        out: list[Any] = []
        while ident and ident in self._styles and len(out) < 12:
            style = self._styles[ident]
            out.append(style)
            base = style.find(qn("w:basedOn"))
            ident = base.get(qn("w:val")) if base is not None else None
        return out

    def name(self, ident: str | None) -> str:
        """The style's name in lower case: "heading 1", "title", "toc 2"."""
        if not ident or ident not in self._styles:
            return ""
        name = self._styles[ident].find(qn("w:name"))
        return str(name.get(qn("w:val"), "")).lower() if name is not None else ""

    def heading(self, ident: str | None) -> int:
        """The outline level, from 1; 0 for a style that is no heading."""
        for style in self.chain(ident):
            name = style.find(qn("w:name"))
            match = (
                re.match(r"(?:heading|otsikko|rubrik)\s*(\d)", str(name.get(qn("w:val"), "")).lower())
                if name is not None
                else None
            )
            if match:
                return int(match[1])
            outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if outline is not None:
                level = _int(outline.get(qn("w:val")), 9)
                return level + 1 if level < 9 else 0
        return 0

    def num(self, ident: str | None) -> tuple[str | None, int]:
        """The list and level (from 0) that the style numbers its paragraphs with."""
        num, level = None, None
        for style in self.chain(ident):
            properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if properties is None:
                continue
            own, at = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
            if num is None and own is not None:
                num = own.get(qn("w:val"))
            if level is None and at is not None:
                level = _int(at.get(qn("w:val")), 0)
        return num, level or 0

    def run(self, ident: str | None, tag: str) -> Any | None:
        """The nearest run property ``tag`` ("w:b", "w:sz", "w:vanish") of a style, or None."""
        for style in self.chain(ident):
            found = style.find(f"{qn('w:rPr')}/{qn(tag)}")
            if found is not None:
                return found
        return None


def is_on(element: Any | None) -> bool:
    """Whether a yes-or-no property of Word's is there and not switched off."""
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "none", "off")
