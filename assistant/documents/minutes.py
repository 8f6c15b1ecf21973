"""Minutes of a meeting that wrap an agreement: what is the meeting's text and what the agreement's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import ends_sentence
from .headings import body_look, looks_like_heading, numbered
from .lines import Block, Shape
from .numbers import Scheme, parse
from .words import EARLIER_HANDLING, MINUTES_LABEL, MINUTES_SIGNS

_ENOUGH_SIGNS = 3
_TITLE = re.compile(r"sopimus|avtal", re.I)
_BACK = 8  # blocks between an agreement's title and its first clause


@dataclass(frozen=True, slots=True)
class Label:
    """How a stretch of the meeting's text begins: its number ("§ 14"), its heading, and how many characters they
    take.

    ``next_is_heading``: the heading is the whole of the next block.
    """

    number: str | None
    heading: str | None
    length: int
    next_is_heading: bool = False


@dataclass(frozen=True, slots=True)
class MinutesPlan:
    """Which blocks are the meeting's; ``fences`` are the blocks at which numbering may begin anew."""

    meeting: frozenset[int] = frozenset()
    labels: dict[int, Label] = field(default_factory=dict)
    fences: tuple[int, ...] = ()

    def is_meeting(self, at: int) -> bool:
        """Whether block ``at`` is the meeting's own text."""
        return at in self.meeting

    def label(self, at: int) -> Label | None:
        """How block ``at`` begins a stretch of the meeting's text, or None where it goes on with one."""
        return self.labels.get(at)


def is_minutes(blocks: Sequence[Block]) -> bool:
    """Whether the document is minutes or an extract of them."""
    texts = [block.text for block in blocks if len(block.text) < 400]
    found = sum(any(sign.search(text) for text in texts) for sign in MINUTES_SIGNS)
    labels = sum(_label_end(block) is not None for block in blocks)
    return found >= _ENOUGH_SIGNS and labels >= 2


def plan_minutes(blocks: Sequence[Block]) -> MinutesPlan:
    """The plan for a document; empty where it is no minutes."""
    if not is_minutes(blocks):
        return MinutesPlan()
    start, end = _agreement(blocks)
    meeting = frozenset(at for at in range(len(blocks)) if not start <= at < end)
    labels = {at: label for at in meeting if (label := _label(blocks, at, meeting))}
    return MinutesPlan(meeting, labels, (start, end) if start < end else ())


def _agreement(blocks: Sequence[Block]) -> tuple[int, int]:
    """From which to before which block the agreement stands; an empty range where there is none."""
    chain = [h.at for h in numbered(blocks, body_look(blocks)) if h.number and h.number.scheme is not Scheme.ITEM]
    if len(chain) < 3:
        return 0, 0
    start = chain[0]
    for at in range(chain[0] - 1, max(-1, chain[0] - 1 - _BACK), -1):
        block = blocks[at]
        if _label_end(block) is not None or (ends_sentence(block.text) and len(block.text) > 160):
            break
        if _TITLE.search(block.text) and looks_like_heading(block.text):
            start = at
    end = chain[-1] + 1
    while end < len(blocks) and not _ends_agreement(blocks[end]):
        end += 1
    return start, end


def _ends_agreement(block: Block) -> bool:
    number = parse(block.text)
    return (
        _label_end(block) is not None
        or EARLIER_HANDLING.match(block.text) is not None
        or (number is not None and number.scheme is Scheme.ITEM)
    )


def _label_end(block: Block) -> int | None:
    """How many characters a label like "Päätösehdotus:" takes at the beginning of a block; None where there is none."""
    match = MINUTES_LABEL.match(block.text)
    if match:
        return match.end() + (1 if block.text[match.end() : match.end() + 1] == ":" else 0)
    if block.shape is Shape.ROW:
        # The label in the left column, the text beside it.
        first = block.text.split(maxsplit=1)
        if len(first) == 2 and first[1][:1].isupper() and (match := MINUTES_LABEL.match(first[0])):
            return match.end()
    return None


def _label(blocks: Sequence[Block], at: int, meeting: frozenset[int]) -> Label | None:
    block = blocks[at]
    end = _label_end(block)
    if end is not None:
        return Label(None, block.text[:end].rstrip(": "), end)
    if EARLIER_HANDLING.match(block.text) and len(block.text) < 140:
        return Label(None, block.text, len(block.text))
    number = parse(block.text)
    if number is None or number.scheme not in (Scheme.ITEM, Scheme.SECTION):
        return None
    if number.rest:
        if not looks_like_heading(number.rest):
            return None
        return Label(number.printed, number.rest, len(block.text))
    follower = blocks[at + 1] if at + 1 in meeting and at + 1 < len(blocks) else None
    heads = follower is not None and looks_like_heading(follower.text) and _label_end(follower) is None
    return Label(number.printed, follower.text if heads and follower else None, len(block.text), heads)
