"""How long the server waits: for the headers of a request, and for someone who is no longer known."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LONGEST_HEADERS = 15.0  # seconds from the connection, or from a request's first byte, to the end of its headers
EVERY = 2.0  # seconds between looks whether whoever hears a long answer is still known
Send = Callable[[Any], Awaitable[None]]


class Hurried(H11Protocol):  # type: ignore[misc, unused-ignore]
    """uvicorn's protocol, which closes a connection whose headers don't come; uvicorn itself would wait for ever."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The first request's headers are waited for."""
        super().connection_made(transport)
        self._begin()

    def data_received(self, data: bytes) -> None:
        """The wait ends with the headers, however many bytes came one by one; the next request's begins with its first byte."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._begin()
        else:
            self._end()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for."""
        self._end()
        super().connection_lost(exc)

    def _begin(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(LONGEST_HEADERS, self.transport.close)

    def _end(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


async def while_known(
    handle: Callable[[Send], Awaitable[None]], send: Send, known: Callable[[], Awaitable[bool]]
) -> bool:
    """Handle a request for as long as ``known`` says so; a stream that is open then ends.

    Args:
        handle: the application, given a way to send.
        send: ASGI's.
        known: asked every :data:`EVERY` seconds.

    Returns:
        False where the request ended so, and nothing of an answer has been sent.
    """
    begun = over = False

    async def sending(message: Any) -> None:
        nonlocal begun, over
        if over:
            return
        begun, over = True, message["type"] == "http.response.body" and not message.get("more_body", False)
        await send(message)

    work = asyncio.ensure_future(handle(sending))
    try:
        while not (await asyncio.wait({work}, timeout=EVERY))[0]:
            if over or await known():
                continue
            over = True
            if begun:
                await send({"type": "http.response.body", "body": b""})
            work.cancel()
            work.add_done_callback(_forgotten)
            return begun
    except asyncio.CancelledError:
        work.cancel()
        raise
    await work
    return True


def _forgotten(work: asyncio.Future[None]) -> None:
    """Nobody asks any more how it ended."""
    if not work.cancelled():
        work.exception()
