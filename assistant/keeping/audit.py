"""The log of who did what: written, read and kept for a set time, never changed.

It holds what was asked and which documents were shown, not what was answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from assistant.keeping.database import Database, Moment, metadata, now
from assistant.settings import Settings

_LONGEST_QUESTION, _LONGEST_DETAIL, _MOST_DOCUMENTS = 2000, 300, 5000
_SWEEP = timedelta(hours=1)  # between looks for entries that are too old
_table = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("documents", sa.Text, nullable=False),
    sa.Column("question", sa.Text),
    sa.Column("detail", sa.Text, nullable=False),
    sqlite_autoincrement=True,  # the number of an entry that is gone never comes back, so a gap shows
)


class Event(StrEnum):
    """What was done."""

    ASKED = "asked"
    SHOWN = "shown"  # documents or pages
    COMPARED = "compared"
    DRAFTED = "drafted"
    CHECKED = "checklist"
    REVIEWED = "reviewed"
    EXPORTED = "exported"
    UPLOADED = "uploaded"
    CHANGED = "changed"
    DELETED = "deleted"
    LOGIN = "login"
    LOGIN_FAILED = "login failed"
    LOCKED = "locked"
    LOGOUT = "logout"
    PEOPLE = "people changed"  # accounts, roles, classes, passwords
    LOG_READ = "log read"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. ``question`` is None where questions are left out; ``number`` grows with every entry."""

    number: int
    at: datetime
    who: str
    what: str
    documents: tuple[str, ...]
    question: str | None
    detail: str


class Audit:
    """The log in a database.

    Args:
        days: how long entries are kept.
        questions: whether the text of questions is kept.
    """

    def __init__(self, database: Database, days: int = 730, *, questions: bool = True) -> None:
        self._database, self._days, self._questions = database, days, questions
        self._swept: datetime | None = None
        database.prepare("audit", 1, [_table])

    def record(
        self, who: str, what: Event, documents: Iterable[str] = (), *, question: str = "", detail: str = ""
    ) -> None:
        """Add an entry. ``documents`` are ids or files. Raises KeptError where it can't be written."""
        names = list(dict.fromkeys(documents))[:_MOST_DOCUMENTS]
        at = now()
        with self._database.transaction() as connection:
            if self._swept is None or abs(at - self._swept) > _SWEEP:
                connection.execute(sa.delete(_table).where(_table.c.at < at - timedelta(days=self._days)))
                self._swept = at
            row = {
                "at": at,
                "who": who[:200],
                "what": what.value,
                "documents": json.dumps(names, ensure_ascii=False),
                "question": question[:_LONGEST_QUESTION] if question and self._questions else None,
                "detail": detail[:_LONGEST_DETAIL],
            }
            connection.execute(sa.insert(_table).values(**{k: _storable(v) for k, v in row.items()}))

    def entries(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        who: str = "",
        what: Sequence[str] = (),
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """Newest first; of one person, of some events, or of a time, where given; at most ``limit``."""
        wanted = sa.select(_table).order_by(_table.c.id.desc())
        if since is not None:
            wanted = wanted.where(_table.c.at >= since)
        if until is not None:
            wanted = wanted.where(_table.c.at < until)
        if who:
            wanted = wanted.where(_table.c.who == who)
        if what:
            wanted = wanted.where(_table.c.what.in_(what))
        if limit is not None:
            wanted = wanted.limit(limit)
        with self._database.reading() as connection:
            for row in connection.execution_options(yield_per=500).execute(wanted):
                documents = tuple(json.loads(row.documents))
                yield Entry(row.id, row.at, row.who, row.what, documents, row.question, row.detail)


def _storable(value: Any) -> Any:
    """PostgreSQL takes no NUL in text, and no database half a character."""
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def audit_of(settings: Settings, database: Database) -> Audit:
    """The log as the settings want it. Raises KeptError."""
    return Audit(database, settings.audit_days, questions=settings.audit_questions)
