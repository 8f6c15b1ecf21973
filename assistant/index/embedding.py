"""Text becomes vectors: sentence-transformers behind LangChain's Embeddings interface."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
_SMALL_BATCH = 8  # while somebody asks: how long a question may have to wait for a document
_RECENT = 2.0  # seconds after a question in which the next is expected
_GIVE_WAY = 1.0  # seconds for which a document waits for questions at most
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
        # The tokenizer must not be used by two threads at once. Questions go before the batches of documents.
        self._encoding = threading.Lock()
        self._questions = 0  # that wait or are being embedded
        self._asked = float("-inf")  # when one last was
        self._turn = threading.Condition()
        self._most_kept = 0
        self._kept: OrderedDict[str, Matrix] = OrderedDict()  # question → its vector, shape (1, dimension)
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
        if len(texts) != 1 or not self._most_kept:
            return self._encode(texts, "query", progress)
        [text] = texts
        with self._turn:
            found = self._kept.get(text)
        if found is None:
            found = self._encode(texts, "query", progress)
            found.setflags(write=False)  # it is handed out again
        with self._turn:
            self._kept[text] = found
            self._kept.move_to_end(text)
            while len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        return found

    def keep_queries(self, most: int) -> None:
        """Keep the vectors of the last ``most`` queries: many people ask alike, and a changed corpus has questions asked again."""
        self._most_kept = most

    def _encode(self, texts: Sequence[str], role: str, progress: str) -> Matrix:
        import numpy as np

        model = self._load()
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        prefix = f"{role}: " if self._e5 else (model.prompts or {}).get(role) or ""
        prefixed = [prefix + text for text in texts]
        if role == "query" and len(prefixed) <= _BATCH:
            with self._asking():
                return self._batch(prefixed)
        # By length, so that little is spent on padding; in slices, so that there is something to show.
        order = sorted(range(len(prefixed)), key=lambda i: len(prefixed[i]), reverse=True)
        vectors = np.empty((len(prefixed), self.dimension), np.float32)
        from tqdm import tqdm

        with tqdm(total=len(prefixed), desc=progress, disable=not progress, unit="", leave=False) as bar:
            done = 0
            while part := order[done : done + self._given_way()]:
                done += len(part)
                vectors[part] = self._batch([prefixed[i] for i in part])
                bar.update(len(part))
        return vectors

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Within this context documents wait."""
        with self._turn:
            self._questions += 1
        try:
            yield
        finally:
            with self._turn:
                self._questions -= 1
                self._asked = time.monotonic()
                self._turn.notify_all()

    def _given_way(self) -> int:
        """Let questions go first; how many texts of a document may then be embedded at once."""
        with self._turn:
            self._turn.wait_for(lambda: not self._questions, _GIVE_WAY)
            return _BATCH if time.monotonic() - self._asked > _RECENT else _SMALL_BATCH

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
            # Threads that spin while they wait make a question take twenty times as long where others want the cores too.
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
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
