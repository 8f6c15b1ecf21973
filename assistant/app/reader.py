"""The document's side of the page: the quotation that is open, turning to the next, pages, zoom. All tabs share it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.app.access import viewer
from assistant.app.downloads import fetched_after, new_folder
from assistant.app.library import Library
from assistant.app.markup import element, escaped
from assistant.app.recording import Event, record
from assistant.app.session import Session
from assistant.app.viewer import counted, may_fetch, step, turn_to, view
from assistant.phrases import catalogue, phrase

FORMATS = [".pdf", ".docx", ".txt", ".md"]  # of a draft that is uploaded
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_FOLDER = Path(__file__).parent
_AT_ONCE = 8  # sessions that may wait for a page


class Reader:
    """The components, and what they do. Build inside a Blocks context."""

    def __init__(self, library: Library, session: gr.State, language: gr.Radio, start: str) -> None:
        self._library, self._session, self._language = library, session, language
        with gr.Row(elem_id="turning"):
            self.previous = gr.Button(phrase(start, "app.viewer.previous"), size="sm", elem_id="previous", scale=0)
            self.count = gr.HTML("", elem_id="count", apply_default_css=False)
            self.next = gr.Button(phrase(start, "app.viewer.next"), size="sm", elem_id="next", scale=0)
        self.tools = gr.HTML(
            tools(start), elem_id="tools", apply_default_css=False, js_on_load=script("tools.js"), padding=False
        )
        self.page = gr.HTML(
            view(Session(), start), elem_id="page", apply_default_css=False, js_on_load=script("page.js")
        )
        self._file = gr.DownloadButton(visible="hidden", elem_id="document-file")
        page: dict[str, Any] = {"concurrency_id": "page", "concurrency_limit": _AT_ONCE, **PRIVATE}
        for button, by in ((self.previous, -1), (self.next, 1)):
            button.click(self._stepper(by), self._inputs, self.shown, **page)
        self.tools.turn(self._turn, self._inputs, self.shown, **page)
        fetched = self.tools.fetch(self._fetched, [self._session], [self._file], **PRIVATE)
        fetched_after(fetched, "document-file")

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
        return [self.previous, self.next, self.tools, self.page, self.count]

    def relabel(self, language: str, session: Session) -> dict[Any, Any]:
        """Updates that put the reader into another language."""
        self._look(session)
        return {
            self.previous: gr.update(value=phrase(language, "app.viewer.previous")),
            self.next: gr.update(value=phrase(language, "app.viewer.next")),
            self.tools: tools(language),
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
        session.open(last.number, 0)
        return self._opened(language, session)

    def _open(self, language: str, session: Session, event: gr.EventData) -> tuple[Any, Any, Session]:
        try:
            session.open(int(event._data["turn"]), int(event._data["quote"]))
        except (KeyError, TypeError, ValueError):
            return gr.skip(), gr.skip(), session
        return self._opened(language, session)

    def _turn(self, language: str, session: Session, event: gr.EventData) -> tuple[Any, Any, Session]:
        wanted = event._data.get("to")
        if not isinstance(wanted, (str, int)):
            return gr.skip(), gr.skip(), session
        self._look(session)
        turn_to(session, wanted)
        return self._opened(language, session, f"turned to {str(wanted)[:20]}")

    def _opened(self, language: str, session: Session, detail: str = "") -> tuple[Any, Any, Session]:
        """What is open now, written into the log."""
        self._look(session)
        _record(session, detail)
        return view(session, language), counted(session, language), session

    def _stepper(self, by: int) -> Any:
        def turn(language: str, session: Session) -> tuple[Any, Any, Session]:
            self._look(session)
            step(session, by)
            return self._opened(language, session)

        return turn

    def _fetched(self, session: Session) -> Any:
        """A copy of the open document for the browser, where it may have one."""
        self._look(session)
        source = session.source(*session.shown) if session.shown else None
        path = source.path if source is not None and may_fetch(source) else None
        if path is None:
            return gr.update(value=None)  # nothing to hand over must not hand over the last file
        copy = new_folder() / path.name
        shutil.copyfile(path, copy)
        record(Event.EXPORTED, [path.name], detail="the document's file")
        return gr.update(value=str(copy))

    def _look(self, session: Session) -> None:
        """Which documents may be seen now: some may have been removed, or been given another class, since they were quoted."""
        session.sees(self._library.state_for(viewer()).searcher)


def tools(language: str) -> str:
    """Buttons for pages, size and the file; the page's own script acts on them and knows which can be used."""
    words, look = catalogue(language, "app")["viewer"], catalogue(language, "look")
    shut = look["close"]["document"]

    def button(sign: str, key: str, **data: object) -> str:
        return element("button", sign, type="button", aria_label=words[key], title=words[key], **data)

    def worded(key: str, **data: object) -> str:
        return element("button", escaped(words[key]), type="button", **data)

    number = element(
        "label",
        escaped(words["page_number"]),
        " ",
        element("input", type="number", min=1, step=1, inputmode="numeric", data_to="page").removesuffix("</input>"),
        " ",
        element("span", class_="of", data_of=words["of_pages"]),
    )
    pages = (button("‹", "page_before", data_to="previous"), number, button("›", "page_after", data_to="next"))
    return element(
        "div",
        element("span", *pages, class_="pages", hidden=""),
        element("span", worded("show_whole", data_to="whole"), class_="texts", hidden=""),
        element("span", worded("back", data_to="quote"), class_="back", hidden=""),
        element(
            "span",
            button("−", "smaller", data_zoom="0.8"),
            button("+", "larger", data_zoom="1.25"),
            button("↔", "fit", data_zoom="fit"),
            id="zoom",
        ),
        element("button", escaped(look["page"]["back_to_answer"]), type="button", class_="skip", data_back="1"),
        element("span", worded("download", data_fetch="1"), class_="file", hidden=""),
        element(
            "span", element("button", "✕", type="button", data_to="close", aria_label=shut, title=shut), class_="shut"
        ),
        class_="tools",
        role="group",
        aria_label=words["tools"],
    )


def script(name: str) -> str:
    """One of the page's own scripts."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def _record(session: Session, detail: str = "") -> None:
    source = session.source(*session.shown) if session.shown else None
    if source is not None:
        record(Event.SHOWN, [source.quotation.file], detail=detail or f"page {source.quotation.page or '–'}")
