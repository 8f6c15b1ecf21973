"""The words of the knowledge: how much a word says of what is asked, and whether an aspect knows it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

from assistant.knowledge.aspects import Knowledge
from assistant.knowledge.questions import question_forms
from assistant.knowledge.wordforms import SAME, grams, likeness, stems, words

_SEVERAL = 2  # one text may have any word
_LONG, _SLIP = 5, 0.88  # letters, and likeness of sequences (difflib) from which a word is another one mistyped


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a question tell, by the question forms and examples of a knowledge."""

    knowledge: Knowledge

    @cached_property
    def _families(self) -> tuple[dict[str, int], int]:
        """For each 4-gram in how many topics (or other families) people use it to ask, and how many there are."""
        found: dict[str, set[str]] = {}
        topics: set[str] = set()
        for form in question_forms(self.knowledge):
            topic = form.aspect.removeprefix("topic:").split(".")[0]
            topics.add(topic)
            for word in words(form.text):
                for gram in grams(stems(word)[0]):
                    found.setdefault(gram, set()).add(topic)
        return {gram: len(where) for gram, where in found.items()}, len(topics)

    @cached_property
    def _known(self) -> dict[str, tuple[frozenset[str], ...]]:  # by aspect; filled as they are asked for
        return {}

    def weight(self, word: str) -> float:
        """Inverse document frequency over topics: near 0 for a word that all are asked with, ``log`` of their number for a new one."""
        counts, topics = self._families
        own = grams(stems(word)[0])
        return sum(math.log((topics + 1) / (counts.get(gram, 0) + 1)) for gram in own) / len(own)

    def of_aspect(self, name: str) -> tuple[frozenset[str], ...]:
        """The words of each of an aspect's labels, question forms and examples."""
        known = self._known
        if name not in known:
            aspect = self.knowledge.aspect(name)
            texts = [label for _, label in aspect.labels] + [form.text for form in aspect.questions]
            texts += [f"{example.heading} {example.text}" for example in aspect.positive]
            known[name] = tuple(frozenset(words(text)) for text in texts)
        return known[name]

    def knows(self, word: str, aspects: Iterable[str]) -> bool:
        """Whether the word belongs to one of ``aspects``: several of its texts have it, or it is one of its words mistyped."""
        names = tuple(aspects)
        return any(self._has(word, name) for name in names) or any(self._nearly_has(word, name) for name in names)

    def _nearly_has(self, word: str, aspect: str) -> bool:
        known = {met for text in self.of_aspect(aspect) for met in text if abs(len(met) - len(word)) <= 2}
        return len(word) >= _LONG and bool(get_close_matches(word, known, n=1, cutoff=_SLIP))

    def _has(self, word: str, aspect: str) -> bool:
        having = (text for text in self.of_aspect(aspect) if any(likeness(word, met) >= SAME for met in text))
        return sum(1 for _ in islice(having, _SEVERAL)) == _SEVERAL
