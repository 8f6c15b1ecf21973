"""The document's side of the page: the quotation that is open, turning to the next, zoom. All tabs share it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.app.session import Session
from assistant.app.viewer import counted, step, view, zoom
from assistant.phrases import phrase

FORMATS = [".pdf", ".docx", ".txt", ".md"]  # of a draft that is uploaded
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_FOLDER = Path(__file__).parent


class Reader:
    """The components, and what they do. Build inside a Blocks context."""

    def __init__(self, session: gr.State, language: gr.Radio, start: str) -> None:
        self._session, self._language = session, language
        with gr.Row(elem_id="turning"):
            self.previous = gr.Button(phrase(start, "app.viewer.previous"), size="sm", elem_id="previous", scale=0)
            self.count = gr.HTML("", elem_id="count", apply_default_css=False)
            self.next = gr.Button(phrase(start, "app.viewer.next"), size="sm", elem_id="next", scale=0)
            self.zoom = gr.HTML(zoom(start), elem_id="zoom", apply_default_css=False)
        self.page = gr.HTML(
            view(Session(), start), elem_id="page", apply_default_css=False, js_on_load=script("page.js")
        )
        for button, by in ((self.previous, -1), (self.next, 1)):
            button.click(_stepper(by), self._inputs, self.shown, concurrency_id="page", **PRIVATE)

    @property
    def _inputs(self) -> list[Any]:
        return [self._language, self._session]

    @property
    def shown(self) -> list[Any]:
        """The components that an opened quotation changes."""
        return [self.page, self.count, self._session]

    @property
    def labelled(self) -> list[Any]:
        """The components that :meth:`relabel` changes."""
        return [self.previous, self.next, self.zoom, self.page, self.count]

    def relabel(self, language: str, session: Session) -> dict[Any, Any]:
        """Updates that put the reader into another language."""
        return {
            self.previous: gr.update(value=phrase(language, "app.viewer.previous")),
            self.next: gr.update(value=phrase(language, "app.viewer.next")),
            self.zoom: zoom(language),
            self.page: view(session, language),
            self.count: counted(session, language),
        }

    def opens(self, html: gr.HTML) -> None:
        """A click on a quotation in ``html`` opens it here."""
        html.quote(self._open, self._inputs, self.shown, concurrency_id="page", **PRIVATE)

    def opens_first(self, event: Any) -> None:
        """When ``event`` has succeeded, the first quotation of the newest turn opens."""
        event.success(self._open_first, self._inputs, self.shown, concurrency_id="page", **PRIVATE)

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


def script(name: str) -> str:
    """One of the page's own scripts."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def _stepper(by: int) -> Any:
    def turn(language: str, session: Session) -> tuple[str, str, Session]:
        step(session, by)
        return view(session, language), counted(session, language), session

    return turn
