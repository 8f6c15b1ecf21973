"""The optional language model: it gets quotations and may rephrase them; what it writes is checked before it is shown.

Without a setting nothing is sent anywhere, and whatever goes wrong here, the answer without the model stands.
"""

from assistant.chat.model.following import turned
from assistant.chat.model.language_model import LanguageModel, open_language_model
from assistant.chat.model.phrasing import Phrased, phrasings
from assistant.chat.model.restating import restated
from assistant.chat.model.summary import Summary, summaries, summary

__all__ = [
    "LanguageModel",
    "Phrased",
    "Summary",
    "open_language_model",
    "phrasings",
    "restated",
    "summaries",
    "summary",
    "turned",
]
