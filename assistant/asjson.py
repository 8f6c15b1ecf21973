"""The package's values as JSON, in the words that other programs rely on."""

from __future__ import annotations

from typing import Any

from assistant.answers.results import Draft
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


def draft(d: Draft) -> Json:
    """Alternatives for a clause."""
    return {
        "topic": {"id": d.topic, "label": d.topic_label},
        "region": d.region,
        "language": d.language,
        "alternatives": [
            {
                "style": a.style,
                "label": a.style_label,
                "text": a.text,
                "slots": [{"name": s.name, "label": s.label, "value": s.value, "source": s.source} for s in a.slots],
                "sources": [quotation(q) for q in a.sources],
                "notes": list(a.notes),
                "pieces": [
                    {
                        "text": p.text,
                        "source": quotation(p.source) if p.source else None,
                        "template": p.template,
                        "changes": list(p.changes),
                        "replaced": [{"start": r.start, "end": r.end, "words": r.words} for r in p.replaced],
                    }
                    for p in a.pieces
                ],
            }
            for a in d.alternatives
        ],
        "withheld": d.withheld,
        "notes": list(d.notes),
    }
