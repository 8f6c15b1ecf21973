"""The examples were written apart from the sample corpus, on which the search is evaluated; here it shows.

Both speak of one law in its words, so short stock sentences come near each other without copying. Hence three ceilings: no
sentence of the corpus is an example, at any length; no two sentences of some length share nearly all their character
4-grams; no two long ones mean nearly the same to the embedding model, whose cosines of any two sentences of these documents
lie around 0.85.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.index import Embedder
from assistant.index.embedding import PLAIN
from assistant.knowledge import Knowledge
from tests.knowledge.likeness import SHORTEST, cosines, jaccard, sample_sentences

SOURCES = Path(__file__).parents[2] / "corpus" / "sources"
JACCARD_CEILING, JACCARD_LENGTH = 0.90, 40
COSINE_CEILING, COSINE_LENGTH = 0.985, 60


@pytest.fixture(scope="module")
def ours(knowledge: Knowledge) -> list[str]:
    texts = [example.text for aspect in knowledge.aspects for example in aspect.positive + aspect.near]
    return [text for text in dict.fromkeys(texts) if len(text) >= SHORTEST]


@pytest.fixture(scope="module")
def theirs() -> list[str]:
    found = sample_sentences(SOURCES)
    assert len(found) > 1000
    return found


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def too_near(values: Any, ceiling: float, length: int, ours: list[str], theirs: list[str]) -> Iterator[str]:
    """The pairs of long enough sentences that reach the ceiling, nearest first."""
    values = np.array(values)
    values[[len(text) < length for text in ours], :] = 0
    values[:, [len(text) < length for text in theirs]] = 0
    for i, j in sorted(np.argwhere(values >= ceiling).tolist(), key=lambda pair: -values[pair[0], pair[1]]):
        yield f"{values[i, j]:.3f}  {ours[i]}  ←  {theirs[j]}"


def test_no_example_is_a_sentence_of_the_corpus(ours: list[str], theirs: list[str]) -> None:
    known = {letters(text) for text in theirs}
    assert [text for text in ours if letters(text) in known] == []


def test_no_example_shares_its_letters_with_a_sentence_of_the_corpus(ours: list[str], theirs: list[str]) -> None:
    pairs = list(too_near(jaccard(ours, theirs), JACCARD_CEILING, JACCARD_LENGTH, ours, theirs))
    assert not pairs, "\n" + "\n".join(pairs)


def test_no_example_paraphrases_a_sentence_of_the_corpus(
    ours: list[str], theirs: list[str], models_folder: Path, test_data: Path
) -> None:
    # By the model without its adapter, which was trained on the examples.
    values = cosines(ours, theirs, Embedder(PLAIN, models_folder), test_data / "cache")
    assert 0.7 < float(np.median(values)) < 0.9
    pairs = list(too_near(values, COSINE_CEILING, COSINE_LENGTH, ours, theirs))
    assert not pairs, "\n" + "\n".join(pairs)


def test_likeness_by_hand() -> None:
    # Four-grams of "tilat": tila, ilat; of "tila": tila. One of two is shared.
    assert jaccard(["tilat"], ["tila", "vuokra", "tilat"]).tolist() == [[0.5, 0.0, 1.0]]
