"""Review of a draft: what the law obliges to agree, old wording, contradictions, citations, open places, and what others have."""

from assistant.answers.reviews.review import review
from assistant.answers.reviews.shown import render

__all__ = ["render", "review"]
