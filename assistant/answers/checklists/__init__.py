"""Checklists for a negotiation: what the law, the study, the model agreement and the other regions give to see to."""

from assistant.answers.checklists.making import checklist, ordered
from assistant.answers.checklists.text import render

__all__ = ["checklist", "ordered", "render"]
