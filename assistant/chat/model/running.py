"""Running a chat model: streamed, within a time-out, with retries, cancel and a circuit breaker.

The model runs in a thread of its own, so that a server that never answers costs no more than the time-out.
"""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.chat.model.errors import ModelBusy, ModelCancelled, ModelDown, ModelFailed, ModelTimeout

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_LOG = logging.getLogger(__name__)
_ATTEMPTS = 3
_FIRST_WAIT = 0.3  # seconds; doubled with each attempt, with jitter
_FAILURES = 3  # in a row, after which the server is left alone
_PAUSE = 60.0  # seconds
_LONGEST = 20_000  # characters; no summary is that long
_AT_ONCE = 4  # requests under way
_POLL = 0.1  # seconds between looks at the cancel flag
_NOT_RETRIED = frozenset({400, 401, 403, 404, 405, 410, 413, 422})


@dataclass
class Breaker:
    """Opens after several failures in a row and closes after a pause, so that a dead server costs nobody time."""

    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Raises ModelDown while it is open."""
        with self._lock:
            if self.failures >= _FAILURES and self.clock() < self.until:
                raise ModelDown(f"left alone for {self.until - self.clock():.0f} s more")

    def failed(self) -> None:
        """Note a failure."""
        with self._lock:
            self.failures += 1
            self.until = self.clock() + _PAUSE

    def worked(self) -> None:
        """Note a success."""
        with self._lock:
            self.failures = 0


@dataclass
class Runner:
    """Runs one chat model.

    Args:
        model: any chat model of LangChain.
        timeout: seconds from the call to the last word, retries included.
    """

    model: BaseChatModel
    timeout: float
    breaker: Breaker = field(default_factory=Breaker)
    _slots: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_AT_ONCE))

    def stream(self, messages: Sequence[BaseMessage], cancel: threading.Event | None = None) -> Iterator[str]:
        """What the model writes, piece by piece. Raises ModelError, also after some pieces."""
        self.breaker.check()
        if not self._slots.acquire(blocking=False):
            raise ModelBusy(f"{_AT_ONCE} requests are under way")
        cancel = cancel or threading.Event()
        stop = threading.Event()
        pieces: queue.Queue[str | BaseException | None] = queue.Queue()
        deadline = time.monotonic() + self.timeout
        work = threading.Thread(
            target=self._work, args=(list(messages), pieces, stop, deadline), name="sopuri-llm", daemon=True
        )
        work.start()
        try:
            yield from self._pieces(pieces, cancel, deadline)
            self.breaker.worked()
        except (ModelTimeout, ModelFailed):
            self.breaker.failed()
            raise
        finally:
            stop.set()

    def _pieces(
        self, pieces: queue.Queue[str | BaseException | None], cancel: threading.Event, deadline: float
    ) -> Iterator[str]:
        length = 0
        while True:
            if cancel.is_set():
                raise ModelCancelled("cancelled")
            left = deadline - time.monotonic()
            if left <= 0:
                raise ModelTimeout(f"more than {self.timeout} s")
            try:
                piece = pieces.get(timeout=min(left, _POLL))
            except queue.Empty:
                continue
            if piece is None:
                if not length:
                    raise ModelFailed("nothing was written")
                return
            if isinstance(piece, BaseException):
                raise ModelFailed(f"{type(piece).__name__}") from piece
            length += len(piece)
            yield piece
            if length > _LONGEST:
                return

    def _work(
        self,
        messages: list[BaseMessage],
        pieces: queue.Queue[str | BaseException | None],
        stop: threading.Event,
        deadline: float,
    ) -> None:
        """Ask the model, again where it failed before its first word; put what it writes into ``pieces``."""
        try:
            wait = _FIRST_WAIT
            for attempt in range(1, _ATTEMPTS + 1):
                begun = False
                try:
                    for piece in self._chunks(messages):
                        if stop.is_set():
                            return
                        if piece:
                            begun = True
                            pieces.put(piece)
                    pieces.put(None)
                    return
                except Exception as error:
                    _LOG.info("The model failed: %s", type(error).__name__)
                    pause = wait * (1 + random.random())
                    last = attempt == _ATTEMPTS or time.monotonic() + pause >= deadline
                    if begun or last or getattr(error, "status_code", None) in _NOT_RETRIED:
                        pieces.put(error)
                        return
                    if stop.wait(pause):
                        return
                    wait *= 2
        finally:
            self._slots.release()

    def _chunks(self, messages: list[BaseMessage]) -> Iterator[str]:
        """The text of the model's chunks. Nothing is traced: LangSmith's variables would send the prompt elsewhere."""
        from langsmith.run_helpers import tracing_context

        finished = False
        with tracing_context(enabled=False):
            for chunk in self.model.stream(messages, config={"callbacks": []}):
                finished = finished or bool(chunk.response_metadata.get("finish_reason"))
                yield _text(chunk.content)
        # A connection that is closed in the middle looks like an end; this protocol says when it is one.
        if not finished and "openai" in self.model._llm_type:  # Azure's client too
            raise ConnectionError("the stream ended without saying that it was the end")


def _text(content: Any) -> str:
    """The text of a message's content, which some providers give in blocks; thinking and tool calls are left out."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    blocks = [
        b if isinstance(b, str) else b.get("text", "") if isinstance(b, dict) and b.get("type") == "text" else ""
        for b in content
    ]
    return "".join(block for block in blocks if isinstance(block, str))
