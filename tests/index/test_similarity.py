from __future__ import annotations

import numpy as np

from assistant.index.similarity import halved, joined, put, similarities, taken, vectors_for


def unit(count: int, seed: int = 1) -> np.ndarray:  # type: ignore[type-arg]
    vectors = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_halves_read_as_the_nearest_short_float() -> None:
    # 1 + 2⁻⁸ lies between two values of eight bits and goes to the even one; 1 + 3·2⁻⁸ likewise, upwards.
    vectors = np.array([[1.0, 1 + 2**-8, 1 + 3 * 2**-8, -0.5]], np.float32)
    assert halved(vectors)[0].tolist() == [1.0, 1.0, 1 + 2**-6, -0.5]


def test_cosines_of_halves_differ_little() -> None:
    vectors, query = unit(5000), unit(1, 2)[0]
    short = halved(vectors)
    assert short.shape == vectors.shape and len(short) == 5000
    np.testing.assert_allclose(short[10:12], vectors[10:12], rtol=2**-8)
    assert np.abs(similarities(short, query) - similarities(vectors, query)).max() < 0.002
    assert similarities(short, vectors[17]).argmax() == 17


def test_both_forms_are_filled_taken_and_joined_alike() -> None:
    vectors = unit(6)
    for whole in (vectors_for(6, 384), halved(np.zeros((6, 384), np.float32))):
        put(whole, 0, 4, vectors[:4])
        put(whole, 4, 6, vectors[4:])
        some = joined(taken(whole, np.array([5, 0])), vectors[2:3])
        np.testing.assert_allclose(some[:], vectors[[5, 0, 2]], rtol=2**-8)
    assert joined(np.zeros((0, 1), np.float32), vectors).shape == (6, 384)
