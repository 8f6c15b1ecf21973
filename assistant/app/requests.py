"""One request as the guard looks at it: headers, who sent it through which proxy, and a body with limits."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from assistant.people.proxy import Proxy

_FORWARDED = (b"forwarded", b"x-gradio-server")  # and x-forwarded-…: what only a proxy may say
READING = ("GET", "HEAD")


@dataclass(frozen=True)
class Asked:
    """A request. ``scope`` is without what an untrusted peer said in a proxy's name."""

    scope: dict[str, Any]
    headers: dict[str, list[str]]
    address: str  # whose request it is; behind a trusted proxy, as that says
    trusted: bool  # whether it came through a trusted proxy
    forwarded: bool = False  # whether it came through another one, as that says

    @property
    def method(self) -> str:
        """In capitals."""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """Decoded."""
        return str(self.scope["path"])

    def header(self, name: str) -> str:
        """The header's one value; empty where it is missing or comes twice."""
        values = self.headers.get(name, [])
        return values[0] if len(values) == 1 else ""

    def query(self, name: str) -> str:
        """A parameter of the address."""
        found = parse_qs(self.scope.get("query_string", b"").decode("latin-1")).get(name, [])
        return found[0] if len(found) == 1 else ""

    @property
    def host(self) -> str:
        """The host by which the browser knows the app, with a port where there is one."""
        return (self.header("x-forwarded-host") if self.trusted else "") or self.header("host")

    @property
    def host_name(self) -> str:
        """The same without port, in small letters."""
        try:
            return (urlsplit(f"//{self.host}").hostname or "").lower()
        except ValueError:
            return ""

    @property
    def secure(self) -> bool:
        """Whether the browser speaks to the app, or to the proxy before it, over https."""
        forwarded = self.header("x-forwarded-proto") if self.trusted else ""
        return (forwarded or str(self.scope.get("scheme", "http"))) == "https"

    @property
    def foreign(self) -> bool:
        """Whether another site's page made the browser send it.

        Browsers send Origin with whatever changes something, and Sec-Fetch-Site over https and to this machine with all; a page of
        ours may be opened by a link from anywhere.
        """
        origins = self.headers.get("origin", [])
        if origins:
            return len(origins) > 1 or urlsplit(origins[0]).netloc.lower() != self.host.lower()
        if self.header("sec-fetch-site") not in ("cross-site", "same-site"):
            return False
        return not (self.method in READING and self.header("sec-fetch-mode") == "navigate")


def asked(scope: dict[str, Any], proxy: Proxy | None) -> Asked:
    """Read a request's scope."""
    peer = str((scope.get("client") or ("",))[0])
    trusted = proxy is not None and proxy.trusts(peer)
    kept, forwarded = [], False
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        lower = name.lower()
        if not trusted and (lower in _FORWARDED or lower.startswith(b"x-forwarded-")):
            forwarded = True
            continue
        kept.append((name, value))
        headers.setdefault(lower.decode("latin-1"), []).append(value.decode("latin-1"))
    if not trusted and proxy is not None:
        for spoofed in filter(None, (proxy.user_header.lower(), proxy.group_header.lower())):
            headers.pop(spoofed, None)
    address = peer
    if trusted and (through := ",".join(headers.get("x-forwarded-for", []))):
        address = through.rpartition(",")[2].strip()  # what our own proxy added; all before it may be made up
    return Asked({**scope, "headers": kept}, headers, address, trusted, forwarded)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Body:
    """The body of a request, received within limits of size (bytes) and time (seconds).

    A body that goes beyond ends as if the browser had gone; ``broken`` then says what to answer.
    """

    def __init__(self, receive: Callable[[], Any], most: int, longest: float) -> None:
        self._receive, self._most, self._longest = receive, most, longest
        self._begun = time.monotonic()
        self._size = 0
        self._whole = False
        self.broken: HTTPStatus | None = None

    async def receive(self) -> Any:
        """ASGI's receive."""
        if self.broken:
            return {"type": "http.disconnect"}
        if self._whole:
            return await self._receive()
        left = self._longest - (time.monotonic() - self._begun)
        try:
            message = await asyncio.wait_for(self._receive(), max(left, 0.001))
        except TimeoutError:
            self.broken = HTTPStatus.REQUEST_TIMEOUT
            return {"type": "http.disconnect"}
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._size > self._most:
                self.broken = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                return {"type": "http.disconnect"}
        return message

    async def read(self) -> bytes | None:
        """All of it at once; None where it is beyond the limits or broken off. It can then be received again."""
        parts = []
        while True:
            message = await self.receive()
            if message["type"] != "http.request":
                return None
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                break
        whole = b"".join(parts)
        inner, given = self._receive, False

        async def again() -> Any:
            nonlocal given
            if given:
                return await inner()
            given = True
            return {"type": "http.request", "body": whole, "more_body": False}

        self._receive = again
        return whole
