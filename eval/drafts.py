"""The review held against sample drafts with planted faults: what share of each kind is found, and how many false alarms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answers.results import Remark, Review
from assistant.answers.reviews import review
from assistant.documents import DocumentError, read_document
from assistant.model import Quotation, Verdict
from assistant.search import Searcher

FOLDER = Path(__file__).parent / "drafts"
KINDS = ("statutory", "superseded", "contradictions", "citations", "open_places", "missing", "deviations")
ALARMING = KINDS[:5]  # of these kinds, what is remarked without being planted is a false alarm


class DraftGoldError(Exception):
    """The gold can't be used; the text says why."""


@dataclass(frozen=True, slots=True)
class GoldDraft:
    """One draft with what is planted in it. A fault is a requirement, a topic, or words of the passage: "these|or these"."""

    file: str
    split: str
    planted: dict[str, tuple[tuple[str, ...], ...]]  # kind → faults; of a contradiction the words of both passages


@dataclass(frozen=True, slots=True)
class Scored:
    """How the review of one draft came out. ``alarms`` are texts of remarks that nothing planted explains."""

    gold: GoldDraft
    found: dict[str, tuple[bool, ...]]  # kind → for each planted fault whether it was found
    alarms: dict[str, tuple[str, ...]]


def load_gold(folder: Path = FOLDER) -> tuple[GoldDraft, ...]:
    """Read ``gold.toml``. Raises DraftGoldError where a draft is missing or planted words do not stand in it."""
    try:
        entries = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))["draft"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DraftGoldError(f"{folder / 'gold.toml'}: {error}") from error
    return tuple(_gold(entry, folder) for entry in entries)


def _gold(entry: dict[str, Any], folder: Path) -> GoldDraft:
    planted = {
        kind: tuple((fault,) if isinstance(fault, str) else tuple(fault) for fault in entry.get(kind, []))
        for kind in KINDS
    }
    try:
        text = " ".join(clause.text for clause in read_document(folder / entry["file"], folder).clauses)
    except DocumentError as error:
        raise DraftGoldError(str(error)) from error
    for kind in ("superseded", "contradictions", "citations", "open_places", "deviations"):
        for fault in planted[kind]:
            for words in fault:
                if not any(option in text for option in words.split("|")):
                    raise DraftGoldError(f"{entry['file']}: {kind}: no such words: {words}")
    return GoldDraft(entry["file"], entry["split"], planted)


def score(searcher: Searcher, gold: GoldDraft, folder: Path = FOLDER) -> Scored:
    """Review one draft and hold the review against what is planted in it."""
    return scored(gold, review(searcher, read_document(folder / gold.file, folder)))


def scored(gold: GoldDraft, found: Review) -> Scored:
    """A review held against the gold."""
    gaps = {item.id for item in found.statutory if item.verdict is not Verdict.FOUND}
    missing = {entry.topic for entry in found.missing_topics}
    remarks: dict[str, list[tuple[Quotation, ...]]] = {
        "superseded": _quotes(found.superseded),
        "contradictions": _quotes(found.contradictions),
        "citations": _quotes(found.citations),
        "open_places": _quotes(found.open_places),
        "deviations": [(entry.quote,) for entry in found.deviations],
    }
    hits = {
        "statutory": tuple(fault[0] in gaps for fault in gold.planted["statutory"]),
        "missing": tuple(fault[0] in missing for fault in gold.planted["missing"]),
    }
    alarms = {"statutory": tuple(sorted(gaps - {fault[0] for fault in gold.planted["statutory"]}))}
    for kind, quotes in remarks.items():
        hits[kind] = tuple(any(_explains(fault, q) for q in quotes) for fault in gold.planted[kind])
        if kind in ALARMING:
            wrong = [q for q in quotes if not any(_explains(fault, q) for fault in gold.planted[kind])]
            alarms[kind] = tuple(" ↔ ".join(part.text for part in q) for q in wrong)
    return Scored(gold, hits, alarms)


def _quotes(remarks: Iterable[Remark]) -> list[tuple[Quotation, ...]]:
    return [(remark.quote, *remark.other) for remark in remarks]


def _explains(fault: tuple[str, ...], quotes: Sequence[Quotation]) -> bool:
    """Whether each of the fault's words stands in one of the quotations."""
    return all(any(option in quote.text for quote in quotes for option in words.split("|")) for words in fault)


def as_table(results: Sequence[Scored]) -> str:
    """Found of planted by kind, and false alarms a draft, for each split."""
    lines = []
    for split in dict.fromkeys(result.gold.split for result in results):
        own = [result for result in results if result.gold.split == split]
        lines.append(f"{split}: {len(own)} drafts")
        for kind in KINDS:
            outcomes = [outcome for result in own for outcome in result.found[kind]]
            share = f"{sum(outcomes) / len(outcomes):.2f}" if outcomes else "–"
            lines.append(f"  {kind:<15} found {sum(outcomes):>2}/{len(outcomes):<2} {share}")
        counts = [sum(len(texts) for texts in result.alarms.values()) for result in own]
        lines.append(
            f"  false alarms    {sum(counts)} in all, {sum(counts) / len(own):.2f} a draft, at most {max(counts)} in one"
        )
    return "\n".join(lines)


def details(results: Sequence[Scored]) -> str:
    """What was not found and what was remarked wrongly, draft by draft."""
    lines = []
    for result in results:
        for kind in KINDS:
            for fault, outcome in zip(result.gold.planted[kind], result.found[kind], strict=True):
                if not outcome:
                    lines.append(f"{result.gold.file}: {kind}: not found: {' ↔ '.join(fault)}")
            lines += [f"{result.gold.file}: {kind}: false alarm: {text}" for text in result.alarms.get(kind, ())]
    return "\n".join(lines)
