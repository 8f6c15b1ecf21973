"""A review of a draft as a report: what the law asks for first, then what is old, missing, unusual, contradictory or open."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.results import Deviation, MissingTopic, Remark, Requirement, Review
from assistant.export.parts import TONES, framed, quoted, section_or_none, words
from assistant.export.report import Block, Cell, Kind, Paragraph, Report, Table, cell, paragraph
from assistant.export.scope import Scope
from assistant.model import Quotation


def review_report(review: Review, scope: Scope) -> Report:
    """A section for each kind of finding; one without findings says so."""
    language = review.language
    own = words(language)
    sections = [
        section_or_none(own["statutory"], _statutory(review.statutory, scope, language), language),
        section_or_none(own["superseded"], _remarks(review.superseded, scope, language), language),
        section_or_none(own["missing_topics"], _missing(review.missing_topics, scope, language), language),
        section_or_none(own["deviations"], _deviations(review.deviations, scope, language), language),
        section_or_none(own["contradictions"], _remarks(review.contradictions, scope, language), language),
        section_or_none(own["citations"], _remarks(review.citations, scope, language), language),
        section_or_none(own["open_places"], _remarks(review.open_places, scope, language), language),
    ]
    facts = [(own["facts"]["draft"], review.file)]
    return framed(own["review"], language, scope, sections, facts=facts, machine="review")


def _statutory(requirements: Sequence[Requirement], scope: Scope, language: str) -> list[Block]:
    if not requirements:
        return []
    own = words(language)
    rows = tuple(
        (
            Cell((paragraph(r.text, bold=True), paragraph(r.reference))),
            cell(own["verdicts"][r.verdict.value], tone=TONES[r.verdict]),
            _noted(r, scope),
        )
        for r in requirements
    )
    return [Table((own["requirement"], own["verdict"], own["wording"]), rows, (36, 14, 50))]


def _noted(requirement: Requirement, scope: Scope) -> Cell:
    found = _quotes(requirement.quotes, scope)
    if not requirement.notes:
        return found
    said = found.paragraphs if requirement.quotes else ()
    return Cell((*said, paragraph(requirement.notes)))


def _remarks(remarks: Sequence[Remark], scope: Scope, language: str) -> list[Block]:
    if not remarks:
        return []
    own = words(language)
    rows = tuple(
        (
            _quotes((remark.quote,), scope),
            Cell((paragraph(remark.reason), *(quoted(q, scope, Kind.BODY) for q in remark.other))),
        )
        for remark in remarks
    )
    return [Table((own["passage"], own["remark"]), rows, (50, 50))]


def _missing(topics: Sequence[MissingTopic], scope: Scope, language: str) -> list[Block]:
    if not topics:
        return []
    own = words(language)

    def row(topic: MissingTopic) -> tuple[Cell, ...]:
        having = [own["having"].format(count=topic.agreements_with, of=topic.of)]
        if topic.in_model:
            having.append(own["in_model"])
        return cell(topic.label, bold=True), cell(*having), Cell(_examples(topic.examples, scope, language))

    header = (own["topic"], own["elsewhere"], own["examples"])
    return [Table(header, tuple(row(topic) for topic in topics), (22, 25, 53))]


def _deviations(deviations: Sequence[Deviation], scope: Scope, language: str) -> list[Block]:
    if not deviations:
        return []
    own = words(language)
    rows = tuple(
        (
            Cell((paragraph(d.label, bold=True), quoted(d.quote, scope, Kind.BODY))),
            Cell((paragraph(d.usual), *_examples(d.examples, scope, language))),
        )
        for d in deviations
    )
    return [Table((own["passage"], own["usual"]), rows, (50, 50))]


def _quotes(quotations: Sequence[Quotation], scope: Scope) -> Cell:
    return Cell(tuple(quoted(q, scope, Kind.BODY) for q in quotations)) if quotations else cell("–")


def _examples(quotations: Sequence[Quotation], scope: Scope, language: str) -> tuple[Paragraph, ...]:
    return tuple(quoted(q, scope, Kind.BODY, f"{scope.name(q.agreement, language)}: ") for q in quotations)
