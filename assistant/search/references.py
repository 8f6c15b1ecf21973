"""Sentences that only point elsewhere ("Rent: see clause 3", "Costs are agreed in annex 2"): they say where, not what."""

from __future__ import annotations

import re

_PLACE = r"(?:kohda|kohta|luku|luvu|liit|pykäl|§|osio|punkt|klausul|avsnitt|kapitel|bilag)"
_NUMBER = r"(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])"
_SEE = re.compile(rf"\b(?:ks|kts|katso|se|jfr)\b\.?\s+{_PLACE}\w*", re.IGNORECASE)
_SEE_NAME = re.compile(r"(?:\b[Kk]s\.|\b[Kk]atso|, se|\([Ss]e)\s+[A-ZÅÄÖ]\w+")
_SETTLED = re.compile(
    rf"\b(?:sovi|sovit|määrät|kuvat|säädet|todet|eritel|esitet|kerrot|kirjat|löyty|avtala|beskriv|regler|ang[ei]|fram)\w*"
    rf"(?:\s+\w+){{0,3}}?\s+(?:i\s+|tämän\s+sopimuksen\s+|sopimuksen\s+)?{_PLACE}\w*\s+{_NUMBER}",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"\d+\s*(?:%|prosent|procent|€|euro|htv|årsverk|kuukau|månad|vuo|år|päiv|dag|henkilö)", re.IGNORECASE
)
_LONGEST = 16  # words; a longer sentence says something beside the reference


def only_refers(text: str) -> bool:
    """Whether ``text`` does nothing but point to another clause or an annex."""
    if len(text.split()) > _LONGEST or _FIGURES.search(text):
        return False
    return bool(_SEE.search(text) or _SEE_NAME.search(text) or _SETTLED.search(text))
