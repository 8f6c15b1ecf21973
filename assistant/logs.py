"""The program's own log, on standard error: words for a person, or JSON lines for a machine.

It says what happened where, never what was asked, written or found: no questions, no document's text, no names and no addresses.
Of an exception it keeps the kind and the places in the code; its message may hold any of these. Who did what is in the audit log.
"""

from __future__ import annotations

import copy
import json
import logging
import re
import secrets
import sys
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

_REQUEST: ContextVar[str] = ContextVar("sopuri_request", default="")
_LOG = logging.getLogger("sopuri.access")
_NOISY = (
    "asyncio",
    "chromadb",
    "gradio",
    "httpcore",
    "httpx",
    "mcp",
    "PIL",
    "sentence_transformers",
    "transformers",
    "uvicorn",
)
_QUOTING = ("root", "mcp")  # loggers of libraries whose messages quote what was asked
_HANDLER = "sopuri"
_SHOWN_PATHS = re.compile(r"/(?:$|log(?:in|out)|health/\w+|gradio_api/[a-z_]+|assets|static|config|mcp\b)")
_Exception = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Plain(logging.Formatter):
    """Time, level, where, what; an exception by kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        """As logging does, but without the text of an exception that another handler may have left on the record."""
        record = _told(record)
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _Exception) -> str:  # noqa: N802 - logging's name
        """Without the exception's message, and without lines of code."""
        return "\n".join([f"  at {place}" for place in _places(ei[2])] + [f"  {_kind(ei[0])}"])

    def formatStack(self, stack_info: str) -> str:  # noqa: N802, ARG002 - logging's name
        """Nothing: it quotes lines of code with values."""
        return ""


class _Json(_Plain):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """With "time" (UTC), "level", "logger", "message", and "request", "error", "at" and further fields where there are any."""
        record = _told(record)
        data: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := _REQUEST.get():
            data["request"] = request
        if record.exc_info and record.exc_info[0] is not None:
            data |= {"error": _kind(record.exc_info[0]), "at": _places(record.exc_info[2])}
        fields = getattr(record, "sopuri", None)
        if isinstance(fields, dict):
            data |= fields
        return json.dumps(data, ensure_ascii=False, default=str)


def configure(form: str) -> None:
    """Send the log to standard error, ``form`` "plain" (warnings and errors) or "json" (requests too). May be called again."""
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if handler.get_name() == _HANDLER]:
        root.removeHandler(old)
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(_HANDLER)
    handler.setFormatter(_Json() if form == "json" else _Plain("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO if form == "json" else logging.WARNING)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)


class Requests:
    """ASGI middleware: each request gets an id, which is in its answer's ``x-request-id`` and in every line logged for it."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = secrets.token_hex(8)
        mark = _REQUEST.set(name)
        begun, status = time.perf_counter(), 0

        async def sending(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message.get("headers", []), (b"x-request-id", name.encode())]}
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            path = shown_path(scope["path"])
            took = round(1000 * (time.perf_counter() - begun), 1)
            fields = {"method": scope["method"], "path": path, "status": status, "ms": took}
            _LOG.info("%s %s %s", scope["method"], path, status, extra={"sopuri": fields})
            _REQUEST.reset(mark)


def shown_path(path: str) -> str:
    """As much of an address as says nothing of who asks and for what: "/gradio_api/file" of "/gradio_api/file=/tmp/…"."""
    found = _SHOWN_PATHS.match(path)
    return found[0] if found else "/…"


def _told(record: logging.LogRecord) -> logging.LogRecord:
    """A copy; of a message that may quote what was asked only the place that it comes from."""
    record = copy.copy(record)
    if record.name.partition(".")[0] in _QUOTING:
        record.msg, record.args = f"{record.filename}:{record.lineno} {record.funcName}", ()
    return record


def _kind(kind: type[BaseException] | None) -> str:
    return f"{kind.__module__}.{kind.__qualname__}" if kind is not None else ""


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace, limit=-8)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
