"""Local organs in a passage: a town's government, a committee, a district of Kela. Another region has others."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ORGANS = re.compile(
    # A county's board is called the same in every county, and so stays.
    r"\b(?:kaupungin|kunnan|yhtymä|maakunta)(?:hallitu|valtuusto|johtaj)\w*"
    r"|\b(?:\w+(?:- ja |-, ))?\w*(?:lautaku[n]\w+|jaosto\w*|valiokun\w+)"
    r"|\b(?:\w+(?:[ie]n|nen|sen|sessa|seen|lä[n]) )?vakuutuspiiri\w*"
    r"|\b(?:kommun|stads|samkommuns)(?:styrelse|fullmäktige|direktör)\w*"
    r"|\b(?!be|om|ovan|nedan)\w{3,}nämnd(?:en|ens|er|erna)?\b"
    r"|\b(?:(?:västra|östra|norra|södra|mellersta) )?försäkrings(?:distrikt|krets)\w*",
    re.IGNORECASE,
)
# A clause's own number at the beginning of a passage: "11.1", "3.6.". A list's "1." stays.
_NUMBER = re.compile(r"^\W?\d{1,2}(?:\.\d{1,2}){1,3}\.?\)?\s+(?=\D)")


def organs(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of what names a local organ in ``text``."""
    for match in _ORGANS.finditer(text):
        yield match.span()


def clause_number(text: str) -> tuple[int, int] | None:
    """The offsets of the clause number with which ``text`` begins, with the space after it."""
    match = _NUMBER.match(text)
    return match.span() if match else None
