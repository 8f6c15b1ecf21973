"""A turn of the conversation with a language model's help: a follow-up of which the rules make nothing is restated by it.

The model only says what was asked. The whole question, made of the user's own words, is answered like any other, and where that finds
nothing either, the first answer stands.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from assistant.chat.conversation import Conversation
from assistant.chat.leaning import leaning
from assistant.chat.making import spoken
from assistant.chat.model.errors import ModelError
from assistant.chat.model.language_model import LanguageModel
from assistant.chat.model.restating import restated
from assistant.chat.model.sending import without_hidden
from assistant.chat.state import State
from assistant.chat.turns import Reply
from assistant.model import AnswerKind, Verdict
from assistant.phrases import phrase

_REMEMBERED = 4  # earlier questions that are sent
_LONGEST_WAIT = 10.0  # seconds; whoever asks waits for it without an answer
_SHARE = 1 / 3  # of the time-out, so that most of it is left for the summary
_LIKELY = 0.5  # probability below which an aspect of a turn that leans is a guess


def turned(
    conversation: Conversation,
    question: str,
    regions: tuple[str, ...] = (),
    model: LanguageModel | None = None,
    cancel: threading.Event | None = None,
    asking: AbstractContextManager[object] | None = None,
) -> Reply:
    """The next turn of ``conversation``; ``asking`` is held while it is answered, but not while the model is waited for.

    The model may take a third of its time-out, at most ten seconds; whatever it does, there is an answer. Raises UnknownRegionError.
    """
    asking = asking or nullcontext()
    before, shown = conversation.state, conversation.shown
    with asking:
        reply = conversation.turn(question, regions)
    if model is None or not model.classes or before.empty or not unresolved(reply, before, question):
        return reply
    language = spoken(reply.answer.language)
    try:
        whole = _whole(question, [turn.answer.question for turn in shown], language, conversation, model, cancel)
    except ModelError as error:
        return _kept(conversation, reply, note=phrase(language, f"llm.failed.{error.key}"))
    if whole is None or whole == question:
        return reply
    again = Conversation(conversation.searcher, before, shown)
    with asking:
        second = again.turn(whole, regions)
    if not _found(second):
        return reply
    conversation.state, conversation.shown = again.state, again.shown
    second = dataclasses.replace(second, answer=dataclasses.replace(second.answer, question=question))
    return _kept(conversation, second, restated=whole, note=phrase(language, "llm.restated", question=whole))


def unresolved(reply: Reply, before: State, question: str) -> bool:
    """Whether the rules made nothing of a follow-up: they ask back, refuse, guess, or find it nowhere."""
    if reply.answer.kind in (AnswerKind.CLARIFY, AnswerKind.REFUSED):
        return True
    # What was asked last, only for another region or party, is understood whatever is found.
    if not leaning(question).any or reply.result is not None or reply.state.question == before.question:
        return False
    return not _found(reply) or not reply.state.aspects or reply.state.aspects[0][1] < _LIKELY


def _found(reply: Reply) -> bool:
    return reply.result is not None or any(f.verdict is not Verdict.NOT_MENTIONED for f in reply.answer.findings)


def _whole(
    question: str,
    earlier: Sequence[str],
    language: str,
    conversation: Conversation,
    model: LanguageModel,
    cancel: threading.Event | None,
) -> str | None:
    """The model's whole question; None where it gives none, or where a question names what the model may not know of."""
    corpus = conversation.searcher.corpus
    said = [text for text in earlier[-_REMEMBERED:] if text]
    if any(without_hidden(text, corpus, model.classes) != text for text in (question, *said)):
        return None
    quick = model.within(min(_LONGEST_WAIT, model.runner.timeout * _SHARE))
    return restated(question, said, language, quick, cancel)


def _kept(conversation: Conversation, reply: Reply, *, note: str, restated: str = "") -> Reply:
    """``reply`` with what is said of the model, also where the conversation remembers it."""
    told = dataclasses.replace(reply, restated=restated, note=note)
    if conversation.shown and conversation.shown[-1].state is reply.state:
        conversation.shown = [*conversation.shown[:-1], told]
    return told
