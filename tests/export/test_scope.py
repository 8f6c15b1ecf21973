"""What is said of the corpus."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from pathlib import Path

from assistant.export.scope import INVENTED, scope_of
from assistant.model import Publicity, Status
from assistant.search import Searcher
from tests.building import agreement
from tests.export.conftest import KOIVULA, KUUSELA, cut, scope_over


def test_of_a_real_corpus(searcher: Searcher) -> None:
    scope = scope_of(searcher.corpus, datetime.date(2026, 3, 1))
    assert scope.facts("fi") == (
        ("Tehty", "1.3.2026"),
        ("Aineisto", "6 asiakirjaa, joista 5 sopimusta"),
        ("Aineiston uusin päiväys", "1.3.2025"),
    )
    assert scope.notices("fi") == ()


def test_invented_documents_are_said_to_be(searcher: Searcher, small_corpus: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small_corpus, tmp_path / "aineisto"))
    (folder / INVENTED).touch()
    one = dataclasses.replace(searcher.corpus, folders=(str(folder),) * 6)
    assert scope_of(one).notices("sv")[0].startswith("Materialet är påhittat")
    two = dataclasses.replace(searcher.corpus, folders=(str(folder),) * 5 + (str(small_corpus),))
    assert scope_of(two).notices("fi") == ("Osa aineistosta on keksitty esimerkiksi: aineisto.",)


def test_names_tell_two_versions_of_a_region_apart() -> None:
    draft = agreement("luonnos", [], region="Koivula", status=Status.DRAFT, date="2024-10-01")
    scope = scope_over(KOIVULA, KUUSELA, draft)
    assert scope.name(KUUSELA.id, "fi") == "Kuusela"
    assert scope.name(KOIVULA.id, "fi") == "Koivula (allekirjoitettu 1.1.2025)"
    assert scope.name(draft.id, "sv") == "Koivula (utkast 1.10.2024)"


def test_a_draft_is_known_but_not_counted(searcher: Searcher) -> None:
    taken = searcher.corpus.agreements[0]
    scope = scope_of(searcher.corpus, draft=dataclasses.replace(taken, file="oma.docx"))
    assert scope.documents == 6 and scope.agreements[taken.id].file == taken.file
    assert [a.file for name, a in scope.agreements.items() if name.endswith("-draft")] == ["oma.docx"]


def test_the_strictest_publicity_counts() -> None:
    secret = dataclasses.replace(
        KUUSELA, description=dataclasses.replace(KUUSELA.description, publicity=Publicity.SECRET)
    )
    scope = scope_over(KOIVULA, secret)
    assert scope.secrecy([cut()]) is Publicity.PUBLIC
    assert scope.secrecy([cut(), cut(secret)]) is Publicity.SECRET
