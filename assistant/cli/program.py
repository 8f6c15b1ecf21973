"""The program's entry: flags are read, a command is run, an error that a user can cause becomes one sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from assistant.cli import (
    ask,
    audit,
    backup,
    checklist,
    compare,
    documents,
    draft,
    export,
    feedback,
    review,
    serve,
    sync,
    users,
)
from assistant.cli.common import EXIT_FAILED, EXIT_USAGE, Commands, UsageError
from assistant.phrases import UserError, reason_of

_COMMANDS = (
    sync,
    documents,
    ask,
    compare,
    draft,
    checklist,
    review,
    export,
    serve,
    users,
    audit,
    feedback,
    backup,
)  # in the order of the help


def program_parser() -> argparse.ArgumentParser:
    """The parser of all commands and flags."""
    parser = argparse.ArgumentParser(
        prog="sopuri", description="A negotiation assistant for TYM co-operation agreements."
    )
    commands = Commands(parser)
    for command in _COMMANDS:
        command.add(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    parser = program_parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return EXIT_USAGE
    try:
        code: int = options.run(options)
        return code
    except UsageError as error:
        return _complain(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the results has gone; what is still buffered must not fail again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except Exception as error:
        if _is_for_users(error):
            return _complain(error)
        raise


def _complain(error: Exception) -> int:
    # Asked of the environment itself: it may be the settings that are wrong.
    language = "sv" if os.environ.get("SOPURI_LANGUAGE") == "sv" else "fi"
    print(f"sopuri: {reason_of(error, language)}", file=sys.stderr)
    return EXIT_USAGE


def _is_for_users(error: Exception) -> bool:
    """Whether ``error`` is one sentence for the user. Heavy modules are imported only when something went wrong."""
    from assistant.opening import USER_ERRORS

    return isinstance(error, (UserError, *USER_ERRORS))
