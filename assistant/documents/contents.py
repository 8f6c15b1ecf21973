"""Tables of contents, which repeat the headings and are no text of the agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line
from .text import collapse
from .words import CONTENTS

_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…+\s*\d{1,3}$|\.{4,}$")
_PAGE = re.compile(r"\S\s+\d{1,3}$")
_LONGEST = 150  # lines of a table of contents
_NUMBER = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]?)\s+")


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without their tables of contents."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        if CONTENTS.match(collapse(lines[at].text)):
            end = _end(lines, at + 1)
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


def _end(lines: Sequence[Line], at: int) -> int:
    """The index after the last entry of the table of contents that begins at ``at``."""
    bares = [_bare(line.text) for line in lines[at:]]
    seen: set[str] = set()
    last, paged = 0, False  # paged: the entries have page numbers; then all of them have
    for i, bare in enumerate(bares[:_LONGEST]):
        text = collapse(lines[at + i].text)
        if _LEADERS.search(text):
            entry = paged = True
        elif bare in seen:
            break  # what comes a second time is the clause itself
        elif _PAGE.search(text):
            entry = _comes_again(bare, bares[i + 1 :])
            paged = paged or entry
        elif paged:
            entry = False
        else:
            # An entry without page number is a short line that comes again.
            entry = 0 < len(text) <= 100 and text[-1] not in ".,;:" and bare in bares[i + 1 :]
        if entry:
            seen.add(bare)
            last = i + 1
        elif i > last or _NUMBER.match(collapse(lines[at + i + 1].text if i + 1 < len(bares) else "1 ")):
            break  # one line may be the first half of an entry, whose second half bears no number
    return at + last


def _comes_again(bare: str, later: Sequence[str]) -> bool:
    """Whether a heading of these words, or the first line of one, stands further on."""
    return any(
        line == bare or (min(len(line), len(bare)) >= 8 and (line.startswith(bare) or bare.startswith(line)))
        for line in later
    )
