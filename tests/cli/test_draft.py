"""``sopuri draft`` as other programs use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import run_here


def test_a_draft_as_json(data: Path) -> None:
    result = run_here("draft", "termination.notice_period", "--json", "--data", data, "--region", "Kuusijärvi")
    assert result.code == 0, result.err
    made = result.json
    assert made.keys() >= {"topic", "alternatives"}
    assert (made["topic"], made["region"], made["language"]) == ("termination.notice_period", "Kuusijärvi", "fi")
    assert made["alternatives"]
    for alternative in made["alternatives"]:
        assert alternative.keys() >= {"style", "text", "slots", "sources", "notes", "pieces"}
        assert all(piece["text"] in alternative["text"] for piece in alternative["pieces"])
        assert {source["file"] for source in alternative["sources"]} <= {"koivula.txt", "rantasalo.md"}


def test_a_draft_as_text(data: Path) -> None:
    result = run_here("draft", "irtisanomisaika", "--data", data, "--region", "Uusiniemi", "--language", "sv")
    assert result.code == 0 and "Uppsägningstiden för avtalet är" in result.out


@pytest.mark.parametrize(("topic", "region"), [("xyzzy 123", "Koivula"), ("", "Koivula"), ("leader", "  ")])
def test_what_can_not_be_drafted_is_one_sentence(data: Path, topic: str, region: str) -> None:
    result = run_here("draft", topic, "--data", data, "--region", region)
    assert result.code == 2 and result.out == ""
    assert len(result.err.strip().splitlines()) == 1 and "Traceback" not in result.err
