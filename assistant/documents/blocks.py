"""Lines become paragraphs, list items, table rows and headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .abbreviations import ends_in_abbreviation
from .lines import Block, Line, Shape
from .numbers import is_bullet, list_marker, parse
from .text import HYPHENS, SOFT, Vocabulary, clean, collapse, glue, mend

_TERMINAL = ".:;!?"
_CLOSERS = ")”\"»’'"


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends in a mark after which a new paragraph may begin."""
    bare = text.rstrip(_CLOSERS + " ")
    return bool(bare) and bare[-1] in _TERMINAL


def blocks(lines: Sequence[Line], words: Vocabulary, widths: Sequence[float] = ()) -> list[Block]:
    """``lines`` (furniture gone, reading order) grouped into blocks; nothing is lost and nothing changes its place.

    ``widths``: of the pages in points, where they are known.
    """
    margins = _right_margins(lines, widths)
    groups: list[list[Line]] = []
    for line in lines:
        if not line.text.strip():
            continue
        if groups and not _begins_block(groups[-1], line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [block for group in groups if (block := make_block(group, words)).text]


def make_block(lines: Sequence[Line], words: Vocabulary) -> Block:
    """Joined lines, with the page on which each stretch of the text stands."""
    text = ""
    pages: list[tuple[int, int]] = []
    for line in lines:
        piece = collapse(clean(line.text))
        # The joint may drop the last character of what stands there (a hyphen): the page begins after what is left.
        joined = glue(text, piece, words)
        if line.page is not None and (not pages or pages[-1][1] != line.page):
            pages.append((len(joined) - len(piece), line.page))
        text = joined
    if SOFT in text:
        pages = [(at - text[:at].count(SOFT), page) for at, page in pages]
        text = text.replace(SOFT, "")
    mended = mend(text, words)
    if mended != text and len(pages) > 1:
        pages = [(min(at, len(mended)) if at == 0 else _moved(text, mended, at), page) for at, page in pages]
    return Block(mended, tuple(lines), tuple(pages))


def _moved(text: str, mended: str, at: int) -> int:
    """Where character ``at`` of ``text`` stands in ``mended``, which only lacks some of its hyphens and spaces."""
    new = 0
    for old in range(at):
        if new < len(mended) and mended[new] == text[old]:
            new += 1
    return new


def _right_margins(lines: Sequence[Line], widths: Sequence[float]) -> dict[int | None, float]:
    """The right edge of the text on each page: a line that ends far before it was ended by its writer."""
    rights: dict[int | None, list[float]] = defaultdict(list)
    for line in lines:
        if line.shape is Shape.TEXT and not line.whole:
            rights[line.page].append(line.right)
    everywhere = sorted(right for some in rights.values() for right in some)
    usual = everywhere[int(len(everywhere) * 0.95)] if everywhere else 0.0
    left = min((line.left for line in lines if line.shape is Shape.TEXT), default=0.0)
    if widths and sum(right > 0.95 * usual for right in everywhere) < 3:
        usual = max(usual, widths[0] - left)  # too little text to show its right edge: as wide a margin as on the left
    out: dict[int | None, float] = {}
    for page, some in rights.items():
        most = max(some)
        full = sum(right > 0.95 * most for right in some)  # a page of short lines says nothing of its margin
        out[page] = most if most >= usual or (full >= 4 and full * 3 >= len(some)) else usual
    return out


def _ended_early(before: Line, line: Line, margins: dict[int | None, float]) -> bool:
    """Whether the first word of ``line`` would have fitted at the end of ``before``."""
    text = before.text.strip()
    if not text or before.right <= before.left:
        return False
    width = (before.right - before.left) / len(text)
    word = line.text.split(maxsplit=1)[0]
    return before.right + width * (len(word) + 2) < margins.get(before.page, before.right)


def _begins_block(group: Sequence[Line], line: Line, margins: dict[int | None, float]) -> bool:
    before, first = group[-1], group[0]
    if before.whole or line.whole or Shape.ROW in (before.shape, line.shape) or before.shape != line.shape:
        return True
    text, last = line.text.strip(), before.text.strip()
    broken = last[-1] in HYPHENS + SOFT and len(last) > 1 and not last[-2].isspace()
    runs_on = text[0].islower() and not list_marker(text) and (not ends_sentence(last) or ends_in_abbreviation(last))
    other_style = abs(before.size - line.size) > 0.6 or before.bold != line.bold
    early = _ended_early(before, line, margins)
    if line.page != before.page:
        if other_style and not runs_on:
            return True
        if broken or runs_on:
            return False
        return ends_sentence(last) or early or _marked(text, last, first)
    if line.apart:
        return not (broken and text[0].islower())
    if other_style:
        return early or not runs_on
    if broken and not is_bullet(text):
        return False
    if early:
        return not runs_on or last.endswith((":", ";"))
    if _marked(text, last, first) or (list_marker(text) and line.left + 4 < before.left):
        return True
    if ends_sentence(last) and abs(line.left - before.left) > 6:
        # An indent or outdent after a sentence; the hanging indent of a list item's second line is none.
        return not (len(group) == 1 and list_marker(first.text) and line.left > first.left)
    return False


def _marked(text: str, last: str, first: Line) -> bool:
    """Whether a full line before ``text`` still lets ``text`` begin a list item or a numbered clause."""
    closed = (
        ends_sentence(last)
        or last.endswith(",")
        or last.split()[-1].lower() in ("ja", "sekä", "tai", "och", "eller", "samt")
    )
    if is_bullet(text):
        return closed or is_bullet(first.text)
    number = parse(text)
    if number is None:
        return bool(list_marker(text)) and closed
    earlier = parse(first.text)
    same_list = earlier and list_marker(text) and earlier.close == number.close and len(number.key) == 1
    if earlier and same_list and number.key[0] == earlier.key[0] + 1:
        return True  # the next item of the list
    if list_marker(text) and number.close == ")":
        return closed
    return (
        ends_sentence(last)
        and not ends_in_abbreviation(last)
        and bool(number.rest[:1].isupper() or (not number.rest and "§" in text))
    )
