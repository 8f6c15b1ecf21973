"""``sopuri serve``."""

from __future__ import annotations

import argparse

from assistant.cli.common import Commands, settings_of


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    serve = commands.add("serve", _serve, "start the app")
    serve.add_argument("--host", help="address to listen on (SOPURI_HOST)")
    serve.add_argument("--port", type=int, help="port to listen on (SOPURI_PORT)")


def _serve(options: argparse.Namespace) -> int:
    from assistant.app import serve

    serve(settings_of(options))
    return 0
