"""Signature blocks: places and dates, names, titles, lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import ends_sentence
from .words import AT_PLACE_AND_DATE, PLACE_AND_DATE, SIGNATURE_LINE


def is_signature_line(text: str, last: bool = True) -> bool:
    """Whether a block by itself can only belong to a signature block (or to the dates and bills at a statute's end).

    ``last``: it stands at the end of its part of the document, where a bare place and date are enough.
    """
    if len(text) >= 200:
        return False
    return bool(SIGNATURE_LINE.search(text) or AT_PLACE_AND_DATE.match(text) or (last and PLACE_AND_DATE.match(text)))


def _prose(text: str) -> bool:
    return len(text.split()) >= 6 and ends_sentence(text) and not is_signature_line(text)


def signature_start(blocks: Sequence[str], named: bool, last: bool) -> int | None:
    """The index of the block with which the signature block at the end of a clause begins, or None.

    ``named``: the clause's heading says that it is about signatures; then all after its last sentence belongs to it.
    ``last``: nothing of its part of the document follows the clause.
    """
    first = max((i for i, text in enumerate(blocks) if _prose(text)), default=-1) + 1
    if named:
        return first if first < len(blocks) or not blocks else None
    for i in range(first, len(blocks)):
        if is_signature_line(blocks[i], last and len(blocks) - i >= 3):
            return i
    return None
