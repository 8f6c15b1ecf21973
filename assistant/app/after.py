"""What stands below an answer: copying it with its sources, Word, and what its reader thinks of it."""

from __future__ import annotations

from typing import Any

from assistant.app.markup import element, escaped
from assistant.app.places import place
from assistant.app.session import Turn
from assistant.model import Finding, Quotation, Verdict
from assistant.phrases import catalogue, phrase

_SHEETS = (  # two sheets, drawn: not every font has the sign
    '<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">'
    '<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5 3v-.5h-8v8H3"/></svg>'
)
JUDGEMENTS = ("right", "wrong", "missing")


def spoken(quotation: Quotation, language: str, region: str | None = None) -> str:
    """A quotation as it is pasted elsewhere: its words, then region, clause, page and file."""
    where = place(quotation, language)
    return f"”{quotation.text}” ({f'{region}, ' if region else ''}{where})"


def copy_button(text: str, language: str, name: str = "") -> str:
    """A button that puts ``text`` on the clipboard; the page's script does so. ``name`` is its own where it copies no quotation."""
    words = catalogue(language, "history")
    name = name or words["copy"]
    return element(
        "button",
        _SHEETS,
        type="button",
        class_="copy",
        aria_label=name,
        title=name,
        data_text=text,
        data_copied=words["copied"],
    )


def plain_text(turn: Turn, language: str) -> str:
    """The whole answer as text: each region with its quotations and their places."""
    answer = turn.answer
    assert answer is not None
    lines = [turn.question, ""]
    if not (answer.findings or answer.basis):
        return "\n".join([*lines, answer.text])
    for verdict in Verdict:
        found = [f for f in answer.findings if f.verdict is verdict]
        if found:
            lines += [f"{phrase(language, f'app.answer.{verdict.value}')}:"]
            lines += [line for finding in found for line in _lines(finding, language)]
            lines.append("")
    for basis in answer.basis:
        lines.append(catalogue(language, "answers")["basis_kind"][basis.kind.value] + ":")
        lines += [f"- {spoken(q, language)}" for q in basis.quotes]
    return "\n".join(lines).strip()


def _lines(finding: Finding, language: str) -> list[str]:
    name = finding.region or phrase(language, "answers.region_unknown")
    if not finding.quotes:
        return [f"- {name} ({finding.file})"]
    return [f"- {name}: {spoken(q, language)}" for q in finding.quotes]


def after(turn: Turn, language: str) -> str:
    """The line below an answer. ``language`` is the page's."""
    words: dict[str, Any] = catalogue(language, "history")
    number = turn.number

    def button(key: str, act: str, **more: object) -> str:
        return element(
            "button", escaped(words[key]), type="button", class_="small", data_act=act, data_turn=number, **more
        )

    judged = (
        element(
            "button",
            escaped(words["judgements"][name]),
            type="button",
            class_="small",
            data_act="judge",
            data_turn=number,
            data_judgement=name,
            aria_pressed="true" if turn.judgement == name else "false",
        )
        for name in JUDGEMENTS
    )
    note = element(
        "label",
        escaped(words["note"]),
        element("textarea", escaped(turn.note), rows=2, maxlength=2000, data_act="note", data_turn=number),
        class_="noted",
        hidden=None if turn.judgement else "",
    )
    return element(
        "div",
        button("copy_all", "copy", data_text=plain_text(turn, language), data_copied=words["copied"]),
        button("word", "word"),
        element(
            "span",
            element("span", escaped(words["judge"])),
            *judged,
            class_="judging",
            role="group",
            aria_label=words["judge"],
        ),
        note,
        class_="after",
        lang=language,
        data_thanks=words["thanks"],
    )
