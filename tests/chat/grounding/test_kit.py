from __future__ import annotations

import pytest

from assistant.chat.grounding import Grounded, grounded
from tests.chat.grounding.kit import Case, cases

LEAST_LIES, LEAST_KINDS, LEAST_TRUTHS = 60, 12, 60
MOST_DROPPED = 0.05


# Of statements in a model's own words fewer are kept; what is kept must not become less.
KEPT = {"said": 51, "unseen": 24}


@pytest.mark.parametrize(
    "case",
    [*cases("lies"), *cases("aside_lies"), *cases("said_lies"), *cases("unseen_lies")],
    ids=lambda c: f"{c.kind}: {c.says[:50]}",
)
def test_no_lie_is_shown_as_fact(case: Case) -> None:
    result = grounded(case.says, case.evidence)
    assert result.kept == ()
    assert len(result.dropped) >= 1


def test_at_most_one_in_twenty_true_statements_is_lost() -> None:
    told = [*cases("truths"), *cases("aside_truths")]
    lost = [case.says for case in told if grounded(case.says, case.evidence).dropped]
    assert len(lost) <= MOST_DROPPED * len(told), lost


@pytest.mark.parametrize("name", KEPT)
def test_what_is_said_in_other_words_is_kept_as_often_as_before(name: str) -> None:
    told = list(cases(f"{name}_truths"))
    lost = [case.says for case in told if grounded(case.says, case.evidence).dropped]
    assert len(told) - len(lost) >= KEPT[name], lost


def test_the_kit_is_as_large_as_it_should_be() -> None:
    lies = [*cases("lies"), *cases("aside_lies")]
    truths = [*cases("truths"), *cases("aside_truths")]
    assert len(lies) >= LEAST_LIES and len({case.kind for case in lies}) >= LEAST_KINDS
    assert len(truths) >= LEAST_TRUTHS
    for group, aside in ((lies, "aside_lies"), (truths, "aside_truths")):
        assert 0.2 <= len(list(cases(aside))) / len(group) <= 0.4


def test_a_lie_among_true_statements_is_dropped_alone() -> None:
    truths = [case for case in cases("truths") if len(case.evidence.sources) == 1]
    lies = [case for case in cases("lies") if len(case.evidence.sources) == 1]
    checked = 0
    for lie in lies:
        same = [t for t in truths if t.evidence.sources == lie.evidence.sources]
        if not same:
            continue
        result: Grounded = grounded(f"{same[0].says} {lie.says}", lie.evidence)
        assert [statement.text for statement in result.kept] == [same[0].says]
        checked += 1
    assert checked > 30
