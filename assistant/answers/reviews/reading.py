"""A draft beside the corpus: its passages, what each speaks of, and the agreements that it is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.answers.wordings import leading
from assistant.model import Agreement, Clause, Kind, Quotation
from assistant.search import Searcher, with_guest


@dataclass(frozen=True)
class Reading:
    """``searcher`` holds the draft at ``position``; ``others`` are the leading agreements of the other regions."""

    searcher: Searcher
    position: int
    language: str
    others: tuple[int, ...]

    @property
    def draft(self) -> Agreement:
        """The draft as the searcher holds it; quotations are cut out of this one."""
        return self.searcher.corpus.agreements[self.position]

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {label: i for i, label in enumerate(self.searcher.models.passages.labels)}

    def rows(self, position: int | None = None) -> range:
        """The passages of the agreement at ``position``, of the draft where it is None."""
        return range(*self.searcher.corpus.spans[self.position if position is None else position])

    def probability(self, row: int, aspects: Iterable[str]) -> float:
        """The probability (0–1) that a passage answers the likeliest of ``aspects``."""
        matrix, columns = self.searcher.matrix, self._columns
        return max((float(matrix[row, columns[name]]) for name in aspects if name in columns), default=0.0)

    def aspects(self, row: int, least: float = 0.5) -> tuple[str, ...]:
        """The aspects that a passage answers with at least this probability, likeliest first."""
        values = self.searcher.matrix[row]
        found = [(float(values[i]), name) for name, i in self._columns.items() if values[i] >= least]
        return tuple(name for _, name in sorted(found, reverse=True))

    def text(self, row: int) -> str:
        """The passage's words."""
        return self.searcher.corpus.text(row)

    def context(self, row: int) -> str:
        """The passage with the headings above it and, of a list item, with what leads into the list."""
        return self.searcher.corpus.contexts[row]

    def clause(self, row: int) -> Clause:
        """The passage's clause."""
        return self.searcher.corpus.clause(row)

    def quotation(self, row: int) -> Quotation:
        """The passage as a quotation."""
        return self.searcher.corpus.quotation(row)

    def passages(self) -> Iterator[tuple[int, str]]:
        """Each passage of the draft with its words, in reading order."""
        for row in self.rows():
            yield row, self.text(row)


def read(searcher: Searcher, draft: Agreement, language: str | None = None) -> Reading:
    """Put ``draft`` beside the corpus. ``language`` is that of the remarks, the draft's own where it is None."""
    beside, position = with_guest(searcher, draft)
    chosen = language or ("sv" if draft.description.language == "sv" else "fi")
    return Reading(beside, position, chosen, _others(searcher, draft))


def _others(searcher: Searcher, draft: Agreement) -> tuple[int, ...]:
    """One agreement a region, the newest signed; none of the draft's own region, nor the draft itself from the index."""
    corpus = searcher.corpus
    own, name = draft.description.region, draft.file.rsplit("/", 1)[-1]
    scope = tuple(
        i
        for i in corpus.of_kind(Kind.AGREEMENT)
        if (own is None or corpus.agreements[i].description.region != own)
        and corpus.agreements[i].file.rsplit("/", 1)[-1] != name
    )
    aspects = searcher.knowledge.aspects
    if not scope or not aspects:
        return ()
    findings = searcher.findings(searcher.query_for([aspects[0].id], scope))
    return tuple(corpus.by_id[f.agreement] for f in leading(searcher, findings))
