"""Tables on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from eval.figures import Figure, difference, figures, paired
from eval.metrics import ALL
from eval.records import Run


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first is left-aligned, the others right."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def runs_table(runs: Sequence[Run]) -> str:
    """Metrics down, respondents across; the first with its interval."""
    first, *others = runs
    values = [figures(run) for run in runs]
    counts = f"{first.split}: {sum(len(u) for u in first.units)} questions, {len(first.files)} agreements"
    rows = [
        [metric.name, str(values[0][metric.name]), *(short(found[metric.name]) for found in values[1:])]
        for metric in ALL
    ]
    return table([counts, first.name, *(run.name for run in others)], rows)


def short(found: Figure) -> str:
    """A value without its interval."""
    return "–" if found.value != found.value else f"{found.value:.3f}"


def differences_table(before: Run, after: Run) -> str:
    """What changed from one run to another over the questions that both have."""
    old, new = paired(before, after)
    rows = []
    for metric in ALL:
        change = difference(metric, old, new)
        values = [short(Figure(metric.value(units), 0, 0)) for units in (old, new)]
        rows.append([metric.name, *values, _signed(change), verdict(change, metric.higher_is_better)])
    head = f"{after.name}, {after.split}: {len(new)} units in both"
    return table([head, "before", "after", "difference [95 %]", ""], rows)


def _signed(change: Figure) -> str:
    if change.value != change.value:
        return "–"
    return f"{change.value:+.3f} [{change.low:+.3f}, {change.high:+.3f}]"


def verdict(change: Figure, higher_is_better: bool) -> str:
    """ "better" or "worse" where the interval lies wholly on one side of zero, else nothing."""
    if change.low > 0 or change.high < 0:
        return "better" if (change.low > 0) == higher_is_better else "worse"
    return ""
