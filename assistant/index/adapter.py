"""The adapter of the bundled embedding model: what it learned of this domain, as low-rank updates of its upper layers.

A general model puts all sentences of such agreements close to each other: a question is hardly nearer to its answer than to the
sentence beside it. ``python -m eval adapt`` therefore trains, on the knowledge's questions and examples alone, updates W + B·A of
small rank for the linear maps of the upper layers (Hu et al. 2021, "LoRA", https://arxiv.org/abs/2106.09685). They are stored
in ``adapter.npz`` (float16, 1.3 MB) and added to the weights when the model is unpacked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

FILE = Path(__file__).parent / "adapter.npz"


@cache
def adapter_version() -> str:
    """Changes whenever the adapter does; part of the embedding model's name."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:8]


def adapted(weights: Mapping[str, Array]) -> dict[str, Array]:
    """``weights`` (name in transformers' BertModel → matrix) with the updates added. Raises KeyError for an unknown name."""
    import numpy as np

    result = dict(weights)
    with np.load(FILE, allow_pickle=False) as file:
        for name in file.files:
            matrix, factor = name.rsplit("|", 1)
            if factor == "A":
                update = file[f"{matrix}|B"].astype(np.float32) @ file[name].astype(np.float32)
                result[matrix] = result[matrix] + update
    return result


def save(updates: Mapping[str, tuple[Array, Array]], path: Path = FILE) -> None:
    """Write updates: weight's name → (A of shape (rank, columns), B of shape (rows, rank))."""
    import numpy as np

    arrays = {}
    for name, (a, b) in updates.items():
        arrays[f"{name}|A"], arrays[f"{name}|B"] = a.astype(np.float16), b.astype(np.float16)
    np.savez(path, **arrays)  # type: ignore[arg-type]
