"""A short summary above the quotations, checked statement by statement as it is written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.chat.grounding import Dropped, Grounded, Kept, grounded, grounded_so_far
from assistant.chat.model.errors import ModelError
from assistant.chat.model.language_model import LanguageModel
from assistant.chat.model.prompts import data, fence, prompt
from assistant.chat.model.sending import Sent, sent
from assistant.index.corpus import Corpus
from assistant.model import Answer, Quotation
from assistant.phrases import phrase

_LONG_PIECE = 20  # characters


@dataclass(frozen=True, slots=True)
class Summary:
    """What of a model's summary may be shown.

    ``statements`` are those that their quotations support; ``cites`` in them are positions in ``quotations``, from 1. ``note`` is what
    the user is told beside it, in the answer's language; ``finished`` says that nothing more comes.
    """

    model: str
    statements: tuple[Kept, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    note: str = ""
    finished: bool = True

    @property
    def text(self) -> str:
        """The statements as one paragraph."""
        return " ".join(statement.text for statement in self.statements)


def summary(
    answer: Answer, corpus: Corpus, model: LanguageModel, cancel: threading.Event | None = None
) -> Summary | None:
    """The whole summary of ``answer``; None where there is nothing to sum up. Never raises for what a model does."""
    found = list(summaries(answer, corpus, model, cancel))
    return found[-1] if found else None


def summaries(
    answer: Answer, corpus: Corpus, model: LanguageModel, cancel: threading.Event | None = None
) -> Iterator[Summary]:
    """The summary as it grows, one value for each statement that was checked; the last is finished.

    Nothing comes where the answer quotes nothing. Whatever the model or its server does, the last value says in ``note`` what the user
    has to know, and no statement is in it that its quotations do not support.
    """
    if not any(f.quotes for f in answer.findings) and not answer.basis:
        return
    language = "sv" if answer.language == "sv" else "fi"
    given = sent(answer, corpus, model.classes, model.context)
    blank = Summary(model.name, quotations=given.quotations, finished=False)
    if not given.quotations:
        key = "nothing_allowed" if given.withheld else "nothing_fits"
        yield replace(blank, note=phrase(language, f"llm.{key}"), finished=True)
        return
    text, problem, shown = "", "", 0
    try:
        for piece in model.ask(prompt(language, "summary"), _slots(given, language), cancel):
            text += piece
            if len(piece) < _LONG_PIECE and not any(c.isspace() for c in piece):
                continue  # no sentence is finished before the first letter of the next
            so_far = grounded_so_far(text, given.evidence)
            if len(so_far.kept) > shown:
                shown = len(so_far.kept)
                yield replace(blank, statements=so_far.kept, dropped=so_far.dropped)
    except ModelError as error:
        problem = error.key
    # What broke off in the middle of a sentence says nothing.
    found = grounded(text, given.evidence) if not problem else grounded_so_far(text, given.evidence)
    note = _note(found, given, problem, language)
    yield replace(blank, statements=found.kept, dropped=found.dropped, note=note, finished=True)


def _slots(given: Sent, language: str) -> dict[str, str]:
    mark = fence()
    return {"mark": mark, "question": data(given.question, mark), "quotations": data_of(given, language, mark)}


def data_of(given: Sent, language: str, mark: str) -> str:
    """The quotations as data; each was made plain already, entry by entry, so that none can begin another."""
    return f"<<<{mark}\n{given.listed(language)}\n{mark}>>>"


def _note(found: Grounded, given: Sent, problem: str, language: str) -> str:
    """What the user has to know, a sentence each."""
    notes = []
    if problem:
        notes.append(phrase(language, f"llm.failed.{problem}"))
    elif not found.kept:
        notes.append(phrase(language, "llm.nothing_left"))
    if found.dropped:
        notes.append(phrase(language, "llm.dropped", count=len(found.dropped)))
    if given.withheld:
        notes.append(phrase(language, "llm.withheld", count=given.withheld))
    if given.cut:
        notes.append(phrase(language, "llm.cut", count=given.cut))
    return " ".join(notes)
