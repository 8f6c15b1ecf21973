"""What a language model writes is only shown where the quotations that it cites support it, statement by statement."""

from assistant.chat.grounding.checking import grounded, grounded_so_far
from assistant.chat.grounding.values import Dropped, Evidence, Grounded, Kept, Reason, Source, Standing

__all__ = ["Dropped", "Evidence", "Grounded", "Kept", "Reason", "Source", "Standing", "grounded", "grounded_so_far"]
