"""An OpenAI-compatible server on the loopback for tests, which misbehaves as it is told."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]
TRUE = "Koivulassa irtisanomisaika on kuusi kuukautta."


class Handler(BaseHTTPRequestHandler):
    """Answers with the next behaviour of its server."""

    protocol_version = "HTTP/1.1"
    script: Script

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.script.requests.append(json.loads(self.rfile.read(length)))
        self.script.headers.append({name.lower(): value for name, value in self.headers.items()})
        behaviour = self.script.behaviours.popleft() if len(self.script.behaviours) > 1 else self.script.behaviours[0]
        with suppress(BrokenPipeError, ConnectionResetError):
            behaviour(self)
        self.close_connection = True

    def begin(self, status: int = 200, content_type: str = "text/event-stream", **headers: str) -> None:
        """Send the head of a response without a length."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()

    def chunk(self, text: str, finish: str | None = None) -> None:
        """Send some words as a chunk of a streamed completion."""
        delta = {"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}]}
        event = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", **delta}
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """Nothing on standard error."""


@dataclass
class Script:
    """What the server does, call by call (the last one again and again), and what it was sent."""

    behaviours: deque[Behaviour]
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    stop: threading.Event = field(default_factory=threading.Event)


@contextmanager
def served(*behaviours: Behaviour) -> Iterator[Script]:
    """A server that behaves so."""
    script = Script(deque(behaviours))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Scripted", (Handler,), {"script": script}))
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.stop.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def says(text: str) -> Behaviour:
    """Streams ``text`` word by word."""

    def behave(handler: Handler) -> None:
        handler.begin()
        for word in text.split(" "):
            handler.chunk(word + " ")
        handler.chunk("", "stop")
        handler.wfile.write(b"data: [DONE]\n\n")

    return behave


def fails(status: int) -> Behaviour:
    """Answers with an error."""

    def behave(handler: Handler) -> None:
        body = b'{"error": {"message": "no"}}'
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def hangs(handler: Handler) -> None:
    """Takes the request and says nothing."""
    handler.script.stop.wait(60)


def drips(handler: Handler) -> None:
    """Keeps the connection alive without ever coming to the point."""
    handler.begin()
    while not handler.script.stop.wait(0.1):
        handler.wfile.write(b": wait\n\n")
        handler.wfile.flush()


def cuts(handler: Handler) -> None:
    """Breaks off in the middle of the second sentence."""
    handler.begin()
    for word in f"{TRUE} Rantasalossa irtisanomisaika on".split(" "):
        handler.chunk(word + " ")
    handler.connection.close()


def garbage(handler: Handler) -> None:
    """Sends bytes that are no stream of events."""
    handler.begin()
    handler.wfile.write(b"\x00\xff<html>data: {not json\n\ndata: [1,2\n\n" * 20)


def web_page(handler: Handler) -> None:
    """A login page of some proxy."""
    handler.begin(content_type="text/html")
    handler.wfile.write(b"<html><body>Log in</body></html>")


def endless(handler: Handler) -> None:
    """Never stops talking."""
    handler.begin()
    while not handler.script.stop.is_set():
        handler.chunk("sana " * 200)
