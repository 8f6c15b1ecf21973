"""What a PDF page shows: its characters with their places, as pdfium draws them.

Places are in points from the page's top-left corner as it is displayed (rotation and crop box applied), y downwards.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from dataclasses import dataclass
from math import atan2, degrees
from typing import Any

import pypdfium2.raw as raw

from .rulings import Grid, read_grids

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_INVISIBLE = 3  # text render mode: neither filled nor stroked
_SMALLEST = 2.0  # points; smaller text cannot be read
_NEAR_WHITE = 235
MAX_CHARACTERS = 60_000  # on one page; more than any printed page holds


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and where it stands. White space has a place too, made up where the file holds none."""

    text: str  # usually one character; a ligature is several
    left: float
    top: float
    right: float
    bottom: float
    base: float  # y of the baseline
    size: float  # font size in points
    bold: bool
    made: bool = False  # a space or line break that pdfium made up from a gap


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """The characters of a page in the order of the file."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    hidden: str  # text that is there but not to be seen
    unmapped: float  # share of characters whose meaning the file does not say
    images: float  # share of the page that images cover, 0–1
    grids: tuple[Grid, ...] = ()  # its ruled tables
    turned: bool = False  # its text runs upwards or downwards; places are as if the page were turned to read it
    curves: int = 0  # drawn shapes: text may be drawn as such


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    mode: int
    colour: tuple[int, int, int, int]
    turned: int  # degrees against the clock from running to the right, in quarters


def read_glyphs(page: Any) -> PageGlyphs:
    """The characters of a pypdfium2 page."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        place = _placing(page, width, height)
        cover, curves = _images(page, width * height)
        grids = read_grids(page, place, width, height)
        count = raw.FPDFText_CountChars(textpage)
        found, unmapped = _all(textpage, min(count, MAX_CHARACTERS), place)
    finally:
        textpage.close()
    turns = Counter(style.turned for glyph, style in found if glyph.text.strip())
    upright = turns.most_common(1)[0][0] if turns else 0
    under_scan = cover > 0.5 and all(style.mode == _INVISIBLE for glyph, style in found if glyph.text.strip())
    contrast = _Contrast(page, width, height)
    shown: list[Glyph] = []
    hidden: list[str] = []
    last_seen = True
    for glyph, style in found:
        if glyph.text.isspace():
            (shown if last_seen else hidden).append(glyph if last_seen else glyph.text)  # type: ignore[arg-type]
            continue
        last_seen = style.turned == upright and (under_scan or _visible(glyph, style, width, height, contrast))
        if last_seen:
            shown.append(glyph)
        else:
            hidden.append(glyph.text)
    if upright:
        shown = [_turn(glyph, upright, width, height) for glyph in shown]
    return PageGlyphs(
        width=width,
        height=height,
        glyphs=tuple(_once(shown)),
        hidden="".join(hidden).strip(),
        unmapped=unmapped,
        images=cover,
        grids=() if upright else tuple(grids),
        turned=upright != 0,
        curves=curves,
    )


def _all(textpage: Any, count: int, place: Any) -> tuple[list[tuple[Glyph, _Style]], float]:
    out: list[tuple[Glyph, _Style]] = []
    styles: dict[int, _Style] = {}
    plain = _Style(0.0, False, 0, (0, 0, 0, 255), 0)
    style, bad, seen = plain, 0, 0
    box = [ctypes.c_double() for _ in range(4)]
    x, y, loose = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for i in range(count):
        code = raw.FPDFText_GetUnicode(textpage, i)
        made = raw.FPDFText_IsGenerated(textpage, i) == 1
        if 0xDC00 <= code < 0xE000:
            continue  # the second half of a pair: read with the first
        text = _letter(code)
        if not made:
            obj = raw.FPDFText_GetTextObject(textpage, i)
            key = ctypes.cast(obj, ctypes.c_void_p).value or -i - 1
            if key not in styles:
                styles[key] = _style(textpage, i, obj, place)
            style = styles[key]
            seen += 1
            bad += (
                text in ("", "\ufffd")
                or raw.FPDFText_HasUnicodeMapError(textpage, i) == 1
                or unicodedata.category(text[0]) == "Co"
            )
        if not text:
            continue
        raw.FPDFText_GetCharBox(textpage, i, *(ctypes.byref(value) for value in (box[0], box[1], box[2], box[3])))
        raw.FPDFText_GetCharOrigin(textpage, i, ctypes.byref(x), ctypes.byref(y))
        left, right, bottom, top = (value.value for value in box)
        if style.turned == 0 and raw.FPDFText_GetLooseCharBox(textpage, i, ctypes.byref(loose)):
            left, right = (
                min(left, loose.left),
                max(right, loose.right),
            )  # the advance width: "1" is narrower than its place
        x0, y0 = place(left, top)
        x1, y1 = place(right, bottom)
        _, base = place(x.value, y.value)
        glyph = Glyph(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), base, style.size, style.bold, made)
        out.append((glyph, style))
    return out, bad / seen if seen else 0.0


def _letter(code: int) -> str:
    """The text of a character code. Pdfium marks hyphens at line ends with codes of its own."""
    if code in (0x02, 0xFFFE, 0xAD):
        return "-"  # drawn, so it is to be seen; whether it stays is decided where the lines are joined
    if code in (0x0A, 0x0D, 0x09, 0xA0):
        return " "
    if code < 0x20 or code in (0xFEFF, 0x200B, 0xFFFF):
        return ""
    letter = chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
    if letter in "\uf0b7\uf0a7\uf0d8\uf076":
        return "•"
    return _LIGATURES.get(letter, letter)


