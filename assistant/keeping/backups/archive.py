"""The file that a backup is: a compressed tar with a manifest of checksums as its last member.

What is read from such a file is hostile until it is proven: only regular files below the folders that a backup has, with
names that can't lead out of them.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from assistant.keeping.backups.state import DATA, DATABASE, DOCUMENTS, INDEX, is_state

MANIFEST = "MANIFEST.json"
FORMAT = 1
SUFFIXES = (".tar.gz", ".tgz", ".tar.zst")
_IN_MEMORY = 32 << 20  # bytes of a file held in memory while it is copied; more goes to a scratch file
_CHUNK = 1 << 20
_MOST_PADDING = tarfile.RECORDSIZE  # bytes of zeros behind the last member
_SPARE = 64 << 20  # bytes that unpacking leaves free on the disk
_LONGEST_MANIFEST = 256 << 20
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\:]")
_ERRORS: tuple[type[Exception], ...] = (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, RecursionError)


class BadArchive(Exception):  # noqa: N818 - what it says, not how it ended
    """The file is no backup, or a damaged one. ``key`` names the phrase, ``slots`` fill it."""

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(key)
        self.key, self.slots = key, slots


@dataclass(frozen=True)
class Manifest:
    """What the last member says. ``files``: name → (SHA-256, bytes)."""

    about: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)


class Writer:
    """Adds files to an archive and remembers their checksums."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, tuple[str, int]] = {}

    def add(self, name: str, path: Path) -> bool:
        """Add a file as it is now; False where it has gone. A file that changes meanwhile is still held whole."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
            try:
                changed = path.stat().st_mtime
                with path.open("rb") as source:
                    shutil.copyfileobj(source, copy, _CHUNK)
            except FileNotFoundError:
                return False
            self._put(name, copy, changed)
        return True

    def finish(self, about: Mapping[str, Any]) -> None:
        """Write the manifest."""
        files = {name: {"sha256": digest, "bytes": size} for name, (digest, size) in sorted(self.files.items())}
        text = json.dumps({"format": FORMAT, **about, "files": files}, ensure_ascii=False, indent=1).encode()
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
            copy.write(text)
            self._put(MANIFEST, copy, 0)
        del self.files[MANIFEST]

    def _put(self, name: str, copy: IO[bytes], changed: float) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = copy.tell(), int(changed), 0o600
        copy.seek(0)
        digest = hashlib.file_digest(cast(Any, copy), "sha256").hexdigest()
        copy.seek(0)
        self._tar.addfile(info, copy)
        self.files[name] = (digest, info.size)


@contextlib.contextmanager
def writing(file: IO[bytes], suffix: str) -> Iterator[Writer]:
    """A writer into an open file, compressed as ``suffix`` says."""
    with contextlib.ExitStack() as stack:
        if suffix == ".tar.zst":
            import zstandard

            target = stack.enter_context(
                zstandard.ZstdCompressor(level=6, write_checksum=True).stream_writer(file, closefd=False)
            )
            tar = stack.enter_context(tarfile.open(fileobj=cast(Any, target), mode="w|"))
        else:
            tar = stack.enter_context(tarfile.open(fileobj=file, mode="w:gz", compresslevel=6))
        yield Writer(tar)


def unpack(path: Path, folder: Path | None) -> Manifest:
    """Check a backup against its manifest and, with a ``folder``, write its files below it.

    Raises BadArchive, and OSError where the disk is full; what was written until then stays in ``folder``.
    """
    found: dict[str, tuple[str, int]] = {}
    manifest: Manifest | None = None
    try:
        with _reading(path) as tar:
            for member in tar:
                if manifest is not None:
                    raise BadArchive("after", name=member.name[:100])
                if member.name == MANIFEST and member.isreg() and member.size <= _LONGEST_MANIFEST:
                    manifest = _manifest(_stream(tar, member).read())
                    continue
                name = _fit(member)
                if name in found:
                    raise BadArchive("twice", name=name)
                found[name] = _written(_stream(tar, member), folder / name if folder else None, member)
    except _ERRORS as error:
        raise BadArchive("broken", reason=str(error) or type(error).__name__) from error
    except Exception as error:
        if type(error).__module__.startswith(("zstandard", "zlib", "gzip")) or type(error).__name__ == "ZstdError":
            raise BadArchive("broken", reason=str(error)) from error
        raise
    if manifest is None:
        raise BadArchive("cut")
    wrong = sorted(set(found.items()) ^ set(manifest.files.items()))
    if wrong:
        raise BadArchive("checksum", name=wrong[0][0])
    return manifest


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[tarfile.TarFile]:
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        if file.read(4) == b"\x28\xb5\x2f\xfd":
            import zstandard

            file.seek(0)
            reader: Any = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
                file, read_across_frames=True
            )
        else:
            file.seek(0)
            reader = stack.enter_context(gzip.GzipFile(fileobj=file))
        yield stack.enter_context(tarfile.open(fileobj=reader, mode="r|"))
        # Only at its very end does a compressed stream say whether it was whole; behind a tar stands nothing but padding.
        rest = 0
        while padding := reader.read(_CHUNK):
            rest += len(padding)
            if rest > _MOST_PADDING or padding.strip(b"\0"):
                raise tarfile.ReadError("something stands behind the archive's end")


def _stream(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    stream = tar.extractfile(member)
    if stream is None:
        raise BadArchive("unfit", name=member.name[:100])
    return stream


def _fit(member: tarfile.TarInfo) -> str:
    """The member's name, proven to stay where a backup's files belong. Raises BadArchive."""
    name = member.name
    path = PurePosixPath(name)
    parts = path.parts
    plain = (
        member.isreg()
        and not member.issparse()
        and len(parts) >= 2
        and path.as_posix() == name
        and not path.is_absolute()
        and not any(part in ("..", ".") or len(part.encode()) > 255 for part in parts)
        and not _UNFIT.search(name)
    )
    known = plain and (
        (parts[0] == DATA and (is_state(parts[1]) or parts[1] == INDEX))
        or (parts[0] == DOCUMENTS and len(parts) >= 3 and parts[1].isascii() and parts[1].isdecimal())
    )
    if not known:
        raise BadArchive("unfit", name=name[:100])
    return name


def _written(stream: IO[bytes], target: Path | None, member: tarfile.TarInfo) -> tuple[str, int]:
    import os

    digest, size = hashlib.sha256(), 0
    with contextlib.ExitStack() as stack:
        file = None
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(target.parent).free < member.size + _SPARE:
                raise BadArchive("space", name=member.name)
            file = stack.enter_context(target.open("xb"))
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if file is not None:
                file.write(chunk)
        if file is not None:
            file.flush()
            os.fsync(file.fileno())
    if target is not None:
        if target.name == DATABASE:
            target.chmod(0o600)
        with contextlib.suppress(OSError, OverflowError, ValueError):
            os.utime(target, (member.mtime, member.mtime))
    return digest.hexdigest(), size


def _manifest(text: bytes) -> Manifest:
    data = json.loads(text)
    if not isinstance(data, dict) or not isinstance(data.get("files"), dict):
        raise ValueError(MANIFEST)
    if not isinstance(data["format"], int) or data["format"] > FORMAT:
        raise BadArchive("newer", version=str(data.get("version"))[:40])
    for name, kind in (("documents", list), ("settings", dict)):
        if not isinstance(data.setdefault(name, kind()), kind):
            raise ValueError(MANIFEST)
    files = {str(name): (str(entry["sha256"]), int(entry["bytes"])) for name, entry in data["files"].items()}
    return Manifest({key: value for key, value in data.items() if key not in ("format", "files")}, files)
