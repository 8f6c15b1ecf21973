"""``sopuri review``: a draft against the law, old wording, itself and the other regions."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.common import EXIT_FAILED, Commands, UsageError, ready_searcher, settings_of, show

if TYPE_CHECKING:
    from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    review = commands.add("review", _review, "review a draft")
    review.add_argument("file", help="the draft, in any format that sync reads")
    review.add_argument("--language", choices=("fi", "sv"), help="of the remarks; the draft's own by default")
    review.add_argument("--add", action="store_true", help="put the draft into the first folder of documents too")


def _review(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.answers.reviews import render, review
    from assistant.documents import read_document
    from assistant.phrases import phrase

    settings = settings_of(options)
    path = Path(options.file)
    if not path.is_file():
        raise UsageError(phrase(settings.language, "cli.no_file", file=options.file))
    target = _target(settings, path) if options.add else None
    draft = read_document(path, path.parent, ocr=settings.ocr)
    searcher = ready_searcher(settings)
    found = review(searcher, draft, options.language)
    code = _added(settings, path, target) if target is not None else 0
    show(options, asjson.review(found), render(found))
    return code


def _target(settings: Settings, path: Path) -> Path:
    """Where the draft will be copied to. Raises UsageError where it can't be."""
    from assistant.phrases import phrase

    if not settings.corpus:
        raise UsageError(phrase(settings.language, "cli.no_corpus"))
    target = settings.corpus[0] / path.name
    if target.exists():
        raise UsageError(phrase(settings.language, "review.exists", folder=settings.corpus[0], file=path.name))
    return target


def _added(settings: Settings, path: Path, target: Path) -> int:
    """Copy the draft and make the index match; says so on standard error. Returns the exit code."""
    from assistant.filing import corpus_folders
    from assistant.index import sync
    from assistant.opening import open_store
    from assistant.phrases import phrase

    shutil.copy2(path, target)
    with open_store(settings) as store:
        report = sync(store, corpus_folders(settings), settings.data, ocr=settings.ocr, progress=sys.stderr.isatty())
    reason = next((f.reason for f in report.failed if Path(f.file).name == target.name), None)
    key, slots = ("added", {}) if reason is None else ("not_added", {"reason": reason})
    print(phrase(settings.language, f"review.{key}", folder=target.parent, **slots), file=sys.stderr)
    return 0 if reason is None else EXIT_FAILED
