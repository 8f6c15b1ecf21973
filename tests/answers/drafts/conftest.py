"""The sample corpus, indexed once and kept between runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.answers.drafts import Drafter
    from assistant.index import Embedder
    from assistant.knowledge import Knowledge

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"


@pytest.fixture(scope="session")
def drafter(
    test_data: Path,
    prepare_data: Callable[[Path], Path],
    embedder: Embedder,
    knowledge: Knowledge,
    tmp_path_factory: pytest.TempPathFactory,
) -> Drafter:
    """A drafter over the sample corpus without its scan, which takes long to read."""
    from assistant.answers.drafts import Drafter
    from assistant.index import Store, StoreError, connect, sync
    from assistant.search import load_searcher

    kept = test_data / "sample"
    client = connect("", kept)
    try:
        store = Store(client, embedder)
    except StoreError:  # made by an earlier layout or model
        store = Store(client, embedder, rebuild=True)
    with store:
        report = sync(store, [SAMPLE], kept, ocr=False)
        assert len(report.failed) <= 1
        prepared = prepare_data(tmp_path_factory.mktemp("drafts") / "data")
        return Drafter(load_searcher(store, prepared, knowledge=knowledge))
