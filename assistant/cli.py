"""The program ``sopuri``. Results go to standard output, everything else to standard error."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.search import Searcher
    from assistant.settings import Settings

EXIT_FAILED = 1  # the program did its work, but something in it failed
EXIT_USAGE = 2  # a setting, a flag or the index can't be used as it is


class UsageError(Exception):
    """One sentence for the user; the program ends with EXIT_USAGE."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    options = _parser().parse_args(arguments)
    if not hasattr(options, "run"):
        _parser().print_help()
        return EXIT_USAGE
    try:
        code: int = options.run(options)
        return code
    except UsageError as error:
        return _complain(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_FAILED
    except Exception as error:
        if _is_for_users(error):
            return _complain(error)
        raise


def _complain(error: Exception) -> int:
    print(f"sopuri: {error}", file=sys.stderr)
    return EXIT_USAGE


def _is_for_users(error: Exception) -> bool:
    """Whether ``error`` is one sentence for the user. Heavy modules are imported only when something went wrong."""
    from assistant.opening import USER_ERRORS

    return isinstance(error, USER_ERRORS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sopuri", description="A negotiation assistant for TYM co-operation agreements."
    )
    commands = parser.add_subparsers(title="commands", metavar="")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_argument("--data", type=Path, help="folder of the index (SOPURI_DATA)")
    common.add_argument(
        "--corpus", type=Path, action="append", help="folder of documents; may be repeated (SOPURI_CORPUS)"
    )

    def command(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[common], help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    sync = command("sync", _sync, "make the index match the folders of documents")
    sync.add_argument("--strict", action="store_true", help="exit 1 if a file can't be read")
    sync.add_argument("--rebuild", action="store_true", help="throw the index away first")
    command("documents", _documents, "list the documents in the index")
    clauses = command("clauses", _clauses, "show the clauses of a file, in reading order")
    clauses.add_argument("file", help="a document in the index, or the path of any file")
    ask = command("ask", _ask, "ask how the regions worded a matter")
    ask.add_argument("question", nargs="?", help="the question, in Finnish or Swedish")
    ask.add_argument("--region", action="append", default=[], help="only this region; may be repeated")
    ask.add_argument("--batch", metavar="FILE", help="JSON lines of questions; - is standard input")
    serve = command("serve", _serve, "start the app")
    serve.add_argument("--host", help="address to listen on (SOPURI_HOST)")
    serve.add_argument("--port", type=int, help="port to listen on (SOPURI_PORT)")
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    from assistant.settings import load_settings

    flags: dict[str, Any] = {"data": options.data, "corpus": tuple(options.corpus) if options.corpus else None}
    for name in ("host", "port"):
        flags[name] = getattr(options, name, None)
    return load_settings(**flags)


def _print(options: argparse.Namespace, data: Any, text: str) -> None:
    if options.json:
        json.dump(data, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print(text)


def _sync(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.opening import open_store
    from assistant.phrases import phrase

    settings = _settings(options)
    if not settings.corpus:
        raise UsageError(phrase(settings.language, "cli.no_corpus"))
    from assistant.index import sync

    store = open_store(settings, rebuild=options.rebuild)
    report = sync(store, settings.corpus, settings.data, ocr=settings.ocr, progress=sys.stderr.isatty())
    for failure in report.failed:
        print(f"{failure.file}: {failure.reason}", file=sys.stderr)
    counts = {name: len(getattr(report, name)) for name in ("added", "updated", "removed", "unchanged", "failed")}
    _print(options, asjson.sync_report(report), phrase(settings.language, "cli.synced", **counts))
    return EXIT_FAILED if report.failed and options.strict else 0


def _documents(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.opening import open_store

    documents = [asjson.document(agreement) for agreement in open_store(_settings(options)).agreements()]
    lines = [
        f"{d['file']}\t{d['kind']}\t{d['region'] or '–'}\t{d['status']}\t{d['date'] or '–'}\t{d['language']}\t"
        f"{d['pages'] or '–'}\t{d['clauses']}"
        for d in documents
    ]
    _print(options, documents, "\n".join(lines))
    return 0


def _clauses(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.opening import read_clauses

    pairs = read_clauses(_settings(options), options.file)
    data = {"clauses": [asjson.clause(clause, topics) for clause, topics in pairs]}
    lines = [
        f"{c.number or ''} {c.heading or ''}".strip() + (f"  [s. {c.page}]" if c.page else "") + f"\n{c.text}\n"
        for c, _ in pairs
    ]
    _print(options, data, "\n".join(lines))
    return 0


def _searcher(settings: Settings) -> Searcher:
    from assistant.opening import open_searcher
    from assistant.phrases import phrase

    searcher = open_searcher(
        settings, lambda name: print(phrase(settings.language, "cli.learning", name=name), file=sys.stderr)
    )
    if not searcher.corpus.agreements:
        raise UsageError(phrase(settings.language, "cli.empty_index"))
    return searcher


def _ask(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.chat import Conversation
    from assistant.phrases import phrase
    from assistant.search import UnknownRegionError

    settings = _settings(options)
    if options.batch is None and not options.question:
        raise UsageError("ask takes a question or --batch FILE")
    regions = tuple(options.region)
    questions = list(_batch(options.batch, settings)) if options.batch is not None else []
    searcher = _searcher(settings)

    def answered(conversation: Conversation, question: str) -> Any:
        try:
            return conversation.ask(question, regions)
        except UnknownRegionError as error:
            raise UsageError(phrase(settings.language, "cli.region_unknown", asked=error)) from error

    if options.batch is None:
        answer = answered(Conversation(searcher), options.question)
        _print(options, asjson.answer(answer), answer.text)
        return 0
    sessions: dict[str, Conversation] = {}
    for name, question, session in questions:
        conversation = sessions.setdefault(session, Conversation(searcher)) if session else Conversation(searcher)
        json.dump(asjson.answer(answered(conversation, question), name), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        sys.stdout.flush()
    return 0


def _batch(file: str, settings: Settings) -> Iterator[tuple[str | None, str, str]]:
    """(id, question, session) of each line. Raises UsageError."""
    from assistant.phrases import phrase

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line:
            continue
        try:
            data = json.loads(line) if line[0] in '{"' else line
        except json.JSONDecodeError:
            data = None
        if isinstance(data, str):
            yield None, data, ""
        elif isinstance(data, dict) and isinstance(data.get("question"), str):
            name = data.get("id")
            yield None if name is None else str(name), data["question"], str(data.get("session") or "")
        else:
            raise UsageError(phrase(settings.language, "cli.batch_line", line=number, text=line[:80]))


def _serve(options: argparse.Namespace) -> int:
    from assistant.app import serve

    serve(_settings(options))
    return 0


if __name__ == "__main__":
    sys.exit(main())
