"""Ruled tables of a PDF page: the lines drawn around cells, as boxes of rows and columns."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

_THIN = 2.5  # points: a filled box thinner than this is a line
_TOUCH = 3.0  # points: lines nearer than this meet
_MOST = 4000  # objects on a page that are looked at

Place = Callable[[float, float], tuple[float, float]]
Segment = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the places of its vertical and horizontal lines, in points from the page's top-left corner."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def row(self, y: float) -> int | None:
        """The row that height ``y`` lies in, or None outside."""
        return _between(self.ys, y)

    def column(self, x: float) -> int | None:
        """The column that ``x`` lies in, or None outside."""
        return _between(self.xs, x)


def _between(edges: tuple[float, ...], value: float) -> int | None:
    for i, (low, high) in enumerate(pairwise(edges)):
        if low <= value < high:
            return i
    return None


def read_grids(page: Any, place: Place, width: float, height: float) -> list[Grid]:
    """The ruled tables of a pypdfium2 page, from the top."""
    segments = [s for s in _segments(page, place) if s[2] - s[0] < 0.99 * width or s[3] - s[1] < 0.99 * height]
    grids = []
    for group in _touching(segments):
        across = [s for s in group if s[2] - s[0] > s[3] - s[1]]
        down = [s for s in group if s[3] - s[1] >= s[2] - s[0]]
        xs = _cluster([(s[0] + s[2]) / 2 for s in down])
        ys = _cluster([(s[1] + s[3]) / 2 for s in across])
        if not down and len(ys) >= 3:
            xs = (min(s[0] for s in group), max(s[2] for s in group))
        if len(ys) >= 2 and len(xs) >= 3:
            grids.append(Grid(xs, ys))
    return sorted(grids, key=lambda grid: grid.ys[0])


def _cluster(values: list[float]) -> tuple[float, ...]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _TOUCH:
            out.append(value)
    return tuple(out)


def _segments(page: Any, place: Place) -> list[Segment]:
    """All straight level or upright lines of the page."""
    out: list[Segment] = []
    for i in range(min(raw.FPDFPage_CountObjects(page), _MOST)):
        obj = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(obj) != raw.FPDF_PAGEOBJ_PATH:
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(obj, ctypes.byref(matrix))
        points: list[tuple[float, float]] = []
        edges: list[tuple[tuple[float, float], tuple[float, float]]] = []
        start: tuple[float, float] | None = None
        for k in range(min(raw.FPDFPath_CountSegments(obj), 200)):
            segment = raw.FPDFPath_GetPathSegment(obj, k)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            px = matrix.a * x.value + matrix.c * y.value + matrix.e
            py = matrix.b * x.value + matrix.d * y.value + matrix.f
            here = place(px, py)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = here
            elif kind == raw.FPDF_SEGMENT_LINETO and points:
                edges.append((points[-1], here))
            if raw.FPDFPathSegment_GetClose(segment) and start is not None:
                edges.append((here, start))
            points.append(here)
        out.extend(_straight(edges))
    return out


def _straight(edges: list[tuple[tuple[float, float], tuple[float, float]]]) -> list[Segment]:
    out = []
    for (x0, y0), (x1, y1) in edges:
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if (bottom - top <= _THIN and right - left > 8) or (right - left <= _THIN and bottom - top > 6):
            out.append((left, top, right, bottom))
    return out


def _touching(segments: list[Segment]) -> list[list[Segment]]:
    """Segments in groups whose members meet."""
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s[1], s[0])):
        near = [group for group in groups if any(_meet(segment, other) for other in group)]
        joined = [segment, *(other for group in near for other in group)]
        groups = [group for group in groups if not any(group is other for other in near)]
        groups.append(joined)
    return groups


def _meet(a: Segment, b: Segment) -> bool:
    return a[0] <= b[2] + _TOUCH and b[0] <= a[2] + _TOUCH and a[1] <= b[3] + _TOUCH and b[1] <= a[3] + _TOUCH
