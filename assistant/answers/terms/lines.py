"""What a reader gets: the passages of one agreement that may state a term, likeliest first, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

# What was agreed before, what somebody proposes, and what is left open do not state the agreement's own terms.
_OTHERS = re.compile(
    r"\b(?:aiem|aikaisem|entis|edelli|väliaikai)\w+[^.;]{0,60}?(?:sopimu|malli)\w*|\btyp-sopimu\w+|"
    r"\b(?:tidigare|föregående|förra|gamla) (?:avtal|modell)\w*|\behdotu(?:s|k)\w*|\behdottaa\b|"
    r"\bförslag\w*|\bföreslår\b|"
    r"\bhuomautus\b|\banmärkning\b|\bneuvotellaan vielä\b|\bluonnokse\w+|\butkast\w*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One passage: its row in the corpus, its probability to answer one of the term's aspects, its words and its clause's."""

    row: int
    clause: int
    likely: float
    plain: str
    heading: str  # in plain words; empty where there is none

    @property
    def is_of_others(self) -> bool:
        """Whether it speaks of an earlier agreement or of a proposal."""
        return bool(_OTHERS.search(self.plain))


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and the rows, from first to last in one clause, that say it."""

    value: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Candidates, likeliest first, and all passages of the document in reading order."""

    likely: tuple[Line, ...]
    all: tuple[Line, ...]

    def __iter__(self) -> Iterator[Line]:
        return (line for line in self.likely if not line.is_of_others)

    def clause_of(self, line: Line) -> tuple[Line, ...]:
        """All passages of the clause that ``line`` stands in, in reading order."""
        return tuple(other for other in self.all if other.clause == line.clause)

    def least(self, likely: float) -> Lines:
        """Only the candidates that are at least so likely."""
        return replace(self, likely=tuple(line for line in self.likely if line.likely >= likely))


Reader = Callable[[Lines], Reading | None]


def reading(value: str, line: Line, last: Line | None = None) -> Reading:
    """A reading from ``line``, or from ``line`` to ``last``."""
    return Reading(value, line.row, (last or line).row)


def first_of(lines: Lines, read: Callable[[str], str | None]) -> Reading | None:
    """The value that ``read`` finds in the likeliest passage in which it finds any."""
    for line in lines:
        value = read(line.plain)
        if value is not None:
            return reading(value, line)
    return None


def segments(text: str) -> list[str]:
    """``text`` in its parts that each say one thing: cut at commas, semicolons and conjunctions."""
    return [
        part
        for part in re.split(r"[,;()]| (?:ja|sekä|mutta|kun|och|samt|men|när|efter att|sedan) ", text)
        if part.strip()
    ]


def rows_of(lines: Sequence[Line]) -> tuple[int, int]:
    """First and last row."""
    return min(line.row for line in lines), max(line.row for line in lines)
