from __future__ import annotations

import numpy as np
import pytest

from assistant.index.context import entries
from assistant.index.similarity import Halves
from assistant.knowledge import Knowledge
from benchmarks import synthetic
from benchmarks.synthetic import CLAUSES, PASSAGES, Templates, agreements, corpus_of, templates, vectors_of_templates


@pytest.fixture(scope="module")
def made(knowledge: Knowledge) -> Templates:
    return templates(knowledge)


def test_the_same_seed_gives_the_same_agreements_and_more_begin_with_the_fewer(made: Templates) -> None:
    few = [a for a, _ in agreements(made, 5)]
    assert few == [a for a, _ in agreements(made, 5)]
    assert len({a.description.region for a in few}) == 2


def test_an_agreement_has_the_size_that_is_said(made: Templates) -> None:
    all_ = list(agreements(made, 20))
    assert all(len(a.clauses) == CLAUSES for a, _ in all_)
    assert np.mean([len(chosen) for _, chosen in all_]) == pytest.approx(CLAUSES * PASSAGES, rel=0.05)


def vectors(made: Templates) -> np.ndarray:  # type: ignore[type-arg]
    known = np.random.default_rng(1).standard_normal((len(made.texts) - 2000, 8)).astype(np.float32)
    return vectors_of_templates(made, known)


def test_a_corpus_is_like_one_that_was_read(made: Templates) -> None:
    own = vectors(made)
    corpus, chosen = corpus_of(made, own, 3)
    assert len(corpus.rows) == len(corpus.contexts) == len(chosen) == corpus.spans[-1][1] == len(corpus.vectors)
    for row in range(0, len(corpus.rows), 17):
        assert corpus.contexts[row].endswith(corpus.text(row)) and corpus.text(row) == corpus.text(row).strip()
        assert corpus.quotation(row).text == corpus.text(row)
    np.testing.assert_allclose((corpus.vectors * own[chosen]).sum(axis=1), 1, atol=0.05)
    # Read as documents are, there are about as many passages.
    assert len(entries(corpus.agreements[0])) == pytest.approx(corpus.spans[0][1], rel=0.25)


def test_very_many_vectors_are_halved(made: Templates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.index.similarity.MANY", 10)
    corpus, _ = corpus_of(made, vectors(made), 1)
    assert isinstance(corpus.vectors, Halves) and synthetic.WORDS == 8
