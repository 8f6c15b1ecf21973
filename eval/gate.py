"""Holds a result against the last accepted one: has anything fallen by more than noise?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from eval.figures import Figure, as_json, difference, figure, paired
from eval.metrics import ALL, Metric
from eval.records import Result, Run, read_result, without_texts, write_result

ACCEPTED = Path(__file__).parent / "accepted.json"
PRODUCT = "sopuri"


@dataclass(frozen=True, slots=True)
class Fall:
    """A metric that got worse by more than its noise."""

    split: str
    metric: str
    before: float
    after: float
    change: Figure | None  # None where the questions differ, so that only the accepted interval could be used

    def __str__(self) -> str:
        how = f"difference {self.change}" if self.change else "outside the accepted interval"
        return f"{self.split}: {self.metric} went from {self.before:.3f} to {self.after:.3f} ({how})"


def falls(accepted: Result, result: Result) -> list[Fall]:
    """What fell from the accepted result to this one, on the splits that both have.

    Over the same questions the paired difference decides: its 95 % interval lies wholly on the worse side of zero.
    Where less than half of the units can be paired, the new value must lie inside the accepted value's interval or on
    its better side. A metric that is a promise (verbatim, page) may not fall at all.
    """
    found = []
    for run in result.runs:
        old = accepted.get(run.name, run.split)
        if old is not None:
            found += [fall for metric in ALL if not metric.informs and (fall := _fall(metric, old, run)) is not None]
    return found


def _fall(metric: Metric, old: Run, new: Run) -> Fall | None:
    sign = 1 if metric.higher_is_better else -1
    before, after = paired(old, new)
    if 2 * len(after) >= len(new.units):
        change = difference(metric, before, after)
        worst = change.value if metric.promise else (change.high if sign > 0 else change.low)
        if sign * worst < 0:
            return Fall(new.split, metric.name, metric.value(before), metric.value(after), change)
        return None
    accepted, value = figure(metric, old.units), metric.value(new.units)
    limit = accepted.value if metric.promise else (accepted.low if sign > 0 else accepted.high)
    if sign * (value - limit) < 0:
        return Fall(new.split, metric.name, accepted.value, value, None)
    return None


def missing(accepted: Result, result: Result) -> list[str]:
    """Splits of the accepted result that this one lacks."""
    return [run.split for run in accepted.runs if result.get(run.name, run.split) is None]


def product_only(result: Result) -> Result:
    """The result without baselines."""
    return Result(result.about, tuple(run for run in result.runs if run.name == PRODUCT))


def accept(source: Path, target: Path) -> None:
    """Make the result in ``source`` the accepted one, in ``target``; words of documents are not kept."""
    kept = without_texts(product_only(read_result(source)))
    write_result(kept, target, as_json(kept))


def as_text(found: list[Fall]) -> str:
    """The falls, one a line."""
    return "\n".join(str(fall) for fall in found)


def accepted_figures(path: Path) -> dict[str, dict[str, Figure]]:
    """Split → metric → value, of the accepted run; for documentation and tests. Empty where nothing was accepted."""
    if not path.is_file():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    nan = float("nan")
    return {
        run["split"]: {
            name: Figure(*(nan if found[key] is None else found[key] for key in ("value", "low", "high")))
            for name, found in run["metrics"].items()
        }
        for run in data["figures"]
    }
