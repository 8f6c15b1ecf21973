"""Running the program ``sopuri`` in tests: in this process, or in one of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Result:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON value that it must be."""
        assert self.out.endswith("\n") and self.out.count("\n") == 1, self.out
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def run_here(*arguments: object, stdin: str = "") -> Result:
    """Run the program in this process."""
    from assistant.cli import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch("sys.stdin", io.StringIO(stdin)):
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as error:  # argparse
            code = error.code if isinstance(error.code, int) else 1
    return Result(code, out.getvalue(), err.getvalue())


def run_apart(
    *arguments: object, stdin: str = "", env: Mapping[str, str] | None = None, timeout: float = 240
) -> Result:
    """Run the program in a process of its own, in the repository's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", *(str(a) for a in arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        timeout=timeout,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)
