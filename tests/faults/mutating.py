"""Damages real documents in every way and reads them: ``python -m tests.faults.mutating FOLDER``.

Bits flipped, bytes cut off, taken out, doubled or overwritten, two files spliced, and, inside a Word file, entries damaged, dropped
or exchanged while the archive stays whole. Each is read as a user's file is: by the worker process with its limits. It must give a
document or a DocumentError, within the worker's time, and this process must not grow.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = (".pdf", ".docx", ".txt", ".md")
Change = Callable[[random.Random, bytes, bytes], bytes]  # of a document, with another one at hand


@dataclass
class Outcome:
    """What reading gave."""

    files: int = 0
    by: Counter[str] = field(default_factory=Counter)  # format and what came of it → files
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0  # seconds
    grown: int = 0  # kilobytes by which this process's peak grew after the first tenth


def _flip(rng: random.Random, data: bytes, _other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 4, 32, 256))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(rng: random.Random, data: bytes, _other: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def _hole(rng: random.Random, data: bytes, _other: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice((1, 100, 5000)) :]


def _doubled(rng: random.Random, data: bytes, _other: bytes) -> bytes:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.choice((10, 1000, 20_000))]
    return data[:start] + piece + data[start:]


def _overwritten(rng: random.Random, data: bytes, _other: bytes) -> bytes:
    start = rng.randrange(len(data))
    piece = rng.choice((bytes(64), b"\xff" * 64, rng.randbytes(512), b"9" * 12))
    return data[:start] + piece + data[start + len(piece) :]


def _spliced(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(len(data))] + other[rng.randrange(len(other)) :]


def _entries(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """A Word file whose archive is whole and one of whose entries is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return _flip(rng, data, other)
    name = "word/document.xml" if rng.random() < 0.5 and "word/document.xml" in parts else rng.choice(sorted(parts))
    change = rng.choice(("drop", "exchange", "damage"))
    if change == "drop":
        del parts[name]
    elif change == "exchange":
        with_name = rng.choice(sorted(parts))
        parts[name], parts[with_name] = parts[with_name], parts[name]
    elif parts[name]:
        parts[name] = rng.choice((_flip, _cut, _hole, _doubled, _overwritten))(rng, parts[name], other)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    return packed.getvalue()


CHANGES: tuple[Change, ...] = (_flip, _cut, _hole, _doubled, _overwritten, _spliced)


def damaged(rng: random.Random, suffix: str, data: bytes, other: bytes) -> bytes:
    """One damaged copy of a document of at least one byte."""
    changes = (*CHANGES, _entries, _entries, _entries) if suffix == ".docx" else CHANGES
    return rng.choice(changes)(rng, data, other)


def run(sources: Sequence[Path], files: int, seed: int, folder: Path, *, most_seconds: float = 130) -> Outcome:
    """Read ``files`` damaged copies of ``sources``. ``folder``: for the copies; one that gives a fault is left there."""
    from assistant.documents import DocumentError, read_document

    rng = random.Random(seed)
    contents = [(path.suffix.lower(), path.read_bytes()) for path in sources]
    outcome = Outcome()
    early = 0
    for number in range(files):
        suffix, data = rng.choice(contents)
        path = folder / f"{seed}-{number}{suffix}"
        path.write_bytes(damaged(rng, suffix, data, rng.choice(contents)[1]))
        began = time.monotonic()
        fault = ""
        try:
            result = "read" if read_document(path, folder, ocr=False).clauses else "read, no clause"
        except DocumentError as error:
            result, text = error.key, str(error)
            if path.name not in text or not text.endswith("."):
                fault = f"reason {text!r}"
        except Exception as error:  # what this looks for
            result = fault = f"{type(error).__name__}: {error}"
        took = time.monotonic() - began
        if took > most_seconds:
            fault = f"{took:.0f} s"
        outcome.files += 1
        outcome.by[f"{suffix[1:]}: {result}"] += 1
        outcome.slowest = max(outcome.slowest, round(took, 1))
        if fault:
            outcome.faults.append(f"{path.name}: {fault}")
        else:
            path.unlink()
        if number == files // 10:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome.grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - early
    return outcome


def main(arguments: Sequence[str] | None = None) -> int:
    """Read damaged copies of the documents in a folder; exit status 1 where one made a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.mutating", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="documents to damage; they are not changed")
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the files that made a fault")
    options = parser.parse_args(arguments)
    sources = sorted(p for p in options.folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.stat().st_size)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = run(sources, options.files, options.seed, folder)
    print(json.dumps({**outcome.__dict__, "seconds": round(time.monotonic() - began)}, ensure_ascii=False, indent=1))
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
