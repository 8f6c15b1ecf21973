"""Findings of many documents are those that would be made one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from assistant.answers import ask, leading
from assistant.answers.variants import grouped
from assistant.model import Verdict
from assistant.search import Findings, Searcher, searcher, tally, with_verdict

QUESTIONS = ("Kuinka pitkä irtisanomisaika on?", "Kuka maksaa vuokran?", "kalusteet", "Mitä metsästyksestä on sovittu?")


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Even a few findings are made only when they are looked at."""
    monkeypatch.setattr(searcher, "_AT_ONCE", 0)
    yield


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_either_way(searcher: Searcher, question: str, request: pytest.FixtureRequest) -> None:
    at_once = ask(searcher, question)
    request.getfixturevalue("few_are_many")
    later = ask(searcher, question)
    assert isinstance(later.findings, Findings) or not at_once.findings
    assert tuple(later.findings) == at_once.findings and later.text == at_once.text
    assert dataclasses.replace(later, findings=()) == dataclasses.replace(at_once, findings=())


@pytest.mark.usefixtures("few_are_many")
def test_some_of_them(searcher: Searcher) -> None:
    findings = ask(searcher, QUESTIONS[0]).findings
    assert isinstance(findings, Findings)
    each = tuple(findings)
    for verdict in Verdict:
        own = [f for f in each if f.verdict is verdict]
        assert list(with_verdict(findings, verdict)) == own == list(with_verdict(each, verdict))
        assert tally(findings)[verdict] == tally(each)[verdict] == len(own)
    assert list(findings[1:3]) == list(each[1:3]) and findings[-1] == each[-1]
    assert list(leading(searcher, findings)) == list(leading(searcher, each))


def test_more_vectors_than_are_grouped_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    # Three directions, far from each other, with a little noise around them.
    rng = np.random.default_rng(5)
    centres = np.eye(16, dtype=np.float32)[:3]
    kinds = rng.integers(0, 3, 400)
    vectors = centres[kinds] + 0.02 * rng.standard_normal((400, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact = {frozenset(members) for members, _ in grouped(vectors)}
    monkeypatch.setattr("assistant.answers.variants._EXACT", 50)
    many = grouped(vectors)
    assert {frozenset(members) for members, _ in many} == exact and len(exact) == 3
    assert [len(members) for members, _ in many] == sorted((len(members) for members, _ in many), reverse=True)
    assert all(example in members for members, example in many)
