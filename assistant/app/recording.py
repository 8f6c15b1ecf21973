"""The one function by which handlers write into the log of who did what."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.app.access import from_scope, viewer
from assistant.keeping.audit import Event
from assistant.model import OWNER

if TYPE_CHECKING:
    from assistant.keeping.audit import Audit

__all__ = ["AUDIT_KEY", "Event", "record"]
AUDIT_KEY = "sopuri.audit"  # of the ASGI scope
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
