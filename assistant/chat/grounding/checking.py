"""The check itself: a model's text and the evidence in, statements kept and dropped out. No model, no I/O.

Every statement must cite quotations, by number or by naming a region that has some, and each of its clauses must be supported by each
quotation that it cites (of one document, by one of them). What can't be established mechanically is dropped: a true sentence lost
costs a reader little, since the quotations stand below; a false one shown could cost a negotiation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chat.grounding.claims import Part, continued, language_of, sentences_of
from assistant.chat.grounding.findings import Quantified, is_about_findings, quantified, wrong_about_findings
from assistant.chat.grounding.quoted import wrong_span
from assistant.chat.grounding.statements import Segment, Statement, is_whole, so_far, statements
from assistant.chat.grounding.support import unsupported
from assistant.chat.grounding.values import Dropped, Evidence, Grounded, Kept, Reason, Source
from assistant.model import AgreementId
from assistant.search.names import mentioned


def grounded(text: str, evidence: Evidence) -> Grounded:
    """Check all that a model wrote; half a sentence at its end is left out."""
    if not is_whole(text):
        return grounded_so_far(text, evidence)
    return Grounded(tuple(_decision(statement, evidence) for statement in statements(text)))


def grounded_so_far(text: str, evidence: Evidence) -> Grounded:
    """Check what is finished of a text that is still being written."""
    return Grounded(tuple(_decision(statement, evidence) for statement in so_far(text)))


def _decision(statement: Statement, evidence: Evidence) -> Kept | Dropped:
    try:
        reason = _Check(statement, evidence).reason()
    except RecursionError:  # a text made to exhaust the reader is not worth showing
        reason = Reason.WORDS
    if reason is not None:
        return Dropped(statement.text, reason)
    return Kept(statement.text, statement.cites)


@dataclass(frozen=True)
class _Clause:
    """A clause of a statement with the sources that must support it."""

    part: Part
    conditional: bool
    regions: tuple[str, ...]


class _Check:
    """One statement against the evidence."""

    def __init__(self, statement: Statement, evidence: Evidence) -> None:
        self._statement, self._evidence = statement, evidence
        self._by_number = {source.number: source for source in evidence.sources}
        self._useful: set[int] = set()
        self._last: Part | None = None  # the clause before a citation, on which the one after it may lean

    def reason(self) -> Reason | None:
        """Why the statement must not be shown, or None."""
        statement = self._statement
        if statement.active:
            return Reason.ACTIVE
        if not statement.segments:
            return Reason.WORDS
        if statement.open_quote:
            return Reason.FABRICATED_QUOTE
        if any(number not in self._by_number for number in statement.cites):
            return Reason.UNKNOWN_CITATION
        for segment in statement.segments:
            if (reason := self._quotes(segment)) is not None:
                return reason
        if not statement.cites:
            whole = " ".join(segment.text for segment in statement.segments)
            if is_about_findings(whole, self._evidence):
                return wrong_about_findings(whole, self._evidence, self._regions(whole))
        for segment in statement.segments:
            if (reason := self._segment(segment)) is not None:
                return reason
        if any(number not in self._useful for number in statement.cites):
            return Reason.WORDS  # it cites a quotation that supports nothing of it
        return None

    def _quotes(self, segment: Segment) -> Reason | None:
        cited = self._cited(segment, self._regions(segment.text))
        others = [source for source in self._evidence.sources if source not in cited]
        for span in segment.spans:
            if (reason := wrong_span(span, cited, others)) is not None:
                return reason
        return None

    def _regions(self, text: str) -> tuple[str, ...]:
        return tuple(mentioned(text, self._evidence.regions))

    def _cited(self, segment: Segment, regions: tuple[str, ...]) -> list[Source]:
        """The sources that a segment cites: by number, else by naming their region."""
        if segment.cites:
            return [self._by_number[number] for number in segment.cites if number in self._by_number]
        return [source for source in self._evidence.sources if source.region is not None and source.region in regions]

    def _segment(self, segment: Segment) -> Reason | None:
        regions = self._regions(segment.text)
        cited = self._cited(segment, regions)
        if not cited:
            return Reason.WRONG_REGION if regions else Reason.UNCITED
        if regions and any(source.region not in regions for source in cited):
            return Reason.WRONG_REGION
        if regions and any(all(source.region != region for source in cited) for region in regions):
            return Reason.WRONG_REGION
        over = quantified(segment.text)
        if over is not None:
            return self._over_all(over, cited, regions)
        clauses = self._clauses(segment.text, cited[0].language)
        if not clauses:
            return Reason.WORDS  # it says nothing that could be checked
        for clause in clauses:
            sources = [s for s in cited if not clause.regions or s.region in clause.regions]
            if (reason := self._supported(clause, sources)) is not None:
                return reason
        return None

    def _clauses(self, text: str, default: str) -> list[_Clause]:
        language = language_of(text, default)
        found: list[_Clause] = []
        regions: tuple[str, ...] = ()
        for i, sentence in enumerate(sentences_of(text, language)):
            for j, part in enumerate(sentence.parts):
                if i == j == 0 and self._last is not None and part.elliptic:
                    part = continued(part, self._last)
                self._last = part
                regions = self._regions(part.text) or regions
                part = self._without_regions(part)
                if part.words or part.quantities or part.actors:
                    found.append(_Clause(part, sentence.conditional, regions))
        return found

    def _without_regions(self, part: Part) -> Part:
        """``part`` without the words that name regions, which are checked apart."""
        return replace(
            part,
            words=tuple(w for w in part.words if not self._regions(w)),
            inherited=tuple(w for w in part.inherited if not self._regions(w)),
        )

    def _supported(self, clause: _Clause, sources: Sequence[Source]) -> Reason | None:
        """Whether one source of every document among ``sources`` supports the clause."""
        documents: dict[AgreementId, list[Source]] = {}
        for source in sources:
            documents.setdefault(source.agreement, []).append(source)
        if not documents:
            return Reason.WRONG_REGION
        for theirs in documents.values():
            reasons = [(source, unsupported(clause.part, clause.conditional, source)) for source in theirs]
            useful = [source.number for source, reason in reasons if reason is None]
            if not useful:
                return reasons[0][1]
            self._useful.update(useful)
        return None

    def _over_all(self, over: Quantified, cited: Sequence[Source], regions: tuple[str, ...]) -> Reason | None:
        """A statement of "all agreements", "five regions": the quotations of exactly so many must support it."""
        if over.none or over.some or regions or not self._evidence.complete:
            return Reason.UNIVERSAL
        clauses = self._clauses(over.rest, cited[0].language)
        if not clauses:
            return Reason.WORDS
        supporting: set[AgreementId] = set()
        for source in self._evidence.sources:
            if all(unsupported(c.part, c.conditional, source) is None for c in clauses):
                supporting.add(source.agreement)
        for clause in clauses:
            if (reason := self._supported(clause, cited)) is not None:
                return reason
        everyone = {standing.agreement for standing in self._evidence.standings}
        region_of = {standing.agreement: standing.region for standing in self._evidence.standings}
        supporting &= everyone
        if over.every:
            right = bool(everyone) and supporting == everyone
        elif over.most:
            right = 2 * len(supporting) > len(everyone) > 0
        elif over.unit == "region":
            right = len({region_of[a] for a in supporting}) == over.number
        else:
            right = len(supporting) == over.number
        return None if right else Reason.UNIVERSAL
