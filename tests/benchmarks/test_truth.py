"""What an answer must be: over time, and as the page shows it."""

from __future__ import annotations

import dataclasses

import pytest

from assistant.app.cards import conversation
from assistant.app.library import State
from assistant.app.session import Session, answered
from assistant.asjson import answer as as_json
from assistant.chat import Conversation
from assistant.search import Searcher
from benchmarks.browsing import Shown, read_answer
from benchmarks.truth import Timeline, shown


@pytest.mark.parametrize(
    "question", ["Mikä on irtisanomisaika?", "Kuka maksaa vuokran?", "Mikä on pääministerin nimi?"]
)
def test_what_a_page_must_show_is_what_it_shows(searcher: Searcher, question: str) -> None:
    session = Session()
    for asked in ("Kuinka usein johtoryhmä kokoontuu?", question):  # it is the newest turn that is read
        reply = Conversation(searcher).turn(asked, ())
        session.finish(answered(session.begin(asked), reply, searcher.corpus))
    answer = reply.answer
    seen = read_answer(conversation(session, State(searcher=searcher), "fi"))
    assert seen == shown(as_json(answer))
    assert bool(seen.quotes) == bool(answer.findings)
    # An agreement or a word less, and it is another.
    if answer.findings:
        fewer = dataclasses.replace(answer, findings=answer.findings[1:])
        assert seen != shown(as_json(fewer))
        assert seen != Shown([seen.quotes[0] + " ei", *seen.quotes[1:]], seen.cards, seen.missing)


def test_while_a_change_goes_on_both_may_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([10.0, 20.0, 30.0, 40.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    line = Timeline()
    with line.changing("", "a.md"):  # 10 to 20
        pass
    with line.changing("a.md", ""):  # 30 to 40
        pass
    assert line.possible(1, 9) == {""}
    assert line.possible(9, 15) == line.possible(11, 12) == {"", "a.md"}
    assert line.possible(21, 29) == {"a.md"}
    assert line.possible(29, 31) == {"", "a.md"} and line.possible(41, 50) == {""}
