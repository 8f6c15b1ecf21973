"""How alike the knowledge's examples are to the sample corpus, which must be independent of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.documents import sentences
from assistant.index import Embedder
from assistant.index.lexical import ngrams
from assistant.model import Clause

SHORTEST = 25  # characters; below it ("Kela.", "2 htv") likeness is no sign of copying
_LEAVE_OUT = re.compile(r"^\+\+\+.*?^\+\+\+", re.DOTALL | re.MULTILINE)
_MARKUP = re.compile(r"^\s*(?:#+\s*|[-*]\s+|\|)|\*\*|\|\s*$", re.MULTILINE)


def sample_sentences(folder: Path) -> list[str]:
    """The sentences, list items and table rows of the sample corpus, from its Markdown sources."""
    found: dict[str, None] = {}
    for path in sorted(folder.glob("*.md")):
        for line in _LEAVE_OUT.sub("", path.read_text(encoding="utf-8")).splitlines():
            text = " ".join(_MARKUP.sub(" ", line).replace("|", " ").split())
            if text:
                clause = Clause(0, None, None, 1, text)
                found.update(dict.fromkeys(text[start:end] for start, end in sentences(clause)))
    return [text for text in found if len(text) >= SHORTEST]


def jaccard(ours: Sequence[str], theirs: Sequence[str]) -> Any:
    """Shared share of the sets of character 4-grams, shape (ours, theirs)."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(analyzer=lambda text: set(ngrams(text)), dtype=np.float32).fit([*ours, *theirs])
    one, other = counter.transform(ours), counter.transform(theirs)
    both = (one @ other.T).toarray()
    return both / np.asarray(one.sum(axis=1) + other.sum(axis=1).T - both)


def cosines(ours: Sequence[str], theirs: Sequence[str], embedder: Embedder, kept: Path) -> Any:
    """Cosines of the embeddings, shape (ours, theirs). Vectors are kept in the folder ``kept``."""
    return _vectors(ours, embedder, kept, "ours") @ _vectors(theirs, embedder, kept, "theirs").T


def _vectors(texts: Sequence[str], embedder: Embedder, kept: Path, name: str) -> Any:
    """Vectors of texts; only those that are new since the last run are computed."""
    path = kept / f"likeness-{name}.npz"
    known: dict[str, Any] = {}
    if path.is_file():
        with np.load(path, allow_pickle=False) as stored:
            known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    keys = [hashlib.sha256(f"{embedder.name}\n{text}".encode()).hexdigest()[:24] for text in texts]
    missing = [i for i, key in enumerate(keys) if key not in known]
    if missing:
        known.update(zip([keys[i] for i in missing], embedder.passages([texts[i] for i in missing]), strict=True))
        kept.mkdir(parents=True, exist_ok=True)
        np.savez(path, keys=np.array(keys), vectors=np.stack([known[key] for key in keys]))
    return np.stack([known[key] for key in keys])
