"""A real cross-encoder, made here and as small as can be: it has learned nothing, but its scores are its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.index import EmbeddingError
from assistant.search import Searcher
from assistant.search.reranking import Reranker

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

QUESTION = "Mitä johtoryhmästä, henkilöstöstä ja kustannuksista on sovittu?"
TEXTS = [
    "Kela ei osallistu.",
    "Kustannukset jaetaan puoliksi.",
    "a",
    "Johtoryhmässä on seitsemän jäsentä ja puheenjohtaja.",
]


def write_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A BERT of one layer with random weights that reads letters."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(5)
    folder.mkdir()
    letters = "abcdefghijklmnopqrstuvwxyzåäö"
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), strip_accents=False).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        num_labels=labels, initializer_range=0.5,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cross_encoder(tmp_path_factory.mktemp("reranker") / "tiny")


@pytest.fixture(scope="module")
def reranker(folder: Path) -> Reranker:
    return Reranker(str(folder))


@pytest.fixture(scope="module")
def itself(folder: Path) -> CrossEncoder:
    from sentence_transformers import CrossEncoder

    return CrossEncoder(str(folder), device="cpu", local_files_only=True)


def test_the_best_score_comes_first(reranker: Reranker, itself: CrossEncoder) -> None:
    scores = [float(itself.predict((QUESTION, text))) for text in TEXTS]
    order = reranker.order(QUESTION, TEXTS)
    assert [scores[i] for i in order] == sorted(scores, reverse=True)
    assert order != sorted(order)  # else nothing was tested
    assert reranker.order(QUESTION, TEXTS[:1]) == [0] and reranker.order(QUESTION, []) == []
    assert reranker.order(QUESTION, ["a", "a", "a"]) == [0, 1, 2]


def test_it_orders_quotations_and_decides_nothing(sample_searcher: Searcher, reranker: Reranker) -> None:
    searcher, with_it = sample_searcher, replace(sample_searcher, reranker=reranker)
    query = searcher.understand("Mitä johtoryhmästä on sovittu?")
    moved = 0
    for before, after in zip(searcher.findings(query), with_it.findings(query), strict=True):
        assert (before.agreement, before.verdict, before.confidence) == (
            after.agreement, after.verdict, after.confidence,
        )  # fmt: skip
        assert sorted(q.text for q in before.quotes) == sorted(q.text for q in after.quotes)
        moved += before.quotes != after.quotes
    assert moved


def test_what_is_no_cross_encoder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="SOPURI_RERANKER on kansio tai koneella jo olevan mallin nimi") as caught:
        Reranker("nobody/there-is-no-such-reranker")
    assert "SOPURI_ALLOW_DOWNLOADS=1" in str(caught.value) and "\n" not in str(caught.value)
    with pytest.raises(EmbeddingError, match="3 lukua"):
        Reranker(str(write_cross_encoder(tmp_path / "three", labels=3)))
