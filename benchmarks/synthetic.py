"""Invented agreements, as many as wanted, with the statistics of the sample: 3.5 passages a clause, 8 words a passage.

A passage is an example of the knowledge (a statement that answers an aspect, or a near miss) with other figures in it, or one
time in four words drawn from all examples by their frequency, which is about nothing. An agreement treats some of the aspects,
those that most agreements have more often than others (Zipf). All is drawn from a seed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.index.corpus import Corpus
from assistant.index.rows import Rows, Texts
from assistant.index.similarity import put, vectors_for
from assistant.knowledge.aspects import Knowledge
from assistant.knowledge.models import Models, in_context, passage_examples
from assistant.model import Agreement, AgreementId, Clause, Description, Kind, Status

if TYPE_CHECKING:
    Matrix = np.ndarray[Any, np.dtype[np.float32]]

CLAUSES = 40  # an agreement
PASSAGES = 3.5  # a clause, on average
WORDS = 8  # of a passage about nothing, on average
_ABOUT_NOTHING = 0.25
_DIGITS = re.compile(r"\d+")
_SYLLABLES = (
    "koi",
    "vu",
    "ran",
    "ta",
    "la",
    "hti",
    "kuu",
    "se",
    "mä",
    "ki",
    "lam",
    "pi",
    "sel",
    "kä",
    "har",
    "ju",
    "sal",
    "mi",
)


@dataclass(frozen=True)
class Templates:
    """What passages are made of: texts with their headings, and how likely each is."""

    texts: tuple[str, ...]
    headings: tuple[str, ...]
    weights: np.ndarray[Any, Any]


def templates(knowledge: Knowledge, seed: int = 1) -> Templates:
    """The examples of the knowledge in Finnish and Swedish, and as many passages about nothing."""
    rng = np.random.default_rng(seed)
    examples, labels, targets = passage_examples(knowledge)
    popularity = 1 / np.arange(1, len(labels) + 1) ** 0.7
    rng.shuffle(popularity)
    own = np.where(targets.any(axis=1), (targets * popularity).max(axis=1), popularity.min())
    counted = Counter(word for example in examples for word in example.text.split())
    words = np.array(list(counted))
    frequency = np.array(list(counted.values()), np.float64) / counted.total()
    nothing = [
        " ".join(rng.choice(words, max(2, int(rng.poisson(WORDS))), p=frequency)).strip(".,;:").capitalize() + "."
        for _ in range(2000)
    ]
    weights = np.concatenate(
        [own / own.sum() * (1 - _ABOUT_NOTHING), np.full(len(nothing), _ABOUT_NOTHING / len(nothing))]
    )
    texts = (*(example.text for example in examples), *nothing)
    headings = (*(example.heading or "Muut ehdot" for example in examples), *(["Muut ehdot"] * len(nothing)))
    return Templates(texts, headings, weights)


def region_names(count: int, rng: np.random.Generator) -> list[str]:
    """Invented names of places, all different."""
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(rng.choice(_SYLLABLES, int(rng.integers(3, 6)))).capitalize()] = None
    return list(names)


def agreements(made: Templates, count: int, seed: int = 2) -> Iterator[tuple[Agreement, list[int]]]:
    """``count`` agreements, each with the template of every passage in reading order. A region has two or three on average."""
    rng = np.random.default_rng(seed)
    regions = region_names(max(1, int(count * 0.4)), rng)
    cumulated = made.weights.cumsum()
    statuses = (Status.SIGNED, Status.SIGNED, Status.SIGNED, Status.DRAFT)
    for i in range(count):
        region = regions[i % len(regions)]
        sizes = rng.poisson(PASSAGES - 1, CLAUSES) + 1
        chosen = np.minimum(cumulated.searchsorted(rng.random(int(sizes.sum()))), len(made.texts) - 1)
        figures = iter(rng.integers(1, 60, 4 * len(chosen) + 50).tolist())
        clauses = []
        first = 0
        for index, size in enumerate(sizes.tolist()):
            own = chosen[first : first + size].tolist()
            first += size
            parts = [_with_figures(made.texts[t], figures) for t in own]
            starts = [0]
            for part in parts[:-1]:
                starts.append(starts[-1] + len(part) + 1)
            clauses.append(
                Clause(index, str(index + 1), made.headings[own[0]], 1, " ".join(parts), blocks=tuple(starts))
            )
        parties = (f"{region}n työllisyysalue", f"{regions[i % max(1, len(regions) // 3)]}n hyvinvointialue", "Kela")
        title = f"Yhteistyösopimus {region} {i}"
        description = Description(
            Kind.AGREEMENT, title, region, parties, "fi", statuses[i % 4], f"2025-{i % 12 + 1:02}-{i % 28 + 1:02}"
        )
        yield Agreement(AgreementId(f"a{i:06}"), f"a{i:06}.txt", description, tuple(clauses), None), chosen.tolist()


def _with_figures(text: str, figures: Iterator[int]) -> str:
    return _DIGITS.sub(lambda _: str(next(figures, 7)), text)


def vectors_of_templates(made: Templates, known: Matrix, seed: int = 3) -> Matrix:
    """A unit vector for each template: ``known`` are those of the examples; what is about nothing lies between some of them."""
    rng = np.random.default_rng(seed)
    rest = len(made.texts) - len(known)
    mixed = known[rng.integers(0, len(known), (rest, 3))].mean(axis=1)
    found = np.concatenate([known, mixed]).astype(np.float32)
    unit: Matrix = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def corpus_of(
    made: Templates, template_vectors: Matrix, count: int, noise: float = 0.02, seed: int = 4
) -> tuple[Corpus, np.ndarray[Any, Any]]:
    """A corpus in memory of ``count`` agreements, and the template of every passage.

    The vector of a passage is that of its template with a little noise, not embedded.
    """
    rng = np.random.default_rng(seed)
    documents: list[Agreement] = []
    places: list[np.ndarray[Any, Any]] = []
    chosen: list[np.ndarray[Any, Any]] = []
    texts: list[Texts] = []
    sizes: list[int] = []
    for position, (agreement, own) in enumerate(agreements(made, count)):
        rows, contexts = [], []
        for clause in agreement.clauses:
            for begin, end in pairwise((*clause.blocks, len(clause.text) + 1)):
                rows.append((position, clause.index, begin, end - 1))
                contexts.append(f"{clause.heading}. {clause.text[begin : end - 1]}")
        documents.append(agreement)
        places.append(np.array(rows, np.int32).T)
        texts.append(Texts.of(contexts))
        chosen.append(np.array(own, np.int32))
        sizes.append(len(rows))
    edges = [0, *np.cumsum(sizes).tolist()]
    templates_of = np.concatenate(chosen)
    vectors = vectors_for(edges[-1], template_vectors.shape[1])
    noises = noise * rng.standard_normal((8192, template_vectors.shape[1]), np.float32)
    for begin in range(0, edges[-1], 8_192):
        part = template_vectors[templates_of[begin : begin + 8_192]]
        part = part + noises[rng.integers(0, len(noises), len(part))]
        part /= np.linalg.norm(part, axis=1, keepdims=True)
        put(vectors, begin, begin + len(part), part)
    corpus = Corpus(
        agreements=tuple(documents),
        folders=("",) * count,
        rows=Rows(np.concatenate(places, axis=1)),
        contexts=Texts.concatenated(texts),
        vectors=vectors,
        spans=tuple(pairwise(edges)),
        version=f"synthetic-{count}",
    )
    return corpus, templates_of


def matrix_of_templates(made: Templates, vectors: Matrix, models: Models) -> Matrix:
    """Probability that a template answers an aspect, shape (templates, aspects)."""
    texts = [f"{heading}. {text}" for heading, text in zip(made.headings, made.texts, strict=True)]
    return models.passages.probabilities(vectors, texts)


def example_texts(knowledge: Knowledge) -> list[str]:
    """The examples as they were embedded when the classifiers were trained."""
    return [in_context(example) for example in passage_examples(knowledge)[0]]
