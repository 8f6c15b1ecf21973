"""The checklist tab: items to tick, with notes and items of one's own, kept under a name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answers.checklists import checklist
from assistant.answers.results import Checklist, Item, ItemStatus, Phase
from assistant.app.access import viewer
from assistant.app.library import Library, State
from assistant.app.markup import element, escaped
from assistant.app.panels import Collected, PanelTab, folded, problem, section, uploaded
from assistant.app.reader import FORMATS, PRIVATE, Reader
from assistant.app.recording import Event, record
from assistant.app.session import Panel, Session
from assistant.export import checklist_report, scope_of
from assistant.keeping import ChecklistFiles, KeptError, Saved, added, merged, noted, own_folder, removed, ticked
from assistant.model import Agreement
from assistant.phrases import catalogue, phrase, reason_of
from assistant.search import Searcher

_DONE = (ItemStatus.DONE, ItemStatus.IN_DRAFT)
_JUDGED = (ItemStatus.IN_DRAFT, ItemStatus.UNCLEAR_IN_DRAFT, ItemStatus.MISSING_IN_DRAFT)


class ChecklistTab(PanelTab):
    """Name and region of a checklist, its items, and a line to add one."""

    number, name = -3, "checklist"
    event = Event.CHECKED

    def __init__(self, library: Library, session: gr.State, language: gr.Radio, start: str, folder: Path) -> None:
        self._folder = folder
        super().__init__(library, session, language, start)

    def _build(self, start: str) -> None:
        with gr.Row(elem_classes="controls"):
            self.list = self.labelled_as(
                gr.Dropdown(
                    [],
                    value=phrase(start, "app.checklist.own_name"),
                    label=phrase(start, "app.checklist.name"),
                    allow_custom_value=True,
                    elem_id="checklist-name",
                ),
                "checklist.name",
            )
            self.region = self.labelled_as(
                gr.Dropdown([], label=phrase(start, "app.checklist.region"), elem_id="checklist-region"),
                "checklist.region",
            )
            self.draft = self.labelled_as(
                gr.File(
                    file_types=FORMATS,
                    label=phrase(start, "app.checklist.draft"),
                    height=110,
                    elem_id="checklist-draft",
                ),
                "checklist.draft",
            )
            self.run = self.labelled_as(
                gr.Button(phrase(start, "app.checklist.run"), variant="primary", size="sm", elem_id="checklist-run"),
                "checklist.run",
            )

    def _build_downloads(self, start: str) -> None:
        self.phase = self.labelled_as(
            gr.Dropdown(_phases(start), value=Phase.BEFORE.value, label=phrase(start, "app.checklist.phase"), scale=1),
            "checklist.phase",
        )
        self.text = self.labelled_as(
            gr.Textbox(label=phrase(start, "app.checklist.text"), max_length=500, elem_id="checklist-text", scale=3),
            "checklist.text",
        )
        self.add = self.labelled_as(
            gr.Button(phrase(start, "app.checklist.add"), size="sm", elem_id="checklist-add", scale=0), "checklist.add"
        )
        super()._build_downloads(start)

    def connect(self, reader: Reader) -> None:
        """Let what the user does be kept, and quotations open in ``reader``."""
        super().connect(reader)
        inputs = [self._language, self._session]
        outputs = [self.made, self._session]
        shown = [self.region, self.list, self.draft, *inputs]
        self.run.click(self._runs(self._show), shown, outputs, concurrency_id="ask", **PRIVATE)
        for event in (self.add.click, self.text.submit):
            event(self._add, [self.phase, self.text, *inputs], [*outputs, self.text], concurrency_id="ask", **PRIVATE)
        # Notes that are left and a box that is ticked are two events at once, and neither may be lost.
        self.made.act(self._act, inputs, outputs, concurrency_id="ask", trigger_mode="multiple", **PRIVATE)

    @property
    def standing(self) -> list[Any]:
        """The components that :meth:`update` changes."""
        return [self.list, self.region, self.phase]

    def update(self, state: State, language: str) -> dict[Any, Any]:
        """Updates that offer the corpus's regions and the lists that are kept."""
        try:
            names = list(self._files(language).names())
        except (OSError, KeptError):
            names = []
        return {
            self.list: gr.update(choices=names),
            self.region: gr.update(choices=list(state.regions)),
            self.phase: gr.update(choices=_phases(language)),
        }

    def _files(self, language: str) -> ChecklistFiles:
        """The viewer's own lists."""
        return ChecklistFiles(own_folder(self._folder, viewer()), language)

    def _show(
        self, region: str | None, name: str | None, file: str | None, language: str, session: Session
    ) -> tuple[str, Session]:
        """Make the list anew, judged against a draft where one was given; the region, where one is chosen, is kept with it."""
        files, called = self._files(language), _called(name, language)

        def make(searcher: Searcher) -> tuple[str, Panel]:
            own = uploaded(file, language) if file else None
            if isinstance(own, str):
                return own, Panel()
            saved = files.load(called)
            fresh = checklist(searcher, region or saved.region, own[0] if own else None, language)
            if region and region != saved.region:
                saved = files.change(called, lambda old: dataclasses.replace(old, region=fresh.region))
            return self._panel(searcher, fresh, saved, called, language, own)

        return self._run(language, session, make)

    def _panel(
        self,
        searcher: Searcher,
        fresh: Checklist,
        saved: Saved,
        called: str,
        language: str,
        own: tuple[Agreement, Path] | None,
    ) -> tuple[str, Panel]:
        whole = merged(fresh, saved)
        collected = Collected(self.number, searcher.corpus, language, own)
        html = checklist_html(whole, collected, language)
        scope = scope_of(searcher.corpus, draft=own[0] if own else None)
        return html, Panel(collected.sources, checklist_report(whole, scope), (fresh, called, own))

    def _add(self, phase: str, text: str, language: str, session: Session) -> tuple[Any, Session, Any]:
        panel = session.panels.get(self.number)
        if not text.strip() or panel is None or not panel.values:
            return gr.skip(), session, gr.skip()
        html, session = self._changed(lambda saved, _: added(saved, Phase(phase), text, language), language, session)
        return html, session, ""

    def _act(self, language: str, session: Session, event: gr.EventData) -> tuple[Any, Session]:
        """A box was ticked, notes were written or an item of one's own was taken away. The page shows it already."""
        panel = session.panels.get(self.number)
        act, wanted, value = (event._data.get(key) for key in ("act", "item", "value"))
        if panel is None or not panel.values:
            return gr.skip(), session

        def change(saved: Saved, whole: Checklist) -> Saved:
            item: Item | None = next((one for one in whole.items if one.id == wanted), None)
            if item is None:
                return saved
            if act == "tick":
                return ticked(saved, item, done=bool(value))
            if act == "note":
                return noted(saved, item, str(value or ""))
            return removed(saved, item.id) if act == "remove" else saved

        html, session = self._changed(change, language, session)
        return (html if act == "remove" or "problem" in html[:40] else gr.skip()), session

    def _changed(
        self, change: Callable[[Saved, Checklist], Saved], language: str, session: Session
    ) -> tuple[str, Session]:
        """Keep a change of the list that is shown, and show it."""
        fresh, called, own = session.panels[self.number].values
        searcher = self._library.state_for(viewer()).searcher
        assert searcher is not None
        try:
            saved = self._files(language).change(called, lambda old: change(old, merged(fresh, old)))
        except KeptError as error:
            return problem(reason_of(error, language)), session
        record(Event.CHANGED, detail=f"checklist: {called}")
        html, session.panels[self.number] = self._panel(searcher, fresh, saved, called, language, own)
        return self._made(html, language), session


