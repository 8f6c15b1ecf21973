"""Who is behind the event that is being handled: what the server found out, never what the browser says.

The guard in front of Gradio puts the viewer into the request's scope; Gradio hands the request on to the handler.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from assistant.model import NOBODY, Viewer

SCOPE_KEY = "sopuri.viewer"  # of the ASGI scope
_ACTING: ContextVar[Viewer | None] = ContextVar("sopuri_viewer", default=None)
_WITHIN: ContextVar[Any] = ContextVar("sopuri_scope", default=None)


def viewer() -> Viewer:
    """The viewer of the event that is being handled; :data:`NOBODY`, who sees nothing, where there is none."""
    acting = _ACTING.get()
    if acting is not None:
        return acting
    found = from_scope(SCOPE_KEY)
    return found if isinstance(found, Viewer) else NOBODY


def from_scope(key: str) -> Any:
    """What the guard put into the scope of the request that is being handled; None where there is none."""
    scope = _WITHIN.get()
    if scope is not None:
        return scope.get(key)
    from gradio.context import LocalContext

    request = LocalContext.request.get(None)
    scope = getattr(getattr(request, "request", None), "scope", None) or {}
    return scope.get(key)


@contextlib.contextmanager
def acting_as(who: Viewer) -> Iterator[None]:
    """Within this context :func:`viewer` is ``who``: for what runs outside a handler."""
    token = _ACTING.set(who)
    try:
        yield
    finally:
        _ACTING.reset(token)


@contextlib.contextmanager
def within(scope: Any) -> Iterator[None]:
    """Within this context the request of ``scope`` is handled: for requests that don't go through Gradio."""
    token = _WITHIN.set(scope)
    try:
        yield
    finally:
        _WITHIN.reset(token)
