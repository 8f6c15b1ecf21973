"""What a turn of a conversation showed, as a file."""

from __future__ import annotations

from pathlib import Path

from assistant.answers.results import Checklist, Comparison, Draft, SideBySide
from assistant.chat.turns import Explanation, Export, Format, Reply
from assistant.export.answers import answer_report
from assistant.export.checklists import checklist_report
from assistant.export.comparisons import comparison_report, side_by_side_report
from assistant.export.drafts import draft_report
from assistant.export.report import Report
from assistant.export.scope import Scope
from assistant.export.sheet import write_sheet
from assistant.export.word import write_word
from assistant.model import Answer

Shown = Answer | Draft | Comparison | SideBySide | Checklist


def shown_by(reply: Reply) -> Shown:
    """What there is to write of a reply: what it made or exports, else its answer."""
    if isinstance(reply.result, Export):
        return reply.result.of
    return reply.answer if reply.result is None or isinstance(reply.result, Explanation) else reply.result


def report_of(shown: Shown, scope: Scope, language: str) -> Report:
    """Its report; ``language`` is that of the remarks where it has none of its own."""
    match shown:
        case Answer():
            return answer_report(shown, scope)
        case Draft():
            return draft_report(shown, scope)
        case Comparison():
            return comparison_report(shown, scope)
        case SideBySide():
            return side_by_side_report(shown, scope, language)
        case Checklist():
            return checklist_report(shown, scope)


def write_shown(shown: Shown, form: Format, scope: Scope, language: str, path: Path) -> None:
    """Write a document, or of a comparison a workbook. Raises ExportError, and ValueError where there is no such workbook."""
    if form is Format.WORD:
        write_word(report_of(shown, scope, language), path)
    elif isinstance(shown, Comparison):
        write_sheet(shown, scope, path)
    else:
        raise ValueError("only a comparison becomes a workbook")
