"""The drafting tab: alternatives for a clause, with the places to fill marked and the passages that they were made from."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.answers.drafts import UnknownTopicError, draft
from assistant.answers.results import Alternative, Draft
from assistant.app.library import State
from assistant.app.markup import element, escaped
from assistant.app.panels import Collected, PanelTab, listed, problem, section, table
from assistant.app.reader import PRIVATE, Reader
from assistant.app.recording import Event
from assistant.app.session import Panel, Session
from assistant.export import draft_report, scope_of
from assistant.export.parts import with_open_places
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher


class DraftTab(PanelTab):
    """Topic and region, and what comes of them."""

    number, name = -2, "draft"
    event = Event.DRAFTED

    def _build(self, start: str) -> None:
        with gr.Row(elem_classes="controls"):
            self.topic = self.labelled_as(
                gr.Dropdown([], label=phrase(start, "app.draft.topic"), allow_custom_value=True, elem_id="draft-topic"),
                "draft.topic",
            )
            self.region = self.labelled_as(
                gr.Dropdown(
                    [], label=phrase(start, "app.draft.region"), allow_custom_value=True, elem_id="draft-region"
                ),
                "draft.region",
            )
            self.run = self.labelled_as(
                gr.Button(phrase(start, "app.draft.run"), variant="primary", size="sm", elem_id="draft-run"),
                "draft.run",
            )

    def connect(self, reader: Reader) -> None:
        """Let the button make a draft, and quotations open in ``reader``."""
        super().connect(reader)
        inputs = [self.topic, self.region, self._language, self._session]
        self.run.click(self._runs(self._draft), inputs, [self.made, self._session], concurrency_id="ask", **PRIVATE)

    @property
    def standing(self) -> list[Any]:
        """The components that :meth:`update` changes."""
        return [self.topic, self.region]

    def update(self, state: State, language: str) -> dict[Any, Any]:
        """Updates that offer what can be drafted, and for whom."""
        if state.searcher is None:
            return {}
        known = state.searcher.knowledge
        topics = [
            entry
            for topic in known.topics
            for entry in (
                (topic.label(language), topic.id),
                *((f"{topic.label(language)} – {aspect.label(language)}", aspect.id) for aspect in topic.aspects),
            )
        ]
        return {self.topic: gr.update(choices=topics), self.region: gr.update(choices=list(state.regions))}

    def _draft(self, topic: str | None, region: str | None, language: str, session: Session) -> tuple[str, Session]:
        wanted, whom = " ".join((topic or "").split()), " ".join((region or "").split())
        if not wanted or not whom:
            return problem(phrase(language, "app.draft.incomplete")), session

        def make(searcher: Searcher) -> tuple[str, Panel]:
            try:
                found = draft(searcher, wanted, whom)
            except UnknownTopicError:
                return problem(phrase(language, "app.draft.unknown_topic")), Panel()
            scope = scope_of(searcher.corpus)
            collected = Collected(self.number, searcher.corpus, language)
            html = draft_html(found, collected, language)
            return html, Panel(collected.sources, draft_report(found, scope))

        return self._run(language, session, make)


def draft_html(found: Draft, collected: Collected, language: str) -> str:
    """All alternatives. What is said of them is in the page's language, the clause in its own."""
    own = catalogue(language, "export")
    parts = [element("h3", escaped(own["draft"].format(topic=found.topic_label)), class_="topic")]
    parts.append(element("p", escaped(own["machine"]["draft"]), class_="note"))
    if found.withheld:
        parts.append(element("p", escaped(own["withheld"].format(count=found.withheld)), class_="notice"))
    if not found.alternatives:
        parts.append(element("p", escaped(own["no_alternatives"])))
    parts += [_alternative(i, a, found, collected, language) for i, a in enumerate(found.alternatives, 1)]
    if found.notes:
        parts.append(section(own["notes"], listed(found.notes)))
    return "".join(parts)


def _alternative(number: int, alternative: Alternative, found: Draft, collected: Collected, language: str) -> str:
    own = catalogue(language, "export")
    heading = element("h4", escaped(own["alternative"].format(number=number, style=alternative.style_label)))
    runs = with_open_places(alternative.text)
    text = "".join(element("mark", escaped(run.text)) if run.marked else escaped(run.text) for run in runs)
    copy = element(
        "button",
        escaped(phrase(language, "app.draft.copy")),
        type="button",
        class_="small",
        data_copy=1,
        data_copied=phrase(language, "app.draft.copied"),
    )
    parts = [heading, element("div", text, class_="wording", lang=found.language), copy]
    if alternative.slots:
        rows = (
            (
                escaped(slot.label),
                escaped(slot.value) if slot.value is not None else element("mark", escaped(own["open"])),
                escaped(slot.source or "–"),
            )
            for slot in alternative.slots
        )
        parts.append(table((own["slot"], own["value"], own["source"]), rows))
    changes = list(dict.fromkeys(change for piece in alternative.pieces for change in piece.changes))
    if changes:
        parts.append(element("p", element("b", escaped(own["changed"]))) + listed(changes))
    if alternative.notes:
        parts.append(element("p", element("b", escaped(own["notes"]))) + listed(alternative.notes))
    if alternative.sources:
        parts.append(element("p", element("b", escaped(phrase(language, "app.draft.sources")))))
        parts.append(collected.buttons(alternative.sources))
    return element("article", *parts, class_="card basis")
