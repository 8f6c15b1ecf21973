"""The variants that :mod:`eval.ablate` compares, a small function each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.index import Corpus
from assistant.index.context import clause_text
from assistant.index.lexical import LexicalIndex
from assistant.knowledge import Knowledge
from assistant.knowledge.aspects import Example
from assistant.knowledge.learn import TextClassifier, train
from assistant.knowledge.models import PASSAGE_SHAPE, in_context, passage_examples
from assistant.model import Kind, Part
from assistant.search import Searcher
from assistant.search.evidence import learned_evidence, open_evidence
from eval.analysers import analysers
from eval.observe import Asked, Score, Units, asked, passages
from eval.opening import Bench
from eval.run import Split
from eval.vectors import CachedEmbedder

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]
    Matrix = np.ndarray[Any, np.dtype[np.float32]]

_SEED = 7
_RRF = 60


@dataclass(frozen=True)
class Variant:
    """A way of scoring ``units`` for ``questions``."""

    name: str
    questions: Sequence[Asked]
    units: Units
    score: Score


@dataclass(frozen=True)
class Setting:
    """What all variants share: the questions as understood, and those of them that map to an aspect."""

    searcher: Searcher
    embedder: CachedEmbedder
    everything: Sequence[Asked]
    mapped: Sequence[Asked]

    @property
    def corpus(self) -> Corpus:
        """The whole corpus."""
        return self.searcher.corpus


def setting(split: Split, bench: Bench) -> Setting:
    """Understand the split's questions once."""
    found = asked(split, bench.searcher)
    return Setting(bench.searcher, bench.embedder, found, [pair for pair in found if pair.query.aspects])


def standard(scores: Vector) -> Vector:
    """z-scores; all zero where the scores are alike."""
    spread = float(scores.std()) if len(scores) else 0.0
    result: Vector = (scores - scores.mean()) / spread if spread > 0 else scores * 0
    return result


def _dense(s: Setting) -> Score:
    def score(pair: Asked) -> Vector:
        found: Vector = s.corpus.vectors @ pair.query.vector
        return found

    return score


def _lexical(index: LexicalIndex) -> Score:
    return lambda pair: index.scores(pair.query.text)


def _added(*parts: Score) -> Score:
    import numpy as np

    def score(pair: Asked) -> Vector:
        total: Vector = np.sum([standard(part(pair)) for part in parts], axis=0)
        return total

    return score


def _reciprocal(*parts: Score) -> Score:
    import numpy as np

    def score(pair: Asked) -> Vector:
        total: Vector = np.sum([1 / (_RRF + 1 + _ranks(part(pair))) for part in parts], axis=0)
        return total

    return score


def _ranks(scores: Vector) -> Vector:
    """0 for the highest score."""
    import numpy as np

    ranks = np.empty(len(scores), np.float32)
    ranks[scores.argsort(kind="stable")[::-1]] = np.arange(len(scores))
    return ranks


def lexical_alone(s: Setting) -> list[Variant]:
    """BM25 over tokens of several kinds."""
    units = passages(s.corpus)
    return [
        Variant(name, s.everything, units, _lexical(LexicalIndex(s.corpus.contexts, cut)))
        for name, cut in analysers().items()
    ]


def lexical_fused(s: Setting) -> list[Variant]:
    """The same, z-scores added to those of the dense similarity."""
    units = passages(s.corpus)
    return [
        Variant(name, s.everything, units, _added(_dense(s), _lexical(LexicalIndex(s.corpus.contexts, cut))))
        for name, cut in analysers().items()
    ]


def fusion(s: Setting) -> list[Variant]:
    """Dense and lexical alone, and two ways to join them."""
    units = passages(s.corpus)
    dense, lexical = _dense(s), _lexical(s.corpus.lexical)
    ways = {
        "dense alone": dense,
        "lexical alone": lexical,
        "z-scores added": _added(dense, lexical),
        "reciprocal ranks": _reciprocal(dense, lexical),
    }
    return [Variant(name, s.everything, units, score) for name, score in ways.items()]


def headers(s: Setting) -> list[Variant]:
    """Passages with their headings and lead-in, or bare, for open search and for learned aspects."""
    units = passages(s.corpus)
    bare = [s.corpus.text(i) for i in range(len(s.corpus.rows))]
    vectors = s.embedder.passages(bare, progress="bare passages")
    examples, labels, targets = passage_examples(s.searcher.knowledge)
    texts = [example.text for example in examples]
    taught = s.embedder.passages(texts, progress="bare examples")
    classifier = train(labels, taught, texts, targets, PASSAGE_SHAPE).classifier
    index = LexicalIndex(bare)
    opened = _added(lambda pair: vectors @ pair.query.vector, _lexical(index))
    return [
        Variant("open, with headings", s.everything, units, lambda pair: open_evidence(pair.query, s.corpus)),
        Variant("open, bare", s.everything, units, opened),
        Variant("learned, with headings", s.mapped, units, _learned(s, s.searcher.matrix)),
        Variant("learned, bare", s.mapped, units, _learned(s, classifier.probabilities(vectors, bare))),
    ]


