"""An answer as it is kept: without a word of the documents, whose quotations are cut anew when it is shown.

What is kept of a quotation is where it stood and a digest of its words. Where the document no longer says the same in that
place, or the viewer may no longer see it, there is no quotation: a kept one can never show anything that is not there now.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answers.text import render
from assistant.index.corpus import Corpus
from assistant.model import (
    AgreementId,
    Answer,
    AnswerKind,
    Basis,
    Finding,
    Kind,
    Quotation,
    Variant,
    Verdict,
    quote,
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Restored:
    """An answer from before: ``changed`` are documents that no longer say what was quoted, ``gone`` counts those not there."""

    answer: Answer
    changed: tuple[AgreementId, ...]
    gone: int


def kept(answer: Answer) -> Json:
    """What is kept of an answer, as JSON."""
    shows = bool(answer.findings or answer.basis)
    return {
        "question": answer.question,
        "language": answer.language,
        "kind": answer.kind.value,
        "text": "" if shows else answer.text,  # with quotations it is written anew
        "topic": answer.topic,
        "topic_label": answer.topic_label,
        "aspects": list(answer.aspects),
        "regions": list(answer.regions),
        "choices": list(answer.choices),
        "findings": [
            {
                "agreement": f.agreement,
                "verdict": f.verdict.value,
                "confidence": f.confidence,
                "quotes": [_place(q) for q in f.quotes],
            }
            for f in answer.findings
        ],
        "variants": [
            {"label": v.label, "agreements": list(v.agreements), "example": _place(v.example)} for v in answer.variants
        ],
        "basis": [{"kind": b.kind.value, "quotes": [_place(q) for q in b.quotes]} for b in answer.basis],
    }


def restored(data: Mapping[str, Any], corpus: Corpus) -> Restored:
    """The answer over ``corpus``, which holds what the viewer may see now.

    Raises KeyError, ValueError or TypeError where ``data`` is of another form.
    """
    cut = _Cutter(corpus)
    findings = tuple(f for one in data["findings"] if (f := _finding(one, cut)) is not None)
    basis = tuple(b for one in data["basis"] if (b := _basis(one, cut)) is not None)
    variants = tuple(v for one in data["variants"] if (v := _variant(one, cut)) is not None)
    answer = Answer(
        question=str(data["question"]),
        language=str(data["language"]),
        kind=AnswerKind(data["kind"]),
        text=str(data["text"]),
        topic=data["topic"],
        topic_label=data["topic_label"],
        aspects=tuple(data["aspects"]),
        regions=tuple(data["regions"]),
        findings=findings,
        variants=variants,
        basis=basis,
        choices=tuple(data["choices"]),
    )
    if findings or basis:
        answer = dataclasses.replace(answer, text=render(answer))
    return Restored(answer, tuple(dict.fromkeys(cut.changed)), len(cut.gone))


class _Cutter:
    """Cuts quotations where they stood, and notes what no longer can be."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.changed: list[AgreementId] = []
        self.gone: set[AgreementId] = set()

    def has(self, agreement: str) -> bool:
        if agreement in self.corpus.by_id:
            return True
        self.gone.add(AgreementId(agreement))
        return False

    def quotations(self, places: Iterable[Json]) -> tuple[Quotation, ...]:
        return tuple(found for place in places if (found := self.quotation(place)) is not None)

    def quotation(self, place: Json) -> Quotation | None:
        name, at = AgreementId(str(place["agreement"])), int(place["clause"])
        start, end = int(place["start"]), int(place["end"])
        if not self.has(name):
            return None
        agreement = self.corpus.agreements[self.corpus.by_id[name]]
        clause = agreement.clauses[at] if 0 <= at < len(agreement.clauses) else None
        if clause is not None and 0 <= start < end <= len(clause.text):
            found = quote(agreement, clause, start, end)
            if _digest(found) == place["digest"]:
                return found
        self.changed.append(name)
        return None


def _place(quotation: Quotation) -> Json:
    return {
        "agreement": quotation.agreement,
        "clause": quotation.clause_index,
        "start": quotation.start,
        "end": quotation.end,
        "digest": _digest(quotation),
    }


def _digest(quotation: Quotation) -> str:
    """Of the words and of the clause's number and heading: a quotation under another number is another one."""
    whole = "\x00".join((quotation.text, quotation.clause or "", quotation.heading or ""))
    return hashlib.sha256(whole.encode()).hexdigest()


def _finding(data: Json, cut: _Cutter) -> Finding | None:
    name = AgreementId(str(data["agreement"]))
    if not cut.has(name):
        return None
    agreement = cut.corpus.agreements[cut.corpus.by_id[name]]
    return Finding(
        agreement=name,
        file=agreement.file,
        region=agreement.description.region,
        status=agreement.description.status,
        verdict=Verdict(data["verdict"]),
        confidence=float(data["confidence"]),
        quotes=cut.quotations(data["quotes"]),
    )


def _basis(data: Json, cut: _Cutter) -> Basis | None:
    quotes = cut.quotations(data["quotes"])
    return Basis(Kind(data["kind"]), quotes[0].file, quotes) if quotes else None


def _variant(data: Json, cut: _Cutter) -> Variant | None:
    """A variant whose example still stands; its label was read from documents, so without one it is left out."""
    example = cut.quotation(data["example"])
    names = tuple(AgreementId(str(name)) for name in data["agreements"] if cut.has(str(name)))
    if example is None or not names:
        return None
    corpus = cut.corpus
    regions = tuple(corpus.agreements[corpus.by_id[name]].description.region for name in names)
    return Variant(str(data["label"]), names, example, regions)
