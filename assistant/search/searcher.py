"""Everything that is needed to search, loaded once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.corpus import Corpus, load_corpus, version_of
from assistant.index.embedding import Embedder
from assistant.index.rows import numbered
from assistant.index.store import Store
from assistant.knowledge.aspects import Knowledge, load_knowledge
from assistant.knowledge.models import Models, learned
from assistant.model import Finding, Kind, Publicity, Quotation
from assistant.search.evidence import (
    Evidence,
    aspect_matrix,
    by_passage,
    learned_evidence,
    open_probabilities,
    segment_peaks,
)
from assistant.search.evidence import learned as learned_by_document
from assistant.search.findings import VERDICTS, Findings
from assistant.search.focus import focused_probabilities
from assistant.search.places import Places
from assistant.search.query import Query, understand
from assistant.search.reranking import Reranker
from assistant.search.verdict import Judgement, probabilities, quotations, quoted, thresholds, verdicts

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]
    Vector = np.ndarray[Any, np.dtype[np.float32]]
    Integers = np.ndarray[Any, np.dtype[Any]]

MOST_RESTRICTED = 3
_AT_ONCE = 200  # findings that are made at once; of more, each when it is looked at


class Restricted:
    """Searchers of people who do not see everything, by the classes that they see; few, since each holds its own vectors."""

    def __init__(self) -> None:
        self._made: OrderedDict[frozenset[Publicity], Searcher] = OrderedDict()
        self._making = threading.Lock()

    def get(self, sees: frozenset[Publicity], make: Callable[[], Searcher]) -> Searcher:
        """The searcher for ``sees``, made where there is none; the one unused for longest goes."""
        with self._making:
            found = self._made.get(sees) or make()
            self._made[sees] = found
            self._made.move_to_end(sees)
            while len(self._made) > MOST_RESTRICTED:
                self._made.popitem(last=False)
            return found


@dataclass(frozen=True)
class Searcher:
    """A corpus with what is known of it. Immutable: a changed index gives a new one (:func:`reloaded`)."""

    corpus: Corpus
    knowledge: Knowledge
    models: Models
    embedder: Embedder
    matrix: Matrix  # probability that a passage answers an aspect: (passages, aspects of models.passages.labels)
    reranker: Reranker | None = None  # orders an agreement's quotations
    _restricted: Restricted = field(default_factory=Restricted, init=False, repr=False, compare=False)

    def seen_by(self, sees: frozenset[Publicity]) -> Searcher:
        """The searcher of people who see documents of these classes: one in which no other document exists.

        The same object where nothing is hidden, and for the same classes each time.
        """
        hidden = self.corpus.classes - sees
        return self._restricted.get(sees, lambda: self._without(hidden)) if hidden else self

    def _without(self, hidden: frozenset[Publicity]) -> Searcher:
        keep = [i for i, a in enumerate(self.corpus.agreements) if a.description.publicity not in hidden]
        matrix = self.matrix[numbered(self.corpus.spans[i] for i in keep)]
        return replace(self, corpus=self.corpus.only(keep), matrix=matrix)

    @cached_property
    def peaks(self) -> tuple[Matrix, Integers]:
        """For each document the probability of its best passage for each aspect; −1 where it has no passage."""
        return segment_peaks(self.matrix, self.corpus)

    @cached_property
    def places(self) -> Places:
        """The regions and parties of the corpus."""
        return Places(self.corpus)

    def understand(self, question: str, regions: tuple[str, ...] = (), leans_on: str | None = None) -> Query:
        """The question as a Query; ``leans_on`` is the topic of the turn that it goes on from. Raises UnknownRegionError."""
        return understand(
            question, self.corpus, self.knowledge, self.models, self.embedder, regions, leans_on, self.places
        )

    def query_for(
        self,
        aspects: Sequence[str],
        scope: tuple[int, ...] | None = None,
        language: str = "fi",
        *,
        whole_topic: bool = False,
    ) -> Query:
        """A query for aspects by id, without a question; ``scope`` are positions, all agreements where it is None."""
        import numpy as np

        return Query(
            text="",
            language=language,
            vector=np.zeros(self.corpus.vectors.shape[1], np.float32),
            aspects=tuple((name, 1.0) for name in aspects),
            topic=self.knowledge.aspect(aspects[0]).topic,
            scope=self.corpus.of_kind(Kind.AGREEMENT) if scope is None else scope,
            regions=(),
            whole_topic=whole_topic,
        )

    def evidence(self, query: Query) -> tuple[Vector, str]:
        """Probability of each passage to answer the query, and the mode that gave it: "learned", "focused" or "open"."""
        if query.aspects:
            return learned_evidence(query, self.models, self.matrix), "learned"
        if query.focus:
            return focused_probabilities(query.focus, self.knowledge.vocabulary, self.corpus), "focused"
        return open_probabilities(query, self.corpus), "open"

    def weigh(self, query: Query) -> Evidence:
        """The evidence of each document; worth keeping where it is needed twice."""
        if query.aspects:
            return learned_by_document(query, self.models, self.matrix, self.peaks, self.corpus)
        values, mode = self.evidence(query)
        return by_passage(mode, values, self.corpus)

    def judgements(self, query: Query, documents: Sequence[int], evidence: Evidence | None = None) -> list[Judgement]:
        """A judgement for each of ``documents`` (positions in the corpus)."""
        import numpy as np

        evidence = evidence or self.weigh(query)
        limits = thresholds(evidence.mode)
        probability = probabilities(evidence.best[np.asarray(documents, np.int64)], limits)
        return [
            Judgement(VERDICTS[verdict], p, quoted(evidence.of(i), self.corpus.spans[i][0], limits) if verdict else ())
            for i, p, verdict in zip(
                documents, probability.tolist(), verdicts(probability, limits).tolist(), strict=True
            )
        ]

    def findings(
        self, query: Query, scope: Sequence[int] | None = None, evidence: Evidence | None = None
    ) -> Sequence[Finding]:
        """Exactly one finding for each agreement in ``scope`` (positions; the query's scope where it is None), in its order.

        Where they are many, a finding and its quotations are made when it is looked at: see :class:`Findings`.
        """
        import numpy as np

        evidence = evidence or self.weigh(query)
        limits = thresholds(evidence.mode)
        positions = np.asarray(query.scope if scope is None else scope, np.int64)
        probability = probabilities(evidence.best, limits)
        verdict = verdicts(probability, limits)

        def finding(position: int) -> Finding:
            p, found = float(probability[position]), VERDICTS[verdict[position]]
            rows = quoted(evidence.of(position), self.corpus.spans[position][0], limits) if verdict[position] else ()
            return self._finding(position, Judgement(found, p, rows), query)

        made = Findings(positions, verdict[positions], finding, evidence.rows)
        return tuple(made) if len(made) <= _AT_ONCE else made

    def _finding(self, position: int, judgement: Judgement, query: Query) -> Finding:
        agreement = self.corpus.agreements[position]
        return Finding(
            agreement=agreement.id,
            file=agreement.file,
            region=agreement.description.region,
            status=agreement.description.status,
            verdict=judgement.verdict,
            confidence=round(judgement.confidence, 4),
            quotes=self.quotes(self._ordered(judgement.rows, query), whole_clause=query.whole_clause),
        )

    def _ordered(self, rows: tuple[int, ...], query: Query) -> tuple[int, ...]:
        if self.reranker is None or not query.text:
            return rows
        texts = [quotation.text for row in rows for quotation in quotations(self.corpus, (row,))]
        return tuple(rows[i] for i in self.reranker.order(query.text, texts))

    def quotes(self, rows: tuple[int, ...], *, whole_clause: bool = False) -> tuple[Quotation, ...]:
        """Quotations of passages, or of the whole clauses that they stand in."""
        if not whole_clause:
            return quotations(self.corpus, rows)
        from assistant.model import quote

        each = [self.corpus.rows[row] for row in rows]
        places = dict.fromkeys((at.agreement, at.clause) for at in each)
        clauses = [(self.corpus.agreements[a], self.corpus.agreements[a].clauses[c]) for a, c in places]
        return tuple(quote(agreement, clause, 0, len(clause.text)) for agreement, clause in clauses)

    def basis(self, query: Query, evidence: Evidence | None = None) -> list[tuple[Kind, str, tuple[Quotation, ...]]]:
        """What statutes, models and guidance say: (kind, file, quotations), only where they do."""
        documents = self.corpus.of_kind(Kind.STATUTE, Kind.MODEL, Kind.GUIDANCE)
        judged = zip(documents, self.judgements(query, documents, evidence), strict=True)
        found = [
            (self.corpus.agreements[i].description.kind, self.corpus.agreements[i].file, self.quotes(judgement.rows))
            for i, judgement in judged
            if judgement.rows
        ]
        order = [Kind.STATUTE, Kind.MODEL, Kind.GUIDANCE]
        return sorted(found, key=lambda entry: order.index(entry[0]))


def load_searcher(
    store: Store,
    data: Path,
    announce: Callable[[str], None] = lambda _: None,
    knowledge: Knowledge | None = None,
    reranker: Reranker | None = None,
) -> Searcher:
    """Load the index and what was learned; ``announce`` is called with what is being learned where that takes long."""
    known = knowledge or load_knowledge(data / "knowledge")
    models = learned(known, store.embedder, data / "cache", announce)
    corpus = load_corpus(store)
    return Searcher(corpus, known, models, store.embedder, aspect_matrix(corpus, models, data / "cache"), reranker)


def reloaded(searcher: Searcher, store: Store, data: Path) -> Searcher:
    """The same searcher where the index has not changed since, else a new one; what has not changed is not read again."""
    if version_of(store) == searcher.corpus.version:
        return searcher
    corpus = load_corpus(store, searcher.corpus)
    matrix = aspect_matrix(corpus, searcher.models, data / "cache", (searcher.corpus, searcher.matrix))
    return replace(searcher, corpus=corpus, matrix=matrix)
