"""Damaged documents: a document or a reason, always, and nothing grows. See ``mutating.py``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.mutating import CHANGES, SUFFIXES, damaged, run


@pytest.fixture
def sources(small_corpus: Path) -> list[Path]:
    """A document of each format."""
    return sorted(p for p in small_corpus.iterdir() if p.suffix in SUFFIXES)


def test_a_damaged_document_is_read_or_has_a_reason(sources: list[Path], tmp_path: Path) -> None:
    """Of each format, among them files that are refused; this process does not grow by what is in them."""
    outcome = run(sources, 120, 11, tmp_path)
    assert outcome.faults == []
    assert outcome.files == sum(outcome.by.values()) == 120
    assert {name.split(":")[0] for name in outcome.by} == {"pdf", "docx", "txt", "md"}
    assert outcome.by["docx: corrupt"] and outcome.by["txt: read"]
    assert outcome.grown < 50_000


def test_copies_differ_from_the_document(sources: list[Path]) -> None:
    """What is read is damaged: nearly every copy differs, also where the archive of a Word file stays whole."""
    rng = random.Random(3)
    for path in sources:
        data = path.read_bytes()
        copies = [damaged(rng, path.suffix, data, b"9 Kohta") for _ in range(4 * len(CHANGES))]
        assert sum(copy != data for copy in copies) >= 0.9 * len(copies)
