"""Tables of a PDF page, ruled or set with white space only: which fragments are one row, and which cell each is in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .layout import Fragment, Row, visual_rows
from .rulings import Grid

Cells = list[Row]
_ALIGNED = 5.0  # points


def ruled_rows(found: Sequence[Fragment], grids: Sequence[Grid]) -> tuple[list[Cells], list[Fragment]]:
    """The rows of ruled tables, as cells of lines, and the fragments outside of them."""
    rest = list(found)
    rows: list[Cells] = []
    for grid in grids:
        cells: dict[tuple[int, int], list[Fragment]] = {}
        outside = []
        for fragment in rest:
            middle = (fragment.top + fragment.bottom) / 2
            row, column = grid.row(middle), grid.column(fragment.left + min(3.0, (fragment.right - fragment.left) / 2))
            if row is None or column is None:
                outside.append(fragment)
            else:
                cells.setdefault((row, column), []).append(fragment)
        if len({column for _, column in cells}) < 2:
            continue  # a frame around text, or underlines
        rest = outside
        for row in sorted({row for row, _ in cells}):
            inside = [cells[row, column] for column in range(len(grid.xs)) if (row, column) in cells]
            rows.append([[f for line in visual_rows(cell) for f in line] for cell in inside])
    return rows, rest


def table_rows(rows: Sequence[Row], width: float) -> list[Row | Cells]:
    """``rows`` of a page with those of unruled tables as lists of cells; all others stay rows."""
    out: list[Row | Cells] = []
    at = 0
    while at < len(rows):
        end = _region_end(rows, at)
        if end > at:
            region = rows[at:end]
            out.extend(_side_headings(region) if _has_side_headings(region, width) else _cells(region))
            at = end
        else:
            out.append(rows[at])
            at += 1
    return out


def _region_end(rows: Sequence[Row], at: int) -> int:
    """The index after a table that begins with row ``at``; ``at`` where none does."""
    if len(rows[at]) < 2:
        return at
    lefts = [f.left for f in rows[at][1:]]
    rights = [f.right for f in rows[at][1:]]
    lines, end = 1, at + 1
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        step = row[0].base - before[0].base
        if step > 4.5 * max(row[0].size, before[0].size):
            break
        if len(row) >= 2:
            if not any(_near(f.left, lefts) or _near(f.right, rights) for f in row[1:]):
                break
            lines += 1
            lefts += [f.left for f in row[1:]]
            rights += [f.right for f in row[1:]]
        else:
            only = row[0]
            # A lone fragment goes on with a cell: under a later column, or (in the file) between the cells of the row
            # above.
            inner = _near(only.left, lefts) and step < 2.0 * only.size
            split = any(only.order < f.order for f in before) and step < 2.0 * only.size
            if not (inner or split):
                break
        end += 1
    return end if lines >= 2 else at


def _near(value: float, others: Sequence[float]) -> bool:
    return any(abs(value - other) < _ALIGNED for other in others)


def _columns(region: Sequence[Row]) -> list[tuple[float, float]]:
    """The left and right edges of the columns, from the left."""
    spans = sorted((f.left, f.right) for row in region if len(row) >= 2 for f in row)
    out: list[tuple[float, float]] = []
    for left, right in spans:
        if out and left < out[-1][1] - 1:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _cells(region: Sequence[Row]) -> list[Row | Cells]:
    """The rows of a table. Most files go cell by cell, which tells where a row with wrapped cells ends."""
    columns = _columns(region)

    def column(fragment: Fragment) -> int:
        return max((i for i, (left, _) in enumerate(columns) if left <= fragment.left + 2), default=0)

    if len(columns) < 2:
        return [list(row) for row in region]
    steps = sorted({round(b[0].base - a[0].base, 1) for a, b in pairwise(region)})
    tight = steps[0] if steps and steps[-1] > 1.25 * steps[0] else 0.0
    rows: list[dict[int, Row]] = []
    last: Fragment | None = None
    for fragment in sorted((f for row in region for f in row), key=lambda f: f.order):
        at = column(fragment)
        if last is None:
            begins = True
        elif at == column(last):
            begins = fragment.base < last.base or fragment.base - last.base > 2.2 * fragment.size
        elif at > column(last):
            begins = fragment.base > last.base + 0.5 * fragment.size and at in rows[-1]
        else:
            top = min(f.base for cell in rows[-1].values() for f in cell)
            bottom = max(f.base for cell in rows[-1].values() for f in cell)
            begins = fragment.base > top + 0.5 * fragment.size and not (tight and fragment.base - bottom < tight * 1.1)
        if begins:
            rows.append({})
        rows[-1].setdefault(at, []).append(fragment)
        last = fragment
    rows.sort(key=lambda row: min(f.base for cell in row.values() for f in cell))
    return [[row[at] for at in sorted(row)] for row in rows]


def _has_side_headings(region: Sequence[Row], width: float) -> bool:
    """Whether this is no table but text with its headings in the left margin, as Finnish official letters are set."""
    columns = _columns(region)
    if len(columns) != 2:
        return False
    right = [row for row in region if row[-1].left >= columns[1][0] - 2]
    heads = [row for row in region if row[0].left < columns[1][0] - 20]
    return bool(right) and (
        max(row[-1].right for row in right) - columns[1][0] > 0.4 * width
        and columns[1][0] - columns[0][0] > 80
        and len(right) >= 8
        and len(right) >= 3 * len(heads)
    )


def _side_headings(region: Sequence[Row]) -> list[Row | Cells]:
    """Each side heading, whole, before the text that stands beside it."""
    edge = _columns(region)[1][0] - 2
    out: list[Row | Cells] = []
    texts: list[Row] = []
    for at, row in enumerate(region):
        heads = [f for f in row if f.left < edge]
        if heads and (at == 0 or not any(f.left < edge for f in region[at - 1])):
            out += texts
            texts = []
        if heads:
            out.append(heads)
        if rest := [f for f in row if f.left >= edge]:
            texts.append(rest)
    return [*out, *texts]
