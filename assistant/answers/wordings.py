"""How did the regions word it: one finding for every agreement in scope, what the law and the model say, and variants."""

from __future__ import annotations

import dataclasses

from assistant.answers.text import render
from assistant.answers.variants import variants
from assistant.model import Answer, AnswerKind, Basis, Finding, Kind, Status, Variant, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import Query, Searcher

_RANK = {Status.SIGNED: 3, Status.APPROVED: 2, Status.UNKNOWN: 1, Status.DRAFT: 0}


def ask(searcher: Searcher, question: str, regions: tuple[str, ...] = ()) -> Answer:
    """Answer one question on its own. Raises UnknownRegionError."""
    return answer(searcher, searcher.understand(question, regions))


def answer(searcher: Searcher, query: Query) -> Answer:
    """Answer a question that has been understood."""
    language = "sv" if query.language == "sv" else "fi"
    blank = Answer(
        question=query.text, language=query.language, kind=AnswerKind.REFUSED, text="", regions=query.regions
    )
    if query.refuse and not (query.unknown_regions and query.refuse == "off_topic"):
        return dataclasses.replace(blank, text=phrase(language, f"answers.refused.{query.refuse}"))
    if query.unknown_regions:
        known = sorted({r for i in searcher.corpus.of_kind(Kind.AGREEMENT) if (r := _region(searcher, i))})
        text = phrase(
            language, "answers.clarify.region", names=", ".join(query.unknown_regions), known=", ".join(known) or "–"
        )
        return dataclasses.replace(blank, kind=AnswerKind.CLARIFY, text=text, choices=tuple(known))
    if query.clarify:
        return _clarified(blank, query.clarify, language)
    if query.intent in ("help", "greeting"):
        return dataclasses.replace(
            blank, kind=AnswerKind.GUIDANCE, text=phrase(language, f"answers.intent.{query.intent}")
        )
    if query.intent == "documents":
        files = [a.file for a in searcher.corpus.agreements]
        text = phrase(language, "answers.intent.documents", count=len(files), names=", ".join(files))
        return dataclasses.replace(blank, kind=AnswerKind.GUIDANCE, text=text)
    return _wordings(searcher, query, blank, language)


def _clarified(blank: Answer, reason: str, language: str) -> Answer:
    phrases = catalogue(language, "answers")["clarify"]
    choices = tuple(phrases.get(f"{reason}_choices", ()))
    text = "\n".join([phrases[reason], *(f"- {choice}" for choice in choices)])
    return dataclasses.replace(blank, kind=AnswerKind.CLARIFY, text=text, choices=choices)


def _region(searcher: Searcher, position: int) -> str | None:
    return searcher.corpus.agreements[position].description.region


def _wordings(searcher: Searcher, query: Query, blank: Answer, language: str) -> Answer:
    findings = tuple(sorted(searcher.findings(query), key=lambda f: _order(searcher, f)))
    basis = tuple(Basis(*entry) for entry in searcher.basis(query))
    mentioned = any(f.verdict is not Verdict.NOT_MENTIONED for f in findings)
    if not query.aspects and not mentioned and not basis and not query.in_domain:
        return dataclasses.replace(blank, text=phrase(language, "answers.refused.nothing"))
    label = None
    if query.aspects and not query.whole_topic:
        label = searcher.knowledge.aspect(query.aspects[0][0]).label(language)
    elif query.topic:
        label = searcher.knowledge.topic(query.topic).label(language)
    result = dataclasses.replace(
        blank,
        kind=AnswerKind.WORDINGS if findings or not basis else AnswerKind.GUIDANCE,
        topic=query.topic,
        topic_label=label,
        aspects=tuple(name for name, _ in query.aspects),
        findings=findings,
        basis=basis,
        variants=variants_of(searcher, findings),
    )
    notes = []
    if query.whole_topic:
        notes.append(phrase(language, "answers.whole_topic"))
    elif not query.aspects:
        notes.append(phrase(language, "answers.no_topic"))
    if not findings:
        notes.append(phrase(language, "answers.no_agreements"))
    return dataclasses.replace(result, text=render(result, tuple(notes)))


def _order(searcher: Searcher, finding: Finding) -> tuple[str, int, str]:
    """By region; within a region the newest signed version leads."""
    d = searcher.corpus.agreements[searcher.corpus.by_id[finding.agreement]].description
    newest = "".join(chr(0x10FFFF - ord(c)) for c in d.date or "")
    return (finding.region or "\uffff", -_RANK[finding.status], newest)


def leading(searcher: Searcher, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """One finding a region: that of the newest signed version."""
    seen: set[str] = set()
    found = []
    for finding in sorted(findings, key=lambda f: _order(searcher, f)):
        group = finding.region or finding.agreement
        if group not in seen:
            seen.add(group)
            found.append(finding)
    return tuple(found)


def variants_of(searcher: Searcher, findings: tuple[Finding, ...]) -> tuple[Variant, ...]:
    """Wordings that are alike, one counted for each region; the largest group first."""
    import numpy as np

    own = [f for f in leading(searcher, findings) if f.verdict is Verdict.FOUND and f.quotes]
    if not own:
        return ()
    rows = {(r.agreement, r.clause, r.start): i for i, r in enumerate(searcher.corpus.rows)}
    at = [rows.get((searcher.corpus.by_id[f.agreement], f.quotes[0].clause_index, f.quotes[0].start)) for f in own]
    width = searcher.corpus.vectors.shape[1]
    vectors = np.stack([searcher.corpus.vectors[i] if i is not None else np.zeros(width, np.float32) for i in at])
    return variants(own, vectors)
