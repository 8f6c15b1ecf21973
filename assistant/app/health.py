"""Whether the server lives, and whether it can answer: for whatever watches over it, so without login and without content."""

from __future__ import annotations

import shutil
import threading
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import anyio
import sqlalchemy as sa

from assistant.keeping import KeptError
from assistant.settings import Settings

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.app.library import Library
    from assistant.keeping.database import Database

LEAST_FREE = 200_000_000  # bytes on the disk of SOPURI_DATA, below which nothing new should be begun
_KEPT = 2.0  # seconds for which an answer is given again: anybody may ask
_PATIENCE = 2.0  # seconds for a Chroma server to answer


class Health:
    """The two addresses."""

    def __init__(self, settings: Settings, library: Library, database: Database) -> None:
        self._settings, self._library, self._database = settings, library, database
        self._lock = threading.Lock()
        self._threads = anyio.CapacityLimiter(1)  # anybody may ask, and must not keep others from the rest
        self._known: tuple[float, dict[str, Any]] | None = None

    def add_to(self, app: Any) -> None:
        """Give a FastAPI app the routes."""
        from starlette.routing import Route

        app.router.routes.append(Route("/health/live", self.live, methods=["GET"]))
        app.router.routes.append(Route("/health/ready", self.ready, methods=["GET"]))

    async def live(self, _: Request) -> Response:
        """Always 200 while the server answers at all."""
        from starlette.responses import JSONResponse

        return JSONResponse({"status": "live"})

    async def ready(self, _: Request) -> Response:
        """200 where questions can be answered, else 503; the body says what is missing."""
        from starlette.responses import JSONResponse

        found = await anyio.to_thread.run_sync(self.state, limiter=self._threads)
        return JSONResponse(found, 200 if found["status"] == "ready" else 503)

    def state(self) -> dict[str, Any]:
        """What ``/health/ready`` says.

        A Chroma server that is away does not make the app unready: it answers from memory, and only what changes waits.
        """
        with self._lock:
            now = time.monotonic()
            if self._known is None or now - self._known[0] > _KEPT:
                self._known = (now, self._look())
            return self._known[1]

    def _look(self) -> dict[str, Any]:
        loaded, any_documents = self._library.loaded
        try:
            free = shutil.disk_usage(self._settings.data).free
        except OSError:
            free = 0
        database, enough = self._database_answers(), free >= LEAST_FREE
        ready = loaded and any_documents and database and enough
        return {
            "status": "ready" if ready else "not_ready",
            # No numbers: anybody may ask, and they would tell when a document comes that few may see.
            "index": {"loaded": loaded, "empty": not any_documents},
            "chroma": self._chroma(),
            "database": "reachable" if database else "unreachable",
            "disk": {"enough": enough},
        }

    def _chroma(self) -> str:
        url = self._settings.chroma_url
        if not url:
            return "embedded"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{url}/api/v2/heartbeat", timeout=_PATIENCE):
                return "reachable"
        except (OSError, ValueError):
            return "unreachable"

    def _database_answers(self) -> bool:
        try:
            with self._database.reading() as connection:
                return connection.scalar(sa.select(1)) == 1
        except KeptError:
            return False
