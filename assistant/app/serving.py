"""The server: the page, logging in, and the guard in front of both. It says no word to any other machine."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any

from assistant.app.requests import is_loopback
from assistant.logs import Requests, configure
from assistant.phrases import phrase
from assistant.settings import Settings, SettingsError

if TYPE_CHECKING:
    import gradio as gr

    from assistant.app.library import Library
    from assistant.keeping.database import Database

_START = 30.0  # seconds for the server to begin listening
_MOST_AT_ONCE = 1000  # connections, each open page holds one or two
_MOST_FILE = "50mb"  # of an uploaded document


def quiet() -> None:
    """Keep Gradio and its libraries from calling anyone, and its files from everyone; to be called before they are imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    for name in ("GRADIO_SHARE", "GRADIO_ALLOWED_PATHS", "GRADIO_SERVER_NAME", "GRADIO_ROOT_PATH"):
        os.environ.pop(name, None)
    global _transfers
    if not _transfers:
        _transfers = tempfile.mkdtemp(prefix="sopuri-")  # which only this user of the machine can read
        atexit.register(shutil.rmtree, _transfers, ignore_errors=True)
    os.environ["GRADIO_TEMP_DIR"] = _transfers


_transfers = ""


class Server:
    """A running server, in threads of its own."""

    def __init__(
        self, server: Any, listening: socket.socket, page: gr.Blocks, address: str, database: Database
    ) -> None:
        self.page, self.address, self.database = page, address, database
        self._server, self._listening = server, listening
        self._thread = threading.Thread(target=server.run, args=([listening],), name="sopuri-server", daemon=True)

    def start(self) -> None:
        """Returns when requests are taken."""
        self._thread.start()
        until = time.monotonic() + _START
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > until:
                raise RuntimeError("the server did not start")
            time.sleep(0.005)

    def wait(self) -> None:
        """Until the server ends or the user interrupts."""
        try:
            while self._thread.is_alive():
                self._thread.join(1)
        except KeyboardInterrupt:
            self.close()

    def close(self) -> None:
        """Stop, without waiting for pages that are open."""
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)
        self._listening.close()
        self.page.close(verbose=False)  # ends its queue
        self.database.close()


def check_people(settings: Settings, database: Database) -> None:
    """Raise SettingsError unless the app is to be reached from this machine alone, or it can tell who is there."""
    from assistant.people.accounts import Accounts

    alone = is_loopback(settings.host) and not settings.proxy_addresses
    if alone or (settings.proxy_addresses and settings.proxy_user_header):
        return
    if not Accounts(database, settings.language).any():
        raise SettingsError("people.needs_people", host=settings.host)


def launch(settings: Settings, library: Library) -> Server:
    """Start the server in threads of its own. Raises SettingsError where it can't, KeptError where the database can't be used."""
    from assistant.keeping.database import open_database

    database = open_database(settings)
    listening: socket.socket | None = None
    try:
        check_people(settings, database)
        quiet()
        listening = _listen(settings)
        import uvicorn

        from assistant.app.patience import Hurried

        page, app = _application(settings, library, database)
        config = uvicorn.Config(
            Requests(app),
            http=Hurried,
            ws="none",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # the guard believes those that the settings name
            server_header=False,
            limit_concurrency=_MOST_AT_ONCE,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=2,
        )
        name = f"[{settings.host}]" if ":" in settings.host.strip("[]") else settings.host
        server = Server(uvicorn.Server(config), listening, page, f"http://{name}:{settings.port}/", database)
        server.start()
    except BaseException:
        if listening is not None:
            listening.close()
        database.close()
        raise
    return server


def serve(settings: Settings) -> None:
    """Serve until interrupted. Raises SettingsError."""
    from assistant.keeping.database import open_database

    configure(settings.log)
    database = open_database(settings)  # what can't be is said before heavy libraries are loaded
    try:
        check_people(settings, database)
    finally:
        database.close()
    quiet()
    from assistant.app.library import Library
    from assistant.keeping.backups import running

    with running(settings.data):
        library = Library(settings)
        server = launch(settings, library)
        library.start()
        print(phrase(settings.language, "app.running", address=server.address), flush=True)
        server.wait()


def _listen(settings: Settings) -> socket.socket:
    host = settings.host.strip("[]")
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, settings.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, number)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(512)
        except OSError:
            listening.close()
            raise
    except OSError:
        raise SettingsError("app.port_taken", port=settings.port) from None
    return listening


def _application(settings: Settings, library: Library, database: Database) -> tuple[gr.Blocks, Any]:
    """The page, and the guarded application with it, logging in and whatever else has an address of its own."""
    import gradio as gr
    from fastapi import FastAPI
    from gradio.utils import get_upload_folder
    from starlette.routing import Match

    from assistant.app import build
    from assistant.app.belonging import Belongings
    from assistant.app.entrance import Entrance
    from assistant.app.guard import Guard
    from assistant.app.head import head
    from assistant.app.health import Health
    from assistant.app.history import WithConversations
    from assistant.app.identity import Identity
    from assistant.app.interface import Interface
    from assistant.app.mcp_server import McpServer
    from assistant.app.reader import script
    from assistant.app.theme import theme
    from assistant.keeping.audit import audit_of
    from assistant.keeping.conversations import Conversations

    identity, audit = Identity(settings, database), audit_of(settings, database)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    Entrance(identity, audit, settings.language).add_to(app)
    Health(settings, library, database).add_to(app)
    if settings.mcp:
        McpServer(Interface(settings, library)).add_to(app)
    own = list(app.routes)  # before the page, which takes all addresses
    page = build(settings, library)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,  # it would keep questions in the browser's storage
        allowed_paths=[],
        max_file_size=_MOST_FILE,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        show_error=False,
        theme=theme(),
        # As css= Gradio writes the style sheet anew and loses shorthands that hold variables.
        head=f"{head(settings.language)}<script>{script('away.js')}</script>",
    )
    app.add_middleware(WithConversations, kept=Conversations(database))
    return page, Guard(
        app,
        identity=identity,
        belongings=Belongings(get_upload_folder()),
        audit=audit,
        own=lambda scope: any(route.matches(scope)[0] is not Match.NONE for route in own),
        # A foreign site whose name is made to point at this machine would send its own name as the host.
        hosts=frozenset({settings.host.strip("[]").lower(), *settings.hosts, socket.gethostname().lower()}),
        figures=not is_loopback(settings.host),
        language=settings.language,
    )
