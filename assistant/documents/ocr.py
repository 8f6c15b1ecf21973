"""Scanned pages: tesseract reads their image. Finnish and Swedish together."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median
from typing import Any

import numpy as np

from .glyphs import Glyph, PageGlyphs

DPI = 300
SECONDS_A_PAGE = 90
_LARGEST_SIDE = 6000  # pixels; a larger page is drawn smaller
_LEAST_CONFIDENCE = 20.0  # of 100; below that tesseract has read a stain
_AUTOMATIC, _ONE_BLOCK = 3, 6  # how tesseract cuts up a page
_NOMINAL = 11.0  # points: the size given to ordinary lines, since a line's height only shows its letters


class OcrError(Exception):
    """Tesseract could not read a page in time, or failed."""


@cache
def languages() -> tuple[str, ...]:
    """Of Finnish and Swedish, those that tesseract is installed with; empty where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    try:
        result = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    have = {line.strip() for line in (result.stdout + result.stderr).splitlines()}
    return tuple(language for language in ("fin", "swe") if language in have)


def recognise(page: Any) -> PageGlyphs:
    """What tesseract reads on a pypdfium2 page; each word is one glyph. Raises OcrError."""
    width, height = page.get_size()
    scale = min(DPI / 72, _LARGEST_SIDE / max(width, height, 1.0))
    image = page.render(scale=scale).to_pil().convert("L")
    words = _words(_tesseract(image, scale, _ONE_BLOCK))
    if _misses_ink(image, words):
        # Either way of cutting up a page overlooks lines that the other one finds.
        words = _merged(words, _words(_tesseract(image, scale, _AUTOMATIC)))
    return PageGlyphs(width, height, tuple(_glyphs(words, 1 / scale)), "", 0.0, 1.0)


def _tesseract(image: Any, scale: float, segmentation: int) -> str:
    """Tesseract's table of words (TSV) for an image."""
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=1)
    dpi = str(round(scale * 72))
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        "+".join(languages()),
        "--dpi",
        dpi,
        "--psm",
        str(segmentation),
        "tsv",
    ]
    try:
        result = subprocess.run(
            command,
            input=data.getvalue(),
            capture_output=True,
            timeout=SECONDS_A_PAGE,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise OcrError(str(error)) from error
    return result.stdout.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that tesseract read, in pixels; words of one line have the same ``line``."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, ...]


def _words(table: str) -> list[_Word]:
    out = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] != "5" or not text or float(row["conf"]) < _LEAST_CONFIDENCE:
            continue
        left, top = int(row["left"]), int(row["top"])
        line = (row["block_num"], row["par_num"], row["line_num"])
        out.append(_Word(_read_right(text), left, top, left + int(row["width"]), top + int(row["height"]), line))
    return out


def _read_right(text: str) -> str:
    """Tesseract takes "§" for "$", which no agreement has use for."""
    return re.sub(r"^(\(?\d{0,3})\$(?=$|:|[.,)])", r"\1§", text)


def _misses_ink(image: Any, words: list[_Word]) -> bool:
    """Whether a line's worth of ink lies where no word was read. Ruled lines, specks and margins are none."""
    dark = np.asarray(image) < 140
    for word in words:
        dark[max(0, word.top - 12) : word.bottom + 12, max(0, word.left - 20) : word.right + 20] = False
    edge_y, edge_x = dark.shape[0] // 40, dark.shape[1] // 40
    dark = dark[edge_y:-edge_y, edge_x:-edge_x]
    # Letters: in each stretch of a line's height many columns that hold some ink, but none that is all ink.
    step = 24
    for top in range(0, dark.shape[0] - step, step // 2):
        columns = dark[top : top + step].sum(axis=0)
        if np.count_nonzero((columns >= 4) & (columns < step - 2)) > 150:
            return True
    return False


def _merged(words: list[_Word], more: list[_Word]) -> list[_Word]:
    """``words`` and the lines of ``more`` that lie where ``words`` has nothing."""
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for word in more:
        lines.setdefault(("+", *word.line), []).append(replace(word, line=("+", *word.line)))
    out = list(words)
    for line in lines.values():
        hit = sum(any(_overlap(word, other) for other in words) for word in line)
        if hit * 3 < len(line):
            out.extend(line)
    return out


def _overlap(a: _Word, b: _Word) -> bool:
    return min(a.right, b.right) > max(a.left, b.left) and min(a.bottom, b.bottom) - max(a.top, b.top) > 8


def _glyphs(words: list[_Word], scale: float) -> list[Glyph]:
    """``words`` in reading order as glyphs; ``scale`` is points a pixel."""
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    if not lines:
        return []
    heights = {key: max(word.bottom - word.top for word in line) for key, line in lines.items()}
    usual = median(heights.values())
    out: list[Glyph] = []
    for key, line in sorted(lines.items(), key=lambda item: median(word.top for word in item[1])):
        size = _NOMINAL * heights[key] / usual if heights[key] > 1.3 * usual else _NOMINAL
        base = median(word.bottom for word in line) * scale
        for i, word in enumerate(line):
            left, top, right, bottom = (value * scale for value in (word.left, word.top, word.right, word.bottom))
            if i and out:
                out.append(Glyph(" ", out[-1].right, top, left, bottom, base, size, False, True))
            out.append(Glyph(word.text, left, top, right, bottom, base, size, False))
    return out


_SIGN = re.compile(r"(\d{1,2}?)\s?([$§&8S]{1,2})\s+(?=[A-ZÅÄÖ])")


def section_signs(texts: Sequence[str]) -> list[str]:
    """Lines of scanned pages with the "§" of headings put right, which tesseract reads as "$", "&", "8" or "S" at
    will.

    Only where some headings of the document show what was meant, and only for a number that goes on with the one
    before.
    """
    out = list(texts)
    if not any(re.match(r"\d{1,2}\s?(?:§|\$|&8?)\s+[A-ZÅÄÖ]", text) for text in texts):
        return out
    last = 0
    for at, text in enumerate(texts):
        match = _SIGN.match(text)
        if match and 0 < int(match[1]) - last <= 2:
            last = int(match[1])
            out[at] = f"{last} § {text[match.end() :]}"
    return out
