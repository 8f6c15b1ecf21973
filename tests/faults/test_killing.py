"""Killed while it changes the index: nothing lost, nothing doubled, and a retry heals. See ``killing.py``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A store that writes the record of a document before its clauses.
_BROKEN = """
import sys
from assistant.index.store import Store
real = Store.put
def commit_mark_first(self, agreement, key, corpus, texts, entries):
    from assistant.index.store import _add, document_record
    _add(self._documents, [agreement.id], ["x"], [document_record(agreement, key, corpus, len(entries))])
    real(self, agreement, key, corpus, texts, entries)
Store.put = commit_mark_first
from tests.faults.killing import main
sys.exit(main(["--kills", "12", "--seed", "5"]))
"""


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as it forks."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False
    )


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes: needs a system with fork()")


def test_nothing_is_lost_or_doubled() -> None:
    """After each kill every document is whole; after one retry the index is the corpus again."""
    done = _run("-m", "tests.faults.killing", "--kills", "10", "--seed", "7")
    assert done.returncode == 0, done.stdout + done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["killed"] == 10 and outcome["faults"] == []


def test_the_check_sees_a_store_that_is_not_safe() -> None:
    """A store that wrote the commit mark before what it stands for would be found out."""
    done = _run("-c", _BROKEN)
    assert done.returncode == 1, done.stdout + done.stderr
    assert any("neither the old nor the new version" in fault for fault in json.loads(done.stdout)["faults"])
