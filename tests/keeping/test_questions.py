from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.keeping.answers import kept
from assistant.keeping.conversations import Judged, Judgement
from assistant.keeping.questions import as_questions
from assistant.model import Answer, AnswerKind
from eval.questions import Expect, load_questions
from tests.keeping.test_conversations import A, B, answer, corpus

AT = datetime(2026, 3, 1, tzinfo=UTC)


def judged(given: Answer | None, judgement: Judgement = Judgement.RIGHT, note: str = "", *regions: str) -> Judged:
    return Judged(AT, judgement, note, given.question if given else "Kuka?", regions, kept(given) if given else None)


def test_the_evaluation_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "palaute.toml"
    refused = Answer("Mikä on puhelinnumero?", "fi", AnswerKind.REFUSED, "Ei.")
    given = [
        judged(answer(), Judgement.RIGHT, "", "Koivula"),
        judged(answer(), Judgement.WRONG, "Kuuselasta\npuuttuu [[question]]"),
        judged(refused, Judgement.MISSING),
        judged(None),
    ]
    file.write_text(as_questions(given, corpus(A, B)), encoding="utf-8")
    first, second, third, fourth = load_questions(file, ["a.txt", "b.txt"])
    assert first.found == (("a.txt", ("Kela maksaa omansa.",)),) and first.scope == ("a.txt",)
    assert second.scope == () and second.found == first.found
    assert (third.expect, third.found) == (Expect.REFUSE, ())
    assert (fourth.expect, fourth.text) == (Expect.ANSWER, "Kuka?")
    assert "# 2026-03-01 judged wrong: Kuuselasta puuttuu" in file.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@given(st.text(), st.text())
def test_whatever_people_write_is_toml(question: str, note: str) -> None:
    one = Judged(AT, Judgement.WRONG, note, question, (), None)
    assert len(tomllib.loads(as_questions([one], corpus()))["question"]) == 1
