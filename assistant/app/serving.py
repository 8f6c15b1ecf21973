"""The server: on this machine only, and without a word to any other."""

from __future__ import annotations

import ipaddress
import os
from typing import TYPE_CHECKING, Any

from assistant.app.access import SCOPE_KEY
from assistant.model import OWNER
from assistant.phrases import phrase
from assistant.settings import Settings, SettingsError

if TYPE_CHECKING:
    import gradio as gr

    from assistant.app.library import Library

# The browser itself refuses whatever would leave this server, should something ever slip into a page.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def quiet() -> None:
    """Keep Gradio and its libraries from calling anyone; to be called before they are imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    for name in ("GRADIO_SHARE", "GRADIO_ALLOWED_PATHS", "GRADIO_SERVER_NAME", "GRADIO_ROOT_PATH"):
        os.environ.pop(name, None)


def check_address(settings: Settings) -> None:
    """Raise SettingsError unless the app is to listen on this machine alone."""
    host = settings.host
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise SettingsError(phrase(settings.language, "app.unsupported_address", host=host))


def launch(settings: Settings, library: Library) -> tuple[gr.Blocks, str]:
    """Start the server in threads of its own; returns the page and its address. Raises SettingsError."""
    check_address(settings)
    quiet()
    from fastapi.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from assistant.app import build
    from assistant.app.theme import style, theme

    page = build(settings, library)
    host = f"[{settings.host}]" if ":" in settings.host and "[" not in settings.host else settings.host
    # A foreign site whose name is made to point at this machine would send its own name as the host.
    hosts = ["127.0.0.1", "localhost", "[::1]", host]
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=settings.port,
            share=False,
            quiet=True,
            prevent_thread_lock=True,
            footer_links=[],
            run_history=False,  # it would keep questions in the browser's storage
            allowed_paths=[],
            max_file_size="50mb",  # a draft for review
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            show_error=False,
            theme=theme(),
            head=f"<style>{style()}</style>",  # as css= Gradio writes it anew and loses shorthands that hold variables
            app_kwargs={
                "middleware": [
                    Middleware(TrustedHostMiddleware, allowed_hosts=hosts),
                    Middleware(_Headers),
                    Middleware(_Owner),
                ]
            },
        )
    except OSError:
        raise SettingsError(phrase(settings.language, "app.port_taken", port=settings.port)) from None
    return page, address


def serve(settings: Settings) -> None:
    """Serve until interrupted. Raises SettingsError."""
    check_address(settings)
    quiet()
    from assistant.app.library import Library

    library = Library(settings)
    page, address = launch(settings, library)
    library.start()
    print(phrase(settings.language, "app.running", address=address), flush=True)
    page.block_thread()


class _Headers:
    """ASGI middleware that adds the headers above to every response."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                names = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *names]}
            await send(message)

        await self._app(scope, receive, sending)


class _Owner:
    """ASGI middleware that names the owner as the viewer of every request."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._app({**scope, SCOPE_KEY: OWNER}, receive, send)
