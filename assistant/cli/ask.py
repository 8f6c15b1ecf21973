"""``sopuri ask``: one question, or a file of them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, UsageError, language_model, ready_searcher, settings_of, show
from assistant.phrases import UserError

if TYPE_CHECKING:
    from assistant.chat import Conversation
    from assistant.chat.model import Summary
    from assistant.chat.turns import Reply
    from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    ask = commands.add("ask", _ask, "ask how the regions worded a matter")
    ask.add_argument("question", nargs="?", help="the question, in Finnish or Swedish")
    ask.add_argument("--region", action="append", default=[], help="only this region; may be repeated")
    ask.add_argument("--batch", metavar="FILE", help="JSON lines of questions; - is standard input")
    ask.add_argument(
        "--summary",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="a summary by the language model that SOPURI_LLM names, checked against the quotations",
    )
    ask.add_argument(
        "--export",
        metavar="FILE",
        type=Path,
        help="also write what was shown last: .docx, or .xlsx where it is a comparison",
    )


def _ask(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.chat import Conversation
    from assistant.chat.model import summary, turned
    from assistant.chat.model.text import with_summary
    from assistant.phrases import phrase
    from assistant.search import UnknownRegionError

    settings = settings_of(options)
    if options.batch is None and not options.question:
        raise UserError("cli.no_question")
    check_export(options.export, settings)
    regions = tuple(options.region)
    questions = list(_batch(options.batch, settings)) if options.batch is not None else []
    model = language_model(settings, options.summary)
    searcher = ready_searcher(settings)

    def answered(conversation: Conversation, question: str) -> tuple[Reply, Summary | None]:
        begun = time.monotonic()
        try:
            reply = turned(conversation, question, regions, model)
        except UnknownRegionError as error:
            raise UsageError(phrase(settings.language, "cli.region_unknown", asked=error)) from error
        if model is None:
            return reply, None
        left = model.within(model.runner.timeout - (time.monotonic() - begun))
        return reply, summary(reply.answer, searcher.corpus, left)

    if options.batch is None:
        conversation = Conversation(searcher)
        reply, summed = answered(conversation, options.question)
        show(options, asjson.reply(reply, summary=summed), with_summary(reply.answer, summed, reply.note))
        return exported(options.export, conversation, settings)
    sessions: dict[str, Conversation] = {}
    conversation = Conversation(searcher)
    for name, question, session in questions:
        conversation = sessions.setdefault(session, Conversation(searcher)) if session else Conversation(searcher)
        reply, summed = answered(conversation, question)
        json.dump(asjson.reply(reply, name, summary=summed), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        sys.stdout.flush()
    return exported(options.export, conversation, settings)


def check_export(path: Path | None, settings: Settings) -> None:
    """Raises UsageError where ``path`` is no file that can be written."""
    from assistant.phrases import phrase

    if path is not None and path.suffix.lower() not in (".docx", ".xlsx"):
        raise UsageError(phrase(settings.language, "export.wrong_suffix", path=path))


def exported(path: Path | None, conversation: Conversation, settings: Settings) -> int:
    """Write what ``conversation`` showed last, where that was asked for. Raises UsageError where it can't be written so."""
    from assistant.answers.results import Comparison
    from assistant.chat.turns import Format
    from assistant.export import scope_of, shown_by, write_shown
    from assistant.phrases import phrase

    if path is None:
        return 0
    if not conversation.shown:
        raise UsageError(phrase(settings.language, "chat.nothing_shown"))
    shown, form = shown_by(conversation.shown[-1]), Format(path.suffix.lower()[1:])
    if form is Format.WORKBOOK and not isinstance(shown, Comparison):
        raise UsageError(phrase(settings.language, "export.wrong_suffix", path=path))
    write_shown(shown, form, scope_of(conversation.searcher.corpus), settings.language, path)
    print(phrase(settings.language, "chat.written", file=path), file=sys.stderr)
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
