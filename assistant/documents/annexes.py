"""Annexes: where they begin, as opposed to where they are listed or referred to."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import ends_sentence
from .headings import Heading, Look, emphasis
from .lines import Block, Shape
from .numbers import Scheme, parse


def annex_starts(blocks: Sequence[Block], look: Look) -> list[int]:
    """Where annexes begin, as opposed to where they are listed or referred to."""
    out: list[int] = []
    mentions = [
        (at, number)
        for at, block in enumerate(blocks)
        if len(block.text) <= 140
        and block.shape is not Shape.ROW
        and (number := parse(block.text)) is not None
        and number.scheme is Scheme.ANNEX
        and (number.key or emphasis(block, look) >= 1.5)
        and not ends_sentence(number.rest)
        and (not number.rest or number.rest[0].isupper() or number.close)
    ]
    listed = {at for at, number in mentions}
    for at, number in mentions:
        page_top = (
            at > 0 and blocks[at].first.page is not None and blocks[at - 1].lines[-1].page != blocks[at].first.page
        )
        next_listed = at + 1 in listed and blocks[at + 1].first.page == blocks[at].first.page
        earlier = any(n.key == number.key for i, n in mentions if i < at)
        strong = emphasis(blocks[at], look) >= 1.5
        last = at + 1 >= len(blocks)
        if last or next_listed or (at - 1 in listed and not strong and not page_top):
            continue
        if strong or page_top or (earlier and blocks[at].first.apart):
            out.append(at)
    return out


def annex_headings(blocks: Sequence[Block], starts: Sequence[int]) -> dict[int, Heading]:
    """The headings at ``starts``, by the index of their block."""
    out = {}
    for at in starts:
        number = parse(blocks[at].text)
        if number is not None:
            rest = number.rest.strip(" :–-") or None
            out[at] = Heading(at, number, rest, "", 1, True)
    return out
