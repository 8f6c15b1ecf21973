"""A draft against the law, old wording, itself, the other regions and the model agreement."""

from __future__ import annotations

from assistant.answers.results import Review
from assistant.answers.reviews.citations import citations
from assistant.answers.reviews.contradictions import contradictions
from assistant.answers.reviews.deviations import deviations
from assistant.answers.reviews.missing import missing_topics
from assistant.answers.reviews.open_places import open_places
from assistant.answers.reviews.outdated import outdated
from assistant.answers.reviews.reading import read
from assistant.answers.reviews.statutory import statutory
from assistant.model import Agreement
from assistant.search import Searcher


def review(searcher: Searcher, draft: Agreement, language: str | None = None) -> Review:
    """Review ``draft``, which need not be in the index and is not put into it.

    ``language`` ("fi" or "sv") is that of the remarks; the draft's own where it is None. Every remark quotes the draft.
    """
    reading = read(searcher, draft, language)
    return Review(
        file=draft.file,
        language=reading.language,
        statutory=statutory(reading),
        superseded=outdated(reading),
        missing_topics=missing_topics(reading),
        deviations=deviations(reading),
        contradictions=contradictions(reading),
        citations=citations(reading),
        open_places=open_places(reading),
    )
