"""A page as a picture with the passages on it found, made in a worker process: the file may be hostile, or its page huge."""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import Any

from .errors import DocumentError
from .worker import draw

MOST_PIXELS = 4_000_000  # of a page; an A4 page at two pixels a point has half of that
LONGEST_SIDE = 8_000  # pixels; the picture's format ends at twice that
_KEPT = 24  # pages that are kept drawn: some 200 kB each
_MARGIN = 1.0  # points around covered words, so that no stroke shows
Share = tuple[float, float, float, float]  # left, top, right, bottom as shares (0–1) of the page's width and height


@dataclass(frozen=True, slots=True)
class Words:
    """A normalised passage with the normalised text before and after it, which tells it from the same words elsewhere."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture.

    ``marks`` has for each passage that was asked for the places of its lines, none where it was not found exactly.
    ``covered`` says of each passage that was to be covered whether it was found, anywhere on the page, and is black in the picture.
    """

    image: bytes  # WebP
    width: int  # pixels
    height: int
    page: int  # 1-based
    pages: int
    marks: tuple[tuple[Share, ...], ...]
    covered: tuple[bool, ...]


def show_page(
    pdf: Path, page: int, marks: Sequence[Words] = (), *, covers: Sequence[Words] = (), scale: float = 2.0
) -> Sheet:
    """Page ``page`` (1-based) of a PDF, at most ``scale`` pixels a point and :data:`MOST_PIXELS` in all.

    Raises DocumentError where the file can't be read or shown in the time and memory that a worker has, IndexError
    where it has no such page.
    """
    try:
        changed = pdf.stat().st_mtime_ns
    except OSError:
        raise DocumentError("missing", file=pdf.name) from None
    key = (str(pdf), changed, page, tuple(marks), tuple(covers), scale)
    with _lock:
        if key in _drawn:
            _drawn.move_to_end(key)
            return _drawn[key]
    request = {"page": page, "scale": scale, "marks": _rows(marks), "covers": _rows(covers)}
    answer = draw(pdf, request)
    if "image" not in answer:
        raise IndexError(f"page {page} of {answer['pages']}")
    sheet = Sheet(
        image=base64.b64decode(answer["image"]),
        width=int(answer["width"]),
        height=int(answer["height"]),
        page=page,
        pages=int(answer["pages"]),
        marks=tuple(tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in m) for m in answer["marks"]),
        covered=tuple(bool(found) for found in answer["covered"]),
    )
    with _lock:
        _drawn[key] = sheet
        while len(_drawn) > _KEPT:
            _drawn.popitem(last=False)
    return sheet


_lock = threading.Lock()
_drawn: OrderedDict[tuple[Any, ...], Sheet] = OrderedDict()


def _rows(passages: Sequence[Words]) -> list[list[str]]:
    return [[passage.text, passage.before, passage.after] for passage in passages]


def drawn(pdf: Path, request: dict[str, Any]) -> dict[str, Any]:
    """The worker's part of :func:`show_page`: the picture and the places, as JSON."""
    from PIL import ImageDraw

    from .locate import locate, locate_all, render_page
    from .pdf import open_pdf

    page = int(request["page"])
    document = open_pdf(pdf)
    try:
        pages = len(document)
        if not 1 <= page <= pages:
            return {"pages": pages}
        width, height = document.get_page_size(page - 1)
    finally:
        document.close()
    if not (width > 0 and height > 0):
        raise DocumentError("corrupt", file=pdf.name)
    scale = min(float(request["scale"]), sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))
    image = render_page(pdf, page, scale).convert("RGB")
    marks = [locate(pdf, page, text, (before, after)) for text, before, after in request["marks"]]
    covers = [locate_all(pdf, page, [text]) for text, _, _ in request["covers"]]  # wherever its words stand
    pen = ImageDraw.Draw(image)
    for boxes in covers:
        for left, top, right, bottom in boxes:
            pen.rectangle(
                (
                    (left - _MARGIN) * scale,
                    (top - _MARGIN) * scale,
                    (right + _MARGIN) * scale,
                    (bottom + _MARGIN) * scale,
                ),
                fill="black",
            )
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=88)
    return {
        "image": base64.b64encode(buffer.getvalue()).decode("ascii"),
        "width": image.width,
        "height": image.height,
        "pages": pages,
        "marks": [[(a / width, b / height, c / width, d / height) for a, b, c, d in boxes] for boxes in marks],
        "covered": [bool(boxes) for boxes in covers],
    }
