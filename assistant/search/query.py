"""A question becomes a Query: language, what is asked, and of whom."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.index.corpus import Corpus
from assistant.knowledge.aspects import Knowledge
from assistant.knowledge.models import Embeds, Models
from assistant.model import Status
from assistant.search.focus import HALF_TRUSTED, focus, occurs, speaks_of_agreements
from assistant.search.names import unknown_places, without
from assistant.search.places import Places

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]
    Matrix = np.ndarray[Any, np.dtype[np.float32]]

# The scores of the labels become probabilities by a softmax. A question is also read as if it were a statement: the aspects that it
# would then answer count AS_STATEMENT times as much beside. All were chosen over question forms that were left out of the training:
# the sharpness of both readings together by their likelihood, that of the question alone by refusals right and wrong.
SHARPNESS = 6.0
SHARPNESS_ALONE = 14.0
AS_STATEMENT = 3.0
# An aspect counts as asked for when it is at least this likely, and at least this share of the likeliest one.
LIKELY = 0.12
SHARE = 0.75
# What is not a question about an aspect (a refusal, a vague question, another intent) must be at least this likely, and at
# least this share of the likeliest aspect. Here the question counts as asked alone: as a statement, anything is an aspect.
LIKELY_OTHER = 0.15
OTHER_SHARE = 0.85
# An aspect of another topic is as likely to be meant where it is at least this share of the likeliest one. No question of the
# development part that says what it asks is that near to another topic.
RIVAL = 0.45
# A question that leans on the one before it: what belongs to that one's topic is this much likelier.
SAME_TOPIC = 6.0
LONGEST_QUESTION = 2000  # characters; what is beyond is not a question
_WHOLE_CLAUSE = re.compile(
    r"\b(koko (kohta|kohdan|pykälä|lauseke)|kohta kokonaan|hela (punkten|klausulen|avsnittet))\b", re.I
)
_SIGNED = re.compile(r"\b(vain|ainoastaan|pelkästään|bara|endast) (allekirjoitet|undertecknad)", re.I)


class UnknownRegionError(Exception):
    """A region was given that no agreement has; the text names it and lists those that are known."""


@dataclass(frozen=True)
class Query:
    """What a question asks for.

    ``aspects`` are (id, probability), likeliest first; empty where the question maps to none, and then ``topic`` may still be
    known. ``scope`` are positions of agreements in the corpus. ``refuse`` names why it must not be answered.
    """

    text: str
    language: str
    vector: Vector
    aspects: tuple[tuple[str, float], ...]
    topic: str | None
    scope: tuple[int, ...]
    regions: tuple[str, ...]
    unknown_regions: tuple[str, ...] = ()
    refuse: str | None = None
    clarify: str | None = None
    intent: str | None = None
    whole_clause: bool = False
    whole_topic: bool = False  # all aspects of the topic are asked for, none before another
    in_domain: bool = False  # it is about these agreements even where it maps to no aspect
    signed_only: bool = False  # the scope is narrowed to signed agreements
    focus: tuple[str, ...] = ()  # words that it is about where no aspect accounts for them; then ``aspects`` are empty
    rivals: tuple[str, ...] = ()  # aspects of other topics that may be meant as well, the likeliest of each


def understand(
    question: str,
    corpus: Corpus,
    knowledge: Knowledge,
    models: Models,
    embedder: Embeds,
    regions: tuple[str, ...] = (),
    leans_on: str | None = None,
    places: Places | None = None,
) -> Query:
    """Read ``question``. ``regions``, where given, restrict the scope beside those that the question names.

    ``leans_on`` is the topic of the question before, where this one goes on from it; ``places`` are those of ``corpus``.

    Raises UnknownRegionError.
    """
    text = " ".join(question.split())[:LONGEST_QUESTION]
    places = places or Places(corpus)
    core = without(text, places.names)
    # Names of places say of whom is asked, not what: classifiers and open search read the question without them.
    vectors = embedder.queries([core])
    language, asked, p = _probabilities(core, vectors, models)
    if leans_on:
        p = _favoured(p, leans_on)
    scope, named = _scope(text, corpus, places, regions)
    aspects = _chosen({label: value for label, value in p.items() if ":" not in label})
    topics = _family(p, "topic")
    likeliest = max(
        (value for label, value in asked.items() if "." in label or label.startswith("topic:")), default=0.0
    )
    best = aspects[0][1] if aspects else 0.0
    whole = max(topics, key=topics.__getitem__, default="")
    whole_topic = bool(whole) and topics[whole] >= max(LIKELY, best)
    refuse = _strongest(asked, "refuse", likeliest)
    clarify = _strongest(asked, "clarify", likeliest)
    intent = _strongest(asked, "intent", likeliest)
    words = () if whole_topic else focus(core, aspects, knowledge.vocabulary)
    if words and aspects and aspects[0][1] >= HALF_TRUSTED and not occurs(words, corpus):
        words = ()
    if not (aspects or words or whole_topic or refuse or intent):
        clarify = clarify or "vague"  # no word of it says what is asked
    if words:
        aspects = ()
    topic = knowledge.aspect(aspects[0][0]).topic if aspects else None
    if whole_topic:
        topic, best = whole, topics[whole]
        aspects = tuple((aspect.id, best) for aspect in knowledge.topic(whole).aspects)
    return Query(
        text=text,
        language=language,
        vector=vectors[0],
        aspects=aspects,
        topic=topic,
        scope=scope,
        regions=named,
        unknown_regions=tuple(unknown_places(text, places.names)) if not named else (),
        refuse=None if words and refuse == "off_topic" and speaks_of_agreements(text) else refuse,
        clarify=clarify,
        intent=intent,
        whole_clause=bool(_WHOLE_CLAUSE.search(text)),
        whole_topic=whole_topic,
        in_domain=p.get("other:in_domain", 0.0) >= LIKELY or speaks_of_agreements(text),
        signed_only=bool(_SIGNED.search(text)),
        focus=words,
        rivals=_rivals(p, topic, best) if aspects else (),
    )


def _rivals(p: dict[str, float], topic: str | None, best: float) -> tuple[str, ...]:
    """The likeliest aspect of each topic but ``topic`` that comes near to ``best``, likeliest first."""
    found: dict[str, str] = {}
    for label in sorted((name for name in p if ":" not in name), key=lambda name: -p[name]):
        if p[label] < RIVAL * best:
            break
        found.setdefault(label.split(".")[0], label)
    return tuple(label for own, label in found.items() if own != topic)


def _probabilities(text: str, vectors: Matrix, models: Models) -> tuple[str, dict[str, float], dict[str, float]]:
    """The question's language; the probability of each other label by the question alone; the same with it read as a statement."""
    scores = dict(zip(models.questions.labels, map(float, models.questions.scores(vectors, [text])[0]), strict=True))
    languages = {label[9:]: scores.pop(label) for label in models.questions.labels if label.startswith("language:")}
    as_statement = dict(
        zip(models.passages.labels, map(float, models.passages.scores(vectors, [text])[0]), strict=True)
    )
    both = {label: value + AS_STATEMENT * as_statement.get(label, 0.0) for label, value in scores.items()}
    return max(languages, key=languages.__getitem__), _softmax(scores, SHARPNESS_ALONE), _softmax(both, SHARPNESS)


