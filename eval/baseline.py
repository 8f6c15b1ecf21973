"""What a general document chat does: LangChain chunks in Chroma, the best few for each question.

Same documents, same embedding model, same questions, same scoring. An agreement counts as found when one of its
chunks is among the best k over the whole corpus; the chunk is the quotation. A baseline never refuses, has no notion
of regions and no memory of the conversation. Fusion is LangChain's EnsembleRetriever in small: BM25 over
``text.split()`` (the default of its BM25Retriever) and the vector search, joined by weighted reciprocal ranks. Those
two classes live in langchain-community and langchain-classic, which would bring an SQL toolkit for sixty lines, so
they are written against BaseRetriever here.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.index import Corpus
from assistant.index.lexical import LexicalIndex
from assistant.model import Agreement, AnswerKind
from eval.gold import Span
from eval.replies import Ask, Quote, Reply, Response
from eval.run import Split

CHUNK, OVERLAP = 1000, 200
_RRF = 60  # Cormack, Clarke & Büttcher 2009; LangChain's default
_MOST_QUOTES = 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where a clause's text begins in the document's whole text."""

    clause: int
    start: int
    end: int


def document_text(agreement: Agreement) -> tuple[str, list[_Piece]]:
    """A document as one text, clause by clause with number and heading, and where each clause's text stands in it."""
    text = ""
    pieces = []
    for clause in agreement.clauses:
        title = " ".join(part for part in (clause.number, clause.heading) if part)
        text += ("\n\n" if text else "") + (f"{title}\n" if title else "")
        pieces.append(_Piece(clause.index, len(text), len(text) + len(clause.text)))
        text += clause.text
    return text, pieces


def chunks(corpus: Corpus) -> list[Document]:
    """Every document of the corpus cut as LangChain's tutorials do; metadata: position of the document, its spans."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    found: list[Document] = []
    for position, agreement in enumerate(corpus.agreements):
        text, pieces = document_text(agreement)
        for chunk in splitter.create_documents([text]):
            start = chunk.metadata["start_index"]
            end = start + len(chunk.page_content)
            spans = [
                (p.clause, max(start, p.start) - p.start, min(end, p.end) - p.start)
                for p in pieces
                if max(start, p.start) < min(end, p.end)
            ]
            if spans:
                flat = [number for span in spans for number in span]
                found.append(
                    Document(chunk.page_content, metadata={"chunk": len(found), "document": position, "spans": flat})
                )
    return found


class VectorRetriever(BaseRetriever):
    """The ``k`` nearest chunks in Chroma, their cosine in ``metadata["score"]``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    store: Any
    k: int

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        hits = self.store.similarity_search_with_score(query, k=self.k)
        return [Document(d.page_content, metadata={**d.metadata, "score": 1 - distance}) for d, distance in hits]


