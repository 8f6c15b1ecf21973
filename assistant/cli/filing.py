"""``sopuri documents add``, ``replace``, ``remove``, ``restore``, ``bin``, ``describe``, ``personal``: the files are changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.common import EXIT_FAILED, Commands, UsageError, settings_of, show

if TYPE_CHECKING:
    from assistant.filing import Filing, Step
    from assistant.settings import Settings

_KEYS = ("kind", "region", "title", "language", "status", "date", "publicity")


def add(commands: Commands, documents: argparse.ArgumentParser) -> None:
    """Name the commands below ``documents`` and their flags."""
    kinds = documents.add_subparsers(title="changes", metavar="")

    def change(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name, parents=[commands.repeated()], help=text, description=text)
        parser.set_defaults(run=run)
        return parser

    more = change("add", _add, "add files to the documents and the index")
    more.add_argument("files", nargs="+", metavar="FILE", help="a file")
    more.add_argument("--beside", action="store_true", help="add it though one has the same region, date and status")
    newer = change("replace", _replace, "put a newer version in the place of a document, which goes to the bin")
    newer.add_argument("document", help="the document, by its id or file name")
    newer.add_argument("file", metavar="FILE", help="the newer version")
    gone = change("remove", _remove, "take documents out of the index and put their files into the bin")
    gone.add_argument("documents", nargs="+", metavar="DOCUMENT", help="a document, by its id or file name")
    change("bin", _bin, "list what is in the bin")
    back = change("restore", _restore, "put a document of the bin back")
    back.add_argument("entry", help="its name in the bin")
    said = change("describe", _describe, "correct what a document is")
    said.add_argument("document", help="the document, by its id or file name")
    for key in _KEYS:
        said.add_argument(f"--{key}", help=f"its {key}")
    said.add_argument("--party", action="append", help="a party; may be repeated, and then all are meant")
    people = change("personal", _personal, "show where personal data was found in a document, and correct it")
    people.add_argument("document", help="the document, by its id or file name")
    people.add_argument("--show", action="append", default=[], metavar="WORDS", help="these are no personal data")
    people.add_argument("--hide", action="append", default=[], metavar="WORDS", help="these are")


def _filing(options: argparse.Namespace) -> tuple[Filing, Settings]:
    from assistant.filing import Filing

    settings = settings_of(options)
    return Filing(settings), settings


def _tell(settings: Settings) -> Callable[[Step], None]:
    from assistant.phrases import phrase

    def tell(step: Step) -> None:
        said = step.reason or phrase(settings.language, f"filing.{step.stage.value}", clauses=step.clauses)
        print(f"{step.file}: {said}", file=sys.stderr)

    return tell


def _add(options: argparse.Namespace) -> int:
    filing, settings = _filing(options)
    tell = _tell(settings)
    steps = [filing.add(Path(file), Path(file).name, beside=options.beside, tell=tell) for file in options.files]
    return _told(options, steps)


def _replace(options: argparse.Namespace) -> int:
    filing, settings = _filing(options)
    path = Path(options.file)
    return _told(options, [filing.add(path, path.name, instead_of=options.document, tell=_tell(settings))])


def _told(options: argparse.Namespace, steps: list[Step]) -> int:
    from assistant.filing import Stage

    files = [
        {"file": s.file, "stage": s.stage.value, "agreement_id": s.document, "other": s.other, "reason": s.reason}
        for s in steps
    ]
    lines = [f"{s.file}\t{s.stage.value}\t{s.document or s.other or '–'}" for s in steps]
    show(options, {"files": files}, "\n".join(lines))
    return 0 if all(step.stage in (Stage.SEARCHABLE, Stage.SAME) for step in steps) else EXIT_FAILED


def _checked(settings: Settings, run: Callable[[], Any]) -> Any:
    """What ``run`` returns. Raises UsageError where a change can't be made."""
    from assistant.filing import FilingError

    try:
        return run()
    except FilingError as error:
        raise UsageError(error.reason(settings.language)) from None


def _remove(options: argparse.Namespace) -> int:
    filing, settings = _filing(options)
    removed = []
    for document in options.documents:
        entry = _checked(settings, partial(filing.remove, document))
        removed.append({"document": document, "entry": entry.id if entry else None})
    show(options, {"removed": removed}, "\n".join(f"{one['document']}\t{one['entry'] or '–'}" for one in removed))
    return 0


def _bin(options: argparse.Namespace) -> int:
    from assistant.phrases import phrase

    filing, settings = _filing(options)
    entries = filing.binned()
    data = [{"entry": e.id, "file": e.file, "title": e.title, "region": e.region, "removed": e.when} for e in entries]
    lines = [f"{e.id}\t{e.file}\t{e.region or '–'}\t{e.when}" for e in entries]
    show(options, data, "\n".join(lines) or phrase(settings.language, "filing.empty_bin"))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.phrases import phrase

    filing, settings = _filing(options)
    found = _checked(settings, lambda: filing.restore(options.entry))
    show(options, asjson.document(found), phrase(settings.language, "filing.restored", document=found.file))
    return 0


def _describe(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.phrases import phrase

    filing, settings = _filing(options)
    changes: dict[str, Any] = {key: getattr(options, key) for key in _KEYS if getattr(options, key) is not None}
    if options.party:
        changes["parties"] = options.party
    found = _checked(settings, lambda: filing.describe(options.document, changes))
    show(options, asjson.document(found), phrase(settings.language, "filing.described", document=found.file))
    return 0


def _personal(options: argparse.Namespace) -> int:
    from assistant.opening import indexed_document

    filing, settings = _filing(options)
    if options.show or options.hide:
        corrected = partial(filing.correct_personal, options.document, show=options.show, hide=options.hide)
        found = _checked(settings, corrected)
    else:
        found = indexed_document(settings, options.document)
    rows = [
        {
            "kind": p.kind.value,
            "words": p.words,
            "clause": c.number,
            "page": c.page if p.heading else c.page_at(p.start),
        }
        for c in found.clauses
        for p in c.personal
    ]
    lines = [f"{r['kind']}\t{r['words']}\t{r['clause'] or '–'}\t{r['page'] or '–'}" for r in rows]
    show(options, {"agreement_id": found.id, "personal": rows}, "\n".join(lines))
    return 0
