"""A draft's passages phrased as one running text; where any sentence of it is not theirs, the draft stays as it was."""

from __future__ import annotations

import re
import threading

from assistant.answers.results import Alternative
from assistant.chat.grounding import Evidence, Source, grounded
from assistant.chat.model.errors import ModelError
from assistant.chat.model.language_model import LanguageModel
from assistant.chat.model.prompts import data, fence, prompt
from assistant.chat.model.sending import may_receive
from assistant.index.corpus import Corpus
from assistant.model import AgreementId

_CITES = re.compile(r"\s*\[[\d\s,;–-]+\]")


def phrased(
    alternative: Alternative, corpus: Corpus, language: str, model: LanguageModel, cancel: threading.Event | None = None
) -> str | None:
    """The alternative as the model phrases it, every sentence supported by one of its pieces.

    None, so that the alternative's own text is used, where the model fails, may not receive one of the documents, or writes anything
    that the pieces do not say.
    """
    sources = [piece.source for piece in alternative.pieces if piece.source is not None]
    if not sources or not all(
        may_receive(corpus.agreements[corpus.by_id[s.agreement]], model.classes) for s in sources
    ):
        return None
    pieces = tuple(
        Source(number, AgreementId(f"piece {number}"), None, piece.text, language=language)
        for number, piece in enumerate(alternative.pieces, 1)
    )
    mark = fence()
    listed = data("\n\n".join(f"({source.number}) {' '.join(source.text.split())}" for source in pieces), mark)
    try:
        text = "".join(model.ask(prompt(language, "phrase"), {"mark": mark, "passages": listed}, cancel))
    except ModelError:
        return None
    found = grounded(text, Evidence(pieces))
    if found.dropped or not found.kept:
        return None
    return " ".join(_CITES.sub("", statement.text) for statement in found.kept)
