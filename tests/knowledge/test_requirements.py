"""The statutory requirements."""

from assistant.knowledge import load_knowledge
from assistant.knowledge.requirements import statutory_requirements


def test_the_five_items_of_the_decree_in_its_order() -> None:
    found = statutory_requirements()
    assert [item.reference.split(";")[0] for item in found] == [f"388/2024 3 § {n} kohta" for n in range(1, 6)]
    assert all(item.text("fi") and item.text("sv") and item.text("sv") != item.text("fi") for item in found)


def test_every_requirement_is_judged_by_aspects_that_exist() -> None:
    known = {aspect.id for aspect in load_knowledge().aspects}
    assert {name for item in statutory_requirements() for name in item.aspects} <= known
