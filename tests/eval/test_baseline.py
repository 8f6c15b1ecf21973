from __future__ import annotations

import math

import pytest

from assistant.index import Embedder
from assistant.search import Searcher
from eval.baseline import Baseline, FusedRetriever, baselines, best_threshold, chunks, document_text
from tests.building import agreement, clause
from tests.eval.test_run import DATA


@pytest.fixture(scope="module")
def made(searcher: Searcher, embedder: Embedder) -> dict[str, Baseline]:
    from eval.run import load_split

    dev = load_split("dev", searcher.corpus, DATA / "dev.toml", DATA / "agreements.txt")
    return {baseline.name: baseline for baseline in baselines(searcher.corpus, embedder, dev)}


def test_a_document_is_one_text_that_knows_its_clauses() -> None:
    text, pieces = document_text(
        agreement("a", [clause(0, "1", "Vuokra", "Kunta maksaa."), clause(1, None, None, "Loppu.")])
    )
    assert text == "1 Vuokra\nKunta maksaa.\n\nLoppu."
    assert [text[p.start : p.end] for p in pieces] == ["Kunta maksaa.", "Loppu."]


def test_a_chunk_names_the_words_of_each_clause_that_it_holds(searcher: Searcher) -> None:
    for chunk in chunks(searcher.corpus):
        flat = chunk.metadata["spans"]
        clauses = searcher.corpus.agreements[chunk.metadata["document"]].clauses
        for i in range(0, len(flat), 3):
            assert clauses[flat[i]].text[flat[i + 1] : flat[i + 2]] in chunk.page_content


def test_every_document_gets_a_reply_and_nothing_is_refused(made: dict[str, Baseline]) -> None:
    assert set(made) == {
        "LangChain, top 5",
        "LangChain, top 20",
        "LangChain + BM25, top 5",
        "LangChain + BM25, top 20",
        "LangChain, threshold",
    }
    for baseline in made.values():
        response = baseline.conversation()("Mikä on Helsingin paras pizzeria?")
        assert len(response.replies) == len(baseline.corpus.agreements)
        assert {reply.verdict for reply in response.replies} <= {"found", "not_mentioned"}
    assert any(reply.verdict == "found" for reply in made["LangChain, top 5"].ask("pizza").replies)


def test_five_chunks_are_from_at_most_five_documents(made: dict[str, Baseline]) -> None:
    for name in ("LangChain, top 5", "LangChain + BM25, top 5"):
        replies = made[name].ask("Kuinka pitkä irtisanomisaika on?").replies
        assert 1 <= sum(reply.verdict == "found" for reply in replies) <= 5


def test_fusion_adds_reciprocal_ranks(made: dict[str, Baseline]) -> None:
    retriever = made["LangChain + BM25, top 5"].retriever
    assert isinstance(retriever, FusedRetriever)
    question = "Yhteisten toimitilojen vuokran maksaa Koivulan kaupunki."
    by_hand: dict[int, float] = {}
    for part in retriever.parts:
        for rank, document in enumerate(part.invoke(question), 1):
            chunk = document.metadata["chunk"]
            by_hand[chunk] = by_hand.get(chunk, 0.0) + 1 / (60 + rank)
    fused = [document.metadata["chunk"] for document in retriever.invoke(question)]
    assert by_hand[fused[0]] == max(by_hand.values()) and len(set(fused)) == len(fused)


def test_the_threshold_with_the_most_cells_right() -> None:
    # From 0.7 on: three of four right; from 0.9 on as well, and that one is the stricter.
    assert best_threshold([0.9, 0.8, 0.7, 0.1], [True, False, True, False]) == 0.9
    assert best_threshold([0.9, 0.8, 0.1], [True, True, False]) == 0.8
    assert math.isinf(best_threshold([0.5], [False]))
