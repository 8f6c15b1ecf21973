"""How costs grow with the corpus, beside the limit that they run into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Figure

_SHOWN = {
    "embed a question": "embedding the question",
    "answer": "answer, a known matter",
    "answer by open search": "answer, open search",
    "retrieve as the baseline, top 5": "baseline's retrieval",
}
_BYTES = 384 * 2  # that are read of a passage for an open question where there are very many


def growth(figures: Sequence[Figure], path: Path) -> None:
    """Draw the medians of an answer and its parts over the number of clauses into an SVG file."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams["svg.hashsalt"] = "sopuri"
    canvas, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    for name, label in _SHOWN.items():
        own = sorted((f.clauses, f.value * 1000, f.low * 1000, f.high * 1000) for f in figures if f.name == name)
        if own:
            x, middle, low, high = zip(*own, strict=True)
            [line] = axes.plot(x, middle, marker="o", label=label)
            axes.fill_between(x, low, high, color=line.get_color(), alpha=0.15)
    rates = [f.value for f in figures if f.name == "reading memory"]
    passages = sorted((f.clauses, f.value) for f in figures if f.name == "passages")
    if rates and passages:
        x, count = zip(*passages, strict=True)
        limit = [n * _BYTES / (rates[0] * 1e9) * 1000 for n in count]
        axes.plot(x, limit, "k--", linewidth=1, label="reading every vector once")
    axes.set(xscale="log", yscale="log", xlabel="clauses", ylabel="milliseconds")
    axes.grid(alpha=0.3, which="both", linewidth=0.4)
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas.savefig(path, metadata={"Date": None})
    plt.close(canvas)
