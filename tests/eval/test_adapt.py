"""Training the adapter."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import torch

from assistant.knowledge import Knowledge
from eval.adapt import FROZEN, RANK, _drawn, _loss, _texts, train


@pytest.fixture
def few(knowledge: Knowledge) -> Knowledge:
    """Two topics."""
    return Knowledge(tuple(knowledge.topic(name) for name in ("area", "equality")))


def test_the_loss_is_small_where_alike_is_near() -> None:
    near = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    labels = [frozenset({"a"}), frozenset({"b"}), frozenset({"a"}), frozenset({"b"})]
    crossed = near[[0, 1, 3, 2]]
    assert _loss(near, labels, 2).item() < 1e-6
    assert _loss(crossed, labels, 2).item() > 10


def test_a_step_draws_questions_and_sentences_of_the_same_aspects(few: Knowledge) -> None:
    data = _texts(few, ())
    asked, said = _drawn(data, random.Random(1))
    aspects = {aspect.id for aspect in few.aspects}
    assert {label for i in asked for label in data.labels[i] if "." in label} == aspects
    assert aspects <= {label for i in said for label in data.labels[i]}
    assert all(data.texts[i].startswith("query: ") for i in asked)
    assert all(data.texts[i].startswith("passage: ") for i in said)


def test_forms_left_out_are_not_learned_from(few: Knowledge) -> None:
    form = few.aspects[0].questions[0].text
    assert f"query: {form}" in _texts(few, ()).texts and f"query: {form}" not in _texts(few, (form,)).texts


def test_updates_of_every_linear_map_of_the_upper_layers(few: Knowledge, models_folder: Path) -> None:
    updates = train(few, models_folder, steps=2)
    assert len(updates) == 6 * (12 - FROZEN)
    a, b = updates[f"encoder.layer.{FROZEN}.intermediate.dense.weight"]
    assert a.shape == (RANK, 384) and b.shape == (1536, RANK) and abs(b).max() > 0
