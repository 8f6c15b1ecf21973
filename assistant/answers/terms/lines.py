"""What a reader gets: the passages of one agreement that may state a term, likeliest first, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

# What was agreed before, what somebody proposes, and what is left open do not state the agreement's own terms.
_OTHERS = re.compile(
    r"\b(?:aiem|aikaisem|entis|edelli|väliaikai)\w+[^.;]{0,60}?(?:sopimu|malli)\w*|\btyp-?sopimu\w+|"
    r"\b(?:tidigare|föregående|förra|gamla) (?:avtal|modell)\w*|\b(?:TVA|HVA|KELA)(?: (?:ehdottaa|esittää|"
    r"föreslår)|-n (?:ehdotus|esitys|förslag)[^:]{0,20}[:–])|"
    r"^\W*(?:\w+ )?(?:ehdotus|förslag|huomautus|anmärkning|huom|obs)\b ?[:!]|ehdottaa, että|föreslår att|"
    r"\bhuomautus\b|\banmärkning\b|\bneuvotellaan vielä\b|\bförhandlas ännu\b|\bluonnokse(?:ssa|sta|n)\b|\butkast\w*"
)


# What leads into a list of what is left out.
_NOT_OURS = re.compile(
    r"\b(?:ei|eivät) (?:kuulu|koske|sisälly|ole)\w*[^.]*:$|\b(?:hör|ingår|omfattas) inte\b[^.]*:$|\binte till\b[^.]*:$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One passage: its row in the corpus, its probability to answer one of the term's aspects, its words and its clause's.

    ``heading`` is that of the clause with those above it; ``lead`` what leads into the list that it is an item of, or the
    header of the table that it is a row of (``is_row``). All in plain words; empty where there is none.
    """

    row: int
    clause: int
    likely: float
    plain: str
    heading: str
    lead: str = ""
    is_row: bool = False

    @property
    def is_of_others(self) -> bool:
        """Whether it speaks of an earlier agreement or of a proposal."""
        return bool(_OTHERS.search(self.plain))

    @property
    def above(self) -> str:
        """What stands above it: headings, and the words that lead into its list or head its table."""
        return f"{self.heading} {self.lead}".strip()


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and the rows, from first to last in one clause, that say it."""

    value: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Candidates, likeliest first, and all passages of the document in reading order. ``parties``: how many there are."""

    likely: tuple[Line, ...]
    all: tuple[Line, ...]
    parties: int = 3

    def __iter__(self) -> Iterator[Line]:
        return (line for line in self.likely if not line.is_of_others)

    def clause_of(self, line: Line) -> tuple[Line, ...]:
        """All passages of the clause that ``line`` stands in, in reading order."""
        return tuple(other for other in self.all if other.clause == line.clause)

    def least(self, likely: float) -> Lines:
        """Only the candidates that are at least so likely."""
        return replace(self, likely=tuple(line for line in self.likely if line.likely >= likely))

    def about(self, words: re.Pattern[str], least: float = 0.3, never: re.Pattern[str] | None = None) -> Lines:
        """The passages that are likely enough, or that hold one of ``words`` themselves or above them.

        What was learned of a passage and the words of it each find what the other misses; both together rank it first.
        ``never``: words in a passage, or in the heading above one that does not hold ``words`` itself, that rule it out.
        """
        weighed: list[tuple[float, Line]] = []
        for line in self.all:
            own = bool(words.search(line.plain))
            above = own or bool(words.search(line.above))
            if not above and line.likely < least:
                continue
            if _NOT_OURS.search(line.lead):
                continue
            if never and (never.search(line.plain) or (not own and never.search(line.heading))):
                continue
            weighed.append((line.likely + 0.4 * own + 0.2 * above, line))
        return replace(self, likely=tuple(line for _, line in sorted(weighed, key=lambda entry: -entry[0])))


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
