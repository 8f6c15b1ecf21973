"""Plain text and Markdown become lines."""

from __future__ import annotations

import re

from .lines import Line, Shape, Source
from .text import clean, collapse

_HEADER = re.compile(r"[a-z]+: \S")
_MD_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_MD_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_MD_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_MD_ITEM = re.compile(r"(\s*)([-*+•]|\d{1,2}[.)]|[a-zåäö]\))\s+\S")
_MD_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_PAGE_LINE = re.compile(
    r"(?:(?:sivu|sida|s\.)\s*)?(\d{1,3})\s*(?:\(\d{1,3}\)|/\s?\d{1,3})$|(?:sivu|sida)\s+(\d{1,3})$|[-–]\s?(\d{1,3})\s?[-–]$|(\d{1,3})$",
    re.I,
)
_WIDEST = 110  # characters; text with longer lines isn't wrapped at a width


def decode(data: bytes) -> str:
    """Text of a file: UTF-8 (with or without a mark), UTF-16 with a mark, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")


def read_text(data: bytes) -> Source:
    """A text file. Lines wrapped at a width are joined later, by where they end; otherwise each line is a paragraph."""
    text = clean(decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    metadata, text = _metadata(text)
    rows = text.split("\n")
    widths = sorted(len(row) for row in rows if row.strip())
    wrapped = bool(widths) and widths[-1] <= _WIDEST and "\n\n" in text
    out: list[Line] = []
    apart = False
    for row in _without_page_numbers(rows):
        body = collapse(row.replace("\f", " "))
        if not body:
            apart = True
            continue
        indent = len(row) - len(row.lstrip())
        out.append(
            Line(
                text=body,
                left=indent,
                right=indent + len(body),
                apart=apart or (not wrapped and not _runs_on(out, body)),
            )
        )
        apart = False
    return Source(tuple(out), metadata=metadata)


def _runs_on(out: list[Line], body: str) -> bool:
    """Whether a line of unwrapped text goes on with the one before ("jäljempänä / yleinen tietosuoja-asetus")."""
    if not out or not body[0].islower() or re.match(r"[a-zåäö]\)|[ivx]+\)", body):
        return False
    return out[-1].text[-1] not in ".:;!?," and any(letter.isalpha() for letter in out[-1].text)


def _metadata(text: str) -> tuple[dict[str, str], str]:
    """The "key: value" lines up to "---" at the beginning, and the rest."""
    head, mark, rest = text.partition("\n---\n")
    rows = head.split("\n")
    if not mark or len(rows) > 20 or not all(_HEADER.match(row) for row in rows):
        return {}, text
    return {key: value.strip() for key, _, value in (row.partition(":") for row in rows)}, rest


def _without_page_numbers(rows: list[str]) -> list[str]:
    """``rows`` without lines that are page numbers: alone and counting upwards, with what repeats beside them."""
    found: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        if match := _PAGE_LINE.match(row.strip("\f \t")):
            found.append((at, int(next(group for group in match.groups() if group))))
    run = [(at, n) for i, (at, n) in enumerate(found) if _counts(found, i)]
    if len(run) < 2:
        return rows
    gone = {at for at, _ in run}
    for step in (-1, 1):
        beside = [near for at, _ in run if (near := _neighbour(rows, at, step)) is not None]
        texts = [collapse(rows[near]) for near in beside]
        gone.update(near for near, text in zip(beside, texts, strict=True) if texts.count(text) >= max(2, len(run) - 1))
    return [row for at, row in enumerate(rows) if at not in gone]


def _counts(found: list[tuple[int, int]], i: int) -> bool:
    """Whether a lone number goes on from the one before or before the one after, some lines away."""
    at, n = found[i]
    before = i > 0 and found[i - 1][1] == n - 1 and at - found[i - 1][0] > 5
    after = i + 1 < len(found) and found[i + 1][1] == n + 1 and found[i + 1][0] - at > 5
    return before or after


def _neighbour(rows: list[str], at: int, step: int) -> int | None:
    """The next line before (``step`` -1) or after line ``at`` that is not blank."""
    at += step
    while 0 <= at < len(rows):
        if rows[at].strip():
            return at
        at += step
    return None


def read_markdown(data: bytes) -> Source:
    """A Markdown file: "#" headings, lists, tables to rows, emphasis marks gone."""
    text = clean(decode(data).replace("\r\n", "\n"))
    metadata, text = _metadata(text)
    out: list[Line] = []
    paragraph: list[str] = []
    shape = Shape.TEXT

    def flush() -> None:
        nonlocal shape
        if paragraph:
            whole = "\n".join(paragraph)
            plain = _MD_BOLD.sub(r"\2", whole)
            bold = bool(re.fullmatch(r"\s*(\*\*|__)[^*_]+(\*\*|__)\s*", whole))
            out.append(Line(text=_unwrap(plain), shape=shape, bold=bold, apart=True, whole=True))
            paragraph.clear()
        shape = Shape.TEXT

    rows = text.split("\n")
    if rows and rows[0].strip() in ("+++", "---"):
        rows = _without_front_matter(rows)
    for row in rows:
        if match := _MD_HEADING.match(row):
            flush()
            out.append(
                Line(
                    text=collapse(_MD_BOLD.sub(r"\2", match[2])),
                    shape=Shape.HEADING,
                    level=len(match[1]),
                    apart=True,
                    whole=True,
                )
            )
        elif not row.strip() or row.strip() in ("---", "***", "\\pagebreak"):
            flush()
        elif _MD_RULE.match(row) and "|" in row:
            continue
        elif match := _MD_ROW.match(row):
            flush()
            cells = [
                collapse(_MD_BOLD.sub(r"\2", cell.replace("\\|", "|"))) for cell in re.split(r"(?<!\\)\|", match[1])
            ]
            out.append(Line(text=" ".join(cell for cell in cells if cell), shape=Shape.ROW, apart=True, whole=True))
        elif _MD_ITEM.match(row):
            flush()
            paragraph.append(row)
            shape = Shape.ITEM
        else:
            paragraph.append(row)
    flush()
    return Source(tuple(line for line in out if line.text), metadata=metadata)


def _unwrap(text: str) -> str:
    from .text import normalise

    return normalise(text)


def _without_front_matter(rows: list[str]) -> list[str]:
    mark = rows[0].strip()
    for at in range(1, len(rows)):
        if rows[at].strip() == mark:
            return rows[at + 1 :]
    return rows
