"""Vectors of the examples, remembered by their text: a changed example costs one embedding, not all of them."""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]


def remembered(texts: Sequence[str], path: Path, model: str, embed: Callable[[list[str]], Matrix]) -> Matrix:
    """Vectors of ``texts``, shape (len(texts), dimension): from ``path`` where it knows them, else from ``embed``.

    ``path`` then holds exactly the vectors of ``texts``. A file that is broken or can't be written costs time, nothing else.
    ``model`` names the embedding model; vectors of another are not taken.
    """
    import numpy as np

    keys = [hashlib.sha256(f"{model}\n{text}".encode()).digest() for text in texts]
    known = _stored(path)
    missing = list(dict.fromkeys(text for text, key in zip(texts, keys, strict=True) if key not in known))
    if missing:
        at = dict(zip(texts, keys, strict=True))
        known.update(zip((at[text] for text in missing), embed(missing), strict=True))
    vectors: Matrix = np.stack([known[key] for key in keys]) if keys else embed([])
    if missing:
        _store(path, keys, vectors)
    return vectors


def _stored(path: Path) -> dict[bytes, np.ndarray[Any, Any]]:
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            keys, vectors = file["keys"], file["vectors"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    if len(keys) != len(vectors):
        return {}
    return {row.tobytes(): vector for row, vector in zip(keys, vectors, strict=True)}


def _store(path: Path, keys: list[bytes], vectors: Matrix) -> None:
    import numpy as np

    scratch = path.with_name(f".{path.name}.tmp.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(scratch, keys=np.frombuffer(b"".join(keys), np.uint8).reshape(len(keys), -1), vectors=vectors)
        scratch.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            scratch.unlink()
