"""Where a quotation stands, in words."""

from __future__ import annotations

from assistant.app.markup import joined
from assistant.model import Quotation
from assistant.phrases import phrase


def place(quotation: Quotation, language: str, *, file: bool = True) -> str:
    """Where a quotation stands, as text: clause with heading, page and, unless it is said elsewhere, file."""
    clause = phrase(language, "app.viewer.clause", clause=quotation.clause) if quotation.clause else None
    page = phrase(language, "app.viewer.page", page=quotation.page) if quotation.page is not None else None
    return joined(
        [" ".join(part for part in (clause, quotation.heading) if part), page, quotation.file if file else None]
    )
