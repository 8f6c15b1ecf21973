"""Every change of the documents on real files and a real index, with an embedder that needs no model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import DocumentError
from assistant.documents.files import SUFFIXES, document_files
from assistant.filing import Filing, FilingError, Stage, Step, corpus_folders, recover_files, safe_name, upload_folder
from assistant.filing.bin import Bin
from assistant.index import Store, connect, locked, sync
from assistant.model import Agreement, Publicity
from assistant.settings import Settings
from tests.building import HashEmbedder

TEXT = """# {region}n työllisyysalueen yhteistyösopimus

Allekirjoitettu {date}

## 1 Osapuolet

Osapuolet ovat {region}n kaupunki, Rautalahden hyvinvointialue ja Kela. Yhteyshenkilö on Matti Virtanen.

## 2 Kulut

{costs}
"""


def text(region: str = "Koivula", date: str = "1.2.2025", costs: str = "Kela maksaa omat kulunsa.") -> str:
    return TEXT.format(region=region, date=date, costs=costs)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "koivula.md").write_text(text(), encoding="utf-8")
    made = Settings(data=tmp_path / "data", corpus=(corpus,))
    with Store(connect("", made.data), HashEmbedder()) as store:
        assert sync(store, made.corpus, made.data).failed == []
    return made


@pytest.fixture
def filing(settings: Settings) -> Filing:
    return Filing(settings, HashEmbedder())


@pytest.fixture
def upload(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "uusi.md") -> Path:
        path = tmp_path / "uploads" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def indexed(settings: Settings) -> dict[str, Agreement]:
    with Store(connect("", settings.data), HashEmbedder()) as store:
        return {agreement.file: agreement for agreement in store.agreements()}


def names(settings: Settings) -> set[str]:
    """The documents on disk, which must be those of the index; a sync has nothing to do."""
    found = {path.name for folder in corpus_folders(settings) for path in document_files(folder)}
    assert found == set(indexed(settings))
    with Store(connect("", settings.data), HashEmbedder()) as store:
        report = sync(store, corpus_folders(settings), settings.data)
    assert report.added == report.updated == report.removed == [] and report.failed == []
    return found


def test_a_file_is_added_step_by_step(filing: Filing, settings: Settings, upload: Callable[..., Path]) -> None:
    told: list[Step] = []
    last = filing.add(upload(text("Kuusela")), "kuusela.md", tell=told.append)
    assert [step.stage for step in told] == [Stage.READING, Stage.READ, Stage.EMBEDDING, Stage.SEARCHABLE]
    assert last == told[-1] and last.clauses == told[1].clauses > 1
    assert names(settings) == {"koivula.md", "kuusela.md"}
    assert not list(settings.data.glob("incoming/*"))


def test_the_same_content_is_not_added_twice(filing: Filing, settings: Settings, upload: Callable[..., Path]) -> None:
    last = filing.add(upload(text()), "kopio.md")
    assert (last.stage, last.other) == (Stage.SAME, "koivula-md") and "koivula.md" in last.reason
    assert names(settings) == {"koivula.md"}


def test_another_of_the_same_region_date_and_status_is_asked_about(
    filing: Filing, settings: Settings, upload: Callable[..., Path]
) -> None:
    """Replaced, the older one goes from the index into the bin; beside, both are there under names of their own."""
    newer = upload(text(costs="Kaupunki maksaa kaiken."))
    last = filing.add(newer, "koivula.md")
    assert (last.stage, last.other) == (Stage.ASKS, "koivula-md")
    assert names(settings) == {"koivula.md"}
    assert filing.add(newer, "koivula.md", beside=True).stage is Stage.SEARCHABLE
    assert names(settings) == {"koivula.md", "koivula (2).md"}
    third = upload(text(costs="Kela maksaa kaiken."), "kolmas.md")
    assert filing.add(third, "kolmas.md", instead_of="koivula.md").stage is Stage.SEARCHABLE
    assert names(settings) == {"koivula (2).md", "kolmas.md"}
    assert [entry.file for entry in filing.binned()] == ["koivula.md"]


def test_a_newer_version_stays_as_secret_as_the_older(
    filing: Filing, settings: Settings, upload: Callable[..., Path]
) -> None:
    filing.describe("koivula.md", {"publicity": Publicity.SECRET.value, "date": "2025-01-01"})
    last = filing.add(upload(text(date="2.3.2026")), "uusi.md", instead_of="koivula.md")
    assert last.stage is Stage.SEARCHABLE
    found = indexed(settings)["uusi.md"].description
    assert (found.publicity, found.date) == (Publicity.SECRET, "2026-03-02")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "a.md", "tyhjä"),
        (b"%PDF-1.4 rikki", "a.pdf", "vioittunut"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "pääte"),
        ("teksti", "a.exe", "pääte"),
        ("teksti", "a", "pääte"),
        (b"%PDF-1.4", "a.md", "ei ole PDF"),
        (b"\x89PNG\r\n", "a.txt", "ei ole PDF"),
    ],
)
def test_what_cannot_be_added_says_why_and_changes_nothing(
    content: str | bytes, name: str, said: str, filing: Filing, settings: Settings, upload: Callable[..., Path]
) -> None:
    last = filing.add(upload(content, "x"), name)
    assert last.stage is Stage.FAILED and said in last.reason, last
    assert names(settings) == {"koivula.md"} and not list(settings.data.glob("incoming/*"))


def test_a_removed_document_is_gone_at_once_and_comes_back(filing: Filing, settings: Settings) -> None:
    filing.describe("koivula.md", {"title": "Oma nimi"})
    entry = filing.remove("koivula-md")
    assert entry is not None and names(settings) == set()
    assert not list(settings.corpus[0].iterdir())
    (settings.corpus[0] / "koivula.md").write_text(text("Toinen"), encoding="utf-8")
    assert filing.restore(entry.id).file == "koivula (2).md"  # the old name is taken; its sidecar comes along
    assert indexed(settings)["koivula (2).md"].description.title == "Oma nimi"
    assert filing.binned() == []
    with pytest.raises(FilingError):
        filing.restore(entry.id)


def test_the_bin_is_emptied_after_its_time(filing: Filing, settings: Settings) -> None:
    filing.remove("koivula.md")
    assert len(filing.binned()) == 1
    Bin(settings.data / "bin", -1).purge()
    assert filing.binned() == [] and not list((settings.data / "bin").iterdir())


def test_corrections_are_written_beside_the_document(filing: Filing, settings: Settings) -> None:
    filing.describe("koivula.md", {"region": 'Uusi "alue"\n\x7f', "parties": ["A", "B"]})
    filing.correct_clause("koivula.md", 2, "7", "Kustannukset")
    filing.correct_clause("koivula.md", 2, "8", "Kustannukset")
    found = filing.correct_personal("koivula.md", show=["Matti Virtanen"], hide=["omat kulunsa"])
    assert found == indexed(settings)["koivula.md"]
    assert found.description.parties == ("A", "B") and (found.description.region or "").startswith('Uusi "alue"')
    assert (found.clauses[2].number, found.clauses[2].text) == ("8", f"Kela maksaa {'█' * 12}.")
    assert "Matti Virtanen" in found.clauses[1].text
    assert names(settings) == {"koivula.md"}


def test_a_wrong_correction_leaves_the_old_sidecar(filing: Filing, settings: Settings) -> None:
    filing.describe("koivula.md", {"title": "Oma nimi"})
    before = indexed(settings)
    for wrong in ({"date": "eilen"}, {"status": "kai"}, {"kind": "x"}):
        with pytest.raises(DocumentError):
            filing.describe("koivula.md", wrong)
    with pytest.raises(FilingError):
        filing.correct_clause("koivula.md", 99, "1", "")
    assert indexed(settings) == before and names(settings) == {"koivula.md"}


@pytest.mark.parametrize("step", ["put", "delete"])
def test_a_failure_leaves_the_old_state(
    step: str, filing: Filing, settings: Settings, upload: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = indexed(settings)
    real, calls = getattr(Store, step), []

    def broken(*arguments: object, **more: object) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")
        real(*arguments, **more)

    monkeypatch.setattr(Store, step, broken)
    last = filing.add(upload(text("Kuusela")), "kuusela.md", instead_of="koivula.md")
    assert last.stage is Stage.FAILED and "No space left" in last.reason
    monkeypatch.undo()
    assert indexed(settings) == before and names(settings) == {"koivula.md"}
    assert filing.binned() == []


def test_a_change_that_was_killed_is_finished_or_taken_back(
    filing: Filing, settings: Settings, upload: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped at each of its moves of files, and then tried again: nothing is lost, nothing is there twice."""
    import assistant.filing.adding as adding
    import assistant.filing.bin as bin_

    class Killed(BaseException):
        pass

    for stop in range(1, 6):
        for path in (settings.data, settings.corpus[0]):
            shutil.rmtree(path)
        settings.corpus[0].mkdir()
        (settings.corpus[0] / "koivula.md").write_text(text(), encoding="utf-8")
        with Store(connect("", settings.data), HashEmbedder()) as store:
            sync(store, settings.corpus, settings.data)
        count = 0

        def killing(real: Callable[..., None]) -> Callable[..., None]:
            def run(*arguments: object, **more: object) -> None:
                nonlocal count
                count += 1
                if count == stop:  # noqa: B023 - called within this round of the loop
                    raise Killed
                real(*arguments, **more)

            return run

        with monkeypatch.context() as patch:
            # Nothing is undone by a process that is killed.
            patch.setattr("contextlib.ExitStack.callback", lambda *_, **__: None)
            patch.setattr(adding, "copy_in", killing(adding.copy_in))
            patch.setattr(bin_, "move", killing(bin_.move))
            patch.setattr(Store, "put", killing(Store.put))
            patch.setattr(Store, "delete", killing(Store.delete))
            with pytest.raises(Killed):
                filing.add(upload(text("Kuusela")), "kuusela.md", instead_of="koivula.md")
        with locked(settings.data):
            recover_files(settings)
        with Store(connect("", settings.data), HashEmbedder()) as store:
            sync(store, corpus_folders(settings), settings.data)
        left = names(settings)
        assert left in ({"koivula.md"}, {"kuusela.md"}), stop
        if left == {"kuusela.md"}:
            assert [entry.file for entry in filing.binned()] == ["koivula.md"]


