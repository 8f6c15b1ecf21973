"""How did the regions word it: one finding for every agreement in scope, what the law and the model say, and variants."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.answers.text import MOST_VARIANTS, render
from assistant.answers.variants import grouped, label, variants
from assistant.model import Answer, AnswerKind, Basis, Finding, Variant, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import Findings, Query, Searcher, tally, with_verdict


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
        known = sorted(searcher.places.regions)
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


def _wordings(searcher: Searcher, query: Query, blank: Answer, language: str) -> Answer:
    evidence = searcher.weigh(query)
    findings = searcher.findings(query, _ordered(searcher, query.scope), evidence)
    basis = tuple(Basis(*entry) for entry in searcher.basis(query, evidence))
    mentioned = tally(findings)[Verdict.NOT_MENTIONED] < len(findings)
    if not query.aspects and not mentioned and not basis and not query.in_domain:
        return dataclasses.replace(blank, text=phrase(language, "answers.refused.nothing"))
    name = None
    if query.aspects and not query.whole_topic:
        name = searcher.knowledge.aspect(query.aspects[0][0]).label(language)
    elif query.topic:
        name = searcher.knowledge.topic(query.topic).label(language)
    result = dataclasses.replace(
        blank,
        kind=AnswerKind.WORDINGS if findings or not basis else AnswerKind.GUIDANCE,
        topic=query.topic,
        topic_label=name,
        aspects=tuple(name for name, _ in query.aspects),
        findings=findings,
        basis=basis,
        variants=variants_of(searcher, findings),
    )
    notes = []
    if query.whole_topic:
        notes.append(phrase(language, "answers.whole_topic"))
    elif query.focus:
        notes.append(phrase(language, "answers.focus", words=", ".join(f"”{word}”" for word in query.focus)))
    elif not query.aspects:
        notes.append(phrase(language, "answers.no_topic"))
    if not findings:
        notes.append(phrase(language, "answers.no_agreements"))
    return dataclasses.replace(result, text=render(result, tuple(notes)))


def _ordered(searcher: Searcher, positions: Sequence[int]) -> list[int]:
    """``positions`` by region; within a region the newest signed version leads."""
    import numpy as np

    scope = np.asarray(positions, np.int64)
    ordered: list[int] = scope[searcher.corpus.order[scope].argsort(kind="stable")].tolist()
    return ordered


def leading(searcher: Searcher, findings: Sequence[Finding]) -> Sequence[Finding]:
    """One finding a region: that of the newest signed version."""
    import numpy as np

    corpus = searcher.corpus
    if isinstance(findings, Findings):
        positions = findings.positions
    else:
        positions = np.array([corpus.by_id[f.agreement] for f in findings], np.int64)
    order = corpus.order[positions].argsort(kind="stable")
    _, first = np.unique(corpus.groups[positions[order]], return_index=True)
    chosen = order[np.sort(first)]
    return findings.taken(chosen) if isinstance(findings, Findings) else tuple(findings[i] for i in chosen)


def variants_of(searcher: Searcher, findings: Sequence[Finding]) -> tuple[Variant, ...]:
    """Wordings that are alike, one counted for each region; the largest group first."""
    import numpy as np

    corpus = searcher.corpus
    lead = with_verdict(leading(searcher, findings), Verdict.FOUND)
    if isinstance(lead, Findings):
        return _variants_of_many(searcher, lead)
    own = [f for f in lead if f.quotes]
    at = [corpus.row_of(f.quotes[0]) for f in own]
    vectors = np.zeros((len(own), corpus.vectors.shape[1]), np.float32)
    known = [i for i, row in enumerate(at) if row is not None]
    vectors[known] = corpus.vectors[[row for row in at if row is not None]]
    return variants(own, vectors)


def _variants_of_many(searcher: Searcher, found: Findings) -> tuple[Variant, ...]:
    """The same without making every finding: each stands with its best passage. The largest groups alone."""
    corpus = searcher.corpus
    positions = found.positions.tolist()
    made = []
    for members, example in grouped(corpus.vectors[found.best_rows()], MOST_VARIANTS + 1):
        own = [corpus.agreements[positions[m]] for m in members]
        quotation = found[example].quotes[0]
        regions = tuple(a.description.region for a in own)
        made.append(Variant(label(quotation.text), tuple(a.id for a in own), quotation, regions))
    return tuple(made)
