"""What the reports of several kinds have in common: quotations, findings, the frame around the sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.export.report import (
    Block,
    Cell,
    Kind,
    Note,
    Paragraph,
    Report,
    Run,
    Section,
    Table,
    Tone,
    cell,
    paragraph,
)
from assistant.export.scope import Scope
from assistant.model import Finding, Publicity, Quotation, Variant, Verdict
from assistant.phrases import catalogue, phrase

TONES = {Verdict.FOUND: Tone.FOUND, Verdict.POSSIBLE: Tone.POSSIBLE, Verdict.NOT_MENTIONED: Tone.MISSING}
# A place that is left open, as drafts show it: [a name in brackets].
_OPEN = re.compile(r"(\[[^\[\]\n]{1,120}\])")


def words(language: str) -> dict[str, Any]:
    """The phrases of documents."""
    return catalogue(language, "export")


def place(quotation: Quotation, language: str) -> str:
    """Where a quotation stands, as plain text: file, clause, heading, page."""
    parts = [quotation.file]
    if quotation.clause:
        parts.append(phrase(language, "answers.place_clause", clause=quotation.clause))
    if quotation.heading:
        parts.append(quotation.heading)
    if quotation.page is not None:
        parts.append(phrase(language, "answers.place_page", page=quotation.page))
    return ", ".join(parts)


def quoted(quotation: Quotation, scope: Scope, kind: Kind = Kind.QUOTE, before: str = "") -> Paragraph:
    """A quotation in its own language with its place as a footnote; ``before`` says what it is."""
    lead = (Run(before),) if before else ()
    text = Run(f"”{quotation.text}”", language=scope.language_of(quotation), note=Note(quotation))
    return Paragraph((*lead, text), kind)


def example(quotation: Quotation, text: str, scope: Scope, kind: Kind = Kind.BULLET) -> Paragraph:
    """A sentence of ours with the passage that it rests on as a footnote."""
    return Paragraph((Run(text, note=Note(quotation, words=True), language=scope.language_of(quotation)),), kind)


def with_open_places(text: str) -> tuple[Run, ...]:
    """``text`` with the places that are left open marked."""
    pieces = [piece for piece in _OPEN.split(text) if piece]
    return tuple(Run(piece, marked=_OPEN.fullmatch(piece) is not None) for piece in pieces)


def findings_table(findings: Sequence[Finding], scope: Scope, language: str) -> Table:
    """A row for each finding: region with status, verdict, wording."""
    own = words(language)

    def row(finding: Finding) -> tuple[Cell, ...]:
        region = finding.region or phrase(language, "answers.region_unknown")
        who = Cell((paragraph(region, bold=True), paragraph(scope.status(finding.agreement, language))))
        verdict = cell(own["verdicts"][finding.verdict.value], tone=TONES[finding.verdict])
        wording = Cell(tuple(quoted(q, scope, Kind.BODY) for q in finding.quotes)) if finding.quotes else cell("–")
        return who, verdict, wording

    header = (own["region"], own["verdict"], own["wording"])
    return Table(header, tuple(row(finding) for finding in findings), (22, 14, 64))


def variant_lines(variants: Sequence[Variant], scope: Scope, language: str) -> tuple[Paragraph, ...]:
    """The ways in which agreements solved a matter, each with the wording that stands for it as a footnote."""

    def line(variant: Variant) -> Paragraph:
        names = ", ".join(scope.name(agreement, language) for agreement in variant.agreements)
        text = words(language)["variant"].format(count=len(variant.agreements), label=variant.label, regions=names)
        return example(variant.example, text, scope)

    return tuple(line(variant) for variant in variants)


def bullets(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """A list."""
    return tuple(paragraph(text, Kind.BULLET) for text in texts)


def section_or_none(title: str, blocks: Sequence[Block], language: str) -> Section:
    """A section that says so where there is nothing to say."""
    return Section(title, tuple(blocks) or (paragraph(words(language)["nothing"]),))


def framed(
    title: str,
    language: str,
    scope: Scope,
    sections: Sequence[Section],
    *,
    facts: Sequence[tuple[str, str]] = (),
    machine: str,
    notices: Sequence[str] = (),
) -> Report:
    """The report with what is said of every one: the corpus, how public it is, and what a machine made.

    Args:
        facts: what is particular to this report, before the corpus's facts.
        machine: the key of the phrase that says how this kind of document is made.
    """
    own = words(language)
    about = Section(own["about"], bullets([own["machine"][machine], own["verbatim"], own["check"]]))
    bare = Report(title, language, (), (), tuple(sections))
    secrecy = scope.secrecy(note.quotation for note in bare.notes())
    marks = () if secrecy is Publicity.PUBLIC else (own["secrecy"][secrecy.value],)
    return Report(
        title=title,
        language=language,
        facts=(*facts, *scope.facts(language)),
        notices=(*marks, *scope.notices(language), *notices),
        sections=(*sections, about),
    )
