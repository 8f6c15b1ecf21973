"""Text becomes vectors: sentence-transformers behind LangChain's Embeddings interface."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from assistant.index.bundled import bundled_model, bundled_name
from assistant.phrases import UserError

if TYPE_CHECKING:
    import numpy as np
    from sentence_transformers import SentenceTransformer

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

_BATCH = 32
PLAIN = "bundled-plain"  # names the bundled model without its adapter


class EmbeddingError(UserError):
    """The embedding model cannot be had; the text says what to do."""


def prepare_hub(allow_downloads: bool) -> None:
    """Keep the hub's library quiet and, unless downloads are allowed, off the network. To be called before a model is loaded."""
    if not allow_downloads:
        os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


class Embedder(Embeddings):
    """A sentence-transformers model with the prefixes that it was trained with.

    Vectors are float32 of unit length, so a dot product is a cosine. The model is loaded at the first use.

    Args:
        model: name or folder of a sentence-transformers model; empty for the bundled one, PLAIN for that without its adapter.
        folder: where the bundled model is unpacked to.
        allow_downloads: whether ``model`` may be fetched from a hub.
    """

    def __init__(self, model: str, folder: Path, *, allow_downloads: bool = False) -> None:
        self._model = model
        self._folder = folder
        self._allow_downloads = allow_downloads
        self._loaded: SentenceTransformer | None = None
        # The tokenizer must not be used by two threads at once; a question waits for one batch of a document at most.
        self._encoding = threading.Lock()
        # E5 models need their prefixes (Wang et al. 2024, § 3); others get those of their own configuration.
        self._e5 = model in ("", PLAIN) or "e5" in Path(model).name.lower()

    @property
    def name(self) -> str:
        """What the index records, so that vectors of different models are never mixed."""
        return bundled_name(plain=bool(self._model)) if self._model in ("", PLAIN) else self._model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's interface; see :meth:`passages`."""
        vectors: list[list[float]] = self.passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """LangChain's interface; see :meth:`queries`."""
        vector: list[float] = self.queries([text])[0].tolist()
        return vector

    def passages(self, texts: Sequence[str], *, progress: str = "") -> Matrix:
        """Vectors of passages, shape (len(texts), dimension). ``progress`` names a progress bar on standard error."""
        return self._encode(texts, "passage", progress)

    def queries(self, texts: Sequence[str], *, progress: str = "") -> Matrix:
        """Vectors of queries, shape (len(texts), dimension)."""
        return self._encode(texts, "query", progress)

    def _encode(self, texts: Sequence[str], role: str, progress: str) -> Matrix:
        import numpy as np

        model = self._load()
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        prefix = f"{role}: " if self._e5 else (model.prompts or {}).get(role) or ""
        prefixed = [prefix + text for text in texts]
        if len(prefixed) <= _BATCH:
            return self._batch(prefixed)
        # By length, so that little is spent on padding; in slices, so that there is something to show.
        order = sorted(range(len(prefixed)), key=lambda i: len(prefixed[i]), reverse=True)
        vectors = np.empty((len(prefixed), self.dimension), np.float32)
        from tqdm import tqdm

        with tqdm(total=len(prefixed), desc=progress, disable=not progress, unit="", leave=False) as bar:
            for start in range(0, len(order), _BATCH):
                part = order[start : start + _BATCH]
                vectors[part] = self._batch([prefixed[i] for i in part])
                bar.update(len(part))
        return vectors

    def _batch(self, texts: list[str]) -> Matrix:
        model = self._load()
        with self._encoding:
            vectors: Matrix = model.encode(
                texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
        return vectors

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._load().get_embedding_dimension() or 0)

    def _load(self) -> SentenceTransformer:
        if self._loaded is None:
            prepare_hub(self._allow_downloads)
            where = self._model
            if where in ("", PLAIN):
                where = str(bundled_model(self._folder, plain=bool(where)))
            from sentence_transformers import SentenceTransformer
            from threadpoolctl import threadpool_limits

            # NumPy's BLAS threads go on spinning after a product, and torch's own threads then wait for a core: with both at
            # work a query takes some six times as long. One thread is enough for products of a query's size.
            threadpool_limits(limits=1, user_api="blas")
            try:
                self._loaded = SentenceTransformer(where, device="cpu", local_files_only=not self._allow_downloads)
            except (OSError, ValueError) as error:
                raise EmbeddingError("errors.embedding", model=where, error=type(error).__name__) from error
        return self._loaded


class PreparedEmbeddings(Embeddings):
    """An Embeddings that computes nothing twice: vectors are prepared in one go, or taken over, then handed out by text."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Any] = {}

    def prepare(self, texts: Sequence[str], *, known: Mapping[str, Any], progress: str = "") -> int:
        """Have vectors ready for ``texts``, those in ``known`` taken over. Returns how many had to be computed.

        What was prepared before is forgotten, so that memory stays bounded by one document.
        """
        self._known = {text: known[text] for text in texts if text in known}
        missing = [text for text in texts if text not in self._known]
        if missing:
            self._known.update(zip(missing, self._embedder.passages(missing, progress=progress), strict=True))
        return len(missing)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's interface."""
        missing = [text for text in texts if text not in self._known]
        computed = dict(zip(missing, self._embedder.passages(missing), strict=True)) if missing else {}
        return [self._known[t].tolist() if t in self._known else computed[t].tolist() for t in texts]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's interface."""
        return self._embedder.embed_query(text)
