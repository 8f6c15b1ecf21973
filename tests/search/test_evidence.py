from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.search import Searcher
from assistant.search.evidence import aspect_matrix, learned_evidence, open_evidence, segment_peaks


def test_evidence_is_a_probability_for_each_passage_and_aspect(searcher: Searcher) -> None:
    assert searcher.matrix.shape == (len(searcher.corpus.rows), len(searcher.models.passages.labels))
    assert searcher.matrix.min() >= 0 and searcher.matrix.max() <= 1


def test_evidence_is_cached_and_read_again(searcher: Searcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = aspect_matrix(searcher.corpus, searcher.models, tmp_path)
    [file] = tmp_path.glob("*.npy")
    assert searcher.corpus.version in file.name and searcher.models.version in file.name

    def never(*_: object) -> None:
        raise AssertionError("computed again")

    with monkeypatch.context() as patch:
        patch.setattr(type(searcher.models.passages), "probabilities", never)
        np.testing.assert_array_equal(aspect_matrix(searcher.corpus, searcher.models, tmp_path), first)
    file.write_bytes(b"broken")
    np.testing.assert_array_equal(aspect_matrix(searcher.corpus, searcher.models, tmp_path), first)


def test_an_older_cache_is_cleared_away(searcher: Searcher, tmp_path: Path) -> None:
    (tmp_path / "evidence-old-old.npy").write_bytes(b"old")
    aspect_matrix(searcher.corpus, searcher.models, tmp_path)
    assert not (tmp_path / "evidence-old-old.npy").exists()


def test_a_cache_that_cannot_be_written_costs_only_time(searcher: Searcher, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    matrix = aspect_matrix(searcher.corpus, searcher.models, file / "below")
    assert matrix.shape == searcher.matrix.shape


def test_a_likelier_aspect_weighs_more(searcher: Searcher) -> None:
    import dataclasses

    labels = searcher.models.passages.labels
    one, two = labels.index("termination.notice_period"), labels.index("premises.rent")
    base = searcher.understand("irtisanomisaika")
    query = dataclasses.replace(base, aspects=(("termination.notice_period", 0.8), ("premises.rent", 0.4)))
    expected = np.maximum(searcher.matrix[:, one], searcher.matrix[:, two] * 0.5)
    np.testing.assert_allclose(learned_evidence(query, searcher.models, searcher.matrix), expected, rtol=1e-6)


def test_open_evidence_is_the_sum_of_two_z_scores(searcher: Searcher) -> None:
    query = searcher.understand("Rantasalon kunta")
    scores = open_evidence(query, searcher.corpus)
    dense = searcher.corpus.vectors @ query.vector
    lexical = searcher.corpus.lexical.scores(query.text)
    expected = (dense - dense.mean()) / dense.std() + (lexical - lexical.mean()) / lexical.std()
    np.testing.assert_allclose(scores, expected, rtol=1e-4)
    assert "Rantasalon kunta" in searcher.corpus.text(int(scores.argmax()))


def test_a_word_that_nothing_holds_leaves_the_dense_part(searcher: Searcher) -> None:
    query = searcher.understand("zzzzqqqq")
    assert searcher.corpus.lexical.scores(query.text).max() == 0
    assert np.isfinite(open_evidence(query, searcher.corpus)).all()


def test_a_document_is_the_best_of_its_passages(searcher: Searcher) -> None:
    bests, rows = segment_peaks(searcher.matrix, searcher.corpus)
    for position, (begin, end) in enumerate(searcher.corpus.spans):
        np.testing.assert_array_equal(bests[position], searcher.matrix[begin:end].max(axis=0))
        np.testing.assert_array_equal(rows[position], begin + searcher.matrix[begin:end].argmax(axis=0))


def test_what_is_known_is_not_computed_again(searcher: Searcher, tmp_path: Path) -> None:
    import dataclasses

    corpus = searcher.corpus
    old = corpus.only([0, 1])
    marked = np.full((len(old.rows), searcher.matrix.shape[1]), 0.5, np.float32)
    matrix = aspect_matrix(corpus, searcher.models, tmp_path, (old, marked))
    end = corpus.spans[1][1]
    np.testing.assert_array_equal(matrix[:end], 0.5)
    np.testing.assert_allclose(matrix[end:], searcher.matrix[end:], atol=1e-6)
    unknown = dataclasses.replace(corpus, keys=(), version="x")
    np.testing.assert_allclose(
        aspect_matrix(unknown, searcher.models, tmp_path, (old, marked)), searcher.matrix, atol=1e-6
    )


def test_a_matrix_of_very_many_passages_stays_on_the_disk(
    searcher: Searcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.search.evidence.MANY", 3)
    for _ in range(2):  # made, then found
        matrix = aspect_matrix(searcher.corpus, searcher.models, tmp_path)
        assert isinstance(matrix, np.memmap)
        np.testing.assert_allclose(matrix, searcher.matrix, atol=1e-6)
    assert len(list(tmp_path.iterdir())) == 1
