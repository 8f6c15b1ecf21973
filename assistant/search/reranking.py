"""Which of an agreement's quotations comes first, by a cross-encoder that reads question and passage together. Optional.

It says nothing of what was found: verdicts, and which passages are quoted, are the same without it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.index.embedding import EmbeddingError, prepare_hub

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """A cross-encoder of sentence-transformers (Nogueira & Cho 2019), loaded when it is made.

    Args:
        model: name or folder of the cross-encoder.
        allow_downloads: whether ``model`` may be fetched from a hub.

    Raises EmbeddingError where it cannot be loaded.
    """

    def __init__(self, model: str, *, allow_downloads: bool = False) -> None:
        self._model = _load(model, allow_downloads)
        # As with the embedding model: the tokenizer must not be used by two threads at once.
        self._scoring = threading.Lock()

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """Positions of ``texts``, that which answers ``question`` best first; of equals the earlier one."""
        if len(texts) < 2:
            return list(range(len(texts)))
        with self._scoring:
            scores = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return sorted(range(len(texts)), key=lambda i: -float(scores[i]))


def _load(model: str, allow_downloads: bool) -> CrossEncoder:
    prepare_hub(allow_downloads)
    from sentence_transformers import CrossEncoder

    try:
        loaded: CrossEncoder = CrossEncoder(model, device="cpu", local_files_only=not allow_downloads)
    except (OSError, ValueError) as error:
        raise EmbeddingError("errors.reranker", model=model, error=type(error).__name__) from error
    if loaded.num_labels != 1:
        raise EmbeddingError("errors.reranker_kind", model=model, count=loaded.num_labels)
    return loaded
