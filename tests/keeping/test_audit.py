from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.export.log import write_log
from assistant.keeping import audit as auditing
from assistant.keeping.audit import Audit, Event
from assistant.keeping.database import Database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_entries_by_hand(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "now", lambda: NOON)
    audit = Audit(database)
    audit.record("anna", Event.ASKED, ["a.pdf", "b.pdf", "a.pdf"], question="Kuka maksaa?")
    audit.record("bo", Event.LOGIN, detail="10.0.0.1")
    second, first = audit.entries()
    assert (first.number, first.at, first.who, first.what) == (1, NOON, "anna", "asked")
    assert (first.documents, first.question, first.detail) == (("a.pdf", "b.pdf"), "Kuka maksaa?", "")
    assert (second.number, second.question, second.documents) == (2, None, ())
    assert [e.number for e in audit.entries(who="anna")] == [1]
    assert [e.number for e in audit.entries(what=["login", "logout"])] == [2]
    assert list(audit.entries(since=NOON + timedelta(seconds=1))) == [] == list(audit.entries(until=NOON))
    assert [e.number for e in audit.entries(since=NOON, until=NOON + timedelta(days=1), limit=1)] == [2]


def test_questions_can_be_left_out(database: Database) -> None:
    Audit(database, questions=False).record("anna", Event.ASKED, question="Kuka maksaa?")
    [entry] = Audit(database).entries()
    assert entry.question is None
    with database.reading() as connection:
        assert "maksaa" not in str(connection.execute(sa.text("SELECT * FROM audit")).all())


def test_entries_are_kept_for_a_set_time_and_their_numbers_never_come_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([NOON, NOON + timedelta(days=29), NOON + timedelta(days=31), NOON + timedelta(days=300)])
    monkeypatch.setattr(auditing, "now", lambda: next(times))
    for left in ([1], [2, 1], [3, 2], [4]):
        Audit(database, 30).record("anna", Event.LOGIN)
        assert [e.number for e in Audit(database, 30).entries()] == left


def test_there_is_no_way_to_change_an_entry() -> None:
    assert {name for name in vars(Audit) if not name.startswith("_")} == {"record", "entries"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_can_be_written_and_read_by_other_programs(
    database: Database, who: str, question: str, documents: list[str]
) -> None:
    audit = Audit(database)
    audit.record(who, Event.ASKED, documents, question=question)
    newest = next(audit.entries(limit=1))
    assert newest.question == (auditing._storable(question) or (None if not question else ""))
    lines, table = io.StringIO(), io.StringIO(newline="")
    write_log([newest], lines, ".jsonl")
    write_log([newest], table, ".csv")
    assert json.loads(lines.getvalue())["documents"] == list(newest.documents)
    [_, row] = csv.reader(io.StringIO(table.getvalue(), newline=""))
    assert len(row) == 7 and not any(cell[:1] in ("=", "+", "@") for cell in row)