def _called(name: str | None, language: str) -> str:
    return " ".join((name or "").split()) or phrase(language, "app.checklist.own_name")


def _phases(language: str) -> list[tuple[str, str]]:
    words = catalogue(language, "export")["phases"]
    return [(words[phase.value], phase.value) for phase in Phase]


def checklist_html(whole: Checklist, collected: Collected, language: str) -> str:
    """The items by phase."""
    words = catalogue(language, "export")["phases"]
    done = sum(item.status in _DONE for item in whole.items)
    parts = [
        element("p", escaped(phrase(language, "app.checklist.done", done=done, of=len(whole.items))), class_="note")
    ]
    for phase in Phase:
        items = [item for item in whole.items if item.phase is phase]
        if items:
            entries = (_item(item, collected, language) for item in items)
            parts.append(section(words[phase.value], element("ul", *entries, class_="items")))
    return "".join(parts)


def _item(item: Item, collected: Collected, language: str) -> str:
    own, words = catalogue(language, "export"), catalogue(language, "app")["checklist"]
    # "checked" is an attribute without a value, which element() leaves out where it is None.
    box = element(
        "input", type="checkbox", data_act="tick", data_item=item.id, checked="" if item.status in _DONE else None
    ).removesuffix("</input>")
    heading = element("label", box, " ", element("b", escaped(item.text)))
    details = []
    if item.status in _JUDGED:
        word = catalogue(language, "checklist")["statuses"][item.status.value]
        details.append(element("p", escaped(word), class_="status"))
    if item.why:
        details.append(element("p", escaped(item.why)))
    if item.question:
        details.append(element("p", element("i", escaped(item.question))))
    if item.lacking:
        details.append(element("p", escaped(f"{own['lacking']} {', '.join(item.lacking)}")))
    grounds = [f"{own['grounds'][ground.kind.value]}: {ground.reference}" for ground in item.grounds]
    if grounds:
        details.append(element("p", escaped(" · ".join(grounds)), class_="status"))
    if item.draft:
        details.append(element("p", escaped(own["in_draft"])) + collected.buttons(item.draft))
    if item.own:
        details.append(element("p", escaped(own["in_present"])) + collected.buttons(item.own))
    if item.evidence:
        details.append(folded(words["evidence"].format(count=len(item.evidence)), collected.buttons(item.evidence)))
    notes = element(
        "textarea",
        escaped(item.notes),
        data_act="note",
        data_item=item.id,
        rows=2,
        aria_label=words["notes"],
        placeholder=words["notes"],
    )
    remove = ""
    if any(ground.kind.value == "user" for ground in item.grounds):
        remove = element(
            "button", escaped(words["remove"]), type="button", class_="small", data_act="remove", data_item=item.id
        )
    return element(
        "li", heading, *details, notes, remove, class_=f"card {'found' if item.status in _DONE else 'basis'}"
    )
