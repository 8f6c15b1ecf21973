"""The package's values as JSON, in the words that other programs rely on."""

from __future__ import annotations

from typing import Any

from assistant.answers.results import Checklist, Item
from assistant.index import SyncReport
from assistant.model import Agreement, Answer, Clause, Finding, Quotation

Json = dict[str, Any]


def quotation(q: Quotation) -> Json:
    """A quotation: the words, and where they stand."""
    return {
        "text": q.text,
        "clause": q.clause,
        "heading": q.heading,
        "page": q.page,
        "start": q.start,
        "end": q.end,
        "file": q.file,
    }


def finding(f: Finding) -> Json:
    """What one agreement says."""
    return {
        "agreement_id": f.agreement,
        "file": f.file,
        "region": f.region,
        "status": f.status.value,
        "verdict": f.verdict.value,
        "confidence": f.confidence,
        "quotes": [quotation(q) for q in f.quotes],
    }


def answer(a: Answer, name: str | None = None) -> Json:
    """An answer; ``name`` is the caller's id of the question."""
    return {
        "id": name,
        "question": a.question,
        "language": a.language,
        "kind": a.kind.value,
        "topic": {"id": a.topic, "label": a.topic_label} if a.topic else None,
        "aspects": list(a.aspects),
        "regions": list(a.regions),
        "findings": [finding(f) for f in a.findings],
        "variants": [
            {"label": v.label, "agreements": list(v.agreements), "example": quotation(v.example)} for v in a.variants
        ],
        "basis": [{"kind": b.kind.value, "file": b.file, "quotes": [quotation(q) for q in b.quotes]} for b in a.basis],
        "choices": list(a.choices),
        "text": a.text,
    }


def document(a: Agreement) -> Json:
    """A document's description."""
    d = a.description
    return {
        "agreement_id": a.id,
        "file": a.file,
        "kind": d.kind.value,
        "title": d.title,
        "region": d.region,
        "parties": list(d.parties),
        "language": d.language,
        "status": d.status.value,
        "date": d.date,
        "publicity": d.publicity.value,
        "pages": a.pages,
        "clauses": len(a.clauses),
    }


def clause(c: Clause, topics: list[str]) -> Json:
    """A clause as printed, with the topics that it speaks of."""
    return {
        "clause": c.number,
        "heading": c.heading,
        "level": c.level,
        "page": c.page,
        "text": c.text,
        "topics": topics,
        "part": c.part.value,
    }


def sync_report(r: SyncReport) -> Json:
    """What a sync did."""
    return {
        "added": r.added,
        "updated": r.updated,
        "removed": r.removed,
        "unchanged": r.unchanged,
        "failed": [{"file": f.file, "reason": f.reason} for f in r.failed],
        "embedded": r.embedded,
    }


def checklist(c: Checklist) -> Json:
    """A checklist; items by phase and weight."""
    return {
        "region": c.region,
        "draft": c.draft_file,
        "language": c.language,
        "items": [checklist_item(i) for i in c.items],
    }


def checklist_item(i: Item) -> Json:
    """One thing to see to."""
    return {
        "id": i.id,
        "phase": i.phase.value,
        "text": i.text,
        "why": i.why,
        "question": i.question,
        "status": i.status.value,
        "weight": i.weight,
        "basis": [{"kind": g.kind.value, "reference": g.reference} for g in i.grounds],
        "evidence": [quotation(q) for q in i.evidence],
        "draft_quotes": [quotation(q) for q in i.draft],
        "own_quotes": [quotation(q) for q in i.own],
        "lacking": list(i.lacking),
        "topic": i.topic,
        "notes": i.notes,
    }
