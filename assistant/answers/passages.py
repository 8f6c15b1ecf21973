"""A passage with what stands above it."""

from __future__ import annotations

from assistant.index.context import headings
from assistant.index.corpus import Corpus


def lead_of(corpus: Corpus, row: int) -> str:
    """The words that lead into the list of which the passage at ``row`` is an item, or that head its table; empty for others."""
    path = headings(corpus.agreements[corpus.rows[row].agreement], corpus.clause(row))
    return corpus.contexts[row].removeprefix(f"{path}. ").removesuffix(corpus.text(row)).strip()
