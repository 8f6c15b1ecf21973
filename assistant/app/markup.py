"""HTML out of text that may be hostile."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import pairwise

# Beside HTML's own: what a template engine between here and the browser might take for a placeholder.
_PLACEHOLDERS = str.maketrans({c: f"&#{ord(c)};" for c in "{}$`@\\"})


def escaped(text: object) -> str:
    """``text`` as HTML, for content and for quoted attributes, that shows exactly its characters."""
    return html.escape(str(text), quote=True).translate(_PLACEHOLDERS)


def element(tag: str, *children: str, **attributes: object) -> str:
    """An element; ``children`` are HTML, attribute values are text. "class_" is class, "data_x" is data-x; None is left out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def joined(parts: Iterable[str | None]) -> str:
    """Those parts that are there, as text separated by middle dots."""
    return " · ".join(part for part in parts if part)


def dots() -> str:
    """Something that moves while one waits."""
    return element("span", *(element("i") for _ in range(3)), class_="dots", aria_hidden="true")


def blocks_with_mark(text: str, blocks: Sequence[int], start: int, end: int) -> str:
    """A clause's text as paragraphs (``blocks`` are the offsets where they begin), characters ``start`` to ``end`` marked."""
    edges = sorted({0, *(b for b in blocks if 0 < b < len(text)), len(text)})
    paragraphs = []
    for first, last in pairwise(edges):
        a, b = max(first, start), min(last, end)
        if a < b:
            marked = element("mark", escaped(text[a:b]))
            inner = escaped(text[first:a]) + marked + escaped(text[b:last])
        else:
            inner = escaped(text[first:last])
        paragraphs.append(element("p", inner))
    return "".join(paragraphs)
