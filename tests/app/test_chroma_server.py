"""Several app processes on one Chroma server, and a server that dies and comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answers import ask
from assistant.app.library import Library, Phase
from assistant.index import Embedder, Store, connect, sync
from assistant.model import OWNER
from assistant.opening import open_embedder
from assistant.settings import load_settings
from tests.chroma import ChromaServer
from tests.running import ROOT

# Another app process: for each line on its standard input, the files that it knows now.
_OTHER = """
import sys
from assistant.app.library import Library
from assistant.model import OWNER
from assistant.settings import load_settings

library = Library(load_settings())
for _ in sys.stdin:
    state = library.refresh_for(OWNER)
    files = sorted(a.file for a in state.searcher.corpus.agreements) if state.searcher else state.problem
    print(files, flush=True)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    """A server of the test's own, to be killed."""
    made = ChromaServer(tmp_path / "server")
    made.start()
    yield made
    made.kill()


def few(small_corpus: Path, folder: Path) -> Path:
    folder.mkdir()
    for name in ("koivula.txt", "rantasalo.md"):
        for file in small_corpus.glob(f"{name}*"):
            shutil.copy(file, folder)
    return folder


def test_two_processes_see_each_others_changes_within_seconds(
    chroma_server: str, small_corpus: Path, prepare_data: Callable[[Path], Path], embedder: Embedder, tmp_path: Path
) -> None:
    url = f"{chroma_server}/apps-{uuid.uuid4().hex}"
    corpus = few(small_corpus, tmp_path / "corpus")
    here, there = prepare_data(tmp_path / "here"), prepare_data(tmp_path / "there")
    environment = {**os.environ, "SOPURI_CHROMA_URL": url, "SOPURI_DATA": str(there)}

    def synced() -> None:
        with Store(connect(url, here), embedder) as store:
            sync(store, [corpus], here)

    synced()
    other = subprocess.Popen(
        [sys.executable, "-c", _OTHER],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin and other.stdout

    def seen() -> str:
        assert other.stdin and other.stdout
        other.stdin.write("\n")
        other.stdin.flush()
        return other.stdout.readline().strip()

    try:
        assert seen() == "['koivula.txt', 'rantasalo.md']"
        shutil.copy(small_corpus / "ohje.md", corpus)
        (corpus / "rantasalo.md").unlink()
        synced()
        assert seen() == "['koivula.txt', 'ohje.md']"

        # And the other way: what the other machine syncs is seen here.
        library = Library(load_settings(chroma_url=url, data=here))
        first = library.refresh_for(OWNER)
        assert first.searcher and len(first.searcher.corpus.agreements) == 2
        (corpus / "ohje.md").unlink()
        command = [sys.executable, "-m", "assistant.cli", "sync", "--corpus", str(corpus)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        again = library.refresh_for(OWNER)
        assert again.searcher and [a.file for a in again.searcher.corpus.agreements] == ["koivula.txt"]
    finally:
        other.stdin.close()
        other.wait(timeout=60)
        other.stdout.close()


def test_a_server_that_dies_and_comes_back(
    server: ChromaServer, small_corpus: Path, prepare_data: Callable[[Path], Path], tmp_path: Path
) -> None:
    corpus = few(small_corpus, tmp_path / "corpus")
    settings = load_settings(chroma_url=server.url, data=prepare_data(tmp_path / "data"))
    with Store(connect(server.url, settings.data), open_embedder(settings)) as store:
        sync(store, [corpus], settings.data)
    library = Library(settings)
    ready = library.refresh_for(OWNER)
    assert ready.phase is Phase.READY and not ready.problem and ready.searcher

    server.kill()
    started = time.monotonic()
    state = library.refresh_for(OWNER)
    assert time.monotonic() - started < 20
    assert state.phase is Phase.READY and state.searcher is not None  # it answers from memory meanwhile
    assert f"Osoitteessa {server.url} olevaa hakemistoa ei voitu avata" in str(state.problem)
    assert "SOPURI_CHROMA_URL" in str(state.problem)
    assert len(ask(state.searcher, "Kuinka pitkä on irtisanomisaika?").findings) == 2

    server.start()
    (corpus / "rantasalo.md").unlink()
    with Store(connect(server.url, settings.data), state.searcher.embedder) as store:
        sync(store, [corpus], settings.data)
    healed = library.refresh_for(OWNER)
    assert not healed.problem and healed.searcher and len(healed.searcher.corpus.agreements) == 1

    server.kill()
    assert library.refresh_for(OWNER).problem
    server.start()
    assert not library.refresh_for(OWNER).problem  # though nothing changed meanwhile


def test_a_server_that_takes_calls_and_answers_none(
    server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.index import StoreError, client
    from tests.building import HashEmbedder

    monkeypatch.setattr(client, "_CONNECT", 0.5)
    monkeypatch.setattr(client, "_ANSWER", 0.5)
    with Store(connect(server.url, tmp_path), HashEmbedder()) as store:
        server.pause()
        try:
            with pytest.raises(StoreError, match="ei voitu avata"):
                connect(server.url, tmp_path)
            with pytest.raises(StoreError, match=r"ei vastannut, kun hakemistoa luettiin .* yritä uudelleen"):
                store.stored()
        finally:
            server.resume()
        assert store.stored() == []
