"""The points of a checklist."""

from __future__ import annotations

import pytest

from assistant.answers.results import Phase
from assistant.knowledge import load_knowledge
from assistant.knowledge.points import checklist_points
from assistant.knowledge.requirements import statutory_requirements
from assistant.phrases import catalogue

POINTS = {point.id: point for point in checklist_points()}


def test_ids_are_unique_and_phases_exist() -> None:
    assert len(POINTS) == len(checklist_points())
    assert {point.phase for point in POINTS.values()} == {phase.value for phase in Phase}


def test_every_point_is_judged_by_aspects_that_exist() -> None:
    known = {aspect.id for aspect in load_knowledge().aspects}
    assert {name for point in POINTS.values() for name in point.aspects} <= known


def test_what_has_no_fixed_basis_can_have_one_from_the_agreements() -> None:
    assert [p.id for p in POINTS.values() if not p.statutes and not p.study and not p.aspects] == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_point_has_its_words_and_no_words_are_left_over(language: str) -> None:
    words = catalogue(language, "checklist")["items"]
    assert words.keys() == POINTS.keys()
    assert all(entry.keys() == {"text", "why", "question"} and all(entry.values()) for entry in words.values())
    assert all(entry["question"].endswith("?") for entry in words.values())


def test_the_languages_differ_in_words_and_agree_in_slots() -> None:
    finnish, swedish = catalogue("fi", "checklist"), catalogue("sv", "checklist")
    assert finnish.keys() == swedish.keys() and finnish["kept"].keys() == swedish["kept"].keys()
    for name, entry in finnish["items"].items():
        assert all(entry[key] != swedish["items"][name][key] for key in entry), name


def test_the_five_mandatory_items_take_reference_and_rule_from_the_law_and_come_first() -> None:
    five = [point for point in checklist_points() if point.id.startswith("statutory_")]
    assert ["; ".join(point.statutes) for point in five] == [item.reference for item in statutory_requirements()]
    assert [point.aspects for point in five] == [item.aspects for item in statutory_requirements()]
    assert [point.needs_all for point in five] == [item.needs_all for item in statutory_requirements()]
    rest = [p.weight for p in POINTS.values() if p.phase == "at" and p not in five]
    assert min(point.weight for point in five) > max(rest)


def test_the_fifth_item_cites_the_decree_alone() -> None:
    assert POINTS["statutory_kela_costs"].statutes == ("388/2024 3 § 5 kohta",)


def test_what_people_argue_about_weighs_more_than_the_rest() -> None:
    argued = [
        "leader_authority",
        "leader_working_time",
        "leader_employer",
        "leader_pay",
        "cost_key_basis",
        "rent",
        "kela_presence",
        "representation",
        "language_service",
        "conditional_approvals",
        "duration",
        "ending",
    ]
    assert all(POINTS[name].weight >= 77 for name in argued)
    assert POINTS["approval_order"].phase == "before" and POINTS["approval_order"].weight >= 90
