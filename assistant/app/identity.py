"""Who sends a request: someone who logged in, someone whom a trusted proxy names, or the owner alone at the machine."""

from __future__ import annotations

import hashlib
import time
from enum import StrEnum
from http.cookies import CookieError, SimpleCookie

from assistant.app.requests import Asked, is_loopback
from assistant.keeping import KeptError
from assistant.keeping.database import Database
from assistant.model import OWNER
from assistant.people.accounts import Accounts
from assistant.people.entering import Door
from assistant.people.proxy import proxy_of
from assistant.people.sessions import Entered, Sessions
from assistant.people.tokens import Tokens
from assistant.settings import Settings

PEOPLE_KEY = "sopuri.people"  # of the ASGI scope: the Identity, for those who manage people
COOKIE, SECURE_COOKIE = "sopuri", "__Host-sopuri"  # browsers take the second over https alone, and from no other host
_AGAIN = 3.0  # seconds for which it is remembered whether there are accounts, and who may have parts that are the same for all
_MOST = 1000


class Refused(StrEnum):
    """Why someone who may be known has no access; names of phrases."""

    ONLY_BY_PROXY = "proxy"
    NO_ACCESS = "no_access"
    UNTRUSTED_PROXY = "untrusted_proxy"


class Identity:
    """Finds out who sends a request. Its methods wait for the database."""

    def __init__(self, settings: Settings, database: Database) -> None:
        from datetime import timedelta

        self.database = database
        self.proxy = proxy_of(settings)
        self.accounts = Accounts(database, settings.language)
        self.sessions = Sessions(
            database, timedelta(minutes=settings.session_idle), timedelta(hours=settings.session_hours)
        )
        self.tokens = Tokens(database, settings.language)
        self.door = Door(database, self.accounts, self.sessions)
        # Through a proxy on this machine everyone would come from here.
        self._alone = is_loopback(settings.host) and self.proxy is None
        self._any = (0.0, False)
        self._recent: dict[str, tuple[float, Entered]] = {}

    @property
    def sign_on(self) -> bool:
        """Whether a proxy logs people in."""
        return self.proxy is not None and bool(self.proxy.user_header)

    def there_are_accounts(self) -> bool:
        """Whether someone can log in; known for a few seconds."""
        at, any_ = self._any
        if time.monotonic() - at > _AGAIN or not at:
            any_ = self.accounts.any()
            self._any = (time.monotonic(), any_)
        return any_

    def still(self, request: Asked, who: Entered) -> bool:
        """Whether a request that goes on is still ``who``'s, with the same rights. This is no use of a session."""
        try:
            return self.of(request, looking=True) == who
        except KeptError:  # a database that is away for a moment ends nothing; new requests are refused
            return True

    def of(self, request: Asked, lightly: bool = False, *, looking: bool = False) -> Entered | Refused | None:
        """Who it is; None where they have to log in. Raises KeptError.

        ``lightly``: who it was some seconds ago will do. ``looking``: a session does not last longer by it.
        """
        if self.sign_on and request.trusted:
            assert self.proxy is not None
            if self.proxy.user_header.lower() in request.headers:
                viewer = self.proxy.viewer(request.headers)
                if viewer is None:
                    return Refused.NO_ACCESS
                rights = ",".join(sorted(viewer.sees))
                key = hashlib.sha256(f"{viewer.name}\n{viewer.role}\n{rights}".encode()).hexdigest()
                return Entered(viewer, f"proxy {key}")
        if self.there_are_accounts():
            return self._logged_in(request, lightly, looking)
        if self.sign_on:
            return Refused.ONLY_BY_PROXY
        if not self._alone:
            return None
        return Refused.UNTRUSTED_PROXY if request.forwarded else Entered(OWNER, "owner")

    def _logged_in(self, request: Asked, lightly: bool, looking: bool) -> Entered | None:
        if "authorization" in request.headers:  # a program; what it sends there counts, and no cookie beside it
            kind, _, personal = request.header("authorization").partition(" ")
            return self.tokens.find(personal.strip()) if kind.lower() == "bearer" else None
        token = token_of(request)
        if not token:
            return None
        at, before = self._recent.get(token, (0.0, None))
        if lightly and before is not None and time.monotonic() - at < _AGAIN:
            return before
        found = self.sessions.find(token, looking=looking)
        if len(self._recent) > _MOST:
            self._recent.clear()
        if found is not None:
            self._recent[token] = (time.monotonic(), found)
        return found


def token_of(request: Asked) -> str:
    """The token in the request's cookie; empty where there is none, or several."""
    name = SECURE_COOKIE if request.secure else COOKIE
    found = []
    for header in request.headers.get("cookie", []):
        try:
            cookies = SimpleCookie(header)
        except CookieError:
            continue
        if name in cookies:
            found.append(cookies[name].value)
    return found[0] if len(found) == 1 else ""
