"""Which of Gradio's addresses are open at all, and what in them has to be the asker's own.

What is not named here does not exist: Gradio also fetches from other machines for whoever asks, records calls and edits its own
code, none of which the app needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_API = "/gradio_api"


class Own(StrEnum):
    """What has to be the asker's own."""

    NOTHING = "nothing"
    SESSION = "session"  # session_hash in the JSON body
    QUERY = "query"  # session_hash in the address
    PATH = "path"  # session hash in the path
    EVENT = "event"  # an event in the path, which must be there already
    UPLOAD = "upload"  # upload_id in the address
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Gate:
    """Requests of these methods to paths that match."""

    methods: tuple[str, ...]
    path: re.Pattern[str]
    own: Own
    static: bool = False  # parts of Gradio that are the same for all, and may be kept by the browser
    tells: bool = False  # the answer is JSON that names an event or files

    def opens(self, method: str, path: str) -> bool:
        """Whether a request goes through here."""
        return method in self.methods and self.path.fullmatch(path) is not None


def _gate(methods: str, path: str, own: Own = Own.NOTHING, *, static: bool = False, tells: bool = False) -> Gate:
    return Gate(tuple(methods.split()), re.compile(path), own, static, tells)


GATES = (
    _gate("GET HEAD", r"/"),
    _gate("GET", r"/config/?"),
    _gate("GET", rf"(?:{_API})?/theme\.css"),
    _gate("GET HEAD", r"/(?:assets|static|svelte)/.+", static=True),
    _gate("GET", r"/favicon\.ico|/robots\.txt|/manifest\.json", static=True),
    _gate("GET", rf"{_API}/(?:info/?|openapi\.json|app_id/?|startup-events)"),
    _gate("POST", rf"{_API}/queue/join", Own.SESSION, tells=True),
    _gate("GET", rf"{_API}/queue/data", Own.QUERY),
    _gate("POST", rf"{_API}/cancel", Own.SESSION),
    _gate("POST", rf"{_API}/reset/?", Own.SESSION),
    _gate("GET", rf"{_API}/heartbeat/([^/]+)", Own.PATH),
    _gate("POST", rf"{_API}/(?:run|api)/[^/]+/?", Own.SESSION, tells=True),
    _gate("POST", rf"{_API}/call/(?:v2/)?[^/]+/?", Own.SESSION, tells=True),
    _gate("GET", rf"{_API}/call/(?:v2/)?[^/]+/([^/]+)", Own.EVENT),
    _gate("POST", rf"{_API}/upload", Own.UPLOAD, tells=True),
    _gate("GET", rf"{_API}/upload_progress", Own.UPLOAD),
    _gate("GET HEAD", rf"{_API}/file=(.+)", Own.FILE),
)


def gate_of(method: str, path: str) -> Gate | None:
    """The gate of a request; None where there is none."""
    return next((gate for gate in GATES if gate.opens(method, path)), None)
