"""The chat's part that remembers: the list of conversations, opening one again, and what stands below an answer."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.app.access import viewer
from assistant.app.cards import conversation
from assistant.app.downloads import fetched_after, new_folder, write_turn
from assistant.app.history import act, judge, listed_html, resume, waits
from assistant.app.library import Library
from assistant.app.reader import PRIVATE, Reader, script
from assistant.app.recording import Event, record
from assistant.app.session import Session
from assistant.app.viewer import counted, view
from assistant.chat.showing import passages
from assistant.chat.turns import Format
from assistant.export import scope_of, shown_by
from assistant.phrases import phrase

_TICK = 1.5  # seconds between looks for an answer that was asked for on a page that is gone
_AT_ONCE = 8


class Remembering:
    """The components, and what they do. Build inside a Blocks context, above the conversation's own HTML."""

    def __init__(self, library: Library, session: gr.State, language: gr.Radio) -> None:
        self._library, self._session, self._language = library, session, language
        self.list = gr.HTML("", elem_id="history", apply_default_css=False, js_on_load=script("history.js"))
        self.timer = gr.Timer(_TICK, active=False)
        self._file = gr.DownloadButton(visible="hidden", elem_id="answer-file")

    def connect(self, log: gr.HTML, asked: list[Any], new: gr.Button, reader: Reader) -> None:
        """``asked`` are the events that begin or end a turn; ``log`` is the conversation."""
        inputs = [self._language, self._session]
        quick: dict[str, Any] = {"concurrency_id": "history", "concurrency_limit": _AT_ONCE, **PRIVATE}
        whole = [self.list, log, reader.page, reader.count, self.timer, self._session]
        self.list.open(self._open, inputs, whole, **quick)
        self.list.rename(self._rename, inputs, [self.list], **quick)
        self.list.remove(self._remove, inputs, whole, **quick)
        self.timer.tick(self._tick, inputs, [log, self.timer, self._session], **quick)
        for event in asked:
            event.then(self._listed, inputs, [self.list], **quick)
        new.click(self._listed, inputs, [self.list], **quick)
        log.judge(self._judge, inputs, None, **quick)
        log.halt(self._halt, inputs, [log, self._session], **quick)
        fetched = log.word(self._word, inputs, [self._file], **quick)
        fetched_after(fetched, "answer-file")

    def update(self, session: Session, language: str) -> dict[Any, Any]:
        """Updates that show the list as it is now, and whether an answer is waited for."""
        return {self.list: listed_html(session, language), self.timer: gr.Timer(active=session.resumed)}

    def _listed(self, language: str, session: Session) -> str:
        return listed_html(session, language)

    def _log(self, language: str, session: Session) -> str:
        return conversation(session, self._library.state_for(viewer()), language)

    def _whole(self, language: str, session: Session) -> tuple[Any, ...]:
        session.sees(self._library.state_for(viewer()).searcher)
        shown = (view(session, language), counted(session, language))
        timer = gr.Timer(active=session.resumed)
        return listed_html(session, language), self._log(language, session), *shown, timer, session

    def _open(self, language: str, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        self._library.refresh()
        resume(session, str(event._data.get("id", "")), self._library, language)
        return self._whole(language, session)

    def _rename(self, language: str, session: Session, event: gr.EventData) -> str:
        act("rename", session, str(event._data.get("id", "")), str(event._data.get("title", "")))
        return listed_html(session, language)

    def _remove(self, language: str, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        act("remove", session, str(event._data.get("id", "")))
        return self._whole(language, session)

    def _tick(self, language: str, session: Session) -> tuple[Any, Any, Session]:
        """Look for an answer that another page asked for."""
        if session.resumed and not waits(session):
            resume(session, session.kept, self._library, language)
        return (
            gr.skip() if session.resumed else self._log(language, session),
            gr.Timer(active=session.resumed),
            session,
        )

    def _judge(self, language: str, session: Session, event: gr.EventData) -> None:
        number, judgement, note = (event._data.get(key) for key in ("turn", "judgement", "note"))
        if not isinstance(number, int) or not judge(session, number, str(judgement), str(note or "")):
            gr.Warning(phrase(language, "history.not_kept"))

    def _halt(self, language: str, session: Session) -> tuple[Any, Session]:
        """Wait no longer for the newest answer."""
        if session.turns and session.turns[-1].waits:
            session.stop(session.turns[-1].number, phrase(language, "history.stopped"))
        return self._log(language, session), session

    def _word(self, language: str, session: Session, event: gr.EventData) -> Any:
        number, form = event._data.get("turn"), event._data.get("form")
        turn = session.turn(number) if isinstance(number, int) else None
        searcher = self._library.state_for(viewer()).searcher
        if turn is None or turn.reply is None or searcher is None or form not in (None, *Format):
            return gr.update(value=None)  # nothing to write must not hand over the last file
        shown = shown_by(turn.reply)
        quoted = list(passages(shown))
        if any(quotation.agreement not in searcher.corpus.by_id for quotation in quoted):
            gr.Warning(phrase(language, "history.no_quote"))
            return gr.update(value=None)
        own = "sv" if turn.reply.answer.language == "sv" else "fi"
        path = write_turn(shown, Format(form or Format.WORD), scope_of(searcher.corpus), own, new_folder())
        if path is None:
            return gr.update(value=None)
        record(Event.EXPORTED, [quotation.file for quotation in quoted], detail=path.name)
        return gr.update(value=str(path))
