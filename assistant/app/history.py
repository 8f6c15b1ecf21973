"""Conversations that outlive a page: kept as they go on, listed, opened again by their owner and nobody else."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.app.access import from_scope, viewer
from assistant.app.library import Library
from assistant.app.markup import element, escaped
from assistant.app.recording import Event, record
from assistant.app.session import Session, Turn, answered
from assistant.chat.remaking import LostError, kept_reply, remade
from assistant.chat.turns import Reply
from assistant.keeping import KeptError
from assistant.model import AgreementId
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher

if TYPE_CHECKING:
    from assistant.index.corpus import Corpus
    from assistant.keeping.conversations import Conversations, KeptTurn, Listed

KEY = "sopuri.conversations"  # of the ASGI scope
PARAMETER = "keskustelu"  # of the page's address
_MOST_REMADE = 20  # drafts, comparisons, … of a conversation that are made again when it is opened: each takes time
_LOG = logging.getLogger(__name__)


class WithConversations:
    """ASGI middleware by which handlers find the conversations."""

    def __init__(self, app: Any, kept: Conversations) -> None:
        self._app, self._kept = app, kept

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._app({**scope, KEY: self._kept}, receive, send)


def conversations() -> Conversations | None:
    """The conversations of the server; None outside one."""
    found: Conversations | None = from_scope(KEY)
    return found


def _carefully(what: Callable[[Conversations], Any]) -> Any:
    """``what`` with the conversations. Where they can't be read or written, answering goes on, and it is logged."""
    kept = conversations()
    if kept is None:
        return None
    try:
        return what(kept)
    except KeptError as error:
        _LOG.error("Conversations can't be kept: %s", error)
        return None


def keep_question(session: Session, turn: Turn) -> None:
    """Keep a question before its answer is looked for; the first begins a conversation."""
    owner = viewer().name

    def keep(kept: Conversations) -> None:
        if session.kept is None:
            session.kept = kept.begin(owner, turn.question)
        if not kept.ask(owner, session.kept, turn.number, turn.question, turn.regions):
            session.kept = kept.begin(owner, turn.question)  # it was deleted meanwhile
            kept.ask(owner, session.kept, turn.number, turn.question, turn.regions)

    _carefully(keep)


def keep_answer(name: str | None, turn: Turn, *, stopped: bool = False) -> None:
    """Keep how a turn of the conversation ``name`` ended."""
    from assistant.keeping.conversations import State

    if name is None:
        return
    state = State.STOPPED if stopped else State.ANSWERED if turn.answer is not None else State.FAILED
    data = kept_reply(turn.reply) if turn.reply is not None else None
    _carefully(lambda kept: kept.answer(viewer().name, name, turn.number, state, data))


def resume(session: Session, name: str | None, library: Library, language: str) -> bool:
    """Open a conversation of the viewer's; False where there is none of this id, or nothing to show it over yet."""
    searcher = library.state_for(viewer()).searcher
    if not name or searcher is None:
        return False
    turns = _carefully(lambda kept: kept.load(viewer().name, name))
    if turns is None:
        return False
    session.forget()
    session.kept, session.searcher = name, searcher
    session.turns = _restored(turns[-session.LONGEST :], searcher, library, language)
    session.asked = max([session.asked, *(turn.number + 1 for turn in turns)])
    session.resumed = any(turn.waits for turn in session.turns)
    files = [source.quotation.file for turn in session.turns for source in turn.sources]
    if files:
        record(Event.SHOWN, files, detail="a conversation was opened again")
    return True


def waits(session: Session) -> bool:
    """Whether an answer to the conversation that is open may still come."""
    turns = _carefully(lambda kept: kept.load(viewer().name, session.kept or ""))
    return any(turn.waits for turn in turns or ())


def resume_wanted(session: Session, library: Library, language: str) -> None:
    """Open the conversation that the page's address names, once there is a corpus."""
    if session.wanted and library.state_for(viewer()).searcher is not None:
        resume(session, session.wanted, library, language)
        session.wanted = None


