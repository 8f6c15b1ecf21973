"""The page: what stands around the tabs, and what it says of the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.app.access import viewer
from assistant.app.cards import day
from assistant.app.chat import ChatTab
from assistant.app.checklist_tab import ChecklistTab
from assistant.app.compare_tab import CompareTab
from assistant.app.control_tab import ControlTab, is_administrator, who_html
from assistant.app.documents_tab import DocumentsTab
from assistant.app.draft_tab import DraftTab
from assistant.app.head import LANGUAGES, language_of, skips, statement, theme_switch
from assistant.app.history import PARAMETER, resume_wanted
from assistant.app.interface import Interface, add_api
from assistant.app.library import Library, Phase, State, status
from assistant.app.markup import element, escaped, joined
from assistant.app.panels import PanelTab
from assistant.app.reader import Reader
from assistant.app.review_tab import ReviewTab
from assistant.app.session import Session
from assistant.chat.model import open_language_model
from assistant.export.scope import invented_folders
from assistant.model import Kind
from assistant.phrases import phrase
from assistant.settings import Settings

_TABS = ("chat", "compare", "draft", "checklist", "review", "documents")
_CACHE = (3600, 86400)  # seconds: how often, and from what age, files that were uploaded or downloaded are deleted
_TICK = 1.5  # seconds between looks at a library that can't answer yet
_SET_LANGUAGE = "(language) => { document.documentElement.lang = language; return language; }"


def build_page(settings: Settings, library: Library) -> gr.Blocks:
    """The page over a library that may still be loading."""
    start = settings.language
    model = open_language_model(settings)
    page: gr.Blocks
    with gr.Blocks(
        title=phrase(start, "app.title"), fill_width=True, analytics_enabled=False, delete_cache=_CACHE
    ) as page:
        with gr.Row(elem_id="head"):
            title = gr.HTML(_title(start), elem_id="title", apply_default_css=False)
            look = gr.HTML(theme_switch(start), elem_id="theme", apply_default_css=False, padding=False)
            language = gr.Radio(
                [(phrase(code, "app.name"), code) for code in LANGUAGES],
                value=start,
                label=phrase(start, "app.language"),
                show_label=False,
                container=False,
                elem_id="language",
                scale=0,
                min_width=200,
            )
            who = gr.HTML("", elem_id="who", apply_default_css=False)
        banner = gr.HTML("", elem_id="banner", apply_default_css=False)
        notice = gr.HTML("", elem_id="status", apply_default_css=False)
        session = gr.State(Session())  # copied for each browser session
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="work"), gr.Tabs(elem_id="tabs"):
                with gr.Tab(phrase(start, "app.tabs.chat"), id="chat", elem_id="tab-chat") as chat_tab:
                    chat = ChatTab(library, session, language, start, model)
                with gr.Tab(phrase(start, "app.tabs.compare"), id="compare", elem_id="tab-compare") as compare_tab:
                    compare = CompareTab(library, session, language, start)
                with gr.Tab(phrase(start, "app.tabs.draft"), id="draft", elem_id="tab-draft") as draft_tab:
                    draft = DraftTab(library, session, language, start, model)
                with gr.Tab(
                    phrase(start, "app.tabs.checklist"), id="checklist", elem_id="tab-checklist"
                ) as checklist_tab:
                    checklist = ChecklistTab(library, session, language, start, settings.data / "checklists")
                with gr.Tab(phrase(start, "app.tabs.review"), id="review", elem_id="tab-review") as review_tab:
                    review = ReviewTab(library, session, language, start)
                with gr.Tab(
                    phrase(start, "app.tabs.documents"), id="documents", elem_id="tab-documents"
                ) as documents_tab:
                    documents = DocumentsTab(library, session, language, start, settings)
                with gr.Tab(
                    phrase(start, "app.tabs.control"), id="control", elem_id="tab-control", visible=False
                ) as control_tab:
                    control = ControlTab(language, start)
            with gr.Column(elem_id="reader"):
                reader = Reader(library, session, language, start)
        panels: tuple[PanelTab, ...] = (compare, draft, checklist, review, documents)
        tabs = dict(
            zip(_TABS, (chat_tab, compare_tab, draft_tab, checklist_tab, review_tab, documents_tab), strict=True)
        )
        chat.connect(reader)
        for panel in panels:
            panel.connect(reader)
        add_api(Interface(settings, library))
        foot = gr.HTML(_foot(State(), start), elem_id="foot", apply_default_css=False)
        seen = gr.State(-1)  # State.serial of what the page shows
        timer = gr.Timer(_TICK)

        def update(code: str, session: Session, chosen: list[str]) -> dict[Any, Any]:
            state = library.state_for(viewer())
            resume_wanted(session, library, code)
            offered: dict[Any, Any] = {}
            for panel in panels:
                offered |= panel.update(state, code)
            return {
                **chat.update(state, session, code, chosen),
                **offered,
                **control.update(code),
                control_tab: gr.update(visible=is_administrator()),
                who: who_html(viewer(), code),
                banner: _banner(state, code),
                notice: _notice(state, code),
                foot: _foot(state, code),
                seen: state.serial,
                timer: gr.Timer(active=not state.usable),
            }

        def load(code: str, session: Session, chosen: list[str], request: gr.Request) -> dict[Any, Any]:
            library.refresh()
            session.wanted = request.query_params.get(PARAMETER)
            wanted = language_of(request.cookies, code)
            return update(code, session, chosen) if wanted == code else translate(wanted, session, chosen)

        def tick(code: str, session: Session, chosen: list[str], serial: int) -> dict[Any, Any]:
            state = library.state_for(viewer())
            if state.phase is Phase.READY and not state.usable:  # documents may have come
                state = library.refresh_for(viewer())
            return {seen: serial} if state.serial == serial else update(code, session, chosen)

        def translate(code: str, session: Session, chosen: list[str]) -> dict[Any, Any]:
            relabelled = {
                **chat.relabel(code),
                **reader.relabel(code, session),
                **control.relabel(code),
                control_tab: gr.update(label=phrase(code, "app.tabs.control")),
                **{tab: gr.update(label=phrase(code, f"app.tabs.{name}")) for name, tab in tabs.items()},
                title: _title(code),
                look: theme_switch(code),
                language: gr.update(value=code, label=phrase(code, "app.language")),
            }
            updated = update(code, session, chosen)
            for panel in panels:
                relabelled |= panel.relabel(code)
            # Both speak of the same components: what is said of one is joined, not replaced.
            return {c: _both(relabelled.get(c), updated.get(c)) for c in {**relabelled, **updated}}

        inputs = [language, session, chat.regions]
        offers = [component for panel in panels for component in panel.standing]
        standing = [
            chat.log,
            chat.remembering.list,
            chat.remembering.timer,
            chat.regions,
            chat.send,
            banner,
            notice,
            foot,
            seen,
            timer,
            who,
            control_tab,
            *control.standing,
            *offers,
        ]
        names = [component for panel in panels for component in panel.labelled if component not in offers]
        labelled = [*chat.labelled, *reader.labelled, *tabs.values(), *names, *control.labelled, title, look, language]
        hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        page.load(load, inputs, [*standing, *labelled], **hidden)
        timer.tick(tick, [*inputs, seen], standing, **hidden)
        language.input(translate, inputs, [*standing, *labelled], **hidden)
        language.change(None, language, None, js=_SET_LANGUAGE, api_visibility="private")
    return page


def _both(first: Any, second: Any) -> Any:
    if isinstance(first, dict) and isinstance(second, dict):
        return {**first, **second}
    return first if second is None else second


def _title(language: str) -> str:
    name = element("h1", escaped(phrase(language, "app.title")))
    return skips(language) + name + element("p", escaped(phrase(language, "app.tagline")))


def _notice(state: State, language: str) -> str:
    text = status(state, language)
    kind = "notice" if state.phase is Phase.FAILED or state.problem else "notice busy"
    return element("p", escaped(text), class_=kind, role="status") if text else ""


def _banner(state: State, language: str) -> str:
    """Says that the documents, or those of some folders, are invented."""
    if state.searcher is None:
        return ""
    corpus = state.searcher.corpus
    invented = invented_folders(corpus)
    if not invented:
        return ""
    if set(invented) == set(corpus.folders):
        text = phrase(language, "app.invented")
    else:
        text = phrase(language, "app.partly_invented", folders=", ".join(Path(folder).name for folder in invented))
    return element("p", escaped(text), role="note")


def _foot(state: State, language: str) -> str:
    """What the answers are, and what corpus they are from."""
    parts = [phrase(language, "app.statement")]
    if state.searcher is not None and state.usable:
        corpus = state.searcher.corpus
        sizes = {"documents": len(corpus.agreements), "agreements": len(corpus.of_kind(Kind.AGREEMENT))}
        parts.append(phrase(language, "app.corpus", **sizes))
        dates = [a.description.date for a in corpus.agreements if a.description.date]
        if dates:
            parts.append(phrase(language, "app.newest", date=day(max(dates))))
    return element("p", escaped(joined(parts[:1])), " ", element("span", escaped(" ".join(parts[1:])))) + statement(
        language
    )
