"""The language model's summary above an answer: written in the background of its turn, shown statement by statement."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.app.markup import element, escaped
from assistant.app.session import Session, Turn
from assistant.phrases import phrase

if TYPE_CHECKING:
    from assistant.chat.model import LanguageModel, Summary

_CITE = re.compile(r"\[(\d+(?:\s*[,;–-]\s*\d+)*)\]")
# A summary is awaited apart from questions, so that a slow model never makes anybody wait for an answer.
SUMMING: dict[str, Any] = {"concurrency_id": "summary", "concurrency_limit": 4}


def summed_up(session: Session, model: LanguageModel | None) -> Iterator[Turn]:
    """The session's newest turn with its summary as it grows; nothing where there is no model or nothing to sum up."""
    turn = session.turns[-1] if session.turns else None
    if model is None or turn is None or turn.answer is None or turn.summary is not None or session.conversation is None:
        return
    from assistant.chat.model import Summary, summaries

    session.cancel = cancel = threading.Event()
    corpus = session.conversation.searcher.corpus
    begun = replace(turn, summary=Summary(model.name, finished=False))
    for summary in _after(begun, summaries(turn.answer, corpus, model, cancel)):
        turn = replace(turn, summary=summary)
        session.finish(turn)
        yield turn


def _after(begun: Turn, found: Iterator[Summary]) -> Iterator[Summary]:
    """First the sign that something comes, where something will."""
    first = True
    for summary in found:
        if first and not summary.finished and begun.summary is not None:
            yield begun.summary
        first = False
        yield summary


def summary_card(turn: Turn, language: str) -> str:
    """The summary as HTML: what it is, its statements with the quotations that they cite, and what the user has to know."""
    summary = turn.summary
    if summary is None:
        return ""
    parts = [element("h3", escaped(phrase(language, "llm.label")), class_="label")]
    if summary.statements:
        parts.append(element("p", " ".join(_statement(s.text, turn, language) for s in summary.statements)))
    if not summary.finished:
        parts.append(element("p", escaped(phrase(language, "llm.waiting")), class_="note", role="status"))
    if summary.note:
        parts.append(element("p", escaped(summary.note), class_="note"))
    if summary.statements:
        parts.append(element("p", escaped(phrase(language, "llm.model", name=summary.model)), class_="note"))
    return element("section", *parts, class_="summary", lang=language)


def _statement(text: str, turn: Turn, language: str) -> str:
    """A statement in which each citation opens its quotation."""
    pieces = []
    done = 0
    for match in _CITE.finditer(text):
        pieces.append(escaped(text[done : match.start()]))
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        pieces += [_cite(number, turn, language) for number in numbers]
        done = match.end()
    return "".join([*pieces, escaped(text[done:])])


def _cite(number: int, turn: Turn, language: str) -> str:
    summary = turn.summary
    quotations = summary.quotations if summary is not None else ()
    quoted = quotations[number - 1] if 0 < number <= len(quotations) else None
    at = next((i for i, source in enumerate(turn.sources) if source.quotation == quoted), None)
    if at is None:
        return escaped(f"[{number}]")
    return element(
        "button",
        escaped(f"[{number}]"),
        type="button",
        class_="quote cite",
        data_turn=turn.number,
        data_quote=at,
        aria_label=phrase(language, "llm.cite", number=number),
    )
