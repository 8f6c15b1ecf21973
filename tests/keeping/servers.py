"""A PostgreSQL server of one's own, where the programs for it are there."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database on a server that ends with the context; skips the test where there can be none."""
    pytest.importorskip("psycopg", reason="psycopg is missing: pip install 'sopuri[postgres]'")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs or not (programs[-1] / "initdb").exists():
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no user “postgres”")
        user = ["runuser", "-u", "postgres", "--"]
    folder = Path(tempfile.mkdtemp(prefix="sopuri-pg-"))
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    try:
        if user:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data, bin_ = folder / "data", programs[-1]

        def run(*command: object) -> None:
            subprocess.run([*user, *map(str, command)], check=True, capture_output=True, timeout=120, cwd="/")

        run(bin_ / "initdb", "-D", data, "-U", "sopuri", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(bin_ / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql://sopuri@127.0.0.1:{port}/postgres"
        finally:
            run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
