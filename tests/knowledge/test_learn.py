from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.knowledge.learn import Shape, TextClassifier, train
from tests.building import HashEmbedder

RENT = ["Kaupunki maksaa vuokran", "Vuokran maksaa Kela", "Vuokrasta vastaa kaupunki", "Vuokra jaetaan tasan"]
NOTICE = ["Irtisanomisaika on 6 kuukautta", "Irtisanomisaika on 3 kuukautta", "Irtisanomisajan pituus on vuosi"]
OTHER = ["Johtoryhmä kokoontuu neljästi", "Johtoryhmän jäsenet nimetään", "Koulutusta järjestetään vuosittain"]
TEXTS = [*RENT, *NOTICE, *OTHER]
TARGETS = np.array([[1, 0]] * 4 + [[0, 1]] * 3 + [[0, 0]] * 3, np.float32)


def vectors(texts: list[str]) -> Any:
    return HashEmbedder().passages(texts)


@pytest.fixture
def trained() -> TextClassifier:
    return train(["rent", "notice"], vectors(TEXTS), TEXTS, TARGETS).classifier


def test_what_was_learned_is_found_again(trained: TextClassifier) -> None:
    found = trained.probabilities(vectors(TEXTS), TEXTS)
    assert found.shape == (10, 2) and found.dtype == np.float32
    assert ((found > 0.5) == (TARGETS > 0)).all()


def test_other_words_of_the_same_root_are_found(trained: TextClassifier) -> None:
    # The vectors carry no meaning here, so this is the character n-grams' part.
    new = ["Hyvinvointialue maksaa vuokran", "Irtisanomisaika on 12 kuukautta"]
    found = trained.probabilities(vectors(new), new)
    assert found[0, 0] > found[0, 1] and found[1, 1] > found[1, 0]


def test_figures_do_not_matter(trained: TextClassifier) -> None:
    same = vectors(["x"]).repeat(2, axis=0)
    scores = trained.scores(same, ["Irtisanomisaika on 6 kuukautta", "Irtisanomisaika on 9 kuukautta"])
    np.testing.assert_allclose(scores[0], scores[1])


def test_left_out_scores_are_those_of_a_classifier_that_never_saw_the_example() -> None:
    # The closed form and the retraining agree where the views of the texts stay the same: with the linear kernel of the
    # embeddings alone, whose mean the left-out example must not move either.
    rng = np.random.default_rng(3)
    points = rng.standard_normal((8, 5)).astype(np.float32)
    points = np.concatenate([points, -points])  # the mean is zero
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    texts = ["aaaa bbbb"] * 16
    targets = (points[:, :1] > 0).astype(np.float32)  # half of them: the prior is 0.5
    shape = Shape(sharpness=0.0, linear=1.0, lexical=0.0, ridge=0.5)
    left_out = train(["x"], points, texts, targets, shape).left_out[:, 0]

    kernel = points @ points.T + 1.0  # exp(0) = 1
    for i in range(16):
        rest = [j for j in range(16) if j != i]
        dual = np.linalg.solve(kernel[np.ix_(rest, rest)] + 0.5 * np.eye(15), targets[rest, 0] - 0.5)
        assert left_out[i] == pytest.approx(kernel[i, rest] @ dual + 0.5, abs=1e-3)


def test_saved_and_loaded_it_is_the_same(trained: TextClassifier, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    trained.save(path)
    again = TextClassifier.load(path)
    assert again.labels == ("rent", "notice")
    np.testing.assert_array_equal(
        again.probabilities(vectors(TEXTS), TEXTS), trained.probabilities(vectors(TEXTS), TEXTS)
    )
    assert [p.name for p in tmp_path.iterdir()] == ["model.npz"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # numpy leaves the broken file open
@pytest.mark.parametrize("content", [b"", b"broken", b"PK\x03\x04 broken"])
def test_a_broken_file_is_an_error_that_the_cache_knows(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises((OSError, ValueError)):
        TextClassifier.load(path)
    gc.collect()


def test_learning_is_the_same_every_time() -> None:
    first, second = (train(["rent", "notice"], vectors(TEXTS), TEXTS, TARGETS).left_out for _ in range(2))
    np.testing.assert_array_equal(first, second)
