"""The adapter of the bundled embedding model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index import Embedder, adapter
from assistant.index.adapter import adapted, adapter_version, save
from assistant.index.bundled import bundled_name
from assistant.index.embedding import PLAIN


def test_an_update_is_added_to_its_weight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "adapter.npz"
    save({"x.weight": (np.array([[1.0, 2.0]]), np.array([[1.0], [0.5], [0.0]]))}, file)
    monkeypatch.setattr(adapter, "FILE", file)
    weights = {"x.weight": np.ones((3, 2), np.float32), "y.weight": np.ones((1, 1), np.float32)}
    found = adapted(weights)
    assert found["x.weight"].tolist() == [[2.0, 3.0], [1.5, 2.0], [1.0, 1.0]]
    assert found["y.weight"].tolist() == [[1.0]] and weights["x.weight"].tolist() == [[1.0, 1.0]] * 3


def test_an_update_of_an_unknown_weight_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save({"x.weight": (np.ones((1, 1)), np.ones((1, 1)))}, tmp_path / "adapter.npz")
    monkeypatch.setattr(adapter, "FILE", tmp_path / "adapter.npz")
    with pytest.raises(KeyError):
        adapted({})


def test_the_name_tells_the_two_models_apart(models_folder: Path) -> None:
    names = [Embedder(model, models_folder).name for model in ("", PLAIN)]
    assert names == [bundled_name(), bundled_name(plain=True)]
    assert names[0] == f"{names[1]}-{adapter_version()}"


def test_a_question_is_nearer_to_its_answer_than_to_the_sentence_beside_it(embedder: Embedder) -> None:
    [question] = embedder.queries(["Kuka korvaa tulkkauksesta tulevat kulut?"])
    answer, beside = embedder.passages(
        ["Tulkin palkkio laskutetaan siltä, jonka asiakas on.", "Kulut korvataan kaksi kertaa vuodessa laskua vastaan."]
    )
    assert question @ answer > question @ beside + 0.1
