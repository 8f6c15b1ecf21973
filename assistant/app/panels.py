"""What the tabs beside the conversation share: quotations as buttons, tables, downloads, and how errors are said."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.app.access import viewer
from assistant.app.downloads import fetched_after, new_folder, write_report
from assistant.app.head import help_of
from assistant.app.library import Library, State
from assistant.app.markup import dots, element, escaped
from assistant.app.places import place
from assistant.app.reader import PRIVATE, Reader, script
from assistant.app.recording import Event, record
from assistant.app.session import Panel, Session, Source, source_of
from assistant.documents import DocumentError, read_document
from assistant.index.corpus import Corpus
from assistant.model import Agreement, Quotation
from assistant.opening import USER_ERRORS
from assistant.phrases import phrase, reason_of
from assistant.search import Searcher, UnknownRegionError

_LOG = logging.getLogger(__name__)


class Collected:
    """The quotations of one panel, in the order in which they are shown. ``own`` is a draft with the folder of its file."""

    def __init__(self, number: int, corpus: Corpus, language: str, own: tuple[Agreement, Path] | None = None) -> None:
        self._number, self._corpus, self._language, self._own = number, corpus, language, own
        self._sources: list[Source] = []

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it takes to open them."""
        return tuple(self._sources)

    def button(self, quotation: Quotation, before: str = "", words: str | None = None) -> str:
        """A quotation as a button that opens its document.

        ``before`` says whose it is; ``words`` is its text as HTML where something in it is marked.
        """
        source = self._source(quotation)
        self._sources.append(source)
        return element(
            "button",
            element("b", escaped(before)) if before else "",
            element("q", words or escaped(quotation.text), lang=source.language),
            element("span", escaped(place(quotation, self._language)), class_="place"),
            type="button",
            class_="quote",
            data_turn=self._number,
            data_quote=len(self._sources) - 1,
            title=phrase(self._language, "app.answer.open_quote"),
        )

    def buttons(self, quotations: Iterable[Quotation]) -> str:
        """Several of them."""
        return "".join(self.button(quotation) for quotation in quotations)

    def _source(self, quotation: Quotation) -> Source:
        if quotation.agreement in self._corpus.by_id and not self._is_own(quotation):
            return source_of(quotation, self._corpus)
        assert self._own is not None
        agreement, folder = self._own
        return Source(quotation, folder, agreement, own=True)

    def _is_own(self, quotation: Quotation) -> bool:
        return self._own is not None and quotation.file == self._own[0].file and self._says(quotation)

    def _says(self, quotation: Quotation) -> bool:
        """Whether the draft has these words in this place: a document of the index may have the same file name."""
        assert self._own is not None
        clauses = self._own[0].clauses
        where = slice(quotation.start, quotation.end)
        return quotation.clause_index < len(clauses) and clauses[quotation.clause_index].text[where] == quotation.text


