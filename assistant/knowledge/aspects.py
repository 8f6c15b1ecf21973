"""Topics and aspects as data: read from ``aspects/*.toml`` and from an administrator's own folder beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.phrases import in_language

if TYPE_CHECKING:
    from assistant.knowledge.vocabulary import Vocabulary

FOLDER = Path(__file__).parent / "aspects"
_LANGUAGES = ("fi", "sv")


class KnowledgeError(Exception):
    """A knowledge file can't be read; the text names the file, what is wrong and what it takes."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as it would stand in an agreement, and every aspect that it answers (none for a near-miss)."""

    heading: str
    text: str
    language: str
    aspects: tuple[str, ...]
    near: str = ""  # the aspect that it is a near-miss of


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """A way to ask for an aspect."""

    text: str
    language: str
    aspect: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """One question that people ask of an agreement. ``id`` is "topic.aspect"."""

    id: str
    topic: str
    labels: tuple[tuple[str, str], ...]  # (language, label)
    definition: str
    questions: tuple[QuestionForm, ...]
    positive: tuple[Example, ...]
    near: tuple[Example, ...]

    def label(self, language: str) -> str:
        """The label in ``language``, else in Finnish."""
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Topic:
    """Aspects that belong together, and headings under which they are often found."""

    id: str
    order: int
    labels: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    aspects: tuple[Aspect, ...]

    def label(self, language: str) -> str:
        """The label in ``language``, else in Finnish."""
        return in_language(self.labels, language)


@dataclass(frozen=True)
class Knowledge:
    """All topics, in order."""

    topics: tuple[Topic, ...]

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """All aspects, in the topics' order."""
        return tuple(aspect for topic in self.topics for aspect in topic.aspects)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What words tell, by the question forms and examples."""
        from assistant.knowledge.vocabulary import Vocabulary

        return Vocabulary(self)

    def aspect(self, name: str) -> Aspect:
        """The aspect with this id. Raises KeyError."""
        for aspect in self.aspects:
            if aspect.id == name:
                return aspect
        raise KeyError(name)

    def topic(self, name: str) -> Topic:
        """The topic with this id. Raises KeyError."""
        for topic in self.topics:
            if topic.id == name:
                return topic
        raise KeyError(name)


def load_knowledge(*folders: Path) -> Knowledge:
    """Read topics from the package's folder and then from ``folders``, which may add topics, aspects and examples.

    A file of a known topic id adds to that topic; an aspect of a known id adds its examples. Raises KnowledgeError.
    """
    files = [path for folder in (FOLDER, *folders) if folder.is_dir() for path in sorted(folder.glob("*.toml"))]
    return _merged([_topic(path) for path in files])


@cache
def bundled_knowledge() -> Knowledge:
    """The topics that come with the package."""
    return load_knowledge()


def _merged(parts: Iterable[Topic]) -> Knowledge:
    topics: dict[str, Topic] = {}
    for part in parts:
        old = topics.get(part.id)
        if old is None:
            topics[part.id] = part
            continue
        aspects = {aspect.id: aspect for aspect in old.aspects}
        for new in part.aspects:
            base = aspects.get(new.id)
            aspects[new.id] = (
                new
                if base is None
                else Aspect(
                    new.id,
                    new.topic,
                    base.labels,
                    base.definition,
                    base.questions + new.questions,
                    base.positive + new.positive,
                    base.near + new.near,
                )
            )
        topics[part.id] = Topic(old.id, old.order, old.labels, old.headings + part.headings, tuple(aspects.values()))
    known = {aspect.id for topic in topics.values() for aspect in topic.aspects}
    for topic in topics.values():
        for aspect in topic.aspects:
            for example in aspect.positive + aspect.near:
                for name in example.aspects:
                    if name not in known:
                        raise KnowledgeError(
                            f"{aspect.id}: the example {example.text!r} names the unknown aspect {name!r}"
                        )
    return Knowledge(tuple(sorted(topics.values(), key=lambda t: (t.order, t.id))))


def _topic(path: Path) -> Topic:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        name = str(data["id"])
        headings = data.get("headings", {})
        return Topic(
            id=name,
            order=int(data.get("order", 1000)),
            labels=_labels(data, name),
            headings=tuple(str(h) for language in _LANGUAGES for h in headings.get(language, [])),
            aspects=tuple(_aspect(name, entry) for entry in data.get("aspect", [])),
        )
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        reason = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise KnowledgeError(
            f"{path}: {reason} (its form is described in the README beside the bundled aspects)"
        ) from error


def _labels(data: dict[str, Any], fallback: str) -> tuple[tuple[str, str], ...]:
    labels = {"fi": fallback, **data.get("label", {})}
    return tuple((language, str(text)) for language, text in labels.items())


def _aspect(topic: str, data: dict[str, Any]) -> Aspect:
    name = f"{topic}.{data['id']}"
    positive = [
        _example(text, language, name) for language in _LANGUAGES for text in data.get("positive", {}).get(language, [])
    ]
    near = [
        _example(text, language, "", near=name)
        for language in _LANGUAGES
        for text in data.get("near", {}).get(language, [])
    ]
    questions = [
        QuestionForm(str(text), language, name)
        for language in _LANGUAGES
        for text in data.get("questions", {}).get(language, [])
    ]
    labels = _labels(data, name)
    questions += [QuestionForm(text, language, name) for language, text in labels if language in _LANGUAGES]
    return Aspect(name, topic, labels, str(data.get("definition", "")), tuple(questions), tuple(positive), tuple(near))


def _example(line: str, language: str, aspect: str, near: str = "") -> Example:
    """Read "Heading :: sentence ++ other.aspect, another.aspect"; heading and other aspects may be missing."""
    body, _, also = line.partition("++")
    heading, separator, text = body.partition("::")
    if not separator:
        heading, text = "", body
    names = [aspect] if aspect else []
    names += [name.strip() for name in also.split(",") if name.strip()]
    if not text.strip():
        raise ValueError(f"an example has no sentence: {line!r}")
    return Example(heading.strip(), text.strip(), language, tuple(dict.fromkeys(names)), near)
