"""``sync`` against embedding the same text alone; again without a change; with one changed file of many.

The first is done with the real model over a few agreements, since what it costs is embedding, text by text. That only what has
changed is embedded, and what the rest of a sync costs, is seen over a thousand files whose vectors are drawn from a hash.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.documents import document_files, read_document
from assistant.index import Embedder, Store, connect, sync
from assistant.index.context import clause_text, entries
from assistant.knowledge.aspects import load_knowledge
from assistant.model import Agreement
from benchmarks.measuring import Figure, against, both, figure, seconds
from benchmarks.synthetic import CLAUSES, agreements, templates

_EMBEDDED = 5  # agreements that are embedded by the model
_FILES = 1_000
_SHORT = 4  # clauses of a file of the thousand
_CHANGED = "Uusi ehto: tiloissa pidetään yhteinen kokous joka kolmas keskiviikko."


class DrawnEmbedder(Embedder):
    """Vectors drawn from a hash of the text, and a count of them."""

    def __init__(self) -> None:
        super().__init__("drawn", Path("unused"))
        self.computed: list[str] = []

    @property
    def dimension(self) -> int:
        return 384

    def _encode(self, texts: Sequence[str], role: str, progress: str) -> Any:  # noqa: ARG002
        self.computed += texts
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(384, np.float32) for seed in seeds]
        vectors = np.array(rows, np.float32).reshape(len(texts), 384)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def run(data: Path, scales: Sequence[int], repetitions: int) -> list[Figure]:  # noqa: ARG001
    """Figures of sync."""
    made = templates(load_knowledge(data / "knowledge"))
    with tempfile.TemporaryDirectory(dir=data) as scratch:
        return [*_real(Path(scratch), made, data), *_many(Path(scratch), made)]


def _written(folder: Path, made: Any, count: int, clauses: int) -> Path:
    """``count`` agreements as plain text."""
    folder.mkdir()
    for agreement, _ in agreements(made, count):
        parts = [agreement.description.title]
        parts += [f"{c.number} {c.heading}\n\n{c.text}" for c in agreement.clauses[:clauses]]
        (folder / agreement.file).write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return folder


def _texts(agreement: Agreement) -> list[str]:
    """What is embedded of a document."""
    texts = [entry.context for entry in entries(agreement)] + [clause_text(agreement, c) for c in agreement.clauses]
    return list(dict.fromkeys(texts))


def _real(scratch: Path, made: Any, data: Path) -> list[Figure]:
    corpus = _written(scratch / "few", made, _EMBEDDED, CLAUSES)
    embedder = Embedder("", data / "models")
    embedder.queries(["lämmittely"])
    texts = [text for path in document_files(corpus) for text in _texts(read_document(path, corpus))]
    half = len(texts) // 2
    clauses = _EMBEDDED * CLAUSES
    # Half of the pure embedding before and half after: a machine whose speed drifts slows both alike.
    before = both(lambda: embedder.passages(texts[:half]))
    with Store(connect("", scratch / "index"), embedder) as store:
        first = both(lambda: sync(store, [corpus], scratch / "index"))
    after = both(lambda: embedder.passages(texts[half:]))
    again = []
    for _ in range(3):
        with Store(connect("", scratch / "index"), embedder) as store:
            again.append(seconds(partial(sync, store, [corpus], scratch / "index")))
    base = figure("embed all texts, nothing else", [before[0] + after[0]], clauses=clauses, note=f"{len(texts)} texts")
    whole = against("first sync", [first[0]], base, 1.25)
    processor = figure("embed all texts, processor time", [before[1] + after[1]], clauses=clauses)
    return [
        base,
        whole,
        processor,
        against("first sync, processor time", [first[1]], processor, 1.25),
        against("sync again, nothing changed", again, whole, 0.02),
    ]


def _many(scratch: Path, made: Any) -> list[Figure]:
    corpus = _written(scratch / "many", made, _FILES, _SHORT)
    embedder = DrawnEmbedder()
    folder = scratch / "many-index"
    with Store(connect("", folder), embedder) as store:
        first = seconds(lambda: sync(store, [corpus], folder))
    embedded = len(embedder.computed)
    with Store(connect("", folder), embedder) as store:
        again = seconds(lambda: sync(store, [corpus], folder))
    changed = corpus / "a000500.txt"
    old = set(_texts(read_document(changed, corpus)))
    changed.write_text(changed.read_text(encoding="utf-8").rstrip() + f" {_CHANGED}\n", encoding="utf-8")
    new = [text for text in _texts(read_document(changed, corpus)) if text not in old]
    embedder.computed.clear()
    with Store(connect("", folder), embedder) as store:
        one = seconds(lambda: sync(store, [corpus], folder))
    clauses = _FILES * _SHORT
    if sorted(embedder.computed) != sorted(new):
        raise AssertionError("a changed file embeds what has not changed")
    return [
        figure("sync 1,000 files but for embedding", [first], clauses=clauses, note=f"{embedded} texts"),
        figure("the same again, nothing changed", [again], clauses=clauses),
        figure("one changed file of 1,000", [one], clauses=clauses),
        figure("texts embedded for it", [len(embedder.computed)], unit="", clauses=clauses, bar=float(len(new))),
    ]