def test_while_another_change_goes_on_one_is_told_to_wait(
    filing: Filing, settings: Settings, upload: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.filing.desk.WAIT", 0.1)
    with locked(settings.data):
        last = filing.add(upload(text("Kuusela")), "kuusela.md")
        assert last.stage is Stage.FAILED and "päivitetään" in last.reason
    assert names(settings) == {"koivula.md"}


def test_without_a_folder_of_the_users_the_programs_own_is_used(tmp_path: Path, upload: Callable[..., Path]) -> None:
    settings = Settings(data=tmp_path / "data")
    assert corpus_folders(settings) == ()
    assert Filing(settings, HashEmbedder()).add(upload(text()), "a.md").stage is Stage.SEARCHABLE
    assert upload_folder(settings) == settings.data / "corpus" and names(settings) == {"a.md"}


def test_rebuilding_reads_all_anew(filing: Filing, settings: Settings) -> None:
    before = indexed(settings)
    report = filing.rebuild()
    assert report.updated == ["koivula.md"] and report.embedded > 0
    assert indexed(settings) == before


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.md", "passwd.md"),
        ("..\\..\\a.PDF", "a.pdf"),
        (".hidden.md", "hidden.md"),
        ("~$lukko.docx", "-lukko.docx"),
        ("README.md", "asiakirja README.md"),
        ("CON.txt", "asiakirja CON.txt"),
        ("a\x00b\u202ec.pdf", "abc.pdf"),
        ("<img src=x onerror=alert(1)>.docx", "-img src=x onerror=alert(1)-.docx"),
        ("Sopimus 2025, Åbo.docx", "Sopimus 2025, Åbo.docx"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300), st.sampled_from(SUFFIXES))
def test_any_name_becomes_one_that_a_sync_sees(stem: str, suffix: str) -> None:
    """Never a path, never hidden, never left out, short enough, and the same when it is made safe again."""
    try:
        name = safe_name(stem + suffix)
    except FilingError:
        return  # a separator took the ending away
    assert "/" not in name and "\\" not in name and not name.startswith((".", "~$")) and name.endswith(SUFFIXES)
    assert len(name.encode()) <= 200 and not Path(name).stem.upper().startswith("README")
    assert name.isprintable() and safe_name(name) == name
