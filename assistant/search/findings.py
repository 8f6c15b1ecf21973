"""Findings of many documents: counted at once, and each made only when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, overload

from assistant.model import Finding, Verdict

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[Any]]

VERDICTS = (Verdict.NOT_MENTIONED, Verdict.POSSIBLE, Verdict.FOUND)  # by their number in arrays


class Findings(Sequence[Finding]):
    """One finding for each of ``positions``; quotations are cut out when a finding is looked at.

    Args:
        positions: of the documents in the corpus.
        verdicts: of each, as an index into VERDICTS.
        make: position → its finding.
        rows: positions → of each, the row of the passage that speaks most for it.
    """

    def __init__(
        self,
        positions: Integers,
        verdicts: Integers,
        make: Callable[[int], Finding],
        rows: Callable[[Integers], Integers],
    ) -> None:
        self.positions = positions
        self.verdicts = verdicts
        self._make = make
        self._rows = rows

    def __len__(self) -> int:
        return len(self.positions)

    @overload
    def __getitem__(self, at: int) -> Finding: ...

    @overload
    def __getitem__(self, at: slice) -> Findings: ...

    def __getitem__(self, at: int | slice) -> Finding | Findings:
        if isinstance(at, slice):
            return self.taken(at)
        return self._make(int(self.positions[at]))

    def taken(self, which: Any) -> Findings:
        """Some of them: ``which`` is a slice, or an array of numbers or of booleans."""
        return Findings(self.positions[which], self.verdicts[which], self._make, self._rows)

    def best_rows(self) -> Integers:
        """Of each, the row of the passage that speaks most for it; for documents that have passages."""
        return self._rows(self.positions)


def tally(findings: Sequence[Finding]) -> dict[Verdict, int]:
    """How many findings have each verdict."""
    if isinstance(findings, Findings):
        return {verdict: int((findings.verdicts == i).sum()) for i, verdict in enumerate(VERDICTS)}
    return {verdict: sum(f.verdict is verdict for f in findings) for verdict in VERDICTS}


def with_verdict(findings: Sequence[Finding], verdict: Verdict) -> Sequence[Finding]:
    """The findings that have this verdict, in their order."""
    if isinstance(findings, Findings):
        return findings.taken(findings.verdicts == VERDICTS.index(verdict))
    return [f for f in findings if f.verdict is verdict]
