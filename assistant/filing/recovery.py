"""After a crash: changes that were begun are finished or taken back."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path

from assistant.filing.bin import Bin
from assistant.settings import Settings

INTENT = "intent.json"


def bin_of(settings: Settings) -> Bin:
    """The bin that the settings name."""
    return Bin(settings.data / "bin", settings.bin_days)


def incoming(settings: Settings) -> Path:
    """Where files wait while they are read."""
    return settings.data / "incoming"


def recover_files(settings: Settings) -> list[tuple[Path, str]]:
    """Bring the files into order; to be called under the lock of ``sync``. Returns files that may not be in the index yet, each
    as its folder of documents and its path there.

    A document whose successor is in its place goes to the bin; one that was about to go there and did not stays.
    """
    placed: list[tuple[Path, str]] = []
    bin_ = bin_of(settings)
    for entry in bin_.all():
        there = bin_.places(entry)[-1][0]
        if bin_.holds(entry):
            with suppress(OSError):  # a sidecar that stayed behind
                if not there.exists():
                    bin_.take(entry)
        elif entry.replaced_by and entry.new_corpus and (Path(entry.new_corpus) / entry.replaced_by).is_file():
            with suppress(OSError):
                bin_.take(entry)
                placed.append((Path(entry.new_corpus), entry.replaced_by))
        else:
            with suppress(OSError):
                for back, here in bin_.places(entry)[:-1]:
                    if here.is_file() and there.exists() and not back.exists():
                        here.rename(back)
            bin_.forget(entry)
    for folder in incoming(settings).glob("*"):
        with suppress(OSError, ValueError, KeyError):
            said = json.loads((folder / INTENT).read_text(encoding="utf-8"))
            if (Path(said["corpus"]) / said["file"]).is_file():
                placed.append((Path(said["corpus"]), said["file"]))
        shutil.rmtree(folder, ignore_errors=True)
    bin_.purge()
    return placed
