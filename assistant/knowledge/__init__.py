"""What is known of the domain: topics and aspects with examples as data, and the code that learns from them."""

from assistant.knowledge.aspects import Aspect, Knowledge, KnowledgeError, Topic, load_knowledge
from assistant.knowledge.models import Models, learned

__all__ = ["Aspect", "Knowledge", "KnowledgeError", "Models", "Topic", "learned", "load_knowledge"]