class PanelTab:
    """A tab that makes something from the corpus. Subclasses build their components and name what they make."""

    number = 0  # below 0: see Session.panels
    name = ""
    event = Event.SHOWN  # what the log says of making something here

    def __init__(self, library: Library, session: gr.State, language: gr.Radio, start: str) -> None:
        self._library, self._session, self._language = library, session, language
        self._labels: dict[Any, tuple[str, str]] = {}  # component → its property and phrase
        with gr.Column(elem_id=self.name, elem_classes="panel"):
            self.help = gr.HTML(
                help_of(self.name, start), elem_classes="helped", apply_default_css=False, padding=False
            )
            self._build(start)
            self.made = gr.HTML(
                self._hint(start), elem_id=f"{self.name}-made", apply_default_css=False, js_on_load=script("panel.js")
            )
            with gr.Row(elem_classes="downloads"):
                self._build_downloads(start)

    def _build(self, start: str) -> None:
        raise NotImplementedError

    def _build_downloads(self, start: str) -> None:
        self._download("word", start, self._word)

    def _download(self, key: str, start: str, write: Callable[[Session, Path], Path | None]) -> None:
        """A button that writes a file when it is pressed and then hands it over."""
        button = self.labelled_as(gr.Button(phrase(start, f"app.panel.{key}"), size="sm", scale=0), f"panel.{key}")
        file = gr.DownloadButton(visible="hidden", elem_id=f"{self.name}-{key}")

        def made(language: str, session: Session) -> Any:
            panel = session.panels.get(self.number)
            shown = panel.sources if panel is not None else ()
            session.sees(self._library.state_for(viewer()).searcher)
            if not all(
                map(session.may_open, shown)
            ):  # of a document that was removed since, or is not to be seen any more
                gr.Warning(phrase(language, "history.no_quote"))
                return gr.update(value=None)
            path = write(session, new_folder())
            if path is not None:
                record(Event.EXPORTED, [source.quotation.file for source in shown], detail=path.name)
            return gr.update(
                value=None if path is None else str(path)
            )  # nothing to write must not hand over the last file

        pressed = button.click(made, [self._language, self._session], [file], **PRIVATE)
        fetched_after(pressed, f"{self.name}-{key}")

    def labelled_as(self, component: Any, key: str) -> Any:
        """Remember which phrase of app.toml a component has as its label, a button as its value."""
        self._labels[component] = ("value" if isinstance(component, gr.Button) else "label", key)
        return component

    def connect(self, reader: Reader) -> None:
        """Let quotations open in ``reader``."""
        reader.opens(self.made)

    @property
    def labelled(self) -> list[Any]:
        """The components that :meth:`relabel` changes."""
        return [self.help, *self._labels]

    def relabel(self, language: str) -> dict[Any, Any]:
        """Updates that put the tab's labels into another language. What was made stays as it is."""
        updates: dict[Any, Any] = {self.help: help_of(self.name, language)}
        for component, (what, key) in self._labels.items():
            changed: dict[str, Any] = {what: phrase(language, f"app.{key}")}
            updates[component] = gr.update(**changed)
        return updates

    @property
    def standing(self) -> list[Any]:
        """The components that :meth:`update` changes."""
        return []

    def update(self, state: State, language: str) -> dict[Any, Any]:  # noqa: ARG002
        """Updates that show what the library has now."""
        return {}

    def _made(self, html: str, language: str, button: str = "run") -> str:
        """A result, with what the page needs to say that it is in another language and to make it again."""
        return element("div", html, class_="made", lang=language, data_run=f"{self.name}-{button}")

    def _runs(self, make: Callable[..., tuple[Any, Session]]) -> Callable[..., Iterator[tuple[Any, Session]]]:
        """``make``, whose last arguments are language and session, with a word that it is being done before its result."""

        def run(*given: Any) -> Iterator[tuple[Any, Session]]:
            language, session = given[-2:]
            yield working(language), session
            yield make(*given)

        # It goes by the name of what it runs.
        run.__module__, run.__name__, run.__qualname__ = make.__module__, make.__name__, make.__qualname__
        return run

    def _hint(self, language: str) -> str:
        return element("p", escaped(phrase(language, f"app.{self.name}.hint")), class_="hint")

    def _run(
        self, language: str, session: Session, make: Callable[[Searcher], tuple[str, Panel]], button: str = "run"
    ) -> tuple[str, Session]:
        """Make something; what goes wrong becomes a sentence. ``button`` is the one that makes it again."""
        searcher = self._library.refresh_for(viewer()).searcher
        if searcher is None or not searcher.corpus.agreements:
            return problem(phrase(language, "app.panel.not_ready")), session
        try:
            with self._library.asking:
                html, panel = make(searcher)
            record(self.event, [source.quotation.file for source in panel.sources])
            session.panels[self.number] = panel
            return self._made(html, language, button), session
        except UnknownRegionError:
            return problem(phrase(language, "app.region_gone")), session
        except OSError:  # says paths of the machine, which are nothing to those at the page
            _LOG.exception("The tab %s could not read or write a file", self.name)
            return problem(phrase(language, "app.failed")), session
        except USER_ERRORS as error:
            return problem(reason_of(error, language)), session
        except Exception:
            _LOG.exception("The tab %s could not make its result", self.name)
            return problem(phrase(language, "app.failed")), session

    def _word(self, session: Session, folder: Path) -> Path | None:
        panel = session.panels.get(self.number)
        return None if panel is None or panel.report is None else write_report(panel.report, folder)


def working(language: str) -> str:
    """That something is being made."""
    return element("p", dots(), escaped(phrase(language, "look.working")), class_="thinking", role="status")


def problem(text: str) -> str:
    """What went wrong, as a card."""
    return element("p", escaped(text), class_="problem", role="alert")


def table(header: Sequence[str], rows: Iterable[Sequence[str]], class_: str = "") -> str:
    """A table; headings are text, cells are HTML, and each row's first cell is its heading."""
    head = element("thead", element("tr", *(element("th", escaped(text), scope="col") for text in header)))
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", cell) for cell in row[1:])) for row in rows
    )
    return element("table", head, element("tbody", *body), class_=f"grid {class_}".strip())


def section(heading: str, *parts: str, class_: str = "") -> str:
    """A heading with what stands under it."""
    return element("section", element("h3", escaped(heading)), *parts, class_=f"group {class_}".strip())


def listed(texts: Iterable[str]) -> str:
    """Texts as a list."""
    return element("ul", *(element("li", escaped(text)) for text in texts), class_="notes")


def folded(summary: str, *parts: str) -> str:
    """Something that opens when its summary is pressed."""
    return element("details", element("summary", escaped(summary)), *parts, class_="variants")


def uploaded(file: str, language: str) -> tuple[Agreement, Path] | str:
    """A draft that was uploaded, with the folder of its file; where it can't be read, HTML that says why."""
    path = Path(file)
    try:
        return read_document(path, path.parent), path.parent
    except DocumentError as error:
        return problem(phrase(language, "app.review.unreadable", file=path.name, reason=error.reason(language)))
