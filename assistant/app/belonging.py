"""What belongs to whom in Gradio, which itself asks nobody: sessions, events, uploads and files.

Gradio finds a session's state by a "session hash" that the browser makes up, and hands out any file in its folder by name. So each
hash, event and upload belongs to the first who uses it, and a file to whom the server told its name.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

_MOST = 50_000  # things remembered; what is forgotten belongs to nobody any more
_LONGEST = 200  # characters of a hash
_TOLD = re.compile(rb'"path":\s*("(?:[^"\\]|\\.)*")')


class Belongings:
    """Owners are named by a key: that of a log-in, or of a person whom a proxy named."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.realpath(folder) + os.sep
        self._owner: OrderedDict[str, str] = OrderedDict()
        self._files: OrderedDict[tuple[str, str], None] = (
            OrderedDict()
        )  # (owner, path): the same file may be two people's
        self._lock = threading.Lock()

    def claim(self, name: object, owner: str) -> bool:
        """Whether a hash, event or upload is ``owner``'s, now or from now on."""
        if not isinstance(name, str) or not 0 < len(name) <= _LONGEST:
            return False
        with self._lock:
            found = self._owner.setdefault(name, owner)
            self._owner.move_to_end(name)
            while len(self._owner) > _MOST:
                self._owner.popitem(last=False)
        return found == owner

    def owns(self, name: str, owner: str) -> bool:
        """Whether it is ``owner``'s already."""
        with self._lock:
            return self._owner.get(name) == owner

    def told(self, chunk: bytes, owner: str) -> None:
        """Something that the server sends to ``owner``: files that it names are theirs."""
        if b'"path"' not in chunk:
            return
        for match in _TOLD.finditer(chunk):
            self.give(str(json.loads(match.group(1))), owner)

    def give(self, path: str, owner: str) -> None:
        """A file is ``owner``'s, if it lies in Gradio's folder."""
        real = os.path.realpath(path)
        if not real.startswith(self._folder):
            return
        with self._lock:
            self._files[owner, real] = None
            self._files.move_to_end((owner, real))
            while len(self._files) > _MOST:
                self._files.popitem(last=False)

    def may_read(self, path: str, owner: str) -> bool:
        """Whether a file is ``owner``'s."""
        try:
            real = os.path.realpath(path)
        except ValueError:  # a NUL
            return False
        with self._lock:
            return (owner, real) in self._files

    def may_send(self, body: Any, owner: str) -> bool:
        """Whether all files that a request names are ``owner``'s."""
        return all(isinstance(path, str) and self.may_read(path, owner) for path in _named(body))


def _named(body: Any) -> Iterator[Any]:
    """The files that a decoded JSON body names, however deep; of one that has only an address, the address."""
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            meta = value.get("meta")
            if "path" in value:
                yield value["path"]
            elif isinstance(meta, dict) and meta.get("_type") == "gradio.FileData":
                yield value.get("url")
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
