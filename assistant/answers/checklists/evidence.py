"""A few short passages that show how differently the regions solved a matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Chooses passages. ``rows`` tells the row of the corpus at which a passage begins (document, clause, offset)."""

    searcher: Searcher
    rows: Mapping[tuple[int, int, int], int]

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
        corpus = self.searcher.corpus
        place = (corpus.by_id[quotation.agreement], quotation.clause_index, quotation.start)
        vector: Vector = corpus.vectors[self.rows[place]]
        return vector


def evidence_of(searcher: Searcher) -> Evidence:
    """Evidence from the searcher's corpus."""
    return Evidence(searcher, {(r.agreement, r.clause, r.start): i for i, r in enumerate(searcher.corpus.rows)})
