"""An Embeddings that remembers on disk: what was embedded once is never embedded again."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from assistant.index import Embedder

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]


class CachedEmbedder(Embeddings):
    """The product's embedding model with a cache in ``folder``; has its ``name``, ``passages`` and ``queries``."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self._path = folder / f"vectors-{hashlib.sha256(embedder.name.encode()).hexdigest()[:12]}.npz"
        self._known: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._embedder.name

    def passages(self, texts: Sequence[str], *, progress: str = "") -> Matrix:
        """Vectors of passages, shape (len(texts), dimension)."""
        return self._vectors("passage", texts, progress)

    def queries(self, texts: Sequence[str], *, progress: str = "") -> Matrix:
        """Vectors of queries, shape (len(texts), dimension)."""
        return self._vectors("query", texts, progress)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's interface."""
        vectors: list[list[float]] = self.passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """LangChain's interface; never from the cache, so that the time of a question counts."""
        vector: list[float] = self._embedder.queries([text])[0].tolist()
        return vector

    def _vectors(self, role: str, texts: Sequence[str], progress: str) -> Matrix:
        import numpy as np

        known = self._load()
        keys = [hashlib.sha256(f"{role}\n{text}".encode()).hexdigest()[:32] for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            embed = self._embedder.passages if role == "passage" else self._embedder.queries
            shown = progress if sys.stderr.isatty() else ""
            known.update(zip(missing, embed(list(missing.values()), progress=shown), strict=True))
            self._save(known)
        if not keys:
            return np.zeros((0, self._embedder.dimension), np.float32)
        return np.stack([known[key] for key in keys])

    def _load(self) -> dict[str, Any]:
        import numpy as np

        if self._known is None:
            try:
                with np.load(self._path, allow_pickle=False) as stored:
                    self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
            except (OSError, ValueError, KeyError):
                self._known = {}
        return self._known

    def _save(self, known: dict[str, Any]) -> None:
        import numpy as np

        self._path.parent.mkdir(parents=True, exist_ok=True)
        scratch = self._path.with_suffix(".tmp.npz")
        np.savez(scratch, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
        scratch.replace(self._path)
