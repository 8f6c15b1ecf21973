"""What a turn can have made beside an answer: comparisons, differences, drafts, checklists; each with its words for the turn."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.checklists import checklist
from assistant.answers.checklists import render as checklist_text
from assistant.answers.comparison import compare, topic_label
from assistant.answers.comparison_text import render_comparison, render_side_by_side
from assistant.answers.drafts import UnknownTopicError, draft, draft_text, subject
from assistant.answers.results import Change, Checklist, Comparison, Draft, SideBySide
from assistant.answers.side_by_side import side_by_side
from assistant.answers.text import escaped
from assistant.chat.carrying import scope_of
from assistant.chat.state import State
from assistant.model import Answer, AnswerKind, Status
from assistant.phrases import phrase
from assistant.search import Searcher

_FEW_TOPICS = 3  # so many are named
_LIKELY = 0.3  # probability from which words name an aspect


def spoken(language: str) -> str:
    """The language that phrases are in."""
    return "sv" if language == "sv" else "fi"


def topic_named(searcher: Searcher, words: Sequence[str]) -> str | None:
    """The topic or aspect that the words of a turn beside its intent name, by id; None where they name none."""
    text = " ".join(words)
    if not text:
        return None
    query = searcher.understand(text)
    likely = bool(query.aspects) and query.aspects[0][1] >= _LIKELY
    labels = [label for topic in searcher.knowledge.topics for _, label in topic.labels]
    if not likely and text not in (label.lower() for label in labels):
        return None
    try:
        return subject(searcher, text).id
    except UnknownTopicError:
        return None


def compared(searcher: Searcher, topic: str | None, state: State, language: str) -> tuple[Answer, Comparison]:
    """Agreements of the state's regions (all, where it has none), of one topic or of all."""
    statuses = (Status.SIGNED.value,) if state.signed_only else ()
    topics = (topic,) if topic else ()
    found = compare(searcher, topics, regions=state.regions, statuses=statuses, language=spoken(language))
    labels = [found.labels[t] for t in found.topics]
    named = ", ".join(labels) if len(labels) <= _FEW_TOPICS else phrase(found.language, "chat.make.all_topics")
    head = phrase(found.language, "chat.make.comparison", topics=escaped(named), count=len(found.agreements))
    findings = tuple(found.cells[a, topic] for a in found.agreements) if topic else ()
    answer = Answer(
        question="",
        language=language,
        kind=AnswerKind.TERMS,
        text=f"{head}\n\n{render_comparison(found)}",
        topic=topic.split(".")[0] if topic else None,
        topic_label=found.labels[topic] if topic else None,
        aspects=_aspects(searcher, topic),
        regions=state.regions,
        findings=findings,
        variants=found.variants[topic] if topic else (),
    )
    return answer, found


def _aspects(searcher: Searcher, topic: str | None) -> tuple[str, ...]:
    if topic is None:
        return ()
    return (topic,) if "." in topic else tuple(aspect.id for aspect in searcher.knowledge.topic(topic).aspects)


def differing(
    searcher: Searcher, pair: tuple[int, ...], regions: tuple[str, ...], language: str
) -> tuple[Answer, SideBySide]:
    """Two documents, at the positions ``pair``, clause by clause."""
    left, right = pair
    found = side_by_side(searcher, left, right)
    files = [searcher.corpus.agreements[i].file for i in pair]
    count = {change: sum(pair.change is change for pair in found.pairs) for change in Change}
    head = phrase(
        spoken(language),
        "chat.make.differences",
        left=escaped(files[0]),
        right=escaped(files[1]),
        same=count[Change.SAME],
        changed=count[Change.CHANGED],
        only=count[Change.ONLY_LEFT] + count[Change.ONLY_RIGHT],
    )
    text = f"{head}\n\n{render_side_by_side(found, files[0], files[1], spoken(language))}"
    return Answer(question="", language=language, kind=AnswerKind.TERMS, text=text, regions=regions), found


def drafted(searcher: Searcher, topic: str, region: str | None, language: str) -> tuple[Answer, Draft]:
    """Alternatives for a clause: in the region's language, or for no region in that of the turn."""
    found = draft(searcher, topic, region, None if region else spoken(language))
    return draft_answer(found, language), found


def draft_answer(found: Draft, language: str, position: int = 0) -> Answer:
    """The words for a draft: all its alternatives, or the one at ``position`` (from 1)."""
    own, count = spoken(language), len(found.alternatives)
    label = escaped(found.topic_label)
    if not count:
        head = phrase(own, "chat.make.draft_none", label=label)
    elif found.region:
        head = phrase(own, "chat.make.draft_for", region=escaped(found.region), label=label, count=count)
    else:
        head = phrase(own, "chat.make.draft", label=label, count=count)
    parts = [head]
    if position:
        parts.append(phrase(own, "chat.make.draft_one", position=position, count=count))
        alternative = found.alternatives[position - 1]
        parts += [f"**{escaped(alternative.style_label)}**", *map(escaped, alternative.text.split("\n\n"))]
    else:
        parts.append(draft_text(found))
    return Answer(
        question="",
        language=language,
        kind=AnswerKind.DRAFT,
        text="\n\n".join(parts),
        topic=found.topic.split(".")[0],
        topic_label=found.topic_label,
        aspects=(found.topic,) if "." in found.topic else (),
        regions=(found.region,) if found.region else (),
    )


def listed(searcher: Searcher, region: str | None, language: str) -> tuple[Answer, Checklist]:
    """A checklist for a negotiation, of ``region`` where one is given. Raises UnknownRegionError."""
    found = checklist(searcher, region, None, spoken(language))
    key = "chat.make.checklist_for" if found.region else "chat.make.checklist"
    head = phrase(spoken(language), key, count=len(found.items), region=escaped(found.region or ""))
    answer = Answer(
        question="",
        language=language,
        kind=AnswerKind.CHECKLIST,
        text=f"{head}\n\n{checklist_text(found)}",
        regions=(found.region,) if found.region else (),
    )
    return answer, found


def label_of(searcher: Searcher, topic: str | None, language: str) -> str:
    """A topic's or aspect's label; "" where there is none."""
    return topic_label(searcher, topic, spoken(language)) if topic else ""


def pair_of(searcher: Searcher, state: State) -> tuple[int, ...] | dict[str, tuple[int, ...]]:
    """The two documents that the state talks about; where a region has several, all of each region, to be asked back."""
    corpus = searcher.corpus
    by_region: dict[str, list[int]] = {}
    for i in scope_of(searcher, state):
        by_region.setdefault(corpus.agreements[i].description.region or corpus.agreements[i].file, []).append(i)
    found = [tuple(positions) for positions in by_region.values()]
    if len(found) == 2 and all(len(positions) == 1 for positions in found):
        return (found[0][0], found[1][0])
    if len(found) == 1 and len(found[0]) == 2:
        return found[0]
    return {region: tuple(positions) for region, positions in by_region.items()}
