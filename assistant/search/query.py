"""A question becomes a Query: language, what is asked, and of whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.index.corpus import Corpus
from assistant.knowledge.aspects import Knowledge
from assistant.knowledge.models import Embeds, Models
from assistant.model import Kind, Status
from assistant.search.names import mentioned, unknown_places

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]

# A label counts as asked for when it is at least this likely, and at least this share of the likeliest one.
LIKELY = 0.30
SHARE = 0.55
LIKELY_INTENT = 0.50
LONGEST_QUESTION = 2000  # characters; what is beyond is not a question
_WHOLE_CLAUSE = re.compile(r"\b(koko (kohta|kohdan|pykälä|lauseke)|kohta kokonaan|hela (punkten|klausulen|avsnittet))\b", re.I)
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


def understand(
    question: str,
    corpus: Corpus,
    knowledge: Knowledge,
    models: Models,
    embedder: Embeds,
    regions: tuple[str, ...] = (),
) -> Query:
    """Read ``question``. ``regions``, where given, restrict the scope beside those that the question names.

    Raises UnknownRegionError.
    """
    text = " ".join(question.split())[:LONGEST_QUESTION]
    vector = embedder.queries([text])
    found = models.questions.probabilities(vector, [text])[0]
    p = dict(zip(models.questions.labels, (float(x) for x in found), strict=True))
    language = max(("fi", "sv", "en"), key=lambda code: p.get(f"language:{code}", 0.0))
    scope, named = _scope(text, corpus, regions)
    aspects = _chosen({label: value for label, value in p.items() if "." in label and ":" not in label})
    topics = _chosen(_family(p, "topic"))
    whole_topic = bool(topics) and (not aspects or topics[0][1] > aspects[0][1])
    topic = knowledge.aspect(aspects[0][0]).topic if aspects else None
    best = aspects[0][1] if aspects else 0.0
    if whole_topic:
        topic, best = topics[0]
        aspects = tuple((aspect.id, best) for aspect in knowledge.topic(topic).aspects)
    unknown = tuple(unknown_places(text, _place_names(corpus))) if not named else ()
    return Query(
        text=text,
        language=language,
        vector=vector[0],
        aspects=aspects,
        topic=topic,
        scope=scope,
        regions=named,
        unknown_regions=unknown,
        refuse=_strongest(p, "refuse", best),
        clarify=_strongest(p, "clarify", best),
        intent=_strongest(p, "intent", best),
        whole_clause=bool(_WHOLE_CLAUSE.search(text)),
        whole_topic=whole_topic,
        in_domain=p.get("other:in_domain", 0.0) >= LIKELY,
    )


def _family(p: dict[str, float], family: str) -> dict[str, float]:
    """The labels of a family ("refuse:off_topic") by their own names ("off_topic")."""
    return {label.split(":")[1]: value for label, value in p.items() if label.startswith(f"{family}:")}


def _strongest(p: dict[str, float], family: str, least: float) -> str | None:
    """The likeliest member of a family where it is likely, and likelier than ``least``."""
    name, value = max(_family(p, family).items(), key=lambda item: item[1], default=("", 0.0))
    return name if value >= max(LIKELY_INTENT, least) else None


def _chosen(found: dict[str, float]) -> tuple[tuple[str, float], ...]:
    ranked = sorted(found.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < LIKELY:
        return ()
    return tuple((label, value) for label, value in ranked[:4] if value >= max(LIKELY, SHARE * ranked[0][1]))


def _place_names(corpus: Corpus) -> list[str]:
    names: list[str] = []
    for i in corpus.of_kind(Kind.AGREEMENT):
        d = corpus.agreements[i].description
        names += [name for name in (d.region, *d.parties) if name]
    return list(dict.fromkeys(names))


def _scope(text: str, corpus: Corpus, regions: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Positions of the agreements asked about, in reading order of the list of documents, and the regions named."""
    agreements = corpus.of_kind(Kind.AGREEMENT)
    known = list(dict.fromkeys(r for i in agreements if (r := corpus.agreements[i].description.region)))
    chosen: set[str] | None = None
    if regions:
        chosen = set()
        for name in regions:
            match = [r for r in known if r.lower() == name.lower()] or mentioned(name, known)
            if not match:
                raise UnknownRegionError(f"{name!r} ({', '.join(known)})")
            chosen.update(match)
        agreements = tuple(i for i in agreements if corpus.agreements[i].description.region in chosen)
    named = mentioned(text, known)
    if named:
        agreements = tuple(i for i in agreements if corpus.agreements[i].description.region in named)
    else:
        # An authority that is a party of several agreements names them all.
        parties = {party for i in agreements for party in corpus.agreements[i].description.parties}
        asked = set(mentioned(text, sorted(parties)))
        if asked:
            agreements = tuple(i for i in agreements if asked & set(corpus.agreements[i].description.parties))
            named = list(dict.fromkeys(r for i in agreements if (r := corpus.agreements[i].description.region)))
    if _SIGNED.search(text):
        agreements = tuple(i for i in agreements if corpus.agreements[i].description.status is Status.SIGNED)
    return agreements, tuple(named) if named else tuple(sorted(chosen or ()))
