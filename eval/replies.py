"""What is scored: an answer reduced to a verdict and quotations for each document, whoever gave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.chat import Conversation
from assistant.model import Answer
from assistant.search import Searcher
from eval.gold import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words shown, and the spans of the named document that they are said to be.

    Several spans for a chunk across clauses; its ``text`` then has a line break between them.
    """

    text: str
    clause: str | None
    page: int | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said of one document."""

    file: str
    verdict: str  # "found", "possible" or "not_mentioned"
    confidence: float | None  # probability that the verdict is right; None where none was given
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to one question. ``kind`` as in assistant.model.AnswerKind."""

    kind: str
    replies: tuple[Reply, ...] = ()
    topic: str = ""


Ask = Callable[[str], Response]


class Respondent(Protocol):
    """Whatever answers questions: the product, a variant of it, or a baseline."""

    @property
    def name(self) -> str:
        """What tables call it."""
        ...

    def conversation(self) -> Ask:
        """A new conversation: a function that answers its turns in order."""
        ...


@dataclass(frozen=True, slots=True)
class Product:
    """The assistant as users have it."""

    searcher: Searcher
    name: str = "sopuri"

    def conversation(self) -> Ask:
        """A new conversation."""
        talk = Conversation(self.searcher)
        return lambda question: response(talk.ask(question))


def response(answer: Answer) -> Response:
    """An answer of the assistant as a Response."""
    replies = tuple(
        Reply(
            finding.file,
            finding.verdict.value,
            finding.confidence,
            tuple(Quote(q.text, q.clause, q.page, (Span(q.clause_index, q.start, q.end),)) for q in finding.quotes),
        )
        for finding in answer.findings
    )
    return Response(answer.kind.value, replies, answer.topic or "")
