"""What a benchmark gives: figures with their spread and, where it says anything, their ratio to another figure of the same run."""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value: median and quartiles of ``count`` measurements.

    ``ratio`` is to the figure named ``to``, measured in the same run; ``bar`` is what the ratio (or, without one, the value)
    may be at most.
    """

    name: str
    clauses: int  # of the corpus; 0 where there is none
    value: float
    low: float
    high: float
    unit: str
    count: int = 1
    ratio: float | None = None
    to: str = ""
    bar: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None where there is none."""
        if self.bar is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.bar


def figure(name: str, values: Sequence[float], unit: str = "s", clauses: int = 0, **more: Any) -> Figure:
    """The median of ``values`` with its quartiles."""
    ordered = sorted(values)
    middle = statistics.median(ordered)
    low, high = (
        (statistics.quantiles(ordered, n=4)[0], statistics.quantiles(ordered, n=4)[2])
        if len(ordered) > 1
        else (middle, middle)
    )
    return Figure(name, clauses, middle, low, high, unit, len(ordered), **more)


def against(name: str, values: Sequence[float], base: Figure, bar: float | None = None, **more: Any) -> Figure:
    """A figure as a ratio of medians to ``base``."""
    own = statistics.median(values)
    return figure(name, values, clauses=base.clauses, ratio=own / base.value, to=base.name, bar=bar, **more)


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def both(work: Callable[[], object]) -> tuple[float, float]:
    """Wall-clock and processor seconds of one call; the latter does not count what other programs take."""
    processor = time.process_time()
    wall = seconds(work)
    return wall, time.process_time() - processor


def interleaved(works: Mapping[str, Callable[[], object]], repetitions: int) -> dict[str, list[float]]:
    """Seconds of each of ``works``, in turns: a machine whose speed drifts slows all alike. Each is run once unmeasured."""
    for work in works.values():
        work()
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repetitions):
        for name, work in works.items():
            found[name].append(seconds(work))
    return found


def table(figures: Iterable[Figure]) -> str:
    """The figures as aligned lines."""
    lines = [("", "clauses", "median", "quartiles", "ratio to", "", "bar", "")]
    for f in figures:
        ratio = "" if f.ratio is None else f"{f.ratio:.3g} ×"
        bar = "" if f.bar is None else f"≤ {f.bar:g}"
        met = {None: "", True: "met", False: "MISSED"}[f.met]
        spread = f"{_shown(f.low, f.unit)} – {_shown(f.high, f.unit)}" if f.count > 1 else ""
        lines.append(
            (f.name, f"{f.clauses:,}" if f.clauses else "", _shown(f.value, f.unit), spread, ratio, f.to, bar, met)
        )
    widths = [max(len(line[i]) for line in lines) for i in range(8)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in lines)


def _shown(value: float, unit: str) -> str:
    if unit == "s" and value < 1:
        return f"{value * 1000:.3g} ms"
    return f"{value:.4g} {unit}"


def write_json(path: Path, figures: Sequence[Figure]) -> None:
    """All figures with what is to be known of the machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load_average": os.getloadavg()[0],
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    rows = [asdict(f) | {"met": f.met} for f in figures]
    path.write_text(json.dumps({"about": about, "figures": rows}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_json(path: Path) -> list[Figure]:
    """Figures that :func:`write_json` wrote."""
    rows = json.loads(path.read_text(encoding="utf-8"))["figures"]
    return [Figure(**{name: value for name, value in row.items() if name != "met"}) for row in rows]
