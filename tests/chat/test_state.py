from __future__ import annotations

import json

import pytest

from assistant.chat.state import Choice, Document, Last, State
from assistant.model import AgreementId

FULL = State(
    question="Mikä on irtisanomisaika?",
    language="sv",
    topic="termination",
    label="Uppsägningstid",
    aspects=(("termination.notice_period", 0.75), ("termination.form", 0.5)),
    regions=("Koivula",),
    documents=(Document(AgreementId("koivula-txt"), "koivula.txt"),),
    signed_only=True,
    whole_clause=True,
    last=Last("draft", "draft", "termination", "Koivula", 2, 4),
)


@pytest.mark.parametrize("state", [State(), FULL])
def test_a_state_comes_back_from_json(state: State) -> None:
    assert State.from_json(json.loads(json.dumps(state.as_json()))) == state


def test_choices_are_not_kept() -> None:
    assert State.from_json(State(choices=(Choice("a", "b"),)).as_json()) == State()


@pytest.mark.parametrize("data", [{}, {"topic": 5}, State().as_json() | {"aspects": ["a"], "likely": []}])
def test_what_is_no_state(data: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        State.from_json(data)


def test_what_is_talked_about() -> None:
    assert State().subject is None and State().empty
    assert FULL.subject == "termination.notice_period" and not FULL.empty
    assert State(topic="costs", aspects=(("costs.billing", 1.0),), whole_topic=True).subject == "costs"
