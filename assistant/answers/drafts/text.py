"""A draft as Markdown."""

from __future__ import annotations

from assistant.answers.results import Alternative, Draft
from assistant.answers.text import escaped, place
from assistant.phrases import catalogue, phrase


def draft_text(draft: Draft) -> str:
    """All alternatives with their sources, slots, changes and notes, in the draft's language."""
    language = draft.language
    if draft.region:
        head = phrase(language, "draft.heading", label=escaped(draft.topic_label), region=escaped(draft.region))
    else:
        head = phrase(language, "draft.heading_no_region", label=escaped(draft.topic_label))
    parts = [head, *(escaped(note) for note in draft.notes)]
    for number, alternative in enumerate(draft.alternatives, 1):
        parts += _alternative(number, alternative, language)
    return "\n\n".join(parts)


def _alternative(number: int, alternative: Alternative, language: str) -> list[str]:
    words = catalogue(language, "draft")
    parts = [words["alternative"].format(number=number, style=escaped(alternative.style_label))]
    # Two spaces keep a line break where a list item follows in the same paragraph.
    parts += ["  \n".join(escaped(line) for line in block.split("\n")) for block in alternative.text.split("\n\n")]
    places = dict.fromkeys(place(source, language) for source in alternative.sources)
    parts.append(_list(words["sources"], [words["source"].format(place=where) for where in places]))
    filled = {
        slot.label: words["slot_open"].format(label=escaped(slot.label))
        if slot.value is None or not slot.source
        else words["slot_filled"].format(label=escaped(slot.label), value=escaped(slot.value), source=slot.source)
        for slot in alternative.slots
    }
    changes = dict.fromkeys(change for piece in alternative.pieces for change in piece.changes)
    for heading, lines in (
        ("slots_heading", list(filled.values())),
        ("changes_heading", [words["change"].format(change=escaped(change)) for change in changes]),
        ("notes_heading", [words["note"].format(note=escaped(note)) for note in alternative.notes]),
    ):
        if lines:
            parts.append(_list(words[heading], lines))
    return parts


def _list(heading: str, lines: list[str]) -> str:
    return "\n".join([heading, "", *lines])
