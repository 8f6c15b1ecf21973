"""A follow-up question restated as a whole one, which is then answered without the model.

The model is never trusted: a restated question may only hold words that the user has said, and no region that the user did not name.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

from assistant.chat.grounding.lexicon import actor, ignored, letters, same_word
from assistant.chat.grounding.statements import cleaned
from assistant.chat.model.language_model import LanguageModel
from assistant.chat.model.prompts import data, fence, prompt
from assistant.search.names import keys

_LONGEST = 300  # characters
_ASKING = re.compile(
    r"(?:kuka|ketkä|kenen|kenelle|keneltä|mikä|mitä|minkä|missä|mistä|mihin|miten|milloin|"
    r"miksi|kuinka|paljonko|montako|onko|ovatko|voiko|saako|tuleeko|pitääkö|millä|miltä|mille|"
    r"pitkä|suuri|usein|iso|kauan|moni|monta|vem|vilka|vilken|vilket|vad|var|"
    r"när|hur|varför|vart|varifrån|länge|lång|mycket|många|ofta|stor|entä|ja)"
)


def restated(
    question: str, earlier: Sequence[str], language: str, model: LanguageModel, cancel: threading.Event | None = None
) -> str | None:
    """``question`` as a whole question in the light of the ``earlier`` ones; None where the model adds anything.

    Questions are only sent where the model may receive anything at all. Raises ModelError.
    """
    if not earlier or not model.classes:
        return None
    mark = fence()
    slots = {"mark": mark, "earlier": data("\n".join(earlier), mark), "question": data(question, mark)}
    return trusted("".join(model.ask(prompt(language, "restate"), slots, cancel)), question, earlier)


def trusted(text: str, question: str, earlier: Sequence[str]) -> str | None:
    """``text`` where it is one question made of the user's own words, else None."""
    lines = [line.strip() for line in cleaned(text).splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > _LONGEST or not lines[0].endswith("?"):
        return None
    said = [m.group() for words in (question, *earlier) for m in letters(words.lower())]
    named = frozenset(key for word in said for key in keys(word))
    for match in letters(lines[0]):
        word, lower = match.group(), match.group().lower()
        if lower in ignored() or _ASKING.fullmatch(lower):
            continue
        if actor(lower) is not None and any(actor(other) == actor(lower) for other in said):
            continue
        if not any(same_word(lower, other) for other in said) and not keys(lower) & named:
            return None
        if word[0].isupper() and match.start() and not keys(lower) & named:
            return None
    return lines[0]
