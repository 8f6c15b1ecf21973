"""A checklist as a report: a table for each phase, to be ticked on paper or on the screen."""

from __future__ import annotations

from assistant.answers.results import Checklist, Item, ItemStatus, Phase
from assistant.export.parts import framed, quoted, words
from assistant.export.report import Cell, Kind, Paragraph, Report, Run, Section, Table, Tone, cell, paragraph
from assistant.export.scope import Scope

_TONES = {
    ItemStatus.DONE: Tone.FOUND,
    ItemStatus.IN_DRAFT: Tone.FOUND,
    ItemStatus.UNCLEAR_IN_DRAFT: Tone.POSSIBLE,
    ItemStatus.MISSING_IN_DRAFT: Tone.MISSING,
    ItemStatus.OPEN: Tone.PLAIN,
}
_TICKED = (ItemStatus.DONE, ItemStatus.IN_DRAFT)
_MOST_EVIDENCE = 2  # passages of an item; a list of a hundred pages is not taken along
_BOXES = {True: "☑", False: "☐"}


def checklist_report(checklist: Checklist, scope: Scope) -> Report:
    """A section for each phase that has items, in the checklist's order."""
    language = checklist.language
    own = words(language)
    sections = []
    for phase in Phase:
        items = [item for item in checklist.items if item.phase is phase]
        if items:
            rows = tuple(_row(item, scope, language) for item in items)
            table = Table((own["status"], own["item"], own["ground"]), rows, (14, 40, 46))
            sections.append(Section(own["phases"][phase.value], (table,)))
    facts = [(own["facts"]["region"], checklist.region)] if checklist.region else []
    if checklist.draft_file:
        facts.append((own["facts"]["draft"], checklist.draft_file))
    return framed(own["checklist"], language, scope, sections, facts=facts, machine="checklist")


def _row(item: Item, scope: Scope, language: str) -> tuple[Cell, ...]:
    own = words(language)
    box = _BOXES[item.status in _TICKED]
    status = cell(f"{box} {own['item_states'][item.status.value]}", tone=_TONES[item.status])
    said = [paragraph(item.text, bold=True)]
    if item.why:
        said.append(paragraph(item.why))
    if item.question:
        said.append(Paragraph((Run(item.question, italic=True),)))
    said += [quoted(q, scope, Kind.BODY, f"{own['in_draft']} ") for q in item.draft]
    said += [quoted(q, scope, Kind.BODY, f"{own['in_present']} ") for q in item.own]
    if item.lacking:
        said.append(paragraph(f"{own['lacking']} {', '.join(item.lacking)}"))
    if item.notes:
        said.append(paragraph(f"{own['own_notes']} {item.notes}"))
    grounds = [paragraph(f"{own['grounds'][ground.kind.value]}: {ground.reference}") for ground in item.grounds]
    shown = item.evidence[:_MOST_EVIDENCE]
    grounds += [quoted(q, scope, Kind.BODY, f"{scope.name(q.agreement, language)}: ") for q in shown]
    if len(item.evidence) > len(shown):
        grounds.append(paragraph(own["more"].format(count=len(item.evidence) - len(shown))))
    return status, Cell(tuple(said)), Cell(tuple(grounds)) if grounds else cell("–")
