"""The index that is evaluated: the sample corpus, synced into a folder of the evaluation's own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from assistant.index import sync
from assistant.opening import open_store
from assistant.search import Searcher, load_searcher
from assistant.settings import load_settings
from eval.vectors import CachedEmbedder

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


def default_data() -> Path:
    """Where the evaluation keeps its index: never the user's own, since syncing the sample would empty that."""
    return user_cache_path("sopuri", appauthor=False) / "eval"


@dataclass(frozen=True)
class Bench:
    """An open index: its searcher, an embedder that remembers, and the folder that holds both."""

    searcher: Searcher
    embedder: CachedEmbedder
    data: Path


def open_bench(data: Path, folders: Sequence[Path]) -> Bench:
    """Sync ``folders`` into ``data`` and open it. Progress goes to standard error."""
    settings = load_settings(data=data, corpus=tuple(folders))
    with open_store(settings) as store:
        report = sync(store, settings.corpus, settings.data, ocr=settings.ocr, progress=sys.stderr.isatty())
        for failure in report.failed:
            print(f"{failure.file}: {failure.reason}", file=sys.stderr)
        searcher = load_searcher(store, settings.data, lambda name: print(f"learning: {name}", file=sys.stderr))
        return Bench(searcher, CachedEmbedder(store.embedder, data / "cache"), data)
