"""The conversation: intent and what carries over to a follow-up question."""

from assistant.chat.conversation import Conversation

__all__ = ["Conversation"]
