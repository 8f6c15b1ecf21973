from __future__ import annotations

import pytest

from assistant.answers.terms import agree, compared, is_settled


@pytest.mark.parametrize(
    ("term", "value", "expected"),
    [
        ("group_meetings", "väh. 4/v", "4/v"),
        ("group_term", "1.1.2025–31.12.2029", "5 v"),
        ("group_term", "2.1.2025–31.12.2029", "2.1.2025–31.12.2029"),
        ("validity", "1.2.2025–31.12.2027", "määräaikainen"),
        ("validity", "toistaiseksi", "toistaiseksi"),
        ("kela_share", "vain tilat", "enint. tilat"),
        ("kela_share", "10 %", "10 %"),
    ],
)
def test_values_as_they_are_compared(term: str, value: str, expected: str) -> None:
    assert compared(term, value) == expected


@pytest.mark.parametrize(
    ("term", "a", "b"),
    [
        ("group_meetings", "väh. 4/v", "6/v"),
        ("group_meetings", "3–4/v", "4/v"),
        ("group_term", "5 v", "1.1.2025–31.12.2029"),
        ("validity", "–31.12.2027", "1.1.2026–31.12.2027"),
        ("leader_time", "40 %", "2 pv/vk"),
        ("leader_time", "noin 50 %", "55 %"),
        ("cost_key", "henkilöstö", "TVA 60 % / HVA 40 %"),
        ("staff_hva", "3 htv", "4 hlö"),
        ("notice_period", "6 kk", "Kela 9 kk"),
        ("notice_period", "6 kk", "TVA 6 kk; HVA 6 kk; Kela 9 kk"),
        ("leader_deputy", "nimetään", "HVA"),
        ("dispute_forum", "neuvottelu", "käräjäoikeus"),
    ],
)
def test_both_may_hold(term: str, a: str, b: str) -> None:
    assert agree(term, a, b)
    assert agree(term, b, a)


@pytest.mark.parametrize(
    ("term", "a", "b"),
    [
        ("group_meetings", "4/v", "väh. 6/v"),
        ("group_size", "6", "9"),
        ("group_chair", "TVA", "kiertää"),
        ("validity", "toistaiseksi", "–31.12.2027"),
        ("leader_time", "100 %", "70 %"),
        ("leader_time", "enint. 50 %", "60 %"),
        ("cost_key", "TVA 60 % / HVA 40 %", "TVA 55 % / HVA 45 %"),
        ("staff_hva", "2,5 htv", "3,5 htv"),
        ("notice_period", "3 kk", "TVA 6 kk; HVA 6 kk; Kela 9 kk"),
        ("leader_deputy", "nimetään", "ei nimetä"),
        ("dispute_forum", "hallinto-oikeus", "käräjäoikeus"),
    ],
)
def test_both_cannot_hold(term: str, a: str, b: str) -> None:
    assert not agree(term, a, b)
    assert not agree(term, b, a)


def test_a_negotiation_settles_nothing() -> None:
    assert is_settled("hallinto-oikeus") and not is_settled("neuvottelu")
