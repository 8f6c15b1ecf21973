"""``sopuri feedback`` as users call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.keeping.conversations import Conversations, Judgement, State
from assistant.keeping.database import open_database
from assistant.settings import load_settings
from eval.questions import load_questions
from tests.running import run_here


def test_judged_answers_become_questions(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOPURI_DATABASE", f"sqlite:///{tmp_path / 'kept.sqlite'}")
    file = tmp_path / "palaute.toml"
    nothing = run_here("feedback", "--data", data, "--output", file)
    assert (nothing.code, nothing.err) == (2, "sopuri: Palautetta ei ole vielä annettu.\n")
    database = open_database(load_settings(data=data))
    talks = Conversations(database)
    name = talks.begin("aino", "Kuka?")
    talks.ask("aino", name, 0, "Kuka maksaa vuokran?", ())
    talks.answer("aino", name, 0, State.ANSWERED, None)
    talks.judge("aino", name, 0, Judgement.MISSING, "Yksi alue puuttuu")
    database.close()
    assert run_here("feedback", "--data", data, "--output", file, "--json").json == {"file": str(file), "questions": 1}
    assert [one.text for one in load_questions(file, [])] == ["Kuka maksaa vuokran?"]
    nowhere = run_here("feedback", "--data", data, "--output", tmp_path / "none" / "palaute.toml")
    assert nowhere.code == 2 and nowhere.err.count("\n") == 1
