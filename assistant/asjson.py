"""The package's values as JSON, in the words that other programs rely on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answers.results import Checklist, Comparison, Draft, Item, Remark, Review, SideBySide, Span
from assistant.chat.model.phrasing import Phrased
from assistant.chat.model.summary import Summary
from assistant.chat.turns import Explanation, Export, Reply
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


def answer(a: Answer, name: str | None = None, *, summary: Summary | None = None) -> Json:
    """An answer; ``name`` is the caller's id of the question, ``summary`` what a language model wrote of it."""
    data: Json = {
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
    if summary is not None:
        data["summary"] = summed(summary)
    return data


def summed(s: Summary) -> Json:
    """A language model's summary: what its quotations support, what was dropped and why. ``cites`` count ``quotes`` from 1."""
    return {
        "text": s.text,
        "statements": [{"text": k.text, "cites": list(k.cites)} for k in s.statements],
        "dropped": [{"text": d.text, "reason": d.reason.value} for d in s.dropped],
        "quotes": [quotation(q) for q in s.quotations],
        "model": s.model,
        "note": s.note,
    }


def reply(r: Reply, name: str | None = None, *, summary: Summary | None = None) -> Json:
    """A turn of a conversation: the answer, what was made beside it, and the state that the next turn finds."""
    told = {"restated": r.restated or None, "note": r.note} if r.note else {}
    return {**answer(r.answer, name, summary=summary), **told, "result": _result(r), "state": r.state.as_json()}


def _result(r: Reply) -> Json | None:
    made: Json
    match r.result:
        case None:
            return None
        case Draft() as d:
            made = {**draft(d), "position": r.position}
        case Comparison() as c:
            made = comparison(c)
        case SideBySide() as s:
            made = side_by_side(s)
        case Checklist() as c:
            made = checklist(c)
        case Explanation() as e:
            made = explanation(e)
        case Export() as x:
            made = {"format": x.format.value}
    return {"kind": r.made, **made}


def explanation(e: Explanation) -> Json:
    """Why something is held not to be mentioned."""
    return {
        "label": e.label,
        "cases": [
            {
                "agreement_id": case.agreement,
                "file": case.file,
                "region": case.region,
                "passages": case.passages,
                "nearest": [
                    {"quote": quotation(n.quote), "probability": round(n.probability, 4)} for n in case.nearest
                ],
            }
            for case in e.cases
        ],
        "words": list(e.words),
        "others": list(e.others),
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


def comparison(c: Comparison) -> Json:
    """Topics × agreements, the terms, and who differs from what most do."""
    return {
        "language": c.language,
        "topics": list(c.topics),
        "labels": dict(c.labels),
        "agreements": list(c.agreements),
        "cells": {
            a: {
                topic: {
                    "verdict": (cell := c.cells[a, topic]).verdict.value,
                    "confidence": cell.confidence,
                    "region": cell.region,
                    "status": cell.status.value,
                    "quotes": [quotation(q) for q in cell.quotes],
                }
                for topic in c.topics
            }
            for a in c.agreements
        },
        "variants": {
            topic: [
                {"label": v.label, "agreements": list(v.agreements), "example": quotation(v.example)} for v in groups
            ]
            for topic, groups in c.variants.items()
        },
        "terms": [
            {
                "agreement_id": t.agreement,
                "term": t.term,
                "label": c.term_labels[t.term],
                "state": t.state.value,
                "value": t.value,
                "quote": quotation(t.quote) if t.quote else None,
            }
            for t in c.terms
        ],
        "outliers": [
            {
                "agreement_id": o.agreement,
                "term": o.term,
                "value": o.value,
                "usual": o.usual,
                "of_usual": o.of_usual,
                "of": o.of,
                "quote": quotation(o.quote),
            }
            for o in c.outliers
        ],
    }


def side_by_side(s: SideBySide) -> Json:
    """Two agreements clause by clause."""
    return {
        "left": s.left,
        "right": s.right,
        "pairs": [
            {
                "change": pair.change.value,
                "left": quotation(pair.left) if pair.left else None,
                "right": quotation(pair.right) if pair.right else None,
                "left_spans": [_span(span) for span in pair.left_spans],
                "right_spans": [_span(span) for span in pair.right_spans],
            }
            for pair in s.pairs
        ],
    }


def _span(s: Span) -> Json:
    return {"start": s.start, "end": s.end, "differs": s.differs}


def draft(d: Draft, phrased: Sequence[Phrased] = ()) -> Json:
    """Alternatives for a clause; ``phrased`` is each of them as a language model phrased it, where one did."""
    made = _draft(d)
    for alternative, p in zip(made["alternatives"], phrased, strict=False):
        alternative["phrased"] = {
            "text": p.text,
            "statements": [{"text": k.text, "pieces": list(k.cites)} for k in p.statements],
            "dropped": [{"text": k.text, "reason": k.reason.value} for k in p.dropped],
            "model": p.model,
            "note": p.note,
        }
    return made


def _draft(d: Draft) -> Json:
    return {
        "topic": d.topic,
        "label": d.topic_label,
        "region": d.region,
        "language": d.language,
        "alternatives": [
            {
                "style": a.style,
                "label": a.style_label,
                "language": a.language,
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


def remark(r: Remark) -> Json:
    """A passage of a draft and what is to be said of it."""
    return {"topic": r.topic, "quote": quotation(r.quote), "reason": r.reason, "other": [quotation(q) for q in r.other]}


def review(r: Review) -> Json:
    """A review of a draft."""
    return {
        "file": r.file,
        "language": r.language,
        "statutory": [
            {
                "requirement": s.id,
                "text": s.text,
                "reference": s.reference,
                "verdict": s.verdict.value,
                "notes": s.notes,
                "quotes": [quotation(q) for q in s.quotes],
            }
            for s in r.statutory
        ],
        "superseded": [remark(entry) for entry in r.superseded],
        "missing_topics": [
            {
                "topic": m.topic,
                "label": m.label,
                "agreements_with": m.agreements_with,
                "of": m.of,
                "in_model": m.in_model,
                "examples": [quotation(q) for q in m.examples],
            }
            for m in r.missing_topics
        ],
        "deviations": [
            {
                "topic": d.topic,
                "label": d.label,
                "quote": quotation(d.quote),
                "usual": d.usual,
                "examples": [quotation(q) for q in d.examples],
                "kind": d.kind.value,
            }
            for d in r.deviations
        ],
        "citations": [{"quote": quotation(c.quote), "warning": c.reason} for c in r.citations],
        "contradictions": [remark(entry) for entry in r.contradictions],
        "open_places": [remark(entry) for entry in r.open_places],
    }
