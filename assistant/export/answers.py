"""An answer as a report: every agreement in scope in one table, then what the law, the model and guidance say."""

from __future__ import annotations

from assistant.export.parts import findings_table, framed, quoted, variant_lines, words
from assistant.export.report import Block, Kind, Report, Section, paragraph
from assistant.export.scope import Scope
from assistant.model import Answer, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import tally


def answer_report(answer: Answer, scope: Scope) -> Report:
    """The report of an answer, in the question's language (Finnish where that is neither Finnish nor Swedish)."""
    language = "sv" if answer.language == "sv" else "fi"
    own = words(language)
    sections = []
    if answer.findings or answer.basis:
        if answer.findings:
            sections.append(Section(own["summary"], _summary(answer, scope, language)))
            sections.append(Section(own["regions"], (findings_table(answer.findings, scope, language),)))
        if answer.basis:
            sections.append(Section(own["basis"], (), tuple(_basis(answer, scope, language))))
    else:
        sections.append(Section(own["answer"], _plain(answer.text)))
    facts = [(own["facts"]["question"], answer.question)] if answer.question else []
    if answer.regions:
        facts.append((own["facts"]["regions"], ", ".join(answer.regions)))
    title = answer.topic_label or own["answer"]
    return framed(title, language, scope, sections, facts=facts, machine="answer")


def _summary(answer: Answer, scope: Scope, language: str) -> tuple[Block, ...]:
    count = tally(answer.findings)
    total = len(answer.findings)
    text = phrase(
        language,
        "answers.summary",
        found=count[Verdict.FOUND],
        possible=count[Verdict.POSSIBLE],
        missing=count[Verdict.NOT_MENTIONED],
        total=total,
    )
    blocks: list[Block] = [paragraph(text)]
    if not answer.aspects:
        blocks.append(paragraph(phrase(language, "answers.no_topic"), Kind.NOTICE))
    if count[Verdict.POSSIBLE]:
        blocks.append(paragraph(words(language)["possible_note"]))
    if len(answer.variants) > 1:
        blocks.append(paragraph(words(language)["variants"], bold=True))
        blocks += variant_lines(answer.variants, scope, language)
    return tuple(blocks)


def _basis(answer: Answer, scope: Scope, language: str) -> list[Section]:
    kinds = catalogue(language, "answers")["basis_kind"]
    return [
        Section(f"{kinds[basis.kind.value]}: {basis.file}", tuple(quoted(q, scope) for q in basis.quotes))
        for basis in answer.basis
    ]


def _plain(text: str) -> tuple[Block, ...]:
    """An answer in words: its lines, "- …" as a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(
        paragraph(line.removeprefix("- "), Kind.BULLET if line.startswith("- ") else Kind.BODY) for line in lines
    )
