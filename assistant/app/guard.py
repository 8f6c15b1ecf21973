"""What stands in front of everything that the server does: who is there, may they, and is it theirs.

ASGI middleware. In this order: is the app known by this host; does another site send it; is there such an address; who is it; does
what they name belong to them; is the body within its limits.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import anyio

from assistant.app.access import SCOPE_KEY
from assistant.app.belonging import Belongings
from assistant.app.gates import Gate, Own, gate_of
from assistant.app.identity import PEOPLE_KEY, Identity, Refused
from assistant.app.patience import while_known
from assistant.app.recording import AUDIT_KEY
from assistant.app.requests import READING, Asked, Body, asked, is_loopback
from assistant.keeping import KeptError
from assistant.phrases import phrase

if TYPE_CHECKING:
    from assistant.keeping.audit import Audit
    from assistant.people.sessions import Entered

_LOG = logging.getLogger(__name__)
OPEN = ("/login", "/login.css", "/health/live", "/health/ready")  # to everyone
_LEAVING = "/logout"  # after which its own sender is not known any more
MOST = {"/login": 8_192, "/gradio_api/upload": 52_500_000}  # bytes of a body; of others:
MOST_ELSEWHERE = 16_000_000
LONGEST, LONGEST_UPLOAD = 30.0, 600.0  # seconds that a body may take
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# The browser itself refuses whatever would leave this server, should something ever slip into a page.
HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "same-origin",  # with "no-referrer" browsers send forms without their origin
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_HSTS = "max-age=31536000"
Send = Callable[[Any], Any]


class Guard:
    """The middleware.

    Args:
        app: what is guarded.
        identity: finds out who is there.
        belongings: what belongs to whom in Gradio.
        audit: the log, handed on to handlers.
        own: whether the app has an address of its own, outside Gradio.
        hosts: names by which browsers may know the app; where it is not on this machine alone, any address in figures too.
    """

    def __init__(
        self,
        app: Any,
        *,
        identity: Identity,
        belongings: Belongings,
        audit: Audit | None,
        own: Callable[[Any], bool],
        hosts: frozenset[str],
        figures: bool,
        language: str,
    ) -> None:
        self._app, self._identity, self._belongings, self._audit = app, identity, belongings, audit
        self._own, self._hosts, self._figures, self._language = own, hosts, figures, language

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._guarded(asked(scope, self._identity.proxy), receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks it

    async def _guarded(self, request: Asked, receive: Any, send: Send) -> None:
        own = self._own(request.scope)
        gate = None if own else gate_of(request.method, request.path)
        sending = _with_headers(request, send, keep=gate is not None and gate.static)
        if not self._known(request.host_name):
            await self._refuse(sending, HTTPStatus.BAD_REQUEST, "host")
        elif request.foreign:
            await self._refuse(sending, HTTPStatus.FORBIDDEN, "foreign")
        elif not own and gate is None:
            await self._refuse(sending, HTTPStatus.NOT_FOUND, "route")
        else:
            upload = request.path == "/gradio_api/upload"
            body = Body(receive, MOST.get(request.path, MOST_ELSEWHERE), LONGEST_UPLOAD if upload else LONGEST)
            if _too_long(request, MOST.get(request.path, MOST_ELSEWHERE)):
                await self._refuse(sending, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_big")
            elif request.path in OPEN:
                await self._pass(request, body, sending)
            else:
                await self._for_someone(request, gate, body, sending)

    def _known(self, host: str) -> bool:
        return host in self._hosts or is_loopback(host) or (self._figures and _in_figures(host))

    async def _for_someone(self, request: Asked, gate: Gate | None, body: Body, send: Send) -> None:
        """What only someone who is known may have."""
        try:
            who = await anyio.to_thread.run_sync(self._identity.of, request, gate is not None and gate.static)
        except KeptError as error:
            _LOG.error("Nobody can be recognised: %s", error)
            await self._refuse(send, HTTPStatus.SERVICE_UNAVAILABLE, "failed", "login")
            return
        if isinstance(who, Refused):
            await self._refuse(send, HTTPStatus.FORBIDDEN, who.value)
        elif who is None:
            await self._to_login(request, send)
        else:
            scope = {**request.scope, SCOPE_KEY: who.viewer, AUDIT_KEY: self._audit, PEOPLE_KEY: self._identity}
            if request.path == _LEAVING:
                await self._pass(request, body, send, scope)
            elif gate is None:
                await self._while_known(request, body, send, scope, who)
            elif await self._theirs(request, gate, body, who):
                listening = _listening(self._belongings, who.key, tells=gate.tells, send=send)
                await self._while_known(request, body, listening, scope, who)
            elif not body.broken:
                await self._refuse(send, HTTPStatus.FORBIDDEN, "not_yours")
            else:
                await self._pass(request, body, send, scope)  # says what is wrong with it

    async def _theirs(self, request: Asked, gate: Gate, body: Body, who: Entered) -> bool:
        """Whether all that the request names is ``who``'s."""
        belongings, key = self._belongings, who.key
        match gate.own:
            case Own.SESSION:
                return await self._theirs_inside(body, key)
            case Own.QUERY:
                return belongings.claim(request.query("session_hash"), key)
            case Own.UPLOAD:
                given = request.query("upload_id")
                return not given or belongings.claim(f"upload {given}", key)
            case Own.NOTHING:
                return True
        found = gate.path.fullmatch(request.path)
        named = found.group(1) if found else ""
        if gate.own is Own.PATH:
            return belongings.claim(named, key)
        return belongings.owns(named, key) if gate.own is Own.EVENT else belongings.may_read(named, key)

    async def _theirs_inside(self, body: Body, key: str) -> bool:
        raw = await body.read()
        if raw is None:
            return False
        try:
            data = json.loads(raw)
        except (ValueError, RecursionError):
            return False
        if not isinstance(data, dict) or not self._belongings.may_send(data, key):
            return False
        session, event = data.get("session_hash"), data.get("event_id")
        if session is not None and not self._belongings.claim(session, key):
            return False
        return event is None or (isinstance(event, str) and self._belongings.owns(event, key))

    async def _while_known(self, request: Asked, body: Body, send: Send, scope: Any, who: Entered) -> None:
        """To the app, until whoever it is for logs out, is locked out or has other rights."""

        async def handle(sending: Send) -> None:
            await self._pass(request, body, sending, scope)

        async def known() -> bool:
            return await anyio.to_thread.run_sync(self._identity.still, request, who)

        if not await while_known(handle, send, known):
            await self._refuse(send, HTTPStatus.UNAUTHORIZED, "login")

    async def _pass(self, request: Asked, body: Body, send: Send, scope: Any = None) -> None:
        """To the app; where its body broke a limit on the way, that is the answer."""
        begun = False

        async def sending(message: Any) -> None:
            nonlocal begun
            if body.broken and not begun:
                return
            begun = True
            await send(message)

        try:
            await self._app(scope or request.scope, body.receive, sending)
        except Exception:
            if not body.broken:
                raise
        if body.broken and not begun:
            slow = body.broken is HTTPStatus.REQUEST_TIMEOUT
            await self._refuse(send, body.broken, "too_slow" if slow else "too_big")

    async def _to_login(self, request: Asked, send: Send) -> None:
        page = request.method in READING and request.path == "/" and "text/html" in request.header("accept")
        if not page:
            await self._refuse(send, HTTPStatus.UNAUTHORIZED, "login")
            return
        query = request.scope.get("query_string", b"").decode("latin-1")
        wanted = f"?next={quote(f'/?{query}', safe='')}" if query else ""
        headers = [(b"location", f"/login{wanted}".encode("latin-1", "ignore")), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": HTTPStatus.SEE_OTHER, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _refuse(self, send: Send, status: HTTPStatus, key: str, table: str = "refused") -> None:
        """One sentence; as JSON, in which Gradio's own script looks for "detail"."""
        text = json.dumps({"detail": phrase(self._language, f"people.{table}.{key}")}, ensure_ascii=False).encode()
        headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(text)).encode()),
            (b"connection", b"close"),  # what is left of a body is not waited for
        ]
        await send({"type": "http.response.start", "status": int(status), "headers": headers})
        await send({"type": "http.response.body", "body": text})


