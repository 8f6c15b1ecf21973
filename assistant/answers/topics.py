"""A topic or one aspect, as users name it: by id, by label, by a usual heading or in free words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.phrases import in_language
from assistant.search import Searcher


class UnknownTopicError(Exception):
    """No topic is meant by the words given; the text is those words."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic with all of its aspects, or one aspect. ``labels`` are (language, label)."""

    id: str
    aspects: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]

    @property
    def whole(self) -> bool:
        """Whether a whole topic is asked for, not one aspect of it."""
        return "." not in self.id

    def label(self, language: str) -> str:
        """The label in ``language``, else in Finnish."""
        return in_language(self.labels, language)


def subject(searcher: Searcher, asked: str) -> Subject:
    """Find what ``asked`` names; case and white space don't count. Raises UnknownTopicError."""
    words = " ".join(asked.split())
    folded = words.casefold()
    known = subjects(searcher)
    if folded in known:
        return known[folded]
    for found in known.values():
        if any(folded == label.casefold() for _, label in found.labels):
            return found
    if not any(letter.isalpha() for letter in words):
        raise UnknownTopicError(asked)
    for topic in searcher.knowledge.topics:
        if folded in (heading.casefold() for heading in topic.headings) and topic.id in known:
            return known[topic.id]
    # "irtisanominen" for "Irtisanominen ja purkaminen": the word that a topic's label begins with
    begun = {
        found.id
        for found in known.values()
        if found.whole and any(label.casefold().split()[0].strip(",") == folded for _, label in found.labels)
    }
    if len(begun) == 1:
        return known[begun.pop()]
    query = searcher.understand(words)
    if query.refuse or query.clarify or not query.topic:
        raise UnknownTopicError(asked)
    # Words that fit several aspects of a topic ask for the topic.
    names = [name for name, _ in query.aspects if name in known]
    return known[names[0]] if len(names) == 1 and not query.whole_topic else known[query.topic]


def subjects(searcher: Searcher) -> dict[str, Subject]:
    """All topics and aspects by id, topics first."""
    topics = {
        topic.id: Subject(topic.id, tuple(aspect.id for aspect in topic.aspects), topic.labels)
        for topic in searcher.knowledge.topics
        if topic.aspects
    }
    return topics | {
        aspect.id: Subject(aspect.id, (aspect.id,), aspect.labels) for aspect in searcher.knowledge.aspects
    }
