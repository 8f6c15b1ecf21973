"""Tables whose cells were read as words side by side: which number of a row stands below which word of the header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answers.terms.lines import Line
from assistant.answers.terms.roles import ROLES

_CELL = re.compile(r"(?<![\w,.])\d+(?:,\d+)?(?![\w,]|\.\d)|(?<=\s)[–-](?= |$)")


def cells(text: str) -> list[str]:
    """The numbers and the dashes of empty cells in a row, in order."""
    return _CELL.findall(text)


def in_column(line: Line, kinds: Mapping[str, re.Pattern[str]], wanted: str) -> str | None:
    """The number of the row in the column of the kind ``wanted``; None where the row does not fit its header.

    ``kinds``: what each kind of numeric column is called. A column's title may fit several ("Työpanos (htv)"): it counts once,
    as the kind that stands first in ``kinds``.
    """
    order = _kinds_of(line.lead, kinds)
    numbers = cells(line.plain)
    if wanted not in order or len(numbers) < len(order):
        return None
    cell = numbers[len(numbers) - len(order) + order.index(wanted)]
    return None if cell in "–-" else cell


def _kinds_of(header: str, kinds: Mapping[str, re.Pattern[str]]) -> list[str]:
    found: list[tuple[int, int, str]] = []
    for rank, (kind, pattern) in enumerate(kinds.items()):
        found += [(m.start(), rank, kind) for m in pattern.finditer(header)]
    order: list[tuple[int, int, str]] = []
    for start, rank, kind in sorted(found):
        # Two names of one column stand side by side: "työpanos (htv)", "määrä (htv)".
        if order and (kind == order[-1][2] or start - order[-1][0] <= _BESIDE):
            if rank < order[-1][1]:
                order[-1] = (start, rank, kind)
            continue
        order.append((start, rank, kind))
    return [kind for _, _, kind in order]


_BESIDE = 12  # characters between two words of one title


def columns(lines: Sequence[Line]) -> tuple[Line, list[str]] | None:
    """The header of a table that has a column for each party, and the parties in its order."""
    for line in lines:
        order = [m.group(1) for m in re.finditer(r"\b(TVA|HVA|KELA)\b", line.plain)]
        if sorted(order) == sorted(ROLES) and not re.search(r"\d", line.plain):
            return line, order
    return None
