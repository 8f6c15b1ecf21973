"""How far two readings of the gold agree: two people who filled in the same questions on their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.questions import Question


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell that only one reading has as found."""

    question: str
    text: str
    file: str
    sentences: tuple[str, ...]  # of the reading that found it
    found_by_first: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cells in both readings: ``both`` found it, ``neither`` did, and where they differ.

    ``identical``: of the cells that both found, those with the very same sentences. People who read on their own choose
    alike less often than they judge alike, so a share near one says that the readings are not independent.
    """

    both: int
    neither: int
    identical: int
    differing: tuple[Disagreement, ...]
    only_first: tuple[str, ...] = ()  # questions with cells that the second reading lacks or has without any
    only_second: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """Cells read twice."""
        return self.both + self.neither + len(self.differing)

    @property
    def observed(self) -> float:
        """Share of cells alike."""
        return (self.both + self.neither) / self.cells if self.cells else float("nan")

    @property
    def kappa(self) -> float:
        """Cohen's kappa (Cohen 1960).

        Agreement beyond what chance would give; NaN where both are of one mind about all.
        """
        n = self.cells
        if not n:
            return float("nan")
        mine = sum(d.found_by_first for d in self.differing)
        first, second = (self.both + mine) / n, (self.both + len(self.differing) - mine) / n
        chance = first * second + (1 - first) * (1 - second)
        return (self.observed - chance) / (1 - chance) if chance < 1 else float("nan")


def compare(first: Sequence[Question], second: Sequence[Question], files: Sequence[str]) -> Agreement:
    """Compare two readings, question by question of the same id, over the cells that both have."""
    other = {q.id: q for q in second}
    mine = {q.id for q in first}
    both = neither = identical = 0
    differing: list[Disagreement] = []
    missing = []
    for a in first:
        b = other.get(a.id)
        if b is None or b.expect is not a.expect:
            if a.cells(files):
                missing.append(a.id)
            continue
        shared = set(b.cells(files))
        for file in a.cells(files):
            if file not in shared:
                continue
            here, there = a.gold(file), b.gold(file)
            if bool(here) != bool(there):
                differing.append(Disagreement(a.id, a.text, file, here or there, bool(here)))
            elif here:
                both += 1
                identical += set(here) == set(there)
            else:
                neither += 1
    extra = tuple(q.id for q in second if q.id not in mine and q.cells(files))
    return Agreement(both, neither, identical, tuple(differing), tuple(missing), extra)


def as_text(found: Agreement) -> str:
    """The figures, then each cell that differs."""
    lines = [
        f"cells read twice    {found.cells}",
        f"cell agreement      {found.observed:.3f}",
        f"Cohen's kappa       {found.kappa:.3f}",
        f"found by both {found.both}, by neither {found.neither}, by one {len(found.differing)}",
        f"same sentences in {found.identical} of the {found.both} found by both",
    ]
    for names, which in ((found.only_first, "first"), (found.only_second, "second")):
        if names:
            lines.append(f"only in the {which} reading: {', '.join(names)}")
    for d in found.differing:
        lines.append(
            f"\n{d.question} {d.file}: {d.text}\n  only the {'first' if d.found_by_first else 'second'} reading:"
        )
        lines += [f"    {sentence}" for sentence in d.sentences]
    return "\n".join(lines)
