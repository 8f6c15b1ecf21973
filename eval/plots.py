"""Plots of the report as SVG."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from markupsafe import Markup
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from eval.metrics.calibration import equal_mass, points
from eval.records import Unit

_BLUE, _GREY = "#1f5a96", "#8a8f98"


def bars(values: Sequence[tuple[str, float, int]], label: str) -> Markup:
    """Horizontal bars of shares: (name, share, number of cells) from the top down."""
    figure = Figure(figsize=(7, 0.8 + 0.27 * len(values)), layout="constrained")
    axes = figure.add_subplot()
    names = [f"{name} ({count})" for name, _, count in values]
    drawn = axes.barh(range(len(values)), [share for _, share, _ in values], color=_BLUE, height=0.7)
    axes.bar_label(drawn, fmt="%.2f", padding=3, fontsize=8)
    axes.set_yticks(range(len(values)), names, fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.08)
    axes.set_xlabel(label, fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    return _svg(figure)


def calibration_curve(units: Sequence[Unit]) -> Markup:
    """Share right against mean confidence, in bins that hold equally many cells; the diagonal is perfect."""
    rows = np.array([row for unit in units for row in points(unit)], np.float64).reshape(-1, 2)
    figure = Figure(figsize=(4.2, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=_GREY, linewidth=1, linestyle="--")
    if len(rows):
        bins = equal_mass(rows)
        axes.plot([b[:, 0].mean() for b in bins], [b[:, 1].mean() for b in bins], marker="o", color=_BLUE)
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
    axes.set_xlabel("mean confidence", fontsize=8)
    axes.set_ylabel("share right", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    return _svg(figure)


def _svg(figure: Figure) -> Markup:
    """The figure as an <svg> element. Labels are escaped by matplotlib."""
    stream = io.StringIO()
    FigureCanvasSVG(figure)
    figure.savefig(stream, format="svg", metadata={"Date": None})
    text = stream.getvalue()
    return Markup(text[text.index("<svg") :])
