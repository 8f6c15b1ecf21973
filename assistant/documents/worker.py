"""Parsing in a process of its own, with limits on time and memory; it is replaced after a fault.

The parent (:func:`parse`) sends one line of JSON a file and gets lines of JSON back: ``{"alive": true}`` while a long
job goes on, then ``{"source": …}``, ``{"drawn": …}`` or ``{"error": …}``. JSON, so that a process taken over by a
hostile file can send nothing but text.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from .errors import DocumentError
from .files import Format
from .lines import Line, Shape, Source

WALL_SECONDS = 60  # without a sign of life
CPU_SECONDS = 60  # between two signs of life
MEMORY_BYTES = 2_000_000_000
_LONGEST_ANSWER = 200_000_000  # characters
_FILES_A_WORKER = 500  # then a fresh one, whatever memory it has gathered


def parse(path: Path, kind: Format, *, ocr: bool) -> Source:
    """Read a file in the worker process. Raises DocumentError, also where the worker runs out of time or memory."""
    return _source(_READING.ask(path, {"kind": kind.value, "ocr": ocr})["source"])


def draw(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    """A page as a picture, drawn in a worker process of its own, so that it need not wait for documents that are being read.

    ``request`` is what ``sheets.drawn`` takes. Raises DocumentError as :func:`parse`.
    """
    answer: dict[str, Any] = _DRAWING.ask(path, {"draw": request})["drawn"]
    return answer


class _Worker:
    """The parent's side of one worker process."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant.documents.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(part for part in paths if part)},
        )
        self.files = 0

    def ask(self, path: Path, wanted: dict[str, Any]) -> dict[str, Any]:
        """What the worker says of a file. Raises DocumentError."""
        self.files += 1
        limits = {"cpu": CPU_SECONDS, "memory": MEMORY_BYTES}
        request = {"path": str(path.absolute()), **wanted, **limits}
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            answer = self._answer(path)
        except (OSError, DocumentError):
            self.close()
            raise
        if "error" in answer:
            raise DocumentError(str(answer["error"]), **answer["slots"])
        return answer

    def _answer(self, path: Path) -> dict[str, Any]:
        """The worker's answer; signs of life put the deadline off."""
        assert self._process.stdout is not None
        number, data = self._process.stdout.fileno(), bytearray()
        deadline = time.monotonic() + WALL_SECONDS
        while True:
            ready, _, _ = select.select([number], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise DocumentError("time", file=path.name, seconds=WALL_SECONDS)
            piece = os.read(number, 1 << 20)
            if not piece:
                raise self._fault(path)
            data += piece
            if len(data) > _LONGEST_ANSWER:
                raise DocumentError("memory", file=path.name)
            while (at := data.find(b"\n")) >= 0:
                answer: dict[str, Any] = json.loads(bytes(data[:at]))
                del data[: at + 1]
                if "alive" not in answer:
                    return answer
                deadline = time.monotonic() + WALL_SECONDS

    def _fault(self, path: Path) -> DocumentError:
        """Why the worker ended without an answer."""
        code = self._process.wait(timeout=10)
        if code == -signal.SIGXCPU:
            return DocumentError("time", file=path.name, seconds=CPU_SECONDS)
        if code in (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL, -signal.SIGKILL):
            return DocumentError("memory", file=path.name)  # how native code ends when it gets no memory
        return DocumentError("corrupt", file=path.name)

    @property
    def usable(self) -> bool:
        """Whether the process is there and not worn out."""
        return self._process.poll() is None and self.files < _FILES_A_WORKER

    def close(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # the other side is gone already
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(timeout=10)


class _Desk:
    """A worker process that takes one file at a time; it is started when it is needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def ask(self, path: Path, wanted: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            if self._worker is not None and not self._worker.usable:
                self.close()
            if self._worker is None:
                self._worker = _Worker()
            return self._worker.ask(path, wanted)

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None


_READING, _DRAWING = _Desk(), _Desk()


@atexit.register
def close_worker() -> None:
    """End the worker processes; the next file starts another."""
    _READING.close()
    _DRAWING.close()


def _source(data: dict[str, Any]) -> Source:
    return Source(
        lines=tuple(_line(row) for row in data["lines"]),
        pages=data["pages"],
        heights=tuple(data["heights"]),
        widths=tuple(data["widths"]),
        metadata=data["metadata"],
        hidden=data["hidden"],
        margins=tuple(data["margins"]),
        scanned=frozenset(data["scanned"]),
    )


def _line(row: list[Any]) -> Line:
    text, page, left, right, top, bottom, size, bold, shape, level, apart, whole = row
    return Line(text, page, left, right, top, bottom, size, bold, Shape(shape), level, apart, whole)


def _row(line: Line) -> list[Any]:
    places = [round(value, 2) for value in (line.left, line.right, line.top, line.bottom, line.size)]
    return [line.text, line.page, *places, line.bold, line.shape.value, line.level, line.apart, line.whole]


def _data(source: Source) -> dict[str, Any]:
    return {
        "lines": [_row(line) for line in source.lines],
        "pages": source.pages,
        "heights": source.heights,
        "widths": source.widths,
        "metadata": dict(source.metadata),
        "hidden": source.hidden,
        "margins": source.margins,
        "scanned": sorted(source.scanned),
    }


def _limit(cpu: int, memory: int) -> None:
    """Allow this process ``cpu`` more seconds, and ``memory`` bytes in all."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + cpu + 1, hard))
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _read(request: dict[str, Any], say: Any) -> dict[str, Any]:
    path = Path(request["path"])

    def alive() -> None:
        _limit(request["cpu"], request["memory"])
        say({"alive": True})

    _limit(request["cpu"], request["memory"])
    try:
        if "draw" in request:
            from .sheets import drawn

            return {"drawn": drawn(path, request["draw"])}
        return {"source": _data(_parsed(path, Format(request["kind"]), request["ocr"], alive))}
    except DocumentError as error:
        return {"error": error.key, "slots": error.slots}
    except MemoryError:
        return {"error": "memory", "slots": {"file": path.name}}
    except Exception:  # a parser fell over a broken file; it says nothing a user could act on
        return {"error": "corrupt", "slots": {"file": path.name}}


def _parsed(path: Path, kind: Format, ocr: bool, alive: Any) -> Source:
    from .pdf import read_pdf
    from .plain import read_markdown, read_text
    from .word import read_word

    if kind is Format.PDF:
        return read_pdf(path, ocr=ocr, alive=alive)
    if kind is Format.WORD:
        return read_word(path)
    return (read_markdown if kind is Format.MARKDOWN else read_text)(path.read_bytes())


def main() -> None:
    """Serve requests from standard input until it ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not get between the answers
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def say(answer: dict[str, Any]) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    for line in sys.stdin:
        say(_read(json.loads(line), say))


if __name__ == "__main__":
    main()
