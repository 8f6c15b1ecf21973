"""One writer at a time on a Chroma server that several machines share: a lease.

The lease is a collection of a fixed name, since creating one is the one thing that a Chroma server does for exactly one of two
that try at once. Its holder changes its metadata every few seconds; who finds a lease that has not changed for longer
than that takes it over, by renaming it by its id: of two that try so at once, both rename the same dead lease, and again only
one can create the new one. No clock of one machine is held against that of another.
"""

from __future__ import annotations

import contextlib
import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

NAME = "lock.sopuri"
BEAT = 2.0  # seconds between signs of life
LOST = 15.0  # seconds without one after which a lease is taken over


class LockedError(Exception):
    """Another writer is at work, or has taken over."""


class Lease:
    """The right to write to a server, held until :meth:`release`. Raises LockedError where another holds it."""

    def __init__(self, client: ClientAPI) -> None:
        self._client = client
        self._mine = self._acquired()
        self._ended = threading.Event()
        self._beating = threading.Thread(target=self._beat, name="sopuri-lease", daemon=True)
        self._beating.start()

    def _acquired(self) -> Any:
        from chromadb.errors import ChromaError, NotFoundError

        seen: tuple[object, float] | None = None
        while True:
            with contextlib.suppress(ChromaError):  # it exists
                return self._client.create_collection(NAME, metadata={"beat": _mark()}, embedding_function=None)
            try:
                held = self._client.get_collection(NAME, embedding_function=None)
            except NotFoundError:
                continue
            state = (held.id, (held.metadata or {}).get("beat"))
            now = time.monotonic()
            if seen is None:
                seen = (state, now)
            elif state != seen[0]:
                raise LockedError
            elif now - seen[1] > LOST:
                self._discard(held)
                seen = None
                continue
            time.sleep(BEAT / 4)

    def _discard(self, lease: Any) -> None:
        from chromadb.errors import ChromaError

        name = f"{NAME}-{uuid.uuid4().hex}"
        with contextlib.suppress(ChromaError):  # another was quicker
            lease.modify(name=name)
            self._client.delete_collection(name)

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            with contextlib.suppress(Exception):  # a server that does not answer fails the writing itself
                self._mine.modify(metadata={"beat": _mark()})

    def check(self) -> None:
        """Raises LockedError where another has taken the lease over, since no sign of life got through."""
        from chromadb.errors import NotFoundError

        try:
            held = self._client.get_collection(NAME, embedding_function=None)
        except NotFoundError:
            raise LockedError from None
        if held.id != self._mine.id:
            raise LockedError

    def release(self) -> None:
        """Let others write."""
        self._ended.set()
        self._beating.join()
        with contextlib.suppress(Exception):  # what is not released is taken over
            self._discard(self._mine)


def _mark() -> str:
    return uuid.uuid4().hex