def _style(textpage: Any, i: int, obj: Any, place: Any) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, i, ctypes.byref(matrix))
    size = raw.FPDFText_GetFontSize(textpage, i) * ((matrix.c**2 + matrix.d**2) ** 0.5 or 1.0)
    length = raw.FPDFText_GetFontInfo(textpage, i, None, 0, None)
    name = ""
    if 0 < length < 400:
        buffer, flags = ctypes.create_string_buffer(length), ctypes.c_int()
        raw.FPDFText_GetFontInfo(textpage, i, buffer, length, ctypes.byref(flags))
        name = buffer.value.decode("utf-8", "replace").lower()
    mode = raw.FPDFTextObj_GetTextRenderMode(obj) if obj else 0
    rgba = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(textpage, i, *(ctypes.byref(value) for value in rgba))
    (x0, y0), (x1, y1) = place(0.0, 0.0), place(matrix.a, matrix.b)
    turned = round(degrees(atan2(y0 - y1, x1 - x0)) / 90) % 4 * 90
    heavy = any(word in name for word in ("bold", "black", "heavy", "semibold", "demi")) or mode == 2
    return _Style(round(size, 2), heavy, mode, tuple(value.value for value in rgba), turned)  # type: ignore[arg-type]


def _placing(page: Any, width: float, height: float) -> Any:
    """A function from the page's own coordinates to points from the top-left corner as displayed."""
    scale = 100  # FPDF_PageToDevice gives whole numbers
    x, y = ctypes.c_int(), ctypes.c_int()

    def device(px: float, py: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(
            page, 0, 0, round(width * scale), round(height * scale), 0, px, py, ctypes.byref(x), ctypes.byref(y)
        )
        return x.value / scale, y.value / scale

    ox, oy = device(0, 0)
    ax, ay = device(1000, 0)
    bx, by = device(0, 1000)
    a, b, c, d = (ax - ox) / 1000, (ay - oy) / 1000, (bx - ox) / 1000, (by - oy) / 1000
    return lambda px, py: (ox + a * px + c * py, oy + b * px + d * py)


def _images(page: Any, area: float) -> tuple[float, int]:
    """The share of the page that its images cover (overlaps counted twice, at most 1), and the number of drawn
    shapes.
    """
    total, curves = 0.0, 0
    for i in range(min(raw.FPDFPage_CountObjects(page), 5000)):
        obj = raw.FPDFPage_GetObject(page, i)
        kind = raw.FPDFPageObj_GetType(obj)
        curves += kind == raw.FPDF_PAGEOBJ_PATH
        if kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        if kind == raw.FPDF_PAGEOBJ_FORM and not _holds_image(obj):
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(obj, *(ctypes.byref(value) for value in edges)):
            left, bottom, right, top = (value.value for value in edges)
            total += max(0.0, right - left) * max(0.0, top - bottom)
    return (min(1.0, total / area) if area else 0.0), curves


def _holds_image(form: Any) -> bool:
    count = min(raw.FPDFFormObj_CountObjects(form), 200)
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(form, i)) for i in range(count))
    return any(kind == raw.FPDF_PAGEOBJ_IMAGE for kind in kinds)


def _visible(glyph: Glyph, style: _Style, width: float, height: float, contrast: _Contrast) -> bool:
    if style.mode == _INVISIBLE or style.colour[3] < 10 or glyph.size < _SMALLEST:
        return False
    middle_x, middle_y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    if not (-1 <= middle_x <= width + 1 and -1 <= middle_y <= height + 1):
        return False
    if min(style.colour[:3]) >= _NEAR_WHITE:
        return contrast.at(glyph)  # white on a dark table head is text, white on white is not
    return True


class _Contrast:
    """Whether something is to be seen where a glyph stands; the page is drawn only when first asked."""

    def __init__(self, page: Any, width: float, height: float) -> None:
        self._page, self._size, self._image = page, (width, height), None

    def at(self, glyph: Glyph) -> bool:
        """Whether the pixels of the glyph's box differ from each other."""
        if self._image is None:
            self._image = self._page.render(scale=1.5).to_pil().convert("L")
        image: Any = self._image
        kx, ky = image.width / self._size[0], image.height / self._size[1]
        box = (int(glyph.left * kx), int(glyph.top * ky), int(glyph.right * kx) + 1, int(glyph.bottom * ky) + 1)
        low, high = image.crop(box).getextrema()
        return bool(high - low > 40)


def _turn(glyph: Glyph, degrees: int, width: float, height: float) -> Glyph:
    """A glyph of a page whose text runs upwards or downwards, as if the page were turned so that it runs to the
    right.
    """
    l, t, r, b, y = glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.base  # noqa: E741
    if degrees == 90:
        l, t, r, b = height - b, l, height - t, r  # noqa: E741
    elif degrees == 270:
        l, t, r, b = t, width - r, b, width - l  # noqa: E741
    else:
        l, t, r, b = width - r, height - b, width - l, height - t  # noqa: E741
    return Glyph(glyph.text, l, t, r, b, b if degrees else y, glyph.size, glyph.bold, glyph.made)


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """``glyphs`` without those drawn a second time at almost the same place, as some programs do for bold type."""
    out: list[Glyph] = []
    places: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            out.append(glyph)
            continue
        cell = (glyph.text, round(glyph.left / 4), round(glyph.base / 4))
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in places.get((cell[0], cell[1] + dx, cell[2] + dy), ())
        ]
        step = 0.12 * glyph.size
        if any(
            abs(o.left - glyph.left) < step and abs(o.base - glyph.base) < step and abs(o.size - glyph.size) < 1
            for o in near
        ):
            continue
        places.setdefault(cell, []).append(glyph)
        out.append(glyph)
    return out
