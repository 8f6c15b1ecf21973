from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.index import Embedder, EmbeddingError
from assistant.index.embedding import PreparedEmbeddings


class Recorder:
    """Stands where the sentence-transformers model does and keeps what it was given."""

    prompts: dict[str, str]

    def __init__(self, prompts: dict[str, str]) -> None:
        self.prompts = prompts
        self.batches: list[list[str]] = []

    def encode(self, texts: list[str], **_: Any) -> Any:
        self.batches.append(list(texts))
        return np.array([[len(text), 0.0] for text in texts], np.float32)

    def get_embedding_dimension(self) -> int:
        return 2


def recorded(model: str, prompts: dict[str, str]) -> tuple[Embedder, Recorder]:
    embedder = Embedder(model, Path("unused"))
    recorder = Recorder(prompts)
    embedder._loaded = recorder  # type: ignore[assignment]
    return embedder, recorder


@pytest.mark.parametrize("model", ["", "intfloat/multilingual-e5-large", "/models/e5-base"])
def test_e5_models_get_their_prefixes(model: str) -> None:
    embedder, recorder = recorded(model, {})
    embedder.queries(["vuokra"])
    embedder.passages(["vuokra"])
    embedder.embed_query("tila")
    embedder.embed_documents(["tila"])
    assert recorder.batches == [["query: vuokra"], ["passage: vuokra"], ["query: tila"], ["passage: tila"]]


def test_other_models_get_the_prompts_of_their_configuration() -> None:
    embedder, recorder = recorded("bge-m3", {"query": "Frage: "})
    embedder.queries(["vuokra"])
    embedder.passages(["vuokra"])
    assert recorder.batches == [["Frage: vuokra"], ["vuokra"]]


def test_the_prefixes_matter_to_the_bundled_model(embedder: Embedder) -> None:
    query, passage = embedder.queries(["vuokra"])[0], embedder.passages(["vuokra"])[0]
    assert 0.8 < float(query @ passage) < 0.999


def test_many_texts_come_back_in_their_order() -> None:
    embedder, recorder = recorded("", {})
    texts = ["x" * n for n in (5, 1, 9, 3) for _ in range(20)]
    vectors = embedder.passages(texts)
    assert [int(v) for v in vectors[:, 0]] == [len("passage: ") + len(text) for text in texts]
    assert len(recorder.batches) == 3  # of 32 or fewer, the longest first
    assert len(recorder.batches[0][0]) == len("passage: ") + 9


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, 384)


def test_the_name_says_which_model_made_the_vectors() -> None:
    assert Embedder("", Path("x")).name.startswith("multilingual-e5-small-q4-1-")
    assert Embedder("bge-m3", Path("x")).name == "bge-m3"


def test_a_model_that_is_not_here_is_one_sentence_and_no_download(tmp_path: Path) -> None:
    with pytest.raises(
        EmbeddingError, match="SOPURI_EMBEDDING_MODEL on kansio tai koneella jo olevan mallin nimi"
    ) as caught:
        Embedder("nobody/there-is-no-such-e5", tmp_path).queries(["x"])
    assert "SOPURI_ALLOW_DOWNLOADS=1" in str(caught.value) and "\n" not in str(caught.value)


class Counting:
    """An embedder that counts what it computes."""

    def __init__(self) -> None:
        self.computed: list[str] = []

    def passages(self, texts: Sequence[str], *, progress: str = "") -> Any:  # noqa: ARG002
        self.computed += texts
        return np.array([[len(text)] for text in texts], np.float32)


def test_prepared_vectors_are_computed_once() -> None:
    counting = Counting()
    prepared = PreparedEmbeddings(counting)  # type: ignore[arg-type]
    assert prepared.prepare(["a", "bb"], known={"bb": np.array([7.0]), "other": np.array([9.0])}) == 1
    assert prepared.embed_documents(["bb", "a", "a"]) == [[7.0], [1.0], [1.0]]
    assert counting.computed == ["a"]


def test_what_was_not_prepared_is_computed_on_the_way() -> None:
    counting = Counting()
    prepared = PreparedEmbeddings(counting)  # type: ignore[arg-type]
    prepared.prepare(["a"], known={})
    prepared.prepare(["bb"], known={})  # "a" is forgotten
    assert prepared.embed_documents(["a", "bb", "ccc"]) == [[1.0], [2.0], [3.0]]
    assert counting.computed == ["a", "bb", "a", "ccc"]


def test_queries_are_kept_where_that_is_wanted() -> None:
    embedder, recorder = recorded("", {})
    embedder.queries(["vuokra"])
    embedder.keep_queries(2)
    first = embedder.queries(["vuokra"])
    assert embedder.queries(["vuokra"]) is first and not first.flags.writeable
    assert len(recorder.batches) == 2
    embedder.queries(["tila"])
    embedder.queries(["kesto"])  # the third: the one that was not asked for longest goes
    embedder.queries(["vuokra"])
    assert recorder.batches[2:] == [["query: tila"], ["query: kesto"], ["query: vuokra"]]


def test_a_question_goes_before_what_is_left_of_a_document() -> None:
    embedder, recorder = recorded("", {})
    real, asking = recorder.encode, threading.Thread(target=lambda: embedder.queries(["vuokra"]))

    def encode(texts: list[str], **more: Any) -> Any:
        if not recorder.batches:  # the document's first batch is at work when somebody asks
            asking.start()
            while not embedder._questions:
                time.sleep(0.001)
        return real(texts, **more)

    recorder.encode = encode  # type: ignore[method-assign]
    embedder.passages([f"kohta {i}" for i in range(70)])
    asking.join()
    assert [len(batch) for batch in recorder.batches] == [32, 1, 8, 8, 8, 8, 6]
    assert recorder.batches[1] == ["query: vuokra"]
