"""The chat tab: asking, and the conversation."""

from __future__ import annotations

import contextvars
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.app.access import viewer
from assistant.app.cards import conversation
from assistant.app.history import keep_answer, keep_question
from assistant.app.library import Library, State
from assistant.app.reader import PRIVATE, Reader, script
from assistant.app.recording import record_turn
from assistant.app.remembering import Remembering
from assistant.app.session import Session, Turn, answered
from assistant.app.summarising import SUMMING, summed_up
from assistant.app.viewer import view
from assistant.chat.model import LanguageModel, turned
from assistant.phrases import phrase
from assistant.search import UnknownRegionError
from assistant.search.query import LONGEST_QUESTION

_LOG = logging.getLogger(__name__)


class ChatTab:
    """The components of the tab, and what they do. Build inside a Blocks context."""

    def __init__(
        self,
        library: Library,
        session: gr.State,
        language: gr.Radio,
        start: str,
        model: LanguageModel | None = None,
    ) -> None:
        self._library, self._start, self._model = library, start, model
        self.language, self.session = language, session
        with gr.Column(elem_id="talk"):
            self._build_talk(start)

    def _build_talk(self, language: str) -> None:
        with gr.Row(elem_id="filters"):
            self.regions = gr.Dropdown(
                [],
                value=[],
                multiselect=True,
                label=phrase(language, "app.regions"),
                elem_id="regions",
                scale=4,
            )
            self.new = gr.Button(phrase(language, "app.new"), size="sm", elem_id="new", scale=0, min_width=150)
            self.stop = gr.Button(
                phrase(language, "llm.stop"),
                size="sm",
                elem_id="stop",
                scale=0,
                min_width=150,
                visible=self._model is not None,
            )
        self.remembering = Remembering(self._library, self.session, self.language)
        self.log = gr.HTML("", elem_id="log", apply_default_css=False, js_on_load=script("log.js"))
        with gr.Row(elem_id="asking"):
            self.question = gr.Textbox(
                label=phrase(language, "app.question"),
                placeholder=phrase(language, "app.placeholder"),
                show_label=False,
                container=False,
                lines=1,
                max_lines=5,
                max_length=LONGEST_QUESTION,
                autofocus=True,
                elem_id="question",
                scale=4,
            )
            self.send = gr.Button(
                phrase(language, "app.send"),
                variant="primary",
                elem_id="send",
                scale=0,
                min_width=96,
                interactive=False,
            )

    def connect(self, reader: Reader) -> None:
        """Let quotations open in ``reader``."""
        inputs = [self.question, self.regions, self.language, self.session]
        outputs = [self.log, self.question, self.session]
        asked = [
            event(self._ask, inputs, outputs, concurrency_id="ask", **PRIVATE)
            for event in (self.question.submit, self.send.click)
        ]
        asked.append(self.log.ask(self._ask_example, inputs[1:], outputs, concurrency_id="ask", **PRIVATE))
        for event in asked:
            reader.opens_first(event)
            if self._model is not None:
                event.then(self._sum_up, [self.language, self.session], [self.log, self.session], **SUMMING, **PRIVATE)
        self.stop.click(_stop, [self.session], None, **PRIVATE)
        reader.opens(self.log)
        self.remembering.connect(self.log, asked, self.new, reader)
        self.new.click(self._new, [self.language, self.session], [*outputs, reader.page, reader.count], **PRIVATE)

    @property
    def labelled(self) -> list[Any]:
        """The components that :meth:`relabel` changes and :meth:`update` does not."""
        return [self.new, self.stop, self.question]

    def relabel(self, language: str) -> dict[Any, Any]:
        """Updates that put the tab into another language."""
        return {
            self.regions: gr.update(label=phrase(language, "app.regions")),
            self.new: gr.update(value=phrase(language, "app.new")),
            self.stop: gr.update(value=phrase(language, "llm.stop")),
            self.question: gr.update(
                label=phrase(language, "app.question"), placeholder=phrase(language, "app.placeholder")
            ),
            self.send: gr.update(value=phrase(language, "app.send")),
        }

    def update(self, state: State, session: Session, language: str, chosen: list[str]) -> dict[Any, Any]:
        """Updates that show ``state``; of the regions ``chosen`` those that are gone are dropped."""
        return {
            self.log: conversation(session, state, language),
            **self.remembering.update(session, language),
            self.regions: gr.update(choices=list(state.regions), value=[r for r in chosen if r in state.regions]),
            self.send: gr.update(interactive=state.usable),
        }

    def _ask_example(
        self, regions: list[str], language: str, session: Session, event: gr.EventData
    ) -> Iterator[tuple[Any, Any, Session]]:
        yield from self._ask(str(event._data.get("question", "")), regions, language, session)

    def _ask(
        self, question: str, regions: list[str], language: str, session: Session
    ) -> Iterator[tuple[Any, Any, Session]]:
        """First the question with a sign that it is being answered, then the answer."""
        question = " ".join(question.split())[:LONGEST_QUESTION]
        state = self._library.state_for(viewer())
        if not question or not state.usable:
            yield gr.skip(), gr.skip(), session
            return
        turn = session.begin(question, tuple(regions))
        keep_question(session, turn)
        yield conversation(session, state, language), "", session
        # In a thread of its own: a page that is left or loaded anew meanwhile must not take the answer with it.
        context = contextvars.copy_context()
        work = threading.Thread(target=context.run, args=(self._answer, turn, language, session), daemon=True)
        work.start()
        while work.is_alive() and turn.number not in session.stopped:
            work.join(0.05)
        yield conversation(session, self._library.state_for(viewer()), language), gr.skip(), session

    def _answer(self, turn: Turn, language: str, session: Session) -> None:
        """Find the answer to a turn, and keep it."""
        name = session.kept
        try:
            searcher = self._library.refresh_for(viewer()).searcher
            assert searcher is not None
            asking = self._library.asking
            with asking:
                talk = session.talk_to(searcher)
            session.restating = cancel = threading.Event()
            reply = turned(talk, turn.question, turn.regions, self._model, cancel, asking)
            done = answered(turn, reply, searcher.corpus)
            record_turn(done)
        except UnknownRegionError:
            done = replace(turn, problem=phrase(language, "app.region_gone"))
        except Exception:
            _LOG.exception("Question could not be answered")
            done = replace(turn, problem=phrase(language, "app.failed"))
        stopped = turn.number in session.stopped
        keep_answer(name, done, stopped=stopped)
        if not stopped:
            session.finish(done)

    def _sum_up(self, language: str, session: Session) -> Iterator[tuple[Any, Session]]:
        """The summary of the newest answer, as it is written and checked."""
        for _ in summed_up(session, self._model):
            yield conversation(session, self._library.state_for(viewer()), language), session

    def _new(self, language: str, session: Session) -> tuple[Any, ...]:
        session.forget()
        session.sees(self._library.state_for(viewer()).searcher)
        return (
            conversation(session, self._library.state_for(viewer()), language),
            "",
            session,
            view(session, language),
            "",
        )


def _stop(session: Session) -> None:
    session.halt()
