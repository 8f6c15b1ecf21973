"""From findings to what a representative needs at the table: wordings, comparisons, drafts, checklists, reviews."""

from assistant.answers.wordings import answer, ask, leading

__all__ = ["answer", "ask", "leading"]
