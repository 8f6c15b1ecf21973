"""Alternatives for a clause as a report: the text with open places marked, and the passages that it was made from."""

from __future__ import annotations

from assistant.answers.results import Alternative, Draft, Piece
from assistant.export.parts import bullets, framed, with_open_places, words
from assistant.export.report import Block, Note, Paragraph, Report, Run, Section, Table, Tone, cell, paragraph
from assistant.export.scope import Scope


def draft_report(draft: Draft, scope: Scope) -> Report:
    """A section for each alternative: text, places to fill, what was changed, what it leaves unsaid."""
    language = draft.language
    own = words(language)
    sections = [_alternative(i, a, scope, language) for i, a in enumerate(draft.alternatives, 1)]
    if not sections:
        sections = [Section(own["alternatives"], (paragraph(own["no_alternatives"]),))]
    if draft.notes:
        sections.append(Section(own["notes"], bullets(draft.notes)))
    facts = [(own["facts"]["region"], draft.region)] if draft.region else []
    notices = [own["withheld"].format(count=draft.withheld)] if draft.withheld else []
    title = own["draft"].format(topic=draft.topic_label)
    return framed(title, language, scope, sections, facts=facts, machine="draft", notices=notices)


def _alternative(number: int, alternative: Alternative, scope: Scope, language: str) -> Section:
    own = words(language)
    blocks: list[Block] = list(_text(alternative, scope))
    if alternative.slots:
        rows = tuple(
            (
                cell(slot.label, bold=True),
                cell(slot.value) if slot.value is not None else cell(own["open"], tone=Tone.POSSIBLE),
                cell(slot.source or "–"),
            )
            for slot in alternative.slots
        )
        blocks += [
            paragraph(own["slots"], bold=True),
            Table((own["slot"], own["value"], own["source"]), rows, (34, 33, 33)),
        ]
    changes = list(dict.fromkeys(change for piece in alternative.pieces for change in piece.changes))
    if changes:
        blocks += [paragraph(own["changed"], bold=True), *bullets(changes)]
    if alternative.notes:
        blocks += [paragraph(own["notes"], bold=True), *bullets(alternative.notes)]
    return Section(own["alternative"].format(number=number, style=alternative.style_label), tuple(blocks))


def _text(alternative: Alternative, scope: Scope) -> tuple[Paragraph, ...]:
    """The alternative's text, each piece with its source as a footnote. What stands between pieces is kept as it is."""
    runs: list[Run] = []
    at = 0
    for piece in alternative.pieces:
        start = alternative.text.find(piece.text, at)
        if start < 0:
            continue
        runs += with_open_places(alternative.text[at:start])
        at = start + len(piece.text)
        runs += _noted(piece, scope)
    runs += with_open_places(alternative.text[at:])
    return _split(runs)


def _noted(piece: Piece, scope: Scope) -> list[Run]:
    runs = list(with_open_places(piece.text))
    if piece.source is None:
        return runs
    return [*runs, Run("", note=Note(piece.source, words=True), language=scope.language_of(piece.source))]


def _split(runs: list[Run]) -> tuple[Paragraph, ...]:
    """Runs as paragraphs: a line break in the text begins a new one."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        # A note stands after the whole run, so it goes with the last line.
        lines = [first, *rest]
        for i, line in enumerate(lines):
            if i:
                paragraphs.append([])
            last = i == len(lines) - 1
            if line or (last and run.note):
                paragraphs[-1].append(
                    Run(line, marked=run.marked, language=run.language, note=run.note if last else None)
                )
    return tuple(Paragraph(tuple(own)) for own in paragraphs if own)
