"""The chat tab: asking, and opening quotations beside the conversation."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from assistant import asjson
from assistant.app.cards import conversation
from assistant.app.library import Library, State
from assistant.app.session import Session, answered
from assistant.app.viewer import counted, step, view, zoom
from assistant.chat import Conversation
from assistant.phrases import phrase
from assistant.search import UnknownRegionError
from assistant.search.query import LONGEST_QUESTION

_LOG = logging.getLogger(__name__)
_FOLDER = Path(__file__).parent
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


class ChatTab:
    """The components of the tab, and what they do. Build inside a Blocks context."""

    def __init__(self, library: Library, language: gr.Radio, start: str) -> None:
        self._library, self._start = library, start
        self.language = language
        self.session = gr.State(Session())  # copied for each browser session
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                self._build_talk(start)
            with gr.Column(elem_id="reader"):
                self._build_reader(start)
        self._connect()

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
        self.log = gr.HTML("", elem_id="log", apply_default_css=False, js_on_load=_script("log.js"))
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

    def _build_reader(self, language: str) -> None:
        with gr.Row(elem_id="turning"):
            self.previous = gr.Button(phrase(language, "app.viewer.previous"), size="sm", elem_id="previous", scale=0)
            self.count = gr.HTML("", elem_id="count", apply_default_css=False)
            self.next = gr.Button(phrase(language, "app.viewer.next"), size="sm", elem_id="next", scale=0)
            self.zoom = gr.HTML(zoom(language), elem_id="zoom", apply_default_css=False)
        self.page = gr.HTML(
            view(Session(), language), elem_id="page", apply_default_css=False, js_on_load=_script("page.js")
        )

    def _connect(self) -> None:
        inputs = [self.question, self.regions, self.language, self.session]
        outputs = [self.log, self.question, self.session]
        shown = [self.page, self.count, self.session]
        for event in (self.question.submit, self.send.click):
            asked = event(self._ask, inputs, outputs, concurrency_id="ask", **_PRIVATE)
            asked.success(self._open_first, [self.language, self.session], shown, concurrency_id="page", **_PRIVATE)
        asked = self.log.ask(self._ask_example, inputs[1:], outputs, concurrency_id="ask", **_PRIVATE)
        asked.success(self._open_first, [self.language, self.session], shown, concurrency_id="page", **_PRIVATE)
        self.log.quote(self._open, [self.language, self.session], shown, concurrency_id="page", **_PRIVATE)
        for button, by in ((self.previous, -1), (self.next, 1)):
            button.click(_stepper(by), [self.language, self.session], shown, concurrency_id="page", **_PRIVATE)
        self.new.click(self._new, [self.language], [*outputs, self.page, self.count], **_PRIVATE)
        api(self.answer, api_name="ask", concurrency_id="ask")

    @property
    def labelled(self) -> list[Any]:
        """The components that :meth:`relabel` changes and :meth:`update` does not."""
        return [self.new, self.question, self.previous, self.next, self.zoom, self.page, self.count]

    def relabel(self, language: str, session: Session) -> dict[Any, Any]:
        """Updates that put the tab into another language."""
        return {
            self.regions: gr.update(label=phrase(language, "app.regions")),
            self.new: gr.update(value=phrase(language, "app.new")),
            self.question: gr.update(
                label=phrase(language, "app.question"), placeholder=phrase(language, "app.placeholder")
            ),
            self.send: gr.update(value=phrase(language, "app.send")),
            self.previous: gr.update(value=phrase(language, "app.viewer.previous")),
            self.next: gr.update(value=phrase(language, "app.viewer.next")),
            self.zoom: zoom(language),
            self.page: view(session, language),
            self.count: counted(session, language),
        }

    def update(self, state: State, session: Session, language: str, chosen: list[str]) -> dict[Any, Any]:
        """Updates that show ``state``; of the regions ``chosen`` those that are gone are dropped."""
        return {
            self.log: conversation(session, state, language),
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
        state = self._library.state
        if not question or not state.usable:
            yield gr.skip(), gr.skip(), session
            return
        turn = session.begin(question)
        yield conversation(session, state, language), "", session
        state = self._library.refresh()
        searcher = state.searcher
        assert searcher is not None
        try:
            with self._library.asking:
                answer = session.talk_to(searcher).ask(question, tuple(regions))
            session.finish(answered(turn, answer, searcher.corpus))
        except UnknownRegionError:
            session.finish(replace(turn, problem=phrase(language, "app.region_gone")))
        except Exception:
            _LOG.exception("Question could not be answered")
            session.finish(replace(turn, problem=phrase(language, "app.failed")))
        yield conversation(session, state, language), gr.skip(), session

    def answer(self, question: str, regions: list[str] | None = None) -> dict[str, Any]:
        """Answer one question on its own, for all regions or for those given."""
        searcher = self._library.refresh().searcher
        if searcher is None:
            raise gr.Error(phrase(self._start, "app.status.loading"), print_exception=False)
        if not searcher.corpus.agreements:
            raise gr.Error(phrase(self._start, "cli.empty_index"), print_exception=False)
        with self._library.asking:
            try:
                return asjson.answer(Conversation(searcher).ask(question, tuple(regions or ())))
            except UnknownRegionError as error:
                text = phrase(self._start, "cli.region_unknown", asked=error)
                raise gr.Error(text, print_exception=False) from None

    def _open_first(self, language: str, session: Session) -> tuple[Any, Any, Session]:
        last = session.turns[-1] if session.turns else None
        if last is None or not last.sources or (session.shown and session.shown[0] == last.number):
            return gr.skip(), gr.skip(), session
        session.shown = (last.number, 0)
        return view(session, language), counted(session, language), session

    def _open(self, language: str, session: Session, event: gr.EventData) -> tuple[Any, Any, Session]:
        try:
            session.shown = (int(event._data["turn"]), int(event._data["quote"]))
        except (KeyError, TypeError, ValueError):
            return gr.skip(), gr.skip(), session
        return view(session, language), counted(session, language), session

    def _new(self, language: str) -> tuple[Any, ...]:
        session = Session()
        return conversation(session, self._library.state, language), "", session, view(session, language), ""


def _stepper(by: int) -> Any:
    def turn(language: str, session: Session) -> tuple[str, str, Session]:
        step(session, by)
        return view(session, language), counted(session, language), session

    return turn


def _script(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
