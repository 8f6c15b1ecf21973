"""All statements of a term in a small agreement, and that the sample's signed agreements contradict themselves nowhere."""

from __future__ import annotations

from pathlib import Path

from assistant.answers.reviews.contradictions import contradictions
from assistant.answers.reviews.reading import Reading
from assistant.answers.terms import statements, term_kind
from assistant.documents import read_document
from assistant.model import Kind
from assistant.search import Searcher, with_guest

TEXT = """# Sopimus

## 1 Johtoryhmä

Johtoryhmässä on kuusi jäsentä. Johtoryhmä kokoontuu neljä kertaa vuodessa.
Vuonna 2026 johtoryhmä kokoontuu kuusi kertaa vuodessa.

## 2 Kokoukset

Johtoryhmä kokoontuu vähintään kerran kuukaudessa, ja siinä on vieraita.
"""


def test_each_statement_once_and_what_holds_for_a_time_is_limited(searcher: Searcher, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    beside, position = with_guest(searcher, read_document(tmp_path / "a.md", tmp_path))
    found = list(statements(beside, position, [term_kind("group_meetings")]))
    assert {(s.value, s.limited) for s in found} == {("4/v", False), ("6/v", True), ("väh. 12/v", False)}
    assert len({s.first for s in found}) == len(found)


def test_agreements_do_not_contradict_themselves(sample_searcher: Searcher) -> None:
    for position in sample_searcher.corpus.of_kind(Kind.AGREEMENT):
        reading = Reading(sample_searcher, position, "fi", ())
        assert contradictions(reading) == (), reading.draft.file
