"""Topics and aspects that most other agreements have and the draft lacks."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.results import MissingTopic
from assistant.answers.reviews.reading import Reading
from assistant.model import Finding, Kind, Quotation, Verdict

# Share of the other agreements that must mention a topic for its absence to be reported; one of its aspects where the draft
# mentions the topic; and either where the model agreement has it too.
TOPIC_SHARE, ASPECT_SHARE = 0.33, 0.6
MODEL_TOPIC_SHARE, MODEL_ASPECT_SHARE = 0.0, 0.5
_EXAMPLES = 2


def missing_topics(reading: Reading) -> tuple[MissingTopic, ...]:
    """Whole topics first, then aspects of topics that the draft has; the most widely agreed first.

    ``topic`` is a topic's id, or "topic.aspect". Where there is no other region, what the model agreement has counts alone.
    """
    topics: list[MissingTopic] = []
    aspects: list[MissingTopic] = []
    for topic in reading.searcher.knowledge.topics:
        names = tuple(aspect.id for aspect in topic.aspects)
        if not names:
            continue
        entry = _entry(reading, names)
        if entry is not None:
            if _weighs(entry, TOPIC_SHARE, MODEL_TOPIC_SHARE):
                topics.append(replace(entry, topic=topic.id, label=topic.label(reading.language)))
            continue
        for aspect in topic.aspects:
            lacking = _entry(reading, (aspect.id,))
            if lacking is not None and _weighs(lacking, ASPECT_SHARE, MODEL_ASPECT_SHARE):
                aspects.append(replace(lacking, topic=aspect.id, label=aspect.label(reading.language)))
    return tuple([*sorted(topics, key=_order), *sorted(aspects, key=_order)])  # noqa: C409


def _weighs(entry: MissingTopic, share: float, with_model: float) -> bool:
    if not entry.of:
        return entry.in_model
    return entry.agreements_with >= (with_model if entry.in_model else share) * entry.of


def _order(entry: MissingTopic) -> tuple[float, bool]:
    return (-entry.agreements_with / entry.of if entry.of else 0.0, not entry.in_model)


def _entry(reading: Reading, aspects: tuple[str, ...]) -> MissingTopic | None:
    """Who has one of ``aspects``; None where the draft has."""
    searcher = reading.searcher
    models = searcher.corpus.of_kind(Kind.MODEL)
    query = searcher.query_for(aspects, (reading.position, *reading.others))
    own, *others = searcher.findings(query)
    if own.verdict is not Verdict.NOT_MENTIONED:
        return None
    found = [finding for finding in others if finding.verdict is Verdict.FOUND]
    in_model = any(judged.verdict is Verdict.FOUND for judged in searcher.judgements(query, models))
    examples = sorted(found, key=lambda finding: -finding.confidence)[:_EXAMPLES]
    return MissingTopic("", "", len(found), len(others), in_model, tuple(q for f in examples for q in _first(f)))


def _first(finding: Finding) -> tuple[Quotation, ...]:
    return finding.quotes[:1]
