"""The sample corpus, indexed once and kept between runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.answers.drafts import Drafter
    from assistant.index import Embedder
    from assistant.knowledge import Knowledge, Models

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"


@pytest.fixture(scope="session")
def drafter(
    test_data: Path,
    prepare_data: Callable[[Path], Path],
    embedder: Embedder,
    models: Models,  # noqa: ARG001  learned before the folder is prepared
    knowledge: Knowledge,
) -> Drafter:
    """A drafter over the sample corpus. A scan is left out where nothing can read it."""
    import shutil

    from assistant.answers.drafts import Drafter
    from assistant.index import Store, connect, sync
    from assistant.search import load_searcher

    folder = test_data / "sample"
    if folder.is_dir():
        shutil.rmtree(folder / "cache", ignore_errors=True)  # what was learned may have changed since
        (folder / "models").unlink(missing_ok=True)
        kept = folder / "chroma"
        moved = test_data / "sample-chroma"
        shutil.rmtree(moved, ignore_errors=True)
        if kept.is_dir():
            kept.rename(moved)
        shutil.rmtree(folder)
        prepare_data(folder)
        if moved.is_dir():
            moved.rename(kept)
    else:
        prepare_data(folder)
    with Store(connect("", folder), embedder) as store:
        sync(store, [SAMPLE], folder)
        return Drafter(load_searcher(store, folder, knowledge=knowledge))
