"""``sopuri sync``."""

from __future__ import annotations

import argparse
import sys

from assistant.cli.common import EXIT_FAILED, Commands, UsageError, settings_of, show


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    sync = commands.add("sync", _sync, "make the index match the folders of documents")
    sync.add_argument("--strict", action="store_true", help="exit 1 if a file can't be read")
    sync.add_argument("--rebuild", action="store_true", help="throw the index away first")


def _sync(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.opening import open_store
    from assistant.phrases import phrase

    settings = settings_of(options)
    from assistant.filing import corpus_folders, recover_files
    from assistant.index import OutdatedIndexError, locked, sync

    folders = corpus_folders(settings)
    if not folders:
        raise UsageError(phrase(settings.language, "cli.no_corpus"))
    with locked(settings.data):
        recover_files(settings)

    try:
        store = open_store(settings, rebuild=options.rebuild)
    except OutdatedIndexError:
        print(phrase(settings.language, "cli.rebuilding"), file=sys.stderr)
        store = open_store(settings, rebuild=True)
    with store:
        report = sync(store, folders, settings.data, ocr=settings.ocr, progress=sys.stderr.isatty())
    for failure in report.failed:
        print(f"{failure.file}: {failure.reason}", file=sys.stderr)
    counts = {name: len(getattr(report, name)) for name in ("added", "updated", "removed", "unchanged", "failed")}
    show(options, asjson.sync_report(report), phrase(settings.language, "cli.synced", **counts))
    return EXIT_FAILED if report.failed and options.strict else 0