class WordRetriever(BaseRetriever):
    """The ``k`` best chunks by BM25 over words as ``text.split()`` gives them."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    documents: list[Document]
    index: Any
    k: int

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        scores = self.index.scores(query)
        best = scores.argsort(kind="stable")[::-1][: self.k]
        return [self.documents[i] for i in best]


class FusedRetriever(BaseRetriever):
    """Reciprocal rank fusion of other retrievers with equal weights."""

    parts: list[BaseRetriever]
    k: int

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        scores: dict[int, float] = {}
        documents: dict[int, Document] = {}
        for part in self.parts:
            for rank, document in enumerate(part.invoke(query), 1):
                name = document.metadata["chunk"]
                documents[name] = document
                scores[name] = scores.get(name, 0.0) + 1 / len(self.parts) / (_RRF + rank)
        return [documents[name] for name in sorted(scores, key=lambda n: -scores[n])[: self.k]]


@dataclass(frozen=True)
class Baseline:
    """A respondent around a retriever.

    ``threshold``: least score of a chunk that counts; None where rank alone decides.
    """

    name: str
    corpus: Corpus
    retriever: BaseRetriever
    threshold: float | None = None

    def conversation(self) -> Ask:
        """A new conversation (it remembers nothing)."""
        return self.ask

    def ask(self, question: str) -> Response:
        """A reply for every document of the corpus."""
        hits: dict[int, list[Document]] = {}
        for document in self.retriever.invoke(question):
            if self.threshold is None or document.metadata["score"] >= self.threshold:
                hits.setdefault(document.metadata["document"], []).append(document)
        replies = [
            Reply(
                agreement.file,
                "found" if i in hits else "not_mentioned",
                None,
                tuple(self._quote(agreement, d) for d in hits.get(i, ())[:_MOST_QUOTES]),
            )
            for i, agreement in enumerate(self.corpus.agreements)
        ]
        return Response(AnswerKind.WORDINGS.value, tuple(replies))

    def _quote(self, agreement: Agreement, document: Document) -> Quote:
        flat = document.metadata["spans"]
        spans = tuple(Span(*flat[i : i + 3]) for i in range(0, len(flat), 3))
        clause = agreement.clauses[spans[0].clause]
        text = "\n".join(agreement.clauses[s.clause].text[s.start : s.end] for s in spans)
        return Quote(text, clause.number, clause.page_at(spans[0].start), spans)


def baselines(corpus: Corpus, embeddings: Embeddings, dev: Split | None) -> list[Baseline]:
    """All baselines; the one with a threshold only where there is a ``dev`` split to choose it on."""
    documents = chunks(corpus)
    store = _store(documents, embeddings)
    words = LexicalIndex([d.page_content for d in documents], analyser=str.split)

    def vector(k: int) -> BaseRetriever:
        return VectorRetriever(store=store, k=k)

    def fused(k: int) -> BaseRetriever:
        return FusedRetriever(parts=[vector(k), WordRetriever(documents=documents, index=words, k=k)], k=k)

    found = [
        Baseline("LangChain, top 5", corpus, vector(5)),
        Baseline("LangChain, top 20", corpus, vector(20)),
        Baseline("LangChain + BM25, top 5", corpus, fused(5)),
        Baseline("LangChain + BM25, top 20", corpus, fused(20)),
    ]
    if dev is not None:
        everything = vector(len(documents))
        threshold = best_threshold(*best_scores(everything, dev, corpus))
        found.append(Baseline("LangChain, threshold", corpus, everything, threshold))
    return found


def _store(documents: Sequence[Document], embeddings: Embeddings) -> Any:
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    return Chroma.from_documents(
        list(documents),
        embeddings,
        collection_name=f"baseline-{uuid.uuid4().hex}",
        client=chromadb.EphemeralClient(Settings(anonymized_telemetry=False)),
        # Wide enough that the approximate search returns every chunk where all are asked for.
        collection_metadata={"hnsw:space": "cosine", "hnsw:search_ef": max(100, len(documents))},
    )


def best_scores(retriever: BaseRetriever, split: Split, corpus: Corpus) -> tuple[list[float], list[bool]]:
    """For each cell of ``split``: the score of the agreement's best chunk, and whether the gold says found."""
    scores: list[float] = []
    gold: list[bool] = []
    for question in split.questions:
        cells = question.cells(split.files)
        if not cells:
            continue
        best: dict[str, float] = {}
        for document in retriever.invoke(question.text):
            file = corpus.agreements[document.metadata["document"]].file
            best[file] = max(best.get(file, -1.0), document.metadata["score"])
        scores += [best.get(file, -1.0) for file in cells]
        gold += [bool(question.gold(file)) for file in cells]
    return scores, gold


def best_threshold(scores: Sequence[float], gold: Sequence[bool]) -> float:
    """The threshold with the most cells right; the highest of several equally good ones."""
    candidates = [*sorted(set(scores)), float("inf")]
    return max(candidates, key=lambda t: (sum((s >= t) == g for s, g in zip(scores, gold, strict=True)), t))