def pooling(s: Setting) -> list[Variant]:
    """Open search compared agreement by agreement, or as places in one pool, as plain retrieval does."""
    units = passages(s.corpus)

    def within(pair: Asked) -> Vector:
        import numpy as np

        scores = open_evidence(pair.query, s.corpus)
        return np.concatenate([standard(scores[a:b]) for a, b in s.corpus.spans])

    return [
        Variant("each agreement: score", s.everything, units, lambda pair: open_evidence(pair.query, s.corpus)),
        Variant("each agreement: score in its own scale", s.everything, units, within),
        Variant("one pool: place", s.everything, units, lambda pair: -_ranks(open_evidence(pair.query, s.corpus))),
    ]


def aspects(s: Setting) -> list[Variant]:
    """The questions that map to an aspect, by what was learned and by open search.

    And all questions as the product does.
    """
    units = passages(s.corpus)
    learned = _learned(s, s.searcher.matrix)
    return [
        Variant("learned", s.mapped, units, learned),
        Variant("open search", s.mapped, units, lambda pair: open_evidence(pair.query, s.corpus)),
        Variant("all questions: open search", s.everything, units, lambda pair: open_evidence(pair.query, s.corpus)),
        Variant("all questions: as the product", s.everything, units, lambda pair: s.searcher.evidence(pair.query)[0]),
    ]


def learning_curve(s: Setting) -> list[Variant]:
    """Classifiers from a few examples of each aspect, drawn once with a fixed seed; near-misses are drawn alike."""
    units = passages(s.corpus)
    found = []
    for count in (5, 10, 20, None):
        classifier = _trained(s, count)
        matrix = classifier.probabilities(s.corpus.vectors, s.corpus.contexts)
        found.append(Variant("all" if count is None else str(count), s.mapped, units, _learned(s, matrix)))
    return found


def units(s: Setting) -> list[Variant]:
    """Sentences, list items and table rows, or whole clauses."""
    fine = passages(s.corpus)
    coarse, texts = _clauses(s.corpus)
    vectors = s.embedder.passages(texts, progress="clauses")
    index = LexicalIndex(texts)
    matrix = s.searcher.models.passages.probabilities(vectors, texts)
    opened = _added(lambda pair: vectors @ pair.query.vector, _lexical(index))
    return [
        Variant("open, sentences", s.everything, fine, lambda pair: open_evidence(pair.query, s.corpus)),
        Variant("open, clauses", s.everything, coarse, opened),
        Variant("learned, sentences", s.mapped, fine, _learned(s, s.searcher.matrix)),
        Variant("learned, clauses", s.mapped, coarse, _learned(s, matrix)),
    ]


def _learned(s: Setting, matrix: Matrix) -> Score:
    return lambda pair: learned_evidence(pair.query, s.searcher.models, matrix)


def _clauses(corpus: Corpus) -> tuple[Units, list[str]]:
    places: list[tuple[int, int, int, int]] = []
    spans: list[tuple[int, int]] = []
    texts: list[str] = []
    for position, agreement in enumerate(corpus.agreements):
        start = len(places)
        for clause in agreement.clauses:
            if clause.text and not (clause.part is Part.MINUTES and agreement.description.kind is Kind.AGREEMENT):
                places.append((position, clause.index, 0, len(clause.text)))
                texts.append(clause_text(agreement, clause))
        spans.append((start, len(places)))
    return Units(tuple(places), tuple(spans)), texts


def _trained(s: Setting, count: int | None) -> TextClassifier:
    """A classifier from at most ``count`` examples of each aspect; with the labels of the product's own."""
    import numpy as np

    examples, labels, targets = passage_examples(s.searcher.knowledge)
    kept = _drawn(s.searcher.knowledge, count)
    rows = [i for i, example in enumerate(examples) if example in kept]
    texts = [in_context(examples[i]) for i in rows]
    vectors = s.embedder.passages(texts, progress="examples")
    return train(labels, vectors, texts, np.ascontiguousarray(targets[rows]), PASSAGE_SHAPE).classifier


def _drawn(knowledge: Knowledge, count: int | None) -> set[Example]:
    draw = random.Random(_SEED)
    kept: set[Example] = set()
    for aspect in knowledge.aspects:
        for group in (aspect.positive, aspect.near):
            kept.update(group if count is None or len(group) <= count else draw.sample(group, count))
    return kept
