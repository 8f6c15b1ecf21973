"""``sopuri export``: a result as a Word document, a comparison as a workbook too."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, UsageError, ready_searcher, settings_of, show
from assistant.cli.compare import check_against, compared, named_pair
from assistant.cli.draft import drafted
from assistant.phrases import UserError

if TYPE_CHECKING:
    from assistant.export import Report
    from assistant.model import Agreement
    from assistant.search import Searcher
    from assistant.settings import Settings

_WORD, _WORKBOOK = ".docx", ".xlsx"


def add(commands: Commands) -> None:
    """Name the command, its kinds and their flags."""
    export = commands.add(
        "export", _nothing, "write a Word document of an answer, a comparison, a draft, a checklist or a review"
    )
    export.add_argument(
        "--output", metavar="FILE", type=Path, help="the file to write: .docx, or .xlsx of a comparison"
    )
    kinds = export.add_subparsers(title="kinds", metavar="", required=True)

    def kind(name: str, report: _Reporter, text: str) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name, parents=[commands.repeated()], help=text, description=text)
        parser.add_argument("--output", metavar="FILE", type=Path, default=argparse.SUPPRESS, help="the file to write")
        parser.set_defaults(run=_export, report=report, kind=name)
        return parser

    answer = kind("answer", _answer, "an answer to one question")
    answer.add_argument("question", help="the question, in Finnish or Swedish")
    answer.add_argument("--region", action="append", default=[], help="only this region; may be repeated")
    compare = kind("compare", _compare, "a comparison of the agreements, or of two clause by clause")
    for name, text in (("topic", "topic"), ("region", "region"), ("party", "party"), ("status", "status")):
        compare.add_argument(f"--{name}", action="append", default=[], help=f"only this {text}; may be repeated")
    compare.add_argument("--language", action="append", default=[], help="only agreements in this language: fi, sv")
    compare.add_argument("--against", nargs=2, metavar=("FILE1", "FILE2"), help="two agreements side by side")
    draft = kind("draft", _draft, "alternatives for a clause")
    draft.add_argument("topic", help="the topic or aspect")
    draft.add_argument("--region", action="append", default=[], help="the region that the clause is for")
    draft.add_argument("--language", choices=("fi", "sv"), help="of the clause; by default that of the region")
    checklist = kind("checklist", _checklist, "a checklist for the negotiation")
    checklist.add_argument("--draft", metavar="FILE", help="a draft to check against")
    checklist.add_argument("--name", help="the saved checklist")
    checklist.add_argument("--region", action="append", default=[], help="the region that is negotiated for")
    review = kind("review", _review, "a review of a draft")
    review.add_argument("file", metavar="FILE", help="the draft")
    review.add_argument("--language", choices=("fi", "sv"), help="of the remarks; the draft's own by default")


_Reporter = Callable[[argparse.Namespace, "Settings", "Searcher"], "Report"]


def _nothing(_: argparse.Namespace) -> int:
    raise UserError("cli.export_kinds")


def _export(options: argparse.Namespace) -> int:
    from assistant.export import write_word
    from assistant.phrases import phrase
    from assistant.search import UnknownRegionError

    settings = settings_of(options)
    output: Path | None = options.output
    if output is None:
        raise UsageError(phrase(settings.language, "export.no_output"))
    suffix = output.suffix.lower()
    matrix = options.kind == "compare" and not options.against
    if suffix != _WORD and not (suffix == _WORKBOOK and matrix):
        raise UsageError(phrase(settings.language, "export.wrong_suffix", path=output))
    searcher = ready_searcher(settings)
    try:
        report: Report = options.report(options, settings, searcher)
    except UnknownRegionError as error:
        raise UsageError(phrase(settings.language, "cli.region_unknown", asked=error)) from error
    if suffix == _WORD:
        write_word(report, output)
    quotes = len({note.quotation for note in report.notes()})
    text = phrase(settings.language, "export.written", file=output, quotes=quotes)
    show(options, {"file": str(output), "kind": options.kind, "quotes": quotes}, text)
    return 0


def _answer(options: argparse.Namespace, _: Settings, searcher: Searcher) -> Report:
    from assistant.chat import Conversation
    from assistant.export import answer_report, scope_of

    answer = Conversation(searcher).ask(options.question, tuple(options.region))
    return answer_report(answer, scope_of(searcher.corpus))


def _compare(options: argparse.Namespace, settings: Settings, searcher: Searcher) -> Report:
    from assistant.answers.side_by_side import side_by_side
    from assistant.export import comparison_report, scope_of, side_by_side_report, write_sheet

    if options.against:
        check_against(options)
        searcher, positions = named_pair(options, settings, searcher)
        pairs = side_by_side(searcher, *positions)
        return side_by_side_report(pairs, scope_of(searcher.corpus), settings.language)
    found = compared(options, settings, searcher)
    scope = scope_of(searcher.corpus)
    if options.output.suffix.lower() == _WORKBOOK:
        write_sheet(found, scope, options.output)
    return comparison_report(found, scope)


def _draft(options: argparse.Namespace, settings: Settings, searcher: Searcher) -> Report:
    from assistant.export import draft_report, scope_of
    from assistant.phrases import phrase

    region = _one_region(options)
    if not region:
        raise UsageError(phrase(settings.language, "draft.no_region"))
    return draft_report(drafted(options, settings, searcher, region), scope_of(searcher.corpus))


def _checklist(options: argparse.Namespace, settings: Settings, searcher: Searcher) -> Report:
    from assistant.answers.checklists import checklist
    from assistant.export import checklist_report, scope_of
    from assistant.keeping import ChecklistFiles, Saved, merged

    files = ChecklistFiles(settings.data / "checklists", settings.language)
    saved = files.load(options.name) if options.name else Saved()
    own = _read(options.draft, settings, searcher) if options.draft else None
    found = checklist(searcher, _one_region(options) or saved.region, own, settings.language)
    return checklist_report(merged(found, saved), scope_of(searcher.corpus, draft=own))


def _review(options: argparse.Namespace, settings: Settings, searcher: Searcher) -> Report:
    from assistant.answers.reviews import review
    from assistant.export import review_report, scope_of

    own = _read(options.file, settings, searcher)
    return review_report(review(searcher, own, options.language), scope_of(searcher.corpus, draft=own))


def _one_region(options: argparse.Namespace) -> str | None:
    if len(options.region) > 1:
        raise UserError("cli.one_region", kind=options.kind)
    return options.region[0] if options.region else None


def _read(file: str, settings: Settings, searcher: Searcher) -> Agreement:
    """A draft, read without being added to the index. Raises UsageError, DocumentError."""
    from assistant.opening import read_draft
    from assistant.phrases import phrase

    draft = read_draft(settings, searcher, file)
    if draft is None:
        raise UsageError(phrase(settings.language, "cli.no_file", file=file))
    return draft
