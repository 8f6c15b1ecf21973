from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from assistant.phrases import catalogue, phrase

PROMPTS = Path(__file__).parent.parent / "prompts"
FILES = sorted(path.stem for path in (PROMPTS / "fi").glob("*.toml"))


def flat(data: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Nested tables as one: "refused.off_topic" → text."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        found |= flat(value, f"{path}{key}.") if isinstance(value, dict) else {f"{path}{key}": value}
    return found


def slots(value: object) -> set[str]:
    return set(re.findall(r"{(\w+)", str(value)))


@pytest.mark.parametrize("name", FILES)
def test_both_languages_say_the_same_things(name: str) -> None:
    finnish, swedish = flat(catalogue("fi", name)), flat(catalogue("sv", name))
    assert finnish.keys() == swedish.keys()
    for key, text in finnish.items():
        assert slots(text) == slots(swedish[key]), key
        if isinstance(text, list):
            assert len(text) == len(swedish[key]), key


def test_swedish_has_no_file_of_its_own_beside_the_finnish() -> None:
    assert sorted(path.stem for path in (PROMPTS / "sv").glob("*.toml")) == FILES


def test_slots_are_filled_and_braces_in_them_are_left_alone() -> None:
    assert phrase("fi", "answers.place_clause", clause="5.2") == "kohta 5.2"
    assert phrase("sv", "answers.place_page", page=3) == "s. 3"
    assert phrase("fi", "answers.place_clause", clause="{x}") == "kohta {x}"


def test_a_language_without_phrases_gets_finnish_ones() -> None:
    assert phrase("en", "answers.no_agreements") == phrase("fi", "answers.no_agreements")


def test_an_unknown_phrase_is_an_error() -> None:
    with pytest.raises(KeyError):
        phrase("fi", "answers.no_such_phrase")
