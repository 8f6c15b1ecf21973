"""Alternatives for a clause: wordings that exist elsewhere, with names and values made slots, each passage traced to its source."""

from assistant.answers.drafts.making import Drafter, draft
from assistant.answers.drafts.text import draft_text
from assistant.answers.topics import Subject, UnknownTopicError, subject

__all__ = ["Drafter", "Subject", "UnknownTopicError", "draft", "draft_text", "subject"]
