"""Words in quotation marks: verbatim in a quotation that is cited, or a lie of one of three kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.chat.grounding.statements import cleaned
from assistant.chat.grounding.values import Reason, Source

_SPACES = re.compile(r"\s+")
_GAP = re.compile(r"\s*(?:\[?(?:…|\.{3}|---?)\]?)\s*")
_SHORTEST_PIECE = 2  # words


def wrong_span(span: str, cited: Sequence[Source], others: Sequence[Source]) -> Reason | None:
    """Why ``span`` must not stand in quotation marks; None where it is verbatim, from word to word, in one of ``cited``."""
    span = _plain(span).strip(" .,;:")
    if not span or any(_holds(source, span) for source in cited):
        return None
    if any(_holds(source, span) for source in others):
        return Reason.MISATTRIBUTED_QUOTE
    pieces = [piece for piece in _GAP.split(span) if piece]
    everything = [*cited, *others]
    if len(pieces) > 1 and all(any(_holds(s, piece.strip(" .,;:")) for s in everything) for piece in pieces):
        return Reason.SPLICED_QUOTE
    words = span.split()
    for cut in range(_SHORTEST_PIECE, len(words) - _SHORTEST_PIECE + 1):
        first, second = " ".join(words[:cut]).strip(" .,;:"), " ".join(words[cut:]).strip(" .,;:")
        if any(_holds(s, first) for s in everything) and any(_holds(s, second) for s in everything):
            return Reason.SPLICED_QUOTE
    return Reason.FABRICATED_QUOTE


def _plain(text: str) -> str:
    return _SPACES.sub(" ", cleaned(text).replace("\u2010", "-").replace("\u2011", "-")).strip()


def _holds(source: Source, span: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(span)}(?!\w)", _plain(source.text)))
