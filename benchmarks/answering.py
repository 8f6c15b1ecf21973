"""A warm answer against embedding its question alone, and against the baseline's retrieval, as the corpus grows."""

from __future__ import annotations

import dataclasses
import gc
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.answers import answer, ask
from assistant.index import Corpus, Embedder
from assistant.search import Searcher
from benchmarks.machine import reading
from benchmarks.measuring import Figure, against, figure, interleaved, seconds
from benchmarks.opened import Maker
from benchmarks.synthetic import CLAUSES

QUESTIONS = (
    "Kuinka pitkä on irtisanomisaika?",
    "kuka maksaa toimitilojen vuokran",
    "Vem är ordförande i ledningsgruppen?",
    "Montako henkilötyövuotta Kela osoittaa?",
    "Miten johtoryhmästä on sovittu?",
    "Onko sovittu työntekijöiden pysäköintipaikoista?",
)
BARS = {2_000: 2.0, 40_000: 4.0, 1_000_000: 15.0}
BASELINE_BAR = 1.5
_BASELINE_UP_TO = 40_000  # clauses; beyond it building its HNSW graph takes hours


class DrawnEmbeddings(Embeddings):
    """Questions are embedded; of a text to be stored, the vector is drawn by chance."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._rng = np.random.default_rng(7)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        drawn = self._rng.standard_normal((len(texts), self._embedder.dimension))
        found: list[list[float]] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        return self._embedder.embed_query(text)


def run(data: Path, scales: Sequence[int], repetitions: int) -> list[Figure]:
    """Figures for corpora of ``scales`` agreements."""
    maker = Maker(data)
    found = reading()
    with tempfile.TemporaryDirectory(dir=data) as scratch:
        for count in scales:
            searcher = maker.searcher(count, Path(scratch))
            found += _at(searcher, count * CLAUSES, repetitions)
            del searcher
            gc.collect()
    return found


def _at(searcher: Searcher, clauses: int, repetitions: int) -> list[Figure]:
    embed = searcher.embedder.embed_query
    first = seconds(lambda: ask(searcher, QUESTIONS[0]))
    lexical = seconds(lambda: searcher.corpus.lexical)
    retrieve = _baseline(searcher.corpus, searcher.embedder) if clauses <= _BASELINE_UP_TO else None

    def in_the_open(question: str) -> object:
        query = searcher.understand(question)
        return answer(searcher, dataclasses.replace(query, aspects=(), topic=None, whole_topic=False, in_domain=True))

    kinds: dict[str, Callable[[str], object]] = {"embedding": embed, "answer": lambda question: ask(searcher, question)}
    if retrieve:
        kinds["retrieval"] = retrieve
    kinds["open"] = in_the_open
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for question in QUESTIONS:
        works = {name: partial(work, question) for name, work in kinds.items()}
        for name, values in interleaved(works, repetitions).items():
            times[name] += values
    base = figure("embed a question", times["embedding"], clauses=clauses)
    found = [base, against("answer", times["answer"], base, BARS.get(clauses))]
    found.append(against("answer by open search", times["open"], base))
    if retrieve:
        other = figure("retrieve as the baseline, top 5", times["retrieval"], clauses=clauses)
        bar = BASELINE_BAR if clauses in BARS else None
        found += [other, against("answer against the baseline", times["answer"], other, bar)]
    corpus = searcher.corpus
    found += [
        figure("first answer after loading", [first], clauses=clauses),
        figure("lexical index", [lexical], clauses=clauses),
        figure("passages", [len(corpus.rows)], unit="", clauses=clauses),
    ]
    return found


def _baseline(corpus: Corpus, embedder: Embedder) -> Callable[[str], object]:
    """The baseline's retrieval of five chunks over the same documents."""
    from eval.baseline import baselines

    [retriever] = [
        b.retriever for b in baselines(corpus, DrawnEmbeddings(embedder), None) if b.name == "LangChain, top 5"
    ]
    return retriever.invoke
