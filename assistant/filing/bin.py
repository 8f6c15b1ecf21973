"""The bin: documents that were removed or replaced, kept for a set time.

Each lies in a folder of its own below ``SOPURI_DATA/bin`` with ``entry.json``, which is written before the files are moved: it
says what was about to happen, should it be interrupted.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.documents import sidecar_of
from assistant.filing.placing import move, write_whole

_ENTRY = "entry.json"


@dataclass(frozen=True, slots=True)
class Binned:
    """A document in the bin."""

    id: str
    when: str  # UTC, ISO 8601
    corpus: str  # the folder below which it lay
    file: str  # its path there
    agreement: str  # its id in the index
    title: str
    region: str | None
    sidecar: str | None  # the sidecar's name
    replaced_by: str | None  # the file (below ``new_corpus``) that took its place
    new_corpus: str | None


class Bin:
    """The entries below a folder."""

    def __init__(self, folder: Path, days: int) -> None:
        self._folder, self._days = folder, days

    def entries(self) -> list[Binned]:
        """What is in the bin, the newest first; entries whose files are not there (yet) are left out."""
        return [entry for entry in self.all() if self.holds(entry)]

    def all(self) -> list[Binned]:
        """All entries, the newest first."""
        return sorted(self._read(), key=lambda entry: entry.when, reverse=True)

    def _read(self) -> Iterator[Binned]:
        for path in self._folder.glob(f"*/{_ENTRY}"):
            with suppress(OSError, ValueError, TypeError):
                yield Binned(**json.loads(path.read_text(encoding="utf-8")))

    def intend(
        self,
        corpus: Path,
        file: str,
        agreement: str,
        *,
        title: str = "",
        region: str | None = None,
        replaced_by: tuple[Path, str] | None = None,
    ) -> Binned:
        """Write down that a document is about to come here. Raises OSError."""
        now = datetime.now(UTC)
        sidecar = sidecar_of(corpus / file)
        entry = Binned(
            id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}",
            when=now.isoformat(timespec="seconds"),
            corpus=str(corpus),
            file=file,
            agreement=agreement,
            title=title,
            region=region,
            sidecar=sidecar.name if sidecar else None,
            replaced_by=replaced_by[1] if replaced_by else None,
            new_corpus=str(replaced_by[0]) if replaced_by else None,
        )
        folder = self._folder / entry.id
        folder.mkdir(parents=True)
        write_whole(folder / _ENTRY, json.dumps(asdict(entry), ensure_ascii=False, indent=1))
        return entry

    def places(self, entry: Binned) -> list[tuple[Path, Path]]:
        """Where the entry's files lay and where they lie in the bin: the sidecar first, so that none is left without its document."""
        path, folder = Path(entry.corpus) / entry.file, self._folder / entry.id
        pairs = [(path.with_name(entry.sidecar), folder / entry.sidecar)] if entry.sidecar else []
        return [*pairs, (path, folder / path.name)]

    def holds(self, entry: Binned) -> bool:
        """Whether the document itself is in the bin."""
        return self.places(entry)[-1][1].is_file()

    def take(self, entry: Binned) -> None:
        """Move the entry's files here; what is here already stays. Raises OSError."""
        for there, here in self.places(entry):
            if there.is_file():
                here.unlink(missing_ok=True)
                move(there, here)

    def give_back(self, entry: Binned, file: str | None = None) -> Path:
        """Move the entry's files to where they lay, or under another name ``file``, and forget it. Raises FileExistsError, OSError."""
        target = Path(entry.corpus) / (file or entry.file)
        target.parent.mkdir(parents=True, exist_ok=True)
        for _, here in self.places(entry)[:-1]:
            if here.is_file():
                # After the document's full name, whatever it was called.
                move(here, target.with_name(f"{target.name}.sopuri.toml"))
        here = self.places(entry)[-1][1]
        if here.is_file():
            move(here, target)
        self.forget(entry)
        return target

    def forget(self, entry: Binned) -> None:
        """Remove an entry with what is in it."""
        folder = self._folder / entry.id
        (folder / _ENTRY).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)

    def purge(self) -> None:
        """Remove what has been here longer than it is kept."""
        oldest = (datetime.now(UTC) - timedelta(days=self._days)).isoformat(timespec="seconds")
        for entry in self.entries():
            if entry.when < oldest:
                self.forget(entry)
