"""How long the server waits: an application by hand, and raw connections to a real server."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.app import patience
from assistant.app.patience import while_known
from tests.asynchronous import finished

START = {"type": "http.response.start", "status": 200, "headers": []}


def part(text: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": text, "more_body": more}


def heard(known_for: int, app: Any) -> tuple[bool, list[Any]]:
    """What ``app`` sends to someone who is known for so many looks, and whether there was an answer."""
    sent: list[Any] = []
    looks = 0

    async def known() -> bool:
        nonlocal looks
        looks += 1
        return looks <= known_for

    async def send(message: Any) -> None:
        sent.append(message)

    return finished(while_known(app, send, known)), sent


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "EVERY", 0.02)


def test_a_stream_ends_when_its_hearer_is_known_no_longer() -> None:
    stopped = []

    async def stream(send: Any) -> None:
        await send(START)
        try:
            while True:
                await send(part(b"x"))
                await asyncio.sleep(0.005)
        finally:
            stopped.append(True)
            await send(part(b"secret"))

    answered, sent = heard(2, stream)
    assert answered and sent[0] == START and sent[-1] == {"type": "http.response.body", "body": b""}
    assert stopped == [True] and part(b"secret") not in sent and part(b"x") in sent


def test_nothing_is_answered_to_who_goes_before_the_answer() -> None:
    async def slow(send: Any) -> None:
        await asyncio.sleep(5)
        await send(START)

    assert heard(0, slow) == (False, [])


def test_what_is_answered_in_time_is_whole_and_errors_are_told() -> None:
    async def quick(send: Any) -> None:
        await send(START)
        await asyncio.sleep(0.05)  # looked at meanwhile
        await send(part(b"x", more=False))
        await asyncio.sleep(0.05)  # after the answer nobody has to be known

    assert heard(2, quick) == (True, [START, part(b"x", more=False)])

    async def broken(_: Any) -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        heard(9, broken)


def connected(address: str) -> socket.socket:
    where = urlsplit(address)
    assert where.hostname and where.port
    made = socket.create_connection((where.hostname, where.port), timeout=10)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def closed_after(connection: socket.socket, drop: bytes = b"") -> float:
    """Seconds until the server closes, while it gets a byte of ``drop`` now and then."""
    begun = time.monotonic()
    connection.settimeout(0.05)
    for at in range(200):
        try:
            if drop:
                connection.send(drop[at % len(drop) : at % len(drop) + 1])
            if connection.recv(1000) == b"":
                break
        except TimeoutError:
            continue
        except ConnectionError:
            break
    return time.monotonic() - begun


def test_headers_that_do_not_come_are_not_waited_for(app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LONGEST_HEADERS", 0.4)
    with connected(app) as silent:
        assert 0.2 < closed_after(silent) < 5
    with connected(app) as slow:
        slow.sendall(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert 0.2 < closed_after(slow, b"X-A: b\r\n") < 5


def test_a_request_in_time_is_answered_and_the_next_one_must_be_in_time_too(
    app: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LONGEST_HEADERS", 0.4)
    with connected(app) as connection:
        request = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        for _ in range(2):
            time.sleep(0.25)  # together longer than headers may take
            connection.sendall(request)
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
            while not connection.recv(10_000).endswith(b"}"):
                pass
        connection.sendall(request[:20])
        assert 0.2 < closed_after(connection) < 5


def test_a_body_that_dribbles_is_cut_off_by_the_real_server(app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.app.guard.LONGEST_UPLOAD", 0.4)
    with connected(app) as slow:
        slow.sendall(
            b"POST /gradio_api/upload HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
        )
        begun, said = time.monotonic(), b""
        slow.settimeout(0.05)
        while time.monotonic() - begun < 8 and not said:
            try:
                slow.send(b"C")
                said = slow.recv(1000)
            except TimeoutError:
                continue
        assert said.startswith(b"HTTP/1.1 408") and time.monotonic() - begun < 5


def test_headers_without_end_are_refused(app: str) -> None:
    with connected(app) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        said = b""
        for _ in range(200):
            try:
                endless.sendall(b"X-Long: " + b"a" * 8000 + b"\r\n")
            except ConnectionError:
                break
        try:
            said = endless.recv(1000)
        except ConnectionError:
            said = b""
        assert b" 200 " not in said
        assert closed_after(endless) < 5
