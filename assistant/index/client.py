"""The way to Chroma, embedded or a server, and what goes wrong on it as one sentence."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.phrases import UserError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.config import Settings

# Chroma's table of the indexes that are open in this process is not made for several threads at once.
_OPENING = threading.Lock()
_ROOM = 1 << 20  # bytes that opening an index may need on the disk
_CONNECT, _ANSWER = 5.0, 120.0  # seconds to wait for a server: until it takes a call, until it answers


class StoreError(UserError):
    """The index can't be used as it is; the text is one sentence for the user with what to do."""


class OutdatedIndexError(StoreError):
    """The index was made by an earlier version of this program with its own model: nothing is lost by making it anew."""


def connect(chroma_url: str, data: Path) -> ClientAPI:
    """A Chroma client: a server by address, else embedded below ``data``. Raises StoreError."""
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if chroma_url:
        return _server(chroma_url, quiet)
    try:
        data.mkdir(parents=True, exist_ok=True)
        with _OPENING, _forgetting(str(data / "chroma")):
            return chromadb.PersistentClient(path=str(data / "chroma"), settings=quiet)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in Chroma's Rust, which a damaged database causes, is no Exception
        if _is_full(data):
            raise StoreError(
                f"The index at {data} could not be opened: the disk is full. Nothing is lost: make room, and try again."
            ) from error
        raise StoreError(
            "errors.folder_damaged", data=data, folder=data / "chroma", error=f"{type(error).__name__}: {error}"
        ) from error


@contextlib.contextmanager
def _forgetting(path: str) -> Iterator[None]:
    """What could not be opened is tried anew the next time: Chroma would remember the failure for as long as the process lives."""
    from chromadb.api.shared_system_client import SharedSystemClient

    try:
        yield
    except BaseException:
        if path not in SharedSystemClient._identifier_to_refcount:
            SharedSystemClient._identifier_to_system.pop(path, None)
        raise


def _is_full(data: Path) -> bool:
    try:
        return shutil.disk_usage(data).free < _ROOM
    except OSError:
        return False


def disconnect(client: ClientAPI) -> None:
    """Let go of a client. An embedded Chroma that stays open does not see the vectors that another process writes."""
    closing: Any = client  # Chroma's type of a client lacks close()
    with _OPENING:
        closing.close()
    session = getattr(getattr(client, "_server", None), "_session", None)  # of a server; Chroma leaves it open
    if session is not None:
        session.close()


def _server(url: str, settings: Settings) -> ClientAPI:
    """A client of a Chroma server; a path in the address names the database there, which is made where there is none."""
    import chromadb
    import httpx
    from chromadb.config import DEFAULT_DATABASE
    from chromadb.errors import ChromaError

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    where: dict[str, Any] = {
        "host": parts.hostname or "",
        "port": parts.port or (443 if secure else 8000),
        "ssl": secure,
    }
    name = parts.path.strip("/")
    try:
        # Chroma's own client waits for ever.
        httpx.get(f"{parts.scheme}://{parts.netloc}/api/v2/heartbeat", timeout=_CONNECT).raise_for_status()
        if name:
            served = settings.model_copy(
                update={
                    "chroma_api_impl": "chromadb.api.fastapi.FastAPI",
                    "chroma_server_host": where["host"],
                    "chroma_server_http_port": where["port"],
                    "chroma_server_ssl_enabled": secure,
                }
            )
            with contextlib.suppress(ChromaError):  # it is there
                chromadb.AdminClient(served).create_database(name)
        client = chromadb.HttpClient(**where, settings=settings, database=name or DEFAULT_DATABASE)
        session = getattr(getattr(client, "_server", None), "_session", None)
        if isinstance(session, httpx.Client):
            session.timeout = httpx.Timeout(_ANSWER, connect=_CONNECT)
        return client
    except Exception as error:
        raise StoreError("errors.server_away", url=url, error=type(error).__name__) from error


@contextlib.contextmanager
def told(doing: str) -> Iterator[None]:
    """Failures of Chroma, or of the way to its server, become a StoreError. ``doing``: opened, written or read."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except httpx.HTTPError as error:
        raise StoreError(
            "errors.server_silent", doing=UserError(f"errors.doing.{doing}"), error=type(error).__name__
        ) from error
    except ChromaError as error:
        raise StoreError(
            "errors.index_failed",
            doing=UserError(f"errors.doing.{doing}"),
            error=f"{type(error).__name__}: {error}",
        ) from error
