"""``sopuri checklist``: what to see to before, at and after a negotiation, and what a draft lacks of it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, UsageError, ready_searcher, settings_of, show

if TYPE_CHECKING:
    from assistant.answers.results import Checklist, Item
    from assistant.keeping import Saved


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    parser = commands.add("checklist", _checklist, "make a negotiation checklist, against a draft where one is given")
    parser.add_argument("--draft", metavar="FILE", help="a draft: the path of a file, or a document in the index")
    parser.add_argument("--region", metavar="R", help="the region that negotiates")
    parser.add_argument("--name", help="the saved checklist; what follows is kept under this name")
    parser.add_argument("--tick", metavar="ID", action="append", default=[], help="this item is done; may be repeated")
    parser.add_argument("--untick", metavar="ID", action="append", default=[], help="this item is open again")
    parser.add_argument(
        "--note", nargs=2, metavar=("ID", "TEXT"), action="append", default=[], help="write notes to this item"
    )
    parser.add_argument(
        "--reword", nargs=2, metavar=("ID", "TEXT"), action="append", default=[], help="put this item in your own words"
    )
    parser.add_argument(
        "--add",
        nargs=2,
        metavar=("PHASE", "TEXT"),
        action="append",
        default=[],
        help="add an item of your own before, at or after the negotiation",
    )
    parser.add_argument("--remove", metavar="ID", action="append", default=[], help="remove an item of your own")
    parser.add_argument("--language", choices=["fi", "sv"], help="language of the checklist (SOPURI_LANGUAGE)")


def _checklist(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.answers.checklists import checklist, render
    from assistant.keeping import ChecklistFiles, Saved, merged
    from assistant.opening import read_draft
    from assistant.phrases import phrase
    from assistant.search import UnknownRegionError

    settings = settings_of(options)
    language = options.language or settings.language
    edits = any((options.tick, options.untick, options.note, options.reword, options.add, options.remove))
    if edits and not options.name:
        raise UsageError(phrase(language, "checklist.need_name"))
    files = ChecklistFiles(settings.data / "checklists", language)
    saved = files.load(options.name) if options.name else Saved()
    searcher = ready_searcher(settings)
    draft = None
    if options.draft is not None:
        draft = read_draft(settings, searcher, options.draft)
        if draft is None:
            raise UsageError(phrase(language, "checklist.no_document", file=options.draft))
        if not draft.clauses:
            print(phrase(language, "checklist.empty_draft", file=draft.file), file=sys.stderr)
    try:
        fresh = checklist(searcher, options.region or saved.region, draft, language)
    except UnknownRegionError as error:
        raise UsageError(phrase(language, "cli.region_unknown", asked=error)) from error
    if options.name and (edits or options.region):
        saved = files.change(options.name, lambda old: _edited(old, fresh, options, language))
    result = merged(fresh, saved)
    show(options, asjson.checklist(result), render(result))
    return 0


def _edited(saved: Saved, fresh: Checklist, options: argparse.Namespace, language: str) -> Saved:
    """What was saved with all changes that the flags ask for. Raises UsageError, before anything is saved."""
    import dataclasses

    from assistant.answers.results import Phase
    from assistant.keeping import added, merged, noted, removed, reworded, ticked
    from assistant.phrases import phrase

    if options.region:
        saved = dataclasses.replace(saved, region=fresh.region)

    def item(name: str) -> Item:
        found = [item for item in merged(fresh, saved).items if item.id == name]
        if not found:
            raise UsageError(phrase(language, "checklist.no_item", item=name))
        return found[0]

    for where, text in options.add:
        if where not in {phase.value for phase in Phase}:
            raise UsageError(phrase(language, "checklist.no_phase", phase=where))
        if not text.strip():
            raise UsageError(phrase(language, "checklist.no_text"))
        saved = added(saved, Phase(where), text, language)
    for name in options.tick:
        saved = ticked(saved, item(name))
    for name in options.untick:
        saved = ticked(saved, item(name), done=False)
    for name, text in options.note:
        saved = noted(saved, item(name), text)
    for name, text in options.reword:
        saved = reworded(saved, item(name), text)
    for name in options.remove:
        saved = removed(saved, item(name).id)
    return saved
