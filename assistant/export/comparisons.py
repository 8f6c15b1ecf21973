"""A comparison, and two agreements side by side, as reports."""

from __future__ import annotations

from assistant.answers.results import Change, Comparison, Outlier, Pair, SideBySide, Span, TermState
from assistant.export.parts import example, findings_table, framed, quoted, variant_lines, words
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
from assistant.model import AgreementId, Finding, Quotation, Verdict

_TERM_TONES = {
    TermState.STATED: Tone.FOUND,
    TermState.UNCLEAR: Tone.POSSIBLE,
    TermState.NOT_MENTIONED: Tone.MISSING,
}


def comparison_report(comparison: Comparison, scope: Scope) -> Report:
    """An overview, the terms and what departs from the usual, then every topic with every agreement."""
    language = comparison.language
    own = words(language)
    sections = [Section(own["summary"], (_overview(comparison, scope, language),))]
    if comparison.outliers:
        sections.append(
            Section(own["outliers"], tuple(_outlier(o, comparison, scope, language) for o in comparison.outliers))
        )
    if comparison.terms:
        names = list(dict.fromkeys(term.term for term in comparison.terms))
        terms = tuple(
            Section(comparison.term_labels.get(name, name), (_terms(comparison, name, scope, language),))
            for name in names
        )
        sections.append(Section(own["terms"], (), terms))
    topics = tuple(
        Section(comparison.labels.get(topic, topic), _topic(comparison, topic, scope, language))
        for topic in comparison.topics
    )
    sections.append(Section(own["topics"], (), topics))
    facts = [(own["facts"]["agreements"], ", ".join(scope.name(a, language) for a in comparison.agreements))]
    return framed(own["comparison"], language, scope, sections, facts=facts, machine="comparison")


def _overview(comparison: Comparison, scope: Scope, language: str) -> Table:
    """A row for each topic: how many agreements have it, by name those that need a look and those that do not mention it."""
    own = words(language)
    total = len(comparison.agreements)

    def having(topic: str, verdict: Verdict) -> list[AgreementId]:
        return [a for a in comparison.agreements if comparison.cells[a, topic].verdict is verdict]

    def named(topic: str, verdict: Verdict, tone: Tone) -> Cell:
        has = having(topic, verdict)
        names = ", ".join(scope.name(a, language) for a in has)
        return cell(f"{len(has)}: {names}", tone=tone) if has else cell("–")

    rows = tuple(
        (
            cell(comparison.labels.get(topic, topic), bold=True),
            cell(f"{len(having(topic, Verdict.FOUND))}/{total}", tone=Tone.FOUND),
            named(topic, Verdict.POSSIBLE, Tone.POSSIBLE),
            named(topic, Verdict.NOT_MENTIONED, Tone.MISSING),
        )
        for topic in comparison.topics
    )
    header = (own["topic"], *(own["verdicts"][verdict.value] for verdict in Verdict))
    return Table(header, rows, (30, 12, 26, 32))


def _topic(comparison: Comparison, topic: str, scope: Scope, language: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    variants = comparison.variants.get(topic, ())
    if len(variants) > 1:
        blocks.append(paragraph(words(language)["variants"], bold=True))
        blocks += variant_lines(variants, scope, language)
    findings: list[Finding] = [comparison.cells[agreement, topic] for agreement in comparison.agreements]
    return (*blocks, findings_table(findings, scope, language))


def _outlier(outlier: Outlier, comparison: Comparison, scope: Scope, language: str) -> Paragraph:
    own = words(language)
    if outlier.value == Verdict.NOT_MENTIONED.value:  # a topic on which it is silent; the passage is another's
        text = own["silent"].format(
            region=scope.name(outlier.agreement, language),
            topic=comparison.labels.get(outlier.term, outlier.term),
            count=outlier.of_usual,
            of=outlier.of,
        )
        return example(outlier.quote, text, scope)
    text = own["outlier"].format(
        region=scope.name(outlier.agreement, language),
        term=comparison.term_labels.get(outlier.term, outlier.term),
        value=outlier.value,
        usual=outlier.usual,
        count=outlier.of_usual,
        of=outlier.of,
    )
    return example(outlier.quote, text, scope)


def _terms(comparison: Comparison, name: str, scope: Scope, language: str) -> Table:
    own = words(language)
    rows = []
    for term in comparison.terms:
        if term.term != name:
            continue
        value = term.value if term.value is not None else own["term_states"][term.state.value]
        wording = Cell((quoted(term.quote, scope, Kind.BODY),)) if term.quote else cell("–")
        rows.append(
            (cell(scope.name(term.agreement, language), bold=True), cell(value, tone=_TERM_TONES[term.state]), wording)
        )
    return Table((own["region"], own["value"], own["wording"]), tuple(rows), (24, 18, 58))


def side_by_side_report(pair: SideBySide, scope: Scope, language: str) -> Report:
    """Two agreements clause by clause, what differs marked."""
    own = words(language)
    left, right = scope.name(pair.left, language), scope.name(pair.right, language)
    count = {change: sum(p.change is change for p in pair.pairs) for change in Change}
    summary = own["side_by_side_summary"].format(
        same=count[Change.SAME],
        changed=count[Change.CHANGED],
        left=count[Change.ONLY_LEFT],
        right=count[Change.ONLY_RIGHT],
        left_name=left,
        right_name=right,
    )
    rows = tuple(_pair(p, scope, language) for p in pair.pairs)
    table = Table((own["change"], left, right), rows, (14, 43, 43))
    sections = [Section(own["summary"], (paragraph(summary),)), Section(own["clauses"], (table,))]
    title = own["side_by_side"].format(left=left, right=right)
    return framed(title, language, scope, sections, machine="side_by_side")


def _pair(pair: Pair, scope: Scope, language: str) -> tuple[Cell, ...]:
    own = words(language)
    tone = {Change.SAME: Tone.PLAIN, Change.CHANGED: Tone.POSSIBLE}.get(pair.change, Tone.MISSING)
    return (
        cell(own["changes"][pair.change.value], tone=tone),
        _side(pair.left, pair.left_spans, scope),
        _side(pair.right, pair.right_spans, scope),
    )


def _side(quotation: Quotation | None, spans: tuple[Span, ...], scope: Scope) -> Cell:
    if quotation is None:
        return cell("–")
    language = scope.language_of(quotation)
    heading = " ".join(part for part in (quotation.clause, quotation.heading) if part)
    runs, at = [], 0
    for span in sorted((s for s in spans if s.differs), key=lambda s: s.start):
        start, end = max(at, span.start), min(span.end, len(quotation.text))
        if start < end:
            runs += [Run(quotation.text[at:start], language=language)] if start > at else []
            runs.append(Run(quotation.text[start:end], marked=True, language=language))
            at = end
    runs.append(Run(quotation.text[at:], language=language, note=Note(quotation)))
    paragraphs = [paragraph(heading, bold=True)] if heading else []
    return Cell((*paragraphs, Paragraph(tuple(runs))))
