"""The log-in page: small, drawn by the server, without script and without anything of Gradio's."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

import anyio

from assistant.app.access import SCOPE_KEY
from assistant.app.identity import COOKIE, SECURE_COOKIE, Identity, token_of
from assistant.app.markup import element, escaped
from assistant.app.requests import Asked, asked, is_loopback
from assistant.keeping import KeptError
from assistant.keeping.audit import Audit, Event
from assistant.phrases import catalogue, phrase

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_LANGUAGES = ("fi", "sv")
_AT_ONCE = 4  # attempts; whoever sends more of them waits alone, not all who are logged in


class Entrance:
    """The routes of logging in and out."""

    def __init__(self, identity: Identity, audit: Audit, language: str) -> None:
        self._identity, self._audit, self._language = identity, audit, language
        self._threads = anyio.CapacityLimiter(_AT_ONCE)

    def add_to(self, app: Any) -> None:
        """Give a FastAPI app the routes."""
        from starlette.routing import Route

        for path, method, does in (
            ("/login", "GET", self.page),
            ("/login", "POST", self.enter),
            ("/login.css", "GET", self.style),
            ("/logout", "POST", self.leave),
        ):
            app.router.routes.append(Route(path, does, methods=[method]))

    async def page(self, request: Request) -> Response:
        """The form; or the app, where nobody has to log in here."""
        from starlette.responses import RedirectResponse

        seen = asked(dict(request.scope), self._identity.proxy)
        if not await anyio.to_thread.run_sync(self._identity.there_are_accounts):
            return RedirectResponse("/", 303)
        language = self._spoken(seen.query("lang"))
        told = seen.query("told")
        note = phrase(language, f"people.login.{told}") if told in ("out", "over") else ""
        return _page(language, _next(seen.query("next")), note, problem=_unsafe(seen, language))

    async def style(self, _: Request) -> Response:
        """The page's own style sheet."""
        from starlette.responses import Response

        return Response((Path(__file__).parent / "login.css").read_text(encoding="utf-8"), media_type="text/css")

    async def enter(self, request: Request) -> Response:
        """Name and password become a session, whose token only the cookie holds."""
        from starlette.responses import RedirectResponse

        seen = asked(dict(request.scope), self._identity.proxy)
        form = {name: values[0] for name, values in parse_qs(_text(await request.body())).items()}
        language, after = self._spoken(form.get("lang", "")), _next(form.get("next", ""))
        if problem := _unsafe(seen, language):
            return _page(language, after, "", problem, 400)
        name, password = form.get("name", ""), form.get("password", "")
        try:
            entry = await anyio.to_thread.run_sync(
                self._identity.door.enter, name, password, seen.address, limiter=self._threads
            )
            if entry.token is None or entry.account is None:
                event = Event.LOCKED if entry.wait else Event.LOGIN_FAILED
                await self._record(name[:64], event, seen.address)
                if entry.wait:
                    minutes = math.ceil(entry.wait.total_seconds() / 60)
                    return _page(language, after, "", phrase(language, "people.login.wait", minutes=minutes), 429)
                return _page(language, after, "", phrase(language, "people.login.wrong"), 401)
            await self._record(entry.account.name, Event.LOGIN, seen.address)
            if old := token_of(seen):  # nobody goes on with a token that was there before
                await anyio.to_thread.run_sync(self._identity.sessions.end, old)
        except KeptError:
            return _page(language, after, "", phrase(language, "people.login.failed"), 503)
        response = RedirectResponse(after, 303)
        _set_cookie(response, seen, entry.token)
        return response

    async def leave(self, request: Request) -> Response:
        """The session ends, and with it all that the browser was told."""
        from starlette.responses import RedirectResponse

        seen = asked(dict(request.scope), self._identity.proxy)
        if token := token_of(seen):
            await anyio.to_thread.run_sync(self._identity.sessions.end, token)
            viewer = request.scope.get(SCOPE_KEY)
            await self._record(viewer.name if viewer else "", Event.LOGOUT, seen.address)
        response = RedirectResponse("/login?told=out", 303)
        response.headers["clear-site-data"] = '"cache", "storage"'
        for name, secure in ((COOKIE, False), (SECURE_COOKIE, True)):
            response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="strict")
        return response

    async def _record(self, who: str, what: Event, address: str) -> None:
        await anyio.to_thread.run_sync(lambda: self._audit.record(who, what, detail=address))

    def _spoken(self, wanted: str) -> str:
        return wanted if wanted in _LANGUAGES else self._language


def _set_cookie(response: Response, seen: Asked, token: str) -> None:
    name = SECURE_COOKIE if seen.secure else COOKIE
    response.set_cookie(name, token, path="/", secure=seen.secure, httponly=True, samesite="strict")


def _unsafe(seen: Asked, language: str) -> str:
    """What is said where a password would go over the network for all to read."""
    return "" if seen.secure or is_loopback(seen.host_name) else phrase(language, "people.login.insecure")


def _next(wanted: str) -> str:
    """Where to go after logging in: the page, with what was asked of it, and nowhere else."""
    return wanted if wanted.startswith("/?") and wanted.isprintable() and "\\" not in wanted else "/"


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _page(language: str, after: str, note: str, problem: str = "", status: int = 200) -> Response:
    from starlette.responses import HTMLResponse

    words = catalogue(language, "people")["login"]
    parts = [element("h1", escaped(words["title"]))]
    if note:
        parts.append(element("p", escaped(note), role="status"))
    if problem:
        parts.append(element("p", escaped(problem), role="alert", id="problem", class_="problem"))
    parts.append(_form(words, language, after, wrong=bool(problem)))
    parts.append(element("p", escaped(words["help"]), class_="help"))
    other = "/login?" + urlencode({"lang": words["other_code"], "next": after})
    parts.append(element("p", element("a", escaped(words["other"]), href=other, lang=words["other_code"])))
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f'<title>{escaped(words["title"])}</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="/login.css">'
    )
    html = f'<!doctype html><html lang="{language}"><head>{head}</head><body>{element("main", *parts)}</body></html>'
    return HTMLResponse(html, status, {"content-security-policy": _POLICY})


def _form(words: dict[str, Any], language: str, after: str, *, wrong: bool) -> str:
    def field(name: str, kind: str, complete: str) -> str:
        given = f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{complete}" required maxlength="256"'
        focus = " autofocus" if name == "name" else ""
        said = ' aria-describedby="problem" aria-invalid="true"' if wrong else ""
        return element("label", escaped(words[name]), for_=name) + f'{given}{focus}{said} autocapitalize="none">'

    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escaped(value)}">'
        for name, value in (("next", after), ("lang", language))
    )
    button = element("button", escaped(words["send"]), type="submit")
    fields = field("name", "text", "username") + field("password", "password", "current-password")
    return element("form", hidden, fields, button, method="post", action="/login")
