from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers.results import Remark, Requirement, Review
from assistant.model import Verdict, quote
from eval.drafts import KINDS, DraftGoldError, as_table, details, load_gold, scored
from tests.building import simple

TEXT = "Irtisanomisaika on kuusi kuukautta. Irtisanomisaika on kolme kuukautta. Vuokra on ____ euroa."
GOLD = """[[draft]]
file = "a.md"
split = "dev"
statutory = ["staff"]
contradictions = [["kuusi kuukautta", "kolme kuukautta|neljä kuukautta"]]
citations = ["Vuokra on"]
"""


def write(folder: Path, gold: str = GOLD) -> Path:
    (folder / "gold.toml").write_text(gold, encoding="utf-8")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    return folder


def test_found_and_false_alarms_are_counted(tmp_path: Path) -> None:
    [gold] = load_gold(write(tmp_path))
    draft = simple("a", TEXT)
    whole = draft.clauses[0]
    first, second, third = (quote(draft, whole, *span) for span in ((0, 35), (36, 71), (72, len(TEXT))))
    review = Review(
        "a.md",
        "fi",
        statutory=(
            Requirement("staff", "", "", Verdict.POSSIBLE, ()),
            Requirement("service", "", "", Verdict.NOT_MENTIONED, ()),
        ),
        superseded=(),
        missing_topics=(),
        deviations=(),
        contradictions=(Remark("", second, "", (first,)),),
        citations=(),
        open_places=(Remark("", third, ""),),
    )
    result = scored(gold, review)
    assert {kind: result.found[kind] for kind in KINDS if result.found[kind]} == {
        "statutory": (True,),
        "contradictions": (True,),
        "citations": (False,),
    }
    assert {kind: texts for kind, texts in result.alarms.items() if texts} == {
        "statutory": ("service",),
        "open_places": ("Vuokra on ____ euroa.",),
    }
    assert "2 in all, 2.00 a draft" in as_table([result])
    assert "citations: not found: Vuokra on" in details([result])


def test_planted_words_must_stand_in_the_draft(tmp_path: Path) -> None:
    with pytest.raises(DraftGoldError, match="no such words"):
        load_gold(write(tmp_path, GOLD.replace("Vuokra on", "Korko on")))


def test_the_projects_own_drafts_can_be_used() -> None:
    gold = load_gold()
    assert sum(not any(draft.planted.values()) for draft in gold) >= 2
    assert {draft.split for draft in gold} == {"dev", "test", "voices"}
    for kind in KINDS:
        assert all(
            any(draft.planted[kind] for draft in gold if draft.split == split) for split in ("dev", "test", "voices")
        ), kind
