"""Tables of contents, which repeat the headings and are no text of the agreement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .lines import Line
from .text import collapse
from .words import CONTENTS

_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…+\s*\d{1,3}$|\.{4,}$")
_PAGE = re.compile(r"\S\s+\d{1,3}$")
_NUMBER = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]?)\s+")


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without their tables of contents."""
    counts = Counter(_bare(line.text) for line in lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        if CONTENTS.match(collapse(lines[at].text)):
            end = _end(lines, at + 1, counts)
            if end > at + 2:
                at = end
                continue
        if _LEADERS.search(lines[at].text):
            end = at
            while end < len(lines) and (_LEADERS.search(lines[end].text) or _wrapped(lines, end)):
                end += 1
            if end - at >= 2:
                at = end
                continue
        out.append(lines[at])
        at += 1
    return out


def _bare(text: str) -> str:
    """A line's words without number, leaders and page number, to find the same heading again."""
    text = re.sub(r"[.…\s]*\d{1,3}$", "", collapse(text))
    return _NUMBER.sub("", text).lower()


def _wrapped(lines: Sequence[Line], at: int) -> bool:
    """Whether this line is the first half of an entry whose page number stands on the next."""
    return at + 1 < len(lines) and len(lines[at].text) < 120 and bool(_LEADERS.search(lines[at + 1].text))


def _end(lines: Sequence[Line], at: int, counts: Counter[str]) -> int:
    """The index after the last entry of the table of contents that begins at ``at``."""
    last = at
    seen: set[str] = set()
    for i in range(at, min(len(lines), at + 120)):
        text = collapse(lines[i].text)
        bare = _bare(text)
        entry = bool(_LEADERS.search(text)) or (bool(_PAGE.search(text)) and counts[bare] >= 2)
        # Without page numbers an entry is known by coming again, as the heading itself; a heading that comes a second
        # time is the clause.
        if not entry and counts[bare] >= 2 and bare not in seen:
            entry = True
        if bare in seen and not _LEADERS.search(text):
            break
        if entry:
            seen.add(bare)
            last = i + 1
        elif i - last >= 1:
            break
    return last
