"""What tests share. The embedding model and what was learned are made once and kept between runs.

They lie in pytest's cache folder, or where SOPURI_TEST_DATA says. No setting of the user's reaches a test.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.small_corpus import write_small_corpus

if TYPE_CHECKING:
    from assistant.index import Embedder, Store
    from assistant.knowledge import Knowledge, Models
    from assistant.search import Searcher

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
_KEPT = ("SOPURI_TEST_DATA", "SOPURI_STATUTES")
for _name in [name for name in os.environ if name.startswith("SOPURI_") and name not in _KEPT]:
    del os.environ[_name]


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server; a path behind it names a database of one's own."""
    from tests.chroma import ChromaServer

    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server.url
    server.stop()


@pytest.fixture(params=["embedded", "server"])
def chroma_url(request: pytest.FixtureRequest) -> str:
    """What SOPURI_CHROMA_URL would be: nothing, and an empty database on a server. A test that uses it runs against both."""
    if request.param == "embedded":
        return ""
    return f"{request.getfixturevalue('chroma_server')}/test-{uuid.uuid4().hex}"


@pytest.fixture(scope="session")
def test_data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is kept between runs."""
    if named := os.environ.get("SOPURI_TEST_DATA"):
        folder = Path(named).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    cache = getattr(request.config, "cache", None)
    return Path(cache.mkdir("sopuri")) if cache is not None else tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="session")
def models_folder(test_data: Path) -> Path:
    """Where the bundled embedding model is unpacked, once."""
    from assistant.index.bundled import bundled_model

    with FileLock(test_data / "models.lock"):
        return bundled_model(test_data / "models").parent


@pytest.fixture(scope="session")
def embedder(models_folder: Path) -> Embedder:
    """The bundled embedding model."""
    from assistant.index import Embedder

    return Embedder("", models_folder)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The bundled knowledge."""
    from assistant.knowledge.aspects import bundled_knowledge

    return bundled_knowledge()


@pytest.fixture(scope="session")
def models(knowledge: Knowledge, embedder: Embedder, test_data: Path) -> Models:
    """What is learned from the bundled knowledge."""
    from assistant.knowledge import learned

    with FileLock(test_data / "learned.lock"):  # of several workers one learns and the others wait
        return learned(knowledge, embedder, test_data / "cache")


@pytest.fixture(scope="session")
def prepare_data(models_folder: Path, models: Models, test_data: Path) -> Callable[[Path], Path]:
    """Makes a folder for SOPURI_DATA in which nothing has to be unpacked or learned any more; returns it."""

    def prepare(folder: Path) -> Path:
        (folder / "cache").mkdir(parents=True)
        (folder / "models").symlink_to(models_folder, target_is_directory=True)
        for name in ("passages", "questions"):
            file = f"{name}-{models.version}.npz"
            shutil.copy2(test_data / "cache" / file, folder / "cache" / file)
        return folder

    return prepare


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents of ``small_corpus.py``. Not to be written to."""
    return write_small_corpus(tmp_path_factory.mktemp("small") / "corpus")


@pytest.fixture(scope="session")
def indexed(
    embedder: Embedder, prepare_data: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, int], Path]:
    """Makes a folder for SOPURI_DATA with a corpus, of so many documents, in its index; returns it."""

    def make(corpus: Path, documents: int) -> Path:
        from assistant.index import Store, connect, sync

        folder = prepare_data(tmp_path_factory.mktemp("data") / "data")
        report = sync(Store(connect("", folder), embedder), [corpus], folder)
        assert report.failed == [] and len(report.added) == documents
        return folder

    return make


@pytest.fixture(scope="session")
def data(small_corpus: Path, indexed: Callable[[Path, int], Path]) -> Path:
    """A folder for SOPURI_DATA with the small corpus in its index. Not to be written to."""
    return indexed(small_corpus, 6)


@pytest.fixture(scope="session")
def store(data: Path, embedder: Embedder) -> Store:
    """The index of the small corpus. Not to be written to."""
    from assistant.index import Store, connect

    return Store(connect("", data), embedder)


@pytest.fixture(scope="session")
def searcher(store: Store, data: Path, knowledge: Knowledge) -> Searcher:
    """A searcher over the small corpus."""
    from assistant.search import load_searcher

    return load_searcher(store, data, knowledge=knowledge)


@pytest.fixture(scope="session")
def sample_searcher(
    test_data: Path,
    prepare_data: Callable[[Path], Path],
    embedder: Embedder,
    knowledge: Knowledge,
    tmp_path_factory: pytest.TempPathFactory,
) -> Searcher:
    """A searcher over the sample corpus, whose index is kept between runs. Its scan is missing where there is no tesseract."""
    from assistant.index import Store, StoreError, connect, sync
    from assistant.search import load_searcher

    kept = test_data / "sample"
    prepared = prepare_data(tmp_path_factory.mktemp("sample") / "data")
    with FileLock(test_data / "sample.lock"):
        client = connect("", kept)
        try:
            store = Store(client, embedder)
        except StoreError:  # made by an earlier layout or model
            store = Store(client, embedder, rebuild=True)
        with store:
            report = sync(store, [SAMPLE], kept)
            assert len(report.failed) <= (0 if shutil.which("tesseract") else 1)
            return load_searcher(store, prepared, knowledge=knowledge)
