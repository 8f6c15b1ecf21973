"""``sopuri backup`` and ``sopuri restore``: all state in one file, and back."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from assistant.cli.common import Commands, settings_of, show


def add(commands: Commands) -> None:
    """Name the commands and their flags."""
    backup = commands.add("backup", _backup, "write all state into one file")
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write: .tar.zst or .tar.gz")
    backup.add_argument("--index", action="store_true", help="with the index, which sync could make anew")
    backup.add_argument("--replace", action="store_true", help="replace a file of this name")
    restore = commands.add("restore", _restore, "put back the state of a backup")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore.add_argument("--replace", action="store_true", help="set aside what is there now")
    restore.add_argument("--check", action="store_true", help="only hold the backup against its checksums")


def _backup(options: argparse.Namespace) -> int:
    from assistant.keeping.backups import back_up
    from assistant.phrases import phrase

    settings = settings_of(options)
    report = back_up(settings, options.file, index=options.index, replace=options.replace)
    for name in report.left_out:
        print(phrase(settings.language, "backup.left_out", name=name), file=sys.stderr)
    data = dataclasses.asdict(report)
    show(options, data, phrase(settings.language, "backup.done", **data))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from assistant.keeping.backups import check, restore
    from assistant.phrases import phrase

    settings = settings_of(options)
    language = settings.language
    if options.check:
        manifest = check(settings, options.file)
        sound = {"file": str(options.file), "made": str(manifest.about.get("made")), "files": len(manifest.files)}
        show(options, sound, phrase(language, "backup.sound", **sound))
        return 0
    report = restore(settings, options.file, replace=options.replace)
    for name, (then, now) in report.settings.items():
        print(phrase(language, "backup.setting", name=name.upper(), then=repr(then), now=repr(now)), file=sys.stderr)
    for folder in report.aside:
        print(phrase(language, "backup.aside", folder=folder), file=sys.stderr)
    show(options, dataclasses.asdict(report), phrase(language, "backup.restored", files=report.files, made=report.made))
    return 0
