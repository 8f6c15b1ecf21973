"""The peak of memory of a process that has answered questions, against one that has loaded the libraries and the model."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Figure, against, figure
from benchmarks.synthetic import CLAUSES

_LARGEST = 1_000  # agreements; more are a matter of arrays alone, see docs/scale.md
_BARS = {1_000: 2.0}


def run(data: Path, scales: Sequence[int], repetitions: int) -> list[Figure]:  # noqa: ARG001
    """Figures for corpora of ``scales`` agreements."""
    bare = figure("memory: libraries and model", [_peak(data, 0)], unit="MB")
    found = [bare]
    for count in (n for n in scales if n <= _LARGEST):
        own = against("memory: after answers", [_peak(data, count)], bare, _BARS.get(count), unit="MB")
        found.append(_at(own, count * CLAUSES))
    return found


def _at(own: Figure, clauses: int) -> Figure:
    import dataclasses

    return dataclasses.replace(own, clauses=clauses)


def _peak(data: Path, count: int) -> float:
    """The peak of a process of its own, MB."""
    command = [sys.executable, "-m", "benchmarks.memory", str(data), str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    return float(done.stdout)


def _measure(data: Path, count: int) -> float:
    import chromadb  # noqa: F401
    import gradio  # noqa: F401
    import langchain_chroma  # noqa: F401
    import sklearn.cluster  # noqa: F401

    from assistant.index import Embedder

    if not count:
        Embedder("", data / "models").embed_query("Kuka maksaa vuokran?")
    else:
        from assistant.answers import ask
        from benchmarks.answering import QUESTIONS
        from benchmarks.opened import Maker

        with tempfile.TemporaryDirectory(dir=data) as scratch:
            searcher = Maker(data).searcher(count, Path(scratch))
            for question in QUESTIONS:
                ask(searcher, question)
            searcher.corpus.lexical.scores(QUESTIONS[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(_measure(Path(sys.argv[1]), int(sys.argv[2])))
