"""How long a warm answer takes, as a ratio to embedding its question alone.

Prints a table and, with ``--json FILE``, writes the figures. Medians over interleaved repetitions, so that a machine whose speed
drifts slows both sides alike.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.answers import ask
from assistant.index import sync
from assistant.opening import open_searcher, open_store
from assistant.search import Searcher
from assistant.settings import load_settings

CORPUS = Path(__file__).parent.parent / "corpus" / "sample"
QUESTIONS = (
    "Kuinka pitkä on irtisanomisaika?",
    "kuka maksaa toimitilojen vuokran",
    "Vem är ordförande i ledningsgruppen?",
    "Montako henkilötyövuotta Kela osoittaa?",
    "Miten johtoryhmästä on sovittu?",
    "Onko sovittu työntekijöiden pysäköintipaikoista?",
)


def seconds(work: Callable[[str], object], question: str) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work(question)
    return time.perf_counter() - start


def warm_answer(searcher: Searcher, repetitions: int) -> dict[str, float]:
    """Median seconds of embedding a question and of the whole answer, and their ratio."""
    embed = searcher.embedder.embed_query
    for question in QUESTIONS:
        embed(question), ask(searcher, question)
    embedding: list[float] = []
    answering: list[float] = []
    for _ in range(repetitions):
        for question in QUESTIONS:
            embedding.append(seconds(embed, question))
            answering.append(seconds(lambda text: ask(searcher, text), question))
    base, whole = statistics.median(embedding), statistics.median(answering)
    return {"embedding_s": base, "answer_s": whole, "ratio": whole / base}


def main() -> int:
    """Run the benchmark over the sample corpus."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--data", type=Path, help="folder of an index to use; a temporary one is made otherwise")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        settings = load_settings(data=options.data or Path(scratch), corpus=(CORPUS,))
        start = time.perf_counter()
        with open_store(settings) as store:
            report = sync(store, settings.corpus, settings.data, ocr=settings.ocr)
        first = time.perf_counter() - start
        start = time.perf_counter()
        with open_store(settings) as store:
            sync(store, settings.corpus, settings.data, ocr=settings.ocr)
        again = time.perf_counter() - start
        searcher = open_searcher(settings)
        figures = warm_answer(searcher, options.repetitions)
        figures |= {
            "sync_s": first,
            "resync_s": again,
            "embedded": report.embedded,
            "passages": len(searcher.corpus.rows),
        }
    for name, value in figures.items():
        print(f"{name:14} {value:10.4f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
