"""What the library hands out is what the viewer may see."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from assistant.app.access import acting_as, viewer
from assistant.app.library import Library, State
from assistant.index import Embedder, Store, connect, sync
from assistant.keeping import own_folder
from assistant.model import NOBODY, OWNER, Publicity, Role, Viewer
from assistant.search import Searcher
from assistant.settings import Settings

REPRESENTATIVE = Viewer("anna", Role.REPRESENTATIVE, frozenset({Publicity.PUBLIC, Publicity.INTERNAL}))


def classified(searcher: Searcher) -> Searcher:
    """Kuusela's agreement is secret."""

    def publicity(region: str | None) -> Publicity:
        return Publicity.SECRET if region == "Kuusela" else Publicity.PUBLIC

    agreements = [
        dataclasses.replace(
            a, description=dataclasses.replace(a.description, publicity=publicity(a.description.region))
        )
        for a in searcher.corpus.agreements
    ]
    return dataclasses.replace(searcher, corpus=dataclasses.replace(searcher.corpus, agreements=tuple(agreements)))


def test_regions_examples_and_searcher_are_the_viewers(library: Library, app_settings: Settings) -> None:
    whole = library.state_for(OWNER).searcher
    assert whole is not None
    made = Library(app_settings, lambda *_: classified(whole))
    mine = made.refresh_for(OWNER)
    assert mine.regions == ("Koivula", "Kuusela", "Mäntylä") and mine.usable

    seen = made.state_for(REPRESENTATIVE)
    assert seen.regions == ("Koivula", "Mäntylä") and seen.serial == mine.serial
    assert seen.searcher is not None and len(seen.searcher.corpus.agreements) == 2
    assert made.state_for(dataclasses.replace(REPRESENTATIVE, name="bo")) is seen  # made once for a set of classes
    assert seen.examples["fi"]

    nothing = made.state_for(NOBODY)
    assert nothing.regions == () and not nothing.usable and nothing.examples == {}
    # Nothing of the class that sees all is a way round: the library has no other door.
    public = {name for name in dir(made) if not name.startswith("_")}
    assert public == {"asking", "loaded", "refresh", "refresh_for", "start", "state_for"}
    assert made.loaded == (True, True)


def test_an_index_that_has_not_changed_is_not_opened_again(
    app_corpus: Path, prepare_data: Callable[[Path], Path], embedder: Embedder, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(app_corpus, corpus)
    settings = Settings(data=prepare_data(tmp_path / "data"))

    def synced() -> None:
        with Store(connect("", settings.data), embedder) as store:
            sync(store, [corpus], settings.data)

    synced()
    library = Library(settings)
    for _ in range(2):  # the first opens it and finds nothing new
        library.refresh_for(OWNER)
    with mock.patch("assistant.app.library.open_store", side_effect=AssertionError):
        assert len(library.refresh_for(OWNER).regions) == 3
    (corpus / "kuusela.pdf").unlink()
    synced()
    assert library.refresh_for(OWNER).regions == ("Koivula", "Mäntylä")


def test_without_a_request_there_is_nobody() -> None:
    assert viewer() == NOBODY
    with acting_as(REPRESENTATIVE):
        assert viewer() == REPRESENTATIVE
    assert viewer() == NOBODY


def test_a_library_that_loads_has_nothing_to_hide(tmp_path: Path) -> None:
    assert Library(Settings(data=tmp_path)).state_for(NOBODY) == State()


def test_each_has_checklists_of_their_own(tmp_path: Path) -> None:
    assert own_folder(tmp_path, OWNER) == tmp_path
    names = ["anna", "Anna", "../../etc", "a/b", "ä"]
    folders = [own_folder(tmp_path, dataclasses.replace(REPRESENTATIVE, name=name)) for name in names]
    assert len(set(folders)) == len(names) and {folder.parent for folder in folders} == {tmp_path}
