"""The bundled knowledge is broad, in both languages, and in order."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.knowledge import Aspect, Knowledge
from assistant.knowledge.aspects import FOLDER, bundled_knowledge
from assistant.knowledge.questions import other_questions, question_forms

ASPECTS = bundled_knowledge().aspects


def test_its_breadth(knowledge: Knowledge) -> None:
    assert len(knowledge.aspects) >= 60
    assert 20 <= len(knowledge.topics) <= 30


def test_a_file_a_topic(knowledge: Knowledge) -> None:
    assert sorted(topic.id for topic in knowledge.topics) == sorted(path.stem for path in FOLDER.glob("*.toml"))
    assert len({topic.order for topic in knowledge.topics}) == len(knowledge.topics)


@pytest.mark.parametrize("aspect", ASPECTS, ids=[a.id for a in ASPECTS])
def test_each_aspect_has_enough_in_both_languages(aspect: Aspect) -> None:
    positive = Counter(example.language for example in aspect.positive)
    near = Counter(example.language for example in aspect.near)
    questions = Counter(form.language for form in aspect.questions)
    assert positive["fi"] >= 25 and positive["sv"] >= 8, positive
    assert near["fi"] >= 5 and near["sv"] >= 2, near
    assert questions["fi"] >= 6 and questions["sv"] >= 3, questions
    assert aspect.definition and aspect.label("fi") != aspect.id and aspect.label("sv") != aspect.label("fi")


@pytest.mark.parametrize("aspect", ASPECTS, ids=[a.id for a in ASPECTS])
def test_no_sentence_stands_twice_in_an_aspect(aspect: Aspect) -> None:
    texts = Counter((e.heading, e.text) for e in aspect.positive + aspect.near)
    assert [key for key, count in texts.items() if count > 1] == []


def test_labels_are_told_apart(knowledge: Knowledge) -> None:
    for language in ("fi", "sv"):
        labels = Counter(aspect.label(language).lower() for aspect in knowledge.aspects)
        assert [label for label, count in labels.items() if count > 1] == []


def test_headings_are_known_for_each_topic(knowledge: Knowledge) -> None:
    assert [topic.id for topic in knowledge.topics if len(topic.headings) < 4] == []


def test_no_question_asks_for_two_different_things(knowledge: Knowledge) -> None:
    asked: dict[tuple[str, str], set[str]] = {}
    for form in question_forms(knowledge):
        family = form.aspect.split(":")[0] if ":" in form.aspect else "aspect"
        if family in ("refuse", "aspect"):
            asked.setdefault((form.text.lower(), form.language), set()).add(form.aspect)
    assert {text: names for (text, _), names in asked.items() if len(names) > 1} == {}


def test_what_must_not_be_answered_has_its_phrase() -> None:
    from assistant.phrases import catalogue

    answers = catalogue("fi", "answers")
    names = {form.aspect for form in other_questions()}
    assert {name.split(":")[1] for name in names if name.startswith("refuse:")} <= set(answers["refused"])
    assert {name.split(":")[1] for name in names if name.startswith("clarify:")} <= set(answers["clarify"])
    topics = {f"topic:{topic.id}" for topic in bundled_knowledge().topics}
    assert {name for name in names if name.startswith("topic:")} <= topics
