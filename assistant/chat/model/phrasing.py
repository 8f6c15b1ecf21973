"""A draft's passages phrased as one running text by a language model, beside the draft, which always stays.

Every sentence must be supported by the pieces that it cites, as they stand in the draft; each piece traces to a passage or a template.
What the pieces do not support is dropped and counted, and so are the pieces of which nothing is said.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers.results import Alternative, Draft
from assistant.chat.grounding import Dropped, Evidence, Kept, Source, grounded, grounded_so_far
from assistant.chat.model.errors import ModelError
from assistant.chat.model.language_model import LanguageModel
from assistant.chat.model.prompts import data, fence, prompt
from assistant.chat.model.sending import may_receive, tokens, without_hidden
from assistant.index.corpus import Corpus
from assistant.model import AgreementId
from assistant.phrases import phrase

_CITES = re.compile(r"\s*\[[\d\s,;–-]+\]")


@dataclass(frozen=True, slots=True)
class Phrased:
    """What of a model's phrasing of an alternative may be shown.

    ``cites`` of ``statements`` are the alternative's pieces, from 1. ``note`` is what the user is told beside it, in the language that
    was asked for.
    """

    model: str
    statements: tuple[Kept, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    note: str = ""

    @property
    def text(self) -> str:
        """The statements as one paragraph, without the numbers of pieces."""
        return " ".join(_CITES.sub("", statement.text) for statement in self.statements)


def phrasings(
    made: Draft, corpus: Corpus, model: LanguageModel, language: str, cancel: threading.Event | None = None
) -> Iterator[Phrased]:
    """Each alternative of a draft as the model phrases it, in their order; ``language`` is that of the notes.

    All of them together take no longer than the model's time-out. Never raises for what a model does.
    """
    deadline = time.monotonic() + model.runner.timeout
    for alternative in made.alternatives:
        quick = model.within(deadline - time.monotonic())
        yield _phrased(alternative, made, corpus, quick, language, cancel)


def _phrased(
    alternative: Alternative,
    made: Draft,
    corpus: Corpus,
    model: LanguageModel,
    language: str,
    cancel: threading.Event | None,
) -> Phrased:
    if not _may_be_sent(alternative, made.region, corpus, model):
        return Phrased(model.name, note=phrase(language, "llm.phrased.nothing_allowed"))
    if tokens(alternative.text) > model.context:
        return Phrased(model.name, note=phrase(language, "llm.phrased.nothing_fits"))
    pieces = tuple(
        Source(number, AgreementId(f"piece {number}"), None, piece.text, language=made.language)
        for number, piece in enumerate(alternative.pieces, 1)
    )
    mark = fence()
    listed = data("\n\n".join(f"({source.number}) {' '.join(source.text.split())}" for source in pieces), mark)
    text, problem = "", ""
    try:
        for part in model.ask(prompt(made.language, "phrase"), {"mark": mark, "passages": listed}, cancel):
            text += part
    except ModelError as error:
        problem = error.key
    evidence = Evidence(pieces)
    # What broke off in the middle of a sentence says nothing.
    found = grounded_so_far(text, evidence) if problem else grounded(text, evidence)
    notes = [phrase(language, f"llm.phrased.{problem}")] if problem else []
    if not found.kept:
        notes = notes or [phrase(language, "llm.phrased.nothing_left")]
    if found.kept and found.dropped:
        notes.append(phrase(language, "llm.phrased.dropped", count=len(found.dropped)))
    said = {number for statement in found.kept for number in statement.cites}
    if found.kept and len(said) < len(pieces):
        notes.append(phrase(language, "llm.phrased.missing", count=len(pieces) - len(said)))
    return Phrased(model.name, found.kept, found.dropped, " ".join(notes))


def _may_be_sent(alternative: Alternative, region: str | None, corpus: Corpus, model: LanguageModel) -> bool:
    """Whether the model may receive the documents of the passages, and those of the region by which places were filled."""
    quoted = {piece.source.agreement for piece in alternative.pieces if piece.source is not None}
    filled = any(slot.value is not None for slot in alternative.slots)
    used = [a for a in corpus.agreements if a.id in quoted or (filled and region and a.description.region == region)]
    return (
        bool(quoted)
        and all(may_receive(agreement, model.classes) for agreement in used)
        and without_hidden(alternative.text, corpus, model.classes).split() == alternative.text.split()
    )