def _listening(belongings: Belongings, owner: str, *, tells: bool, send: Send) -> Send:
    """A way to send on which events and files that the server names become their hearer's."""
    stream = False
    whole = b""

    async def sending(message: Any) -> None:
        nonlocal stream, whole
        if message["type"] == "http.response.start":
            kind = dict(message.get("headers", [])).get(b"content-type", b"")
            stream = kind.startswith(b"text/event-stream")
        elif stream:  # each message of a stream comes whole
            belongings.told(message.get("body", b""), owner)
        elif tells:
            whole += message.get("body", b"")
            if not message.get("more_body", False):
                _learn(belongings, whole, owner)
        await send(message)

    return sending


def _learn(belongings: Belongings, answer: bytes, owner: str) -> None:
    belongings.told(answer, owner)
    try:
        data = json.loads(answer)
    except ValueError:
        return
    if isinstance(data, dict):
        belongings.claim(data.get("event_id"), owner)
    elif isinstance(data, list):  # an upload's files
        for path in data:
            if isinstance(path, str):
                belongings.give(path, owner)


def _with_headers(request: Asked, send: Send, *, keep: bool) -> Send:
    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            there = {name.lower() for name, _ in headers}
            extra = dict(HEADERS)
            if request.secure:
                extra["strict-transport-security"] = _HSTS
            if not keep:
                headers = [(name, value) for name, value in headers if name.lower() != b"cache-control"]
                extra["cache-control"] = "no-store"
            headers += [
                (n.encode(), v.encode()) for n, v in extra.items() if n.encode() not in there or n == "cache-control"
            ]
            message = {**message, "headers": headers}
        await send(message)

    return sending


def _too_long(request: Asked, most: int) -> bool:
    given = request.headers.get("content-length", [])
    return any(not value.isdigit() or int(value) > most for value in given)


def _in_figures(host: str) -> bool:
    import ipaddress

    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