def _softmax(scores: dict[str, float], sharpness: float) -> dict[str, float]:
    top = max(scores.values())
    weights = {label: math.exp(sharpness * (value - top)) for label, value in scores.items()}
    total = sum(weights.values())
    return {label: weight / total for label, weight in weights.items()}


def _favoured(p: dict[str, float], topic: str) -> dict[str, float]:
    """``p`` with the labels of ``topic`` likelier, and all adding up to one again."""
    own = {label for label in p if label.startswith(f"{topic}.") or label == f"topic:{topic}"}
    weights = {label: value * (SAME_TOPIC if label in own else 1.0) for label, value in p.items()}
    total = sum(weights.values())
    return {label: value / total for label, value in weights.items()}


def _family(p: dict[str, float], family: str) -> dict[str, float]:
    """The labels of a family ("refuse:off_topic") by their own names ("off_topic")."""
    return {label.split(":")[1]: value for label, value in p.items() if label.startswith(f"{family}:")}


def _strongest(p: dict[str, float], family: str, least: float) -> str | None:
    """The likeliest member of a family where the family is likely, and likelier than ``least``."""
    members = _family(p, family)
    if sum(members.values()) < max(LIKELY_OTHER, OTHER_SHARE * least):
        return None
    return max(members, key=members.__getitem__, default=None)


def _chosen(found: dict[str, float]) -> tuple[tuple[str, float], ...]:
    ranked = sorted(found.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < LIKELY:
        return ()
    return tuple((label, value) for label, value in ranked[:4] if value >= max(LIKELY, SHARE * ranked[0][1]))


def signed(corpus: Corpus, agreements: tuple[int, ...]) -> tuple[int, ...]:
    """Those of ``agreements`` that are signed."""
    return tuple(i for i in agreements if corpus.agreements[i].description.status is Status.SIGNED)


def _scope(
    text: str, corpus: Corpus, places: Places, regions: tuple[str, ...]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Positions of the agreements asked about, in reading order of the list of documents, and the regions named."""
    agreements = places.agreements
    chosen: set[str] = set()
    for name in regions:
        match = [r for r in places.regions if r.lower() == name.lower()] or places.regions.mentioned(name)
        if not match:
            raise UnknownRegionError(f"{name!r} ({', '.join(places.regions)})")
        chosen.update(match)
    if chosen:
        agreements = places.of_regions(chosen)
    named = places.regions.mentioned(text)
    if named:
        agreements = places.of_regions(chosen.intersection(named) if chosen else named)
    elif asked := places.parties.mentioned(text):
        # An authority that is a party of several agreements names them all.
        own = places.of_parties(asked)
        own = tuple(i for i in own if places.is_of(i, chosen)) if chosen else own
        if own:
            agreements, named = own, places.regions_of(own)
    if _SIGNED.search(text):
        agreements = signed(corpus, agreements)
    return agreements, tuple(named) if named else tuple(sorted(chosen))
