"""The documents tab: what is in the corpus; administrators add, correct and remove documents."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import gradio as gr

from assistant.app import documents_view as shown
from assistant.app.access import viewer
from assistant.app.library import Library, State
from assistant.app.panels import Collected, PanelTab, problem
from assistant.app.reader import PRIVATE, Reader
from assistant.app.recording import Event, record
from assistant.app.session import Panel, Session
from assistant.documents import DocumentError
from assistant.filing import Filing, FilingError, Stage, Step
from assistant.keeping import KeptError
from assistant.model import AgreementId, Role
from assistant.opening import USER_ERRORS
from assistant.phrases import phrase, reason_of
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)
_MOST = 50  # files at a time
# What the log says of a change; never the words that are personal data.
_DETAILS = {
    "sure": "removed",
    "describe": "description",
    "number": "clause",
    "heading": "clause",
    "show": "personal data",
    "hide": "personal data",
}
_KEYS = ("kind", "region", "title", "parties", "language", "status", "date", "publicity")


@dataclass
class Desk:
    """What one session does with documents: the one that is open, and files that wait for an answer."""

    open: str | None = None
    wanted: str = ""  # what the list is narrowed to
    sure: str | None = None  # the document about whose removal was asked
    waiting: dict[str, tuple[Path, str]] = field(
        default_factory=dict
    )  # key → file that was uploaded, the document it is like
    steps: dict[str, Step] = field(default_factory=dict)  # key → how far an uploaded file is


class DocumentsTab(PanelTab):
    """Files to add, how far each is, and the list of documents or one of them."""

    number, name = -5, "documents"

    def __init__(self, library: Library, session: gr.State, language: gr.Radio, start: str, settings: Settings) -> None:
        self._settings = settings
        self._indexed: tuple[str, dict[AgreementId, str]] | None = None  # of which version of the corpus
        super().__init__(library, session, language, start)

    def _build(self, start: str) -> None:
        with gr.Row(elem_classes="controls", visible=False, elem_id="documents-adding") as self.adding:
            # Of any type: a file that can't be read is told why, which Gradio would not.
            self.files = self.labelled_as(
                gr.File(
                    file_count="multiple",
                    label=phrase(start, "app.documents.file"),
                    height=120,
                    elem_id="documents-file",
                ),
                "documents.file",
            )
            self.run = self.labelled_as(
                gr.Button(
                    phrase(start, "app.documents.run"), variant="primary", size="sm", elem_id="documents-run", scale=0
                ),
                "documents.run",
            )
        self.steps = gr.HTML("", elem_id="documents-steps", apply_default_css=False)

    def _build_downloads(self, start: str) -> None:
        self.again = self.labelled_as(
            gr.Button(phrase(start, "app.documents.list"), size="sm", elem_id="documents-list", scale=0),
            "documents.list",
        )

    def connect(self, reader: Reader) -> None:
        """Let administrators change documents, and clauses open in ``reader``."""
        super().connect(reader)
        inputs, outputs = [self._language, self._session], [self.made, self._session]
        adding = [self.steps, self.files, *outputs]
        self.run.click(self._add, [self.files, *inputs], adding, concurrency_id="filing", **PRIVATE)
        self.again.click(self._list, inputs, outputs, concurrency_id="page", **PRIVATE)
        self.made.act(
            self._act, inputs, [*outputs, self.steps], concurrency_id="filing", trigger_mode="multiple", **PRIVATE
        )

    @property
    def standing(self) -> list[Any]:
        """The components that :meth:`update` changes."""
        return [self.adding, self.made]

    def update(self, state: State, language: str) -> dict[Any, Any]:
        """Updates that show the documents as they are now, and the means to add some to those who may."""
        return {
            self.adding: gr.update(visible=_may_change()),
            self.made: self._overview(state, language, Desk()) if state.searcher else gr.skip(),
        }

    def _hint(self, language: str) -> str:
        return shown.nothing(language)

    # ---- what is shown

    def _desk(self, session: Session) -> Desk:
        panel = session.panels.get(self.number)
        if panel is None or not panel.values:
            session.panels[self.number] = panel = Panel(values=(Desk(),))
        desk: Desk = panel.values[0]
        return desk

    def _overview(self, state: State, language: str, desk: Desk) -> str:
        assert state.searcher is not None
        corpus = state.searcher.corpus
        filing = self._filing(state, language) if _may_change() else None
        indexed: dict[AgreementId, str] = {}
        if filing is not None:
            if self._indexed is None or self._indexed[0] != corpus.version:
                try:
                    self._indexed = (corpus.version, filing.indexed())
                except USER_ERRORS:  # the page shows what is loaded, though the index can't be read just now
                    self._indexed = (corpus.version, {})
            indexed = self._indexed[1]
        return shown.overview(corpus, language, filing, indexed, desk.sure, desk.waiting, desk.wanted)

    def _shown(self, language: str, session: Session) -> str:
        """The document that is open, else the list."""
        state = self._library.state_for(viewer())
        desk = self._desk(session)
        if state.searcher is None:
            return problem(phrase(language, "app.panel.not_ready"))
        position = state.searcher.corpus.by_id.get(AgreementId(desk.open)) if desk.open else None
        if position is None:
            desk.open = None
            return self._overview(state, language, desk)
        collected = Collected(self.number, state.searcher.corpus, language)
        html = shown.document(state.searcher, position, collected, language, may_change=_may_change())
        session.panels[self.number] = Panel(collected.sources, values=(desk,))
        return html

    def _list(self, language: str, session: Session) -> tuple[str, Session]:
        self._library.refresh()
        desk = self._desk(session)
        desk.open = desk.sure = None
        return self._shown(language, session), session

    # ---- adding

    def _filing(self, state: State, language: str) -> Filing:
        embedder = state.searcher.embedder if state.searcher else None
        return Filing(self._settings, embedder, language)

    def _add(self, files: list[str] | None, language: str, session: Session) -> Iterator[tuple[Any, Any, Any, Session]]:
        """Add what was uploaded, file by file; each step is shown as it comes."""
        if not _may_change():
            yield problem(phrase(language, "filing.tab.not_allowed")), gr.skip(), gr.skip(), session
            return
        desk = self._desk(session)
        desk.steps = {}
        paths = [Path(file) for file in (files or [])[:_MOST]]
        if not paths:
            yield problem(phrase(language, "filing.tab.no_file")), gr.skip(), gr.skip(), session
            return
        try:
            for path in paths:
                record(Event.UPLOADED, [path.name])
                for _ in self._adding(str(path), path, language, desk):
                    yield shown.steps(desk.steps, language), gr.skip(), gr.skip(), session
        except KeptError as error:  # where people log in, nothing is done that can't be written down
            yield problem(reason_of(error, language)), gr.skip(), gr.skip(), session
            return
        finally:
            self._library.refresh()
        yield shown.steps(desk.steps, language), None, self._shown(language, session), session

    def _adding(self, key: str, path: Path, language: str, desk: Desk, **how: Any) -> Iterator[None]:
        """Add one file; comes back at each of its steps. It goes on even if nobody waits for it any more."""
        told: SimpleQueue[Step | None] = SimpleQueue()
        filing = self._filing(self._library.state_for(viewer()), language)

        def work() -> None:
            try:
                filing.add(path, path.name, tell=told.put, **how)
            finally:
                told.put(None)

        Thread(target=work, name="sopuri-filing", daemon=True).start()
        while (step := told.get()) is not None:
            desk.steps[key] = step
            if step.stage is Stage.ASKS and step.other:
                desk.waiting[key] = (path, step.other)
            yield

    # ---- the buttons and fields of what is shown

    def _act(self, language: str, session: Session, event: gr.EventData) -> tuple[Any, Session, Any]:
        act, item, value = (str(event._data.get(key) or "") for key in ("act", "item", "value"))
        desk = self._desk(session)
        if act == "open":
            desk.open, desk.sure = item, None
            html = self._shown(language, session)
            if desk.open:  # else there is no such document, or none that may be seen
                record(Event.SHOWN, [desk.open])
            return html, session, gr.skip()
        if act == "filter":
            desk.wanted = value[:200]
            return self._shown(language, session), session, gr.skip()
        if act == "back":
            return *self._list(language, session), ""
        if not _may_change():
            return problem(phrase(language, "filing.tab.not_allowed")), session, gr.skip()
        if act in ("remove", "keep"):
            desk.sure = item if act == "remove" else None
            return self._shown(language, session), session, gr.skip()
        said = self._changed(lambda: self._change(act, item, value, language, desk), language)
        return self._shown(language, session), session, said

    def _change(self, act: str, item: str, value: str, language: str, desk: Desk) -> str:
        """Make the change that a button or field asks for; returns what is said of it as HTML."""
        filing = self._filing(self._library.state_for(viewer()), language)
        document = item if act == "sure" or desk.open is None else desk.open
        record(
            Event.DELETED if act == "sure" else Event.CHANGED,
            [document] if document else (),
            detail=_DETAILS.get(act, act),
        )
        if act in ("replace", "beside") and item in desk.waiting:
            path, other = desk.waiting.pop(item)
            how = {"instead_of": other} if act == "replace" else {"beside": True}
            for _ in self._adding(item, path, language, desk, **how):
                pass
            return shown.steps(desk.steps, language)
        if act == "drop":
            desk.waiting.pop(item, None)
            return ""
        if act == "sure":
            desk.sure = None
            entry = filing.remove(item)
            words = {"document": entry.file if entry else item, "days": self._settings.bin_days}
            return shown.done(phrase(language, "filing.removed", entry=entry.id if entry else "–", **words))
        if act == "restore":
            return shown.done(phrase(language, "filing.restored", document=filing.restore(item).file))
        if act == "rebuild":
            report = filing.rebuild()
            counts = {"count": len(report.added) + len(report.updated), "failed": len(report.failed)}
            return shown.done(phrase(language, "filing.rebuilt", **counts), *(f.reason for f in report.failed))
        if desk.open is None:
            return ""
        if act == "describe" and item in _KEYS:
            said: Any = (
                [part.strip() for part in value.split(";") if part.strip()] if item == "parties" else value.strip()
            )
            found = filing.describe(desk.open, {item: said})
        elif act in ("number", "heading") and item.isdigit():
            index = int(item)
            before = self._clause(desk.open, index)
            number, heading = (value, before[1]) if act == "number" else (before[0], value)
            found = filing.correct_clause(desk.open, index, number, heading)
        elif act == "show":
            found = filing.correct_personal(desk.open, show=[item])
        elif act == "hide" and value.strip():
            found = filing.correct_personal(desk.open, hide=[value.strip()])
        else:
            return ""
        return shown.done(phrase(language, "filing.described", document=found.file))

    def _clause(self, document: str, index: int) -> tuple[str, str]:
        """The number and heading of a clause as the document has them."""
        from assistant.documents import unmasked

        searcher = self._library.state_for(viewer()).searcher
        assert searcher is not None
        position = searcher.corpus.by_id[AgreementId(document)]
        clauses = searcher.corpus.agreements[position].clauses
        if index >= len(clauses):
            raise FilingError("no_clause", document=document, index=index)
        clause = unmasked(clauses[index])
        return clause.number or "", clause.heading or ""

    def _changed(self, change: Callable[[], str], language: str) -> str:
        """Make a change and let the next question see it; what goes wrong becomes a sentence."""
        try:
            return change()
        except (FilingError, DocumentError) as error:
            return problem(error.reason(language))
        except OSError as error:
            return problem(phrase(language, "filing.not_written", reason=error.strerror or type(error).__name__))
        except USER_ERRORS as error:
            return problem(reason_of(error, language))
        except Exception:
            _LOG.exception("A document could not be changed")
            return problem(phrase(language, "app.failed"))
        finally:
            self._indexed = None
            self._library.refresh()


def _may_change() -> bool:
    return viewer().role is Role.ADMINISTRATOR
