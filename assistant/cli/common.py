"""What the commands share. A command is a module with ``add``, which names its flags and the function that runs it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.phrases import UserError

if TYPE_CHECKING:
    from assistant.chat.model import LanguageModel
    from assistant.search import Searcher
    from assistant.settings import Settings

EXIT_FAILED = 1  # the program did its work, but something in it failed
EXIT_USAGE = 2  # a setting, a flag or the index can't be used as it is

Run = Callable[[argparse.Namespace], int]


class UsageError(Exception):
    """One sentence for the user; the program ends with EXIT_USAGE."""


class Commands:
    """The program's commands; each gets the flags that all have."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(title="commands", metavar="")
        self._common = argparse.ArgumentParser(add_help=False)
        _common_flags(self._common, None)

    def repeated(self) -> argparse.ArgumentParser:
        """The flags that all have, for a command's own commands: one that is not given there leaves the command's value."""
        parser = argparse.ArgumentParser(add_help=False)
        _common_flags(parser, argparse.SUPPRESS)
        return parser

    def add(self, name: str, run: Run, text: str) -> argparse.ArgumentParser:
        """A command with its help; ``run`` returns the program's exit code."""
        parser = self._parsers.add_parser(name, parents=[self._common], help=text, description=text)
        parser.set_defaults(run=run)
        return parser


def _common_flags(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument("--json", action="store_true", default=default or False, help="print one JSON object")
    parser.add_argument("--data", type=Path, default=default, help="folder of the index (SOPURI_DATA)")
    parser.add_argument(
        "--corpus",
        type=Path,
        action="append",
        default=default,
        help="folder of documents; may be repeated (SOPURI_CORPUS)",
    )


def settings_of(options: argparse.Namespace) -> Settings:
    """Settings from the environment, overridden by flags. Raises SettingsError."""
    from assistant.settings import load_settings

    flags: dict[str, Any] = {"data": options.data, "corpus": tuple(options.corpus) if options.corpus else None}
    for name in ("host", "port"):
        flags[name] = getattr(options, name, None)
    settings = load_settings(**flags)
    if (settings.data / "restore.journal").exists():  # asked here so that the others need not load what undoes it
        from assistant.keeping.backups import undo_interrupted
        from assistant.phrases import phrase

        if undo_interrupted(settings):
            print(phrase(settings.language, "backup.undone"), file=sys.stderr)
    return settings


def show(options: argparse.Namespace, data: Any, text: str) -> None:
    """Print the result: ``data`` as JSON where that was asked for, else ``text``."""
    if options.json:
        json.dump(data, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print(text)


def ready_searcher(settings: Settings) -> Searcher:
    """The index, ready for questions. Raises UsageError where nothing is in it."""
    from assistant.opening import open_searcher
    from assistant.phrases import phrase

    searcher = open_searcher(
        settings, lambda name: print(phrase(settings.language, "cli.learning", name=name), file=sys.stderr)
    )
    if not searcher.corpus.agreements:
        raise UsageError(phrase(settings.language, "cli.empty_index"))
    return searcher


def language_model(settings: Settings, wanted: bool | None) -> LanguageModel | None:
    """The language model that the settings name; None where there is none or ``wanted`` is False.

    Raises SettingsError, and UsageError where one is wanted but none is set.
    """
    if wanted is False or not (settings.llm or wanted):
        return None
    if not settings.llm:
        raise UserError("cli.no_model")
    from assistant.chat.model import open_language_model

    return open_language_model(settings)
