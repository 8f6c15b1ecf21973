"""A few short passages that show how differently the regions solved a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.answers.variants import variants
from assistant.model import Finding, Quotation, Verdict
from assistant.search import Searcher

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]

_SHORT = 320  # characters; a longer passage gives way to a shorter one of the same solution
_LONGEST = 700  # what is longer is shown only where there is nothing else


@dataclass(frozen=True)
class Evidence:
    """Chooses passages of the searcher's corpus."""

    searcher: Searcher

    def diverse(self, findings: Sequence[Finding], most: int = 3) -> tuple[Quotation, ...]:
        """At most ``most`` quotations of what was found, one of each solution, the most common solution first."""
        import numpy as np

        found = [f for f in findings if f.verdict is Verdict.FOUND and f.quotes]
        if not found:
            return ()
        first = {f.agreement: f.quotes[0] for f in found}
        chosen = []
        for variant in variants(found, np.stack([self._vector(q) for q in first.values()])):
            short = min((first[agreement] for agreement in variant.agreements), key=lambda q: len(q.text))
            chosen.append(variant.example if len(variant.example.text) <= _SHORT else short)
        fitting = [q for q in chosen if len(q.text) <= _LONGEST]
        return tuple(fitting or [min(chosen, key=lambda q: len(q.text))])[:most]

    def _vector(self, quotation: Quotation) -> Vector:
        row = self.searcher.corpus.row_of(quotation)
        if row is None:
            raise ValueError(
                f"{quotation.agreement}: no passage begins at {quotation.start} of clause {quotation.clause_index}"
            )
        vector: Vector = self.searcher.corpus.vectors[row]
        return vector
