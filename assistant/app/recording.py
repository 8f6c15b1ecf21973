"""The one function by which handlers write into the log of who did what."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.app.access import from_scope, viewer
from assistant.keeping.audit import Event
from assistant.model import OWNER

if TYPE_CHECKING:
    from assistant.app.session import Turn
    from assistant.keeping.audit import Audit

__all__ = ["AUDIT_KEY", "Event", "record", "record_turn"]
AUDIT_KEY = "sopuri.audit"  # of the ASGI scope
# By what a turn of the conversation made.
_MADE = {
    "draft": Event.DRAFTED,
    "comparison": Event.COMPARED,
    "differences": Event.COMPARED,
    "checklist": Event.CHECKED,
    "explanation": Event.SHOWN,
}
_LOG = logging.getLogger(__name__)


def record(what: Event, documents: Iterable[str] = (), *, question: str = "", detail: str = "") -> None:
    """The viewer of the event that is being handled did ``what``, with these documents (ids or files).

    Call it before what was done is shown: where people log in, nothing is shown that can't be written down. Raises KeptError then.
    Outside a server nothing is written.
    """
    audit: Audit | None = from_scope(AUDIT_KEY)
    if audit is None:
        return
    who = viewer()
    try:
        audit.record(who.name, what, documents, question=question, detail=detail)
    except Exception:
        if who != OWNER:
            raise
        _LOG.exception("The log could not be written")  # alone on the machine, nobody needs to be held to account


def record_turn(turn: Turn) -> None:
    """The viewer asked, and is to see the answer. What was made beside it is an entry of its own, as where a tab makes it.

    Raises KeptError.
    """
    from assistant.chat.showing import passages

    record(Event.ASKED, [source.quotation.file for source in turn.sources], question=turn.question)
    made = turn.reply.made if turn.reply is not None else ""
    if turn.reply is not None and turn.reply.result is not None and made in _MADE:
        files = (quotation.file for quotation in passages(turn.reply.result))
        record(_MADE[made], files, detail=f"{made} in the conversation")