def _restored(turns: Sequence[KeptTurn], searcher: Searcher, library: Library, language: str) -> list[Turn]:
    """Kept turns with their answers over what the viewer may see now."""
    newest = [turn.number for turn in turns if turn.answer is not None and turn.answer.get("made")][-_MOST_REMADE:]
    found: list[Turn] = []
    for turn in turns:
        shown = [one.reply for one in found if one.reply is not None and one.reply.shows]
        made = turn.answer is not None and bool(turn.answer.get("made"))
        # What is only read does not wait for those who ask.
        with library.asking if made else contextlib.nullcontext():
            found.append(_shown(turn, searcher, shown, language, old=made and turn.number not in newest))
    return found


def _shown(turn: KeptTurn, searcher: Searcher, before: list[Reply], language: str, *, old: bool) -> Turn:
    from assistant.keeping.conversations import State

    judged = turn.judgement.value if turn.judgement else ""
    shown = Turn(turn.number, turn.question, regions=turn.regions, judgement=judged, note=turn.note)
    if turn.waits:
        return shown
    words = catalogue(language, "history")
    if turn.state is not State.ANSWERED or turn.answer is None or old:
        key = {State.STOPPED: "stopped", State.ANSWERED: "made"}.get(turn.state, "lost")
        return replace(shown, problem=words[key])
    try:
        again = remade(turn.answer, searcher, before)
    except LostError:
        return replace(shown, problem=words["lost"])
    except (KeyError, ValueError, TypeError):
        _LOG.exception("A kept answer could not be read")
        return replace(shown, problem=words["lost"])
    corpus = searcher.corpus
    notices = (
        [words["changed"].format(names=", ".join(_file(corpus, a) for a in again.changed))] if again.changed else []
    )
    notices += [words["gone"].format(count=again.gone)] if again.gone else []
    notices += [words["differs"]] if again.differs else []
    return answered(shown, again.reply, corpus, " ".join(notices))


def _file(corpus: Corpus, agreement: AgreementId) -> str:
    return corpus.agreements[corpus.by_id[agreement]].file


def judge(session: Session, number: int, judgement: str, note: str) -> bool:
    """Keep what the viewer thinks of an answer; False where it can't be kept."""
    from assistant.keeping.conversations import Judgement

    name = session.kept
    if name is None or judgement not in tuple(Judgement):
        return False
    return bool(_carefully(lambda kept: kept.judge(viewer().name, name, number, Judgement(judgement), note)))


def act(what: str, session: Session, name: str, title: str = "") -> None:
    """Rename or remove a conversation of the viewer's."""
    owner = viewer().name
    if what == "rename":
        _carefully(lambda kept: kept.rename(owner, name, title))
    elif what == "remove":
        _carefully(lambda kept: kept.delete(owner, name))
        if session.kept == name:
            session.forget()


def listed_html(session: Session, language: str) -> str:
    """The viewer's conversations, folded; empty where there are none."""
    found: tuple[Listed, ...] = _carefully(lambda kept: kept.listed(viewer().name)) or ()
    if not found:
        return ""
    words = catalogue(language, "history")
    entries = "".join(_entry(one, words, current=one.id == session.kept) for one in found)
    summary = element("summary", escaped(phrase(language, "history.list", count=len(found))))
    return element("details", summary, element("ul", entries), class_="conversations")


def _entry(one: Listed, words: dict[str, Any], *, current: bool) -> str:
    day = f"{one.changed.day}.{one.changed.month}.{one.changed.year}"

    def button(key: str, act: str) -> str:
        name = f"{words[key]}: {one.title}"
        return element("button", escaped(words[key]), type="button", class_="small", data_act=act, aria_label=name)

    title = element(
        "button",
        escaped(one.title),
        type="button",
        class_="title",
        data_act="open",
        aria_current="true" if current else None,
    )
    rename = element("input", type="text", value=one.title, maxlength=120, aria_label=words["title"], hidden="")
    return element(
        "li",
        title,
        rename.removesuffix("</input>"),
        element("span", day, class_="status"),
        button("rename", "name"),
        button("link", "link"),
        button("remove", "ask"),
        element("button", escaped(words["really"]), type="button", class_="small really", data_act="remove", hidden=""),
        data_id=one.id,
        data_copied=words["link_copied"],
    )
