"""Conversations that people come back to, and what they thought of the answers. Each belongs to its owner alone."""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from assistant.keeping.database import Database, Moment, metadata, now

MOST = 500  # conversations of one person; the oldest make room
LONGEST_TITLE = 120
LONGEST_NOTE = 2000
LOST_AFTER = timedelta(seconds=150)  # an answer that has not come by then will not come: the program was stopped

_conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("owner", sa.String(200), nullable=False, index=True),
    sa.Column("title", sa.String(LONGEST_TITLE), nullable=False),
    sa.Column("changed", Moment, nullable=False),
)
_turns = sa.Table(
    "conversation_turns",
    metadata,
    sa.Column("conversation", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("regions", sa.Text, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("answer", sa.Text),
)
_feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("owner", sa.String(200), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("judgement", sa.String(12), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("regions", sa.Text, nullable=False),
    sa.Column("answer", sa.Text),
)


class State(StrEnum):
    """How far a turn is."""

    ASKED = "asked"
    ANSWERED = "answered"
    STOPPED = "stopped"
    FAILED = "failed"


class Judgement(StrEnum):
    """What a person thinks of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in the list of its owner's."""

    id: str
    title: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A turn as it is kept: ``answer`` is what :func:`assistant.keeping.answers.kept` made, None where there is none."""

    number: int
    at: datetime
    question: str
    regions: tuple[str, ...]
    state: State
    answer: Mapping[str, Any] | None
    judgement: Judgement | None = None
    note: str = ""

    @property
    def waits(self) -> bool:
        """Whether the answer may still come."""
        return self.state is State.ASKED and now() - self.at < LOST_AFTER


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with what its reader thought of it."""

    at: datetime
    judgement: Judgement
    note: str
    question: str
    regions: tuple[str, ...]
    answer: Mapping[str, Any] | None


class Conversations:
    """All conversations in a database; every call names whose it is about. Raises KeptError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare("conversations", 1, [_conversations, _turns, _feedback])

    def begin(self, owner: str, title: str) -> str:
        """A new conversation; returns its id, which nobody can guess."""
        name = secrets.token_urlsafe(18)
        mine = _conversations.c.owner == owner
        with self._database.transaction() as connection:
            connection.execute(
                sa.insert(_conversations).values(id=name, owner=owner, title=_title(title), changed=now())
            )
            oldest = sa.select(_conversations.c.id).where(mine).order_by(_conversations.c.changed.desc()).offset(MOST)
            # SQLite takes an OFFSET only with a LIMIT.
            for gone in list(connection.scalars(oldest.limit(100))):
                _remove(connection, gone)
        return name

    def listed(self, owner: str) -> tuple[Listed, ...]:
        """The owner's conversations, the last used first."""
        query = (
            sa.select(_conversations.c.id, _conversations.c.title, _conversations.c.changed)
            .where(_conversations.c.owner == owner)
            .order_by(_conversations.c.changed.desc(), _conversations.c.id)
        )
        with self._database.reading() as connection:
            return tuple(Listed(*row) for row in connection.execute(query))

    def load(self, owner: str, name: str) -> tuple[KeptTurn, ...] | None:
        """The turns of a conversation; None where there is none of this id, or it is another's."""
        query = (
            sa.select(_turns, _feedback.c.judgement, _feedback.c.note)
            .outerjoin(
                _feedback,
                sa.and_(
                    _feedback.c.conversation == _turns.c.conversation,
                    _feedback.c.number == _turns.c.number,
                    _feedback.c.owner == owner,
                ),
            )
            .where(_turns.c.conversation == name)
            .order_by(_turns.c.number)
        )
        with self._database.reading() as connection:
            if not _is_owners(connection, owner, name):
                return None
            return tuple(_turn(row) for row in connection.execute(query).mappings())

    def ask(self, owner: str, name: str, number: int, question: str, regions: Sequence[str]) -> bool:
        """Keep a question before it is answered; False where the conversation is not there (deleted meanwhile)."""
        with self._database.transaction() as connection:
            if not _is_owners(connection, owner, name):
                return False
            values = {"question": question, "regions": json.dumps(list(regions), ensure_ascii=False), "at": now()}
            connection.execute(
                sa.insert(_turns).values(conversation=name, number=number, state=State.ASKED.value, **values)
            )
            _touch(connection, name)
        return True

    def answer(self, owner: str, name: str, number: int, state: State, answer: Mapping[str, Any] | None) -> None:
        """Keep how a turn ended. A turn that has ended already stays as it is."""
        text = json.dumps(answer, ensure_ascii=False) if answer is not None else None
        this = (_turns.c.conversation == name, _turns.c.number == number, _turns.c.state == State.ASKED.value)
        with self._database.transaction() as connection:
            if _is_owners(connection, owner, name):
                connection.execute(sa.update(_turns).where(*this).values(state=state.value, answer=text))
                _touch(connection, name)

    def rename(self, owner: str, name: str, title: str) -> None:
        """Another title; one that is blank changes nothing."""
        if title.strip():
            mine = (_conversations.c.id == name, _conversations.c.owner == owner)
            with self._database.transaction() as connection:
                connection.execute(sa.update(_conversations).where(*mine).values(title=_title(title)))

    def delete(self, owner: str, name: str) -> None:
        """Without the conversation and its turns. What was thought of its answers stays."""
        with self._database.transaction() as connection:
            if _is_owners(connection, owner, name):
                _remove(connection, name)

    def judge(self, owner: str, name: str, number: int, judgement: Judgement, note: str) -> bool:
        """Keep what the owner thinks of an answer, in the place of what they thought before; False where there is no such turn."""
        this = (_turns.c.conversation == name, _turns.c.number == number)
        with self._database.transaction() as connection:
            if not _is_owners(connection, owner, name):
                return False
            turn = connection.execute(sa.select(_turns).where(*this)).mappings().first()
            if turn is None:
                return False
            connection.execute(
                sa.delete(_feedback).where(_feedback.c.conversation == name, _feedback.c.number == number)
            )
            connection.execute(
                sa.insert(_feedback).values(
                    conversation=name,
                    number=number,
                    owner=owner,
                    at=now(),
                    judgement=judgement.value,
                    note=note.strip()[:LONGEST_NOTE],
                    question=turn["question"],
                    regions=turn["regions"],
                    answer=turn["answer"],
                )
            )
        return True

    def judged(self) -> tuple[Judged, ...]:
        """What everybody thought, the oldest first. Who thought so is not handed out."""
        query = sa.select(_feedback).order_by(_feedback.c.at, _feedback.c.conversation, _feedback.c.number)
        with self._database.reading() as connection:
            return tuple(
                Judged(
                    at=row["at"],
                    judgement=Judgement(row["judgement"]),
                    note=row["note"],
                    question=row["question"],
                    regions=tuple(json.loads(row["regions"])),
                    answer=_json(row["answer"]),
                )
                for row in connection.execute(query).mappings()
            )


def _title(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TITLE] or "–"


def _is_owners(connection: sa.Connection, owner: str, name: str) -> bool:
    mine = (_conversations.c.id == name, _conversations.c.owner == owner)
    return connection.scalar(sa.select(_conversations.c.id).where(*mine)) is not None


def _touch(connection: sa.Connection, name: str) -> None:
    connection.execute(sa.update(_conversations).where(_conversations.c.id == name).values(changed=now()))


def _remove(connection: sa.Connection, name: str) -> None:
    connection.execute(sa.delete(_turns).where(_turns.c.conversation == name))
    connection.execute(sa.delete(_conversations).where(_conversations.c.id == name))


def _turn(row: Any) -> KeptTurn:
    return KeptTurn(
        number=row["number"],
        at=row["at"],
        question=row["question"],
        regions=tuple(json.loads(row["regions"])),
        state=State(row["state"]),
        answer=_json(row["answer"]),
        judgement=Judgement(row["judgement"]) if row["judgement"] else None,
        note=row["note"] or "",
    )


def _json(text: str | None) -> Mapping[str, Any] | None:
    """What was kept; None also where it can't be read, so that one broken row never hides the rest."""
    with contextlib.suppress(ValueError):
        found = json.loads(text) if text else None
        return found if isinstance(found, dict) else None
    return None
