"""Search runs against both: Chroma embedded, and a Chroma server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.index import Embedder, Store, connect, sync


@pytest.fixture(scope="session", params=["embedded", "server"])
def store(
    request: pytest.FixtureRequest,
    data: Path,
    small_corpus: Path,
    embedder: Embedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    """The index of the small corpus. Not to be written to."""
    if request.param == "embedded":
        with Store(connect("", data), embedder) as embedded:
            yield embedded
        return
    with Store(connect(f"{request.getfixturevalue('chroma_server')}/search", data), embedder) as served:
        sync(served, [small_corpus], tmp_path_factory.mktemp("served"))
        yield served
