"""Documents to send on: an answer, a comparison, a draft, a checklist or a review as a Word document, a comparison as a workbook.

A result becomes a ``report.Report``, which knows no format (``answers``, ``comparisons``, ``drafts``, ``checklists``,
``reviews``); ``word`` writes it, with every quotation's source as a footnote. ``sheet`` writes a comparison's figures.
``scope`` is what a document says of the corpus that it was made from.
"""

from assistant.export.answers import answer_report
from assistant.export.checklists import checklist_report
from assistant.export.comparisons import comparison_report, side_by_side_report
from assistant.export.drafts import draft_report
from assistant.export.files import ExportError
from assistant.export.report import Report
from assistant.export.reviews import review_report
from assistant.export.scope import Scope, scope_of
from assistant.export.sheet import write_sheet
from assistant.export.turns import report_of, shown_by, write_shown
from assistant.export.word import write_word

__all__ = [
    "ExportError",
    "Report",
    "Scope",
    "answer_report",
    "checklist_report",
    "comparison_report",
    "draft_report",
    "report_of",
    "review_report",
    "scope_of",
    "shown_by",
    "side_by_side_report",
    "write_sheet",
    "write_shown",
    "write_word",
]
