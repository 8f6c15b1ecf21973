"""Agreements and an embedder made by hand, for tests that need no file and no model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.index import Embedder
from assistant.model import Agreement, AgreementId, Clause, Description, Kind, Part, Status


def clause(index: int, number: str | None, heading: str | None, text: str, **more: Any) -> Clause:
    """A clause of level 1 in the body unless ``more`` says otherwise."""
    return Clause(index=index, number=number, heading=heading, level=more.pop("level", 1), text=text, **more)


def agreement(
    name: str,
    clauses: Sequence[Clause],
    *,
    region: str | None = "Koivula",
    status: Status = Status.SIGNED,
    kind: Kind = Kind.AGREEMENT,
    parties: tuple[str, ...] = (),
    date: str | None = "2025-01-01",
) -> Agreement:
    """An agreement in ``NAME.txt``."""
    description = Description(kind, f"Sopimus {name}", region, parties, "fi", status, date)
    return Agreement(AgreementId(name), f"{name}.txt", description, tuple(clauses), None)


def simple(name: str, *texts: str, region: str | None = "Koivula", **more: Any) -> Agreement:
    """An agreement with one unheaded clause for each of ``texts``."""
    clauses = [clause(i, str(i + 1), None, text, part=Part.BODY) for i, text in enumerate(texts)]
    return agreement(name, clauses, region=region, **more)


class HashEmbedder(Embedder):
    """An embedder without a model: a vector drawn from a hash of the text. For tests of everything but meaning."""

    def __init__(self) -> None:
        super().__init__("hash", Path("unused"))
        self.computed: list[str] = []

    @property
    def dimension(self) -> int:
        return 8

    def _encode(self, texts: Sequence[str], role: str, progress: str) -> Any:  # noqa: ARG002
        import numpy as np

        self.computed += texts
        seeds = [int.from_bytes(hashlib.sha256(f"{role}: {text}".encode()).digest()[:8]) for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(8) for seed in seeds]
        vectors = np.array(rows, np.float32).reshape(len(texts), 8)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
