"""Who is looked at for a checklist: the draft, the region's present agreement, the other regions, the model agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.wordings import leading
from assistant.model import Agreement, Finding, Kind, Quotation, Verdict
from assistant.search import Searcher, UnknownRegionError, with_guest
from assistant.search.names import mentioned


@dataclass(frozen=True)
class Sides:
    """Positions in ``searcher``'s corpus. ``others`` has one agreement a region, never one of ``region`` itself."""

    searcher: Searcher
    region: str | None
    draft: int | None
    own: int | None  # the region's present agreement
    others: tuple[int, ...]
    models: tuple[int, ...]

    @property
    def target(self) -> int | None:
        """What is held against the others: the draft, or else the region's present agreement."""
        return self.own if self.draft is None else self.draft


@dataclass(frozen=True, slots=True)
class Judged:
    """What one document says of several aspects. ``missing`` are those that it does not mention."""

    verdict: Verdict
    quotes: tuple[Quotation, ...]
    missing: tuple[str, ...]


def sides_of(searcher: Searcher, region: str | None, draft: Agreement | None) -> Sides:
    """Find them. A draft beside the index may be of a region that no agreement has; else raises UnknownRegionError."""
    name = _known_region(searcher, region or (draft.description.region if draft else None), strict=draft is None)
    # The verdicts play no part: a finding of any aspect tells which version leads in its region.
    findings = searcher.findings(searcher.query_for([searcher.knowledge.aspects[0].id]))
    agreements = [f for f in findings if not _is_draft(searcher, f, draft)]
    lead = [searcher.corpus.by_id[f.agreement] for f in leading(searcher, tuple(agreements))]
    mine = [i for i in lead if name and searcher.corpus.agreements[i].description.region == name]
    joined, position = with_guest(searcher, draft) if draft is not None else (searcher, None)
    return Sides(
        searcher=joined,
        region=name,
        draft=position,
        own=mine[0] if mine else None,
        others=tuple(i for i in lead if i not in mine),
        models=searcher.corpus.of_kind(Kind.MODEL),
    )


def _known_region(searcher: Searcher, region: str | None, *, strict: bool) -> str | None:
    """The region as the agreements write it."""
    if region is None:
        return None
    agreements = [searcher.corpus.agreements[i] for i in searcher.corpus.of_kind(Kind.AGREEMENT)]
    known = sorted({a.description.region for a in agreements if a.description.region})
    same = [r for r in known if r.casefold() == region.strip().casefold()] or mentioned(region, known)
    if same:
        return same[0]
    if strict:
        raise UnknownRegionError(f"{region!r} ({', '.join(known)})")
    return region


def _is_draft(searcher: Searcher, finding: Finding, draft: Agreement | None) -> bool:
    """Whether the agreement in the index is the draft itself, under whatever name."""
    if draft is None:
        return False
    agreement = searcher.corpus.agreements[searcher.corpus.by_id[finding.agreement]]
    return bool(draft.clauses) and [c.text for c in agreement.clauses] == [c.text for c in draft.clauses]


def judged(searcher: Searcher, position: int, aspects: Sequence[str], *, needs_all: bool) -> Judged:
    """What the document at ``position`` says of ``aspects``: found where it answers one of them, or all where ``needs_all``."""
    each = [searcher.findings(searcher.query_for([name], (position,)))[0] for name in aspects]
    missing = tuple(n for n, f in zip(aspects, each, strict=True) if f.verdict is Verdict.NOT_MENTIONED)
    verdicts = {f.verdict for f in each}
    if verdicts == {Verdict.NOT_MENTIONED}:
        verdict = Verdict.NOT_MENTIONED
    elif verdicts == {Verdict.FOUND} or (Verdict.FOUND in verdicts and not needs_all):
        verdict = Verdict.FOUND
    else:
        verdict = Verdict.POSSIBLE
    # One quotation of each aspect before a second of any; a passage that answers several is shown once.
    by_rank = [quotes[rank] for rank in range(2) for f in each if len(quotes := f.quotes) > rank]
    return Judged(verdict, tuple(dict.fromkeys(by_rank)), missing)
