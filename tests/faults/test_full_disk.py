"""A disk that is full: one clear sentence, nothing lost, and a retry that heals once there is room. See ``disks.py``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.answers.results import Phase
from assistant.filing import Filing, Stage
from assistant.index import Store, connect, sync
from assistant.keeping import ChecklistFiles, added
from assistant.keeping.audit import Audit, Event
from assistant.keeping.backups import back_up, check, restore
from assistant.keeping.conversations import Conversations, State
from assistant.keeping.database import Database
from assistant.opening import USER_ERRORS
from assistant.settings import Settings
from tests.building import HashEmbedder
from tests.faults.disks import full, small_disk

TEXT = "# {} työllisyysalueen yhteistyösopimus\n\nAllekirjoitettu 1.2.2025\n\n## 1 Vuokra\n\nVuokran maksaa kunta.\n"


@dataclass(frozen=True)
class Home:
    """Documents and state on a small disk, and a folder on another one."""

    disk: Path
    settings: Settings
    elsewhere: Path

    def synced(self) -> list[str]:
        """What a sync finds to do; afterwards the index is the folder."""
        with Store(connect("", self.settings.data), HashEmbedder()) as store:
            report = sync(store, self.settings.corpus, self.settings.data)
            assert report.failed == []
            assert {one.file for one in store.stored()} == {p.name for p in self.settings.corpus[0].glob("*.md")}
        return [*report.added, *report.updated, *report.removed]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with small_disk(tmp_path / "disk", 160) as disk:
        corpus = disk / "corpus"
        corpus.mkdir()
        (corpus / "koivula.md").write_text(TEXT.format("Koivulan"), encoding="utf-8")
        made = Home(disk, Settings(data=disk / "data", corpus=(corpus,)), tmp_path / "elsewhere")
        made.elsewhere.mkdir()
        assert made.synced() == ["koivula.md"]
        yield made


def sentence(error: BaseException) -> str:
    """What a user reads; it is one line, with a reason."""
    text = str(error)
    assert text and "\n" not in text and any(word in text for word in ("full", "No space", "Levytila")), text
    return text


def test_sync(home: Home) -> None:
    """The index stays as it was; with room the new document comes in."""
    new = home.settings.corpus[0] / "kuusela.md"
    new.write_text(TEXT.format("Kuuselan") + "Sana. " * 20_000, encoding="utf-8")
    with full(home.disk), pytest.raises(USER_ERRORS) as told:
        home.synced()
    sentence(told.value)
    assert home.synced() == ["kuusela.md"]


def test_an_upload_and_a_correction(home: Home) -> None:
    filing = Filing(home.settings, HashEmbedder())
    upload = home.elsewhere / "kuusela.md"
    upload.write_text(TEXT.format("Kuuselan"), encoding="utf-8")
    with full(home.disk):
        step = filing.add(upload, upload.name)
        assert step.stage is Stage.FAILED and step.reason
        with pytest.raises(USER_ERRORS) as told:
            filing.describe("koivula.md", {"title": "Toinen nimi"})
        sentence(told.value)
    assert [p.name for p in home.settings.corpus[0].iterdir()] == ["koivula.md"]
    assert home.synced() == []
    assert filing.add(upload, upload.name).stage is Stage.SEARCHABLE
    assert filing.describe("koivula.md", {"title": "Toinen nimi"}).description.title == "Toinen nimi"
    assert home.synced() == []


def test_a_removal(home: Home) -> None:
    """The document goes to the bin, or it stays: never neither."""
    filing = Filing(home.settings, HashEmbedder())
    path = home.settings.corpus[0] / "koivula.md"
    with full(home.disk), pytest.raises(USER_ERRORS) as told:
        filing.remove("koivula.md")
    sentence(told.value)
    assert path.read_text(encoding="utf-8") == TEXT.format("Koivulan") and home.synced() == []
    entry = filing.remove("koivula.md")
    assert entry is not None and home.synced() == []
    with full(home.disk), pytest.raises(USER_ERRORS):
        filing.restore(entry.id)
    assert filing.restore(next(one.id for one in filing.binned())).file == "koivula.md"
    assert home.synced() == []


def test_a_checklist(home: Home) -> None:
    kept = ChecklistFiles(home.settings.data / "checklists")
    before = kept.change("oma", lambda old: added(old, Phase.BEFORE, "Soita", "fi"))
    with full(home.disk), pytest.raises(USER_ERRORS) as told:
        kept.change("oma", lambda old: added(old, Phase.BEFORE, "Kirjoita " * 400, "fi"))
    sentence(told.value)
    assert kept.load("oma") == before
    assert len(kept.change("oma", lambda old: added(old, Phase.BEFORE, "Kirjoita", "fi")).own) == 2


def test_a_backup_and_a_restore(home: Home) -> None:
    target = home.disk / "backups" / "kopio.tar.gz"
    target.parent.mkdir()
    with full(home.disk), pytest.raises(USER_ERRORS) as told:
        back_up(home.settings, target)
    sentence(told.value)
    assert list(target.parent.iterdir()) == []
    back_up(home.settings, target)
    check(home.settings, target)
    path = home.settings.corpus[0] / "koivula.md"
    path.write_text("muutettu", encoding="utf-8")
    with full(home.disk), pytest.raises(USER_ERRORS) as told:
        restore(home.settings, target, replace=True)
    sentence(told.value)
    assert path.read_text(encoding="utf-8") == "muutettu"
    restore(home.settings, target, replace=True)
    assert path.read_text(encoding="utf-8") == TEXT.format("Koivulan")
    assert home.synced() == []


def test_the_log_and_a_conversation(home: Home) -> None:
    """What was written before stays; what can't be written is said, so that nothing is shown without a trace."""
    with closing(Database("", home.settings.data)) as database:
        audit, talks = Audit(database), Conversations(database)
        audit.record("anna", Event.ASKED, question="Ensimmäinen?")
        name = talks.begin("anna", "Ensimmäinen?")
        assert talks.ask("anna", name, 0, "Ensimmäinen?", ())
        long = "Kuka maksaa? " * 150
        with full(home.disk):
            for _ in range(2):
                with pytest.raises(USER_ERRORS) as told:
                    for _ in range(2000):  # what is written ahead has some room of its own
                        audit.record("anna", Event.ASKED, question=long)
                sentence(told.value)
            with pytest.raises(USER_ERRORS):
                talks.answer("anna", name, 0, State.ANSWERED, {"text": long * 100})
        audit.record("anna", Event.ASKED, question="Viimeinen?")
        numbers = [entry.number for entry in audit.entries()]
        assert numbers == sorted(set(numbers), reverse=True)
        questions = [entry.question for entry in audit.entries()]
        assert questions[0] == "Viimeinen?" and questions[-1] == "Ensimmäinen?"
        talks.answer("anna", name, 0, State.ANSWERED, {"text": "vastaus"})
        assert [turn.answer for turn in talks.load("anna", name) or ()] == [{"text": "vastaus"}]
