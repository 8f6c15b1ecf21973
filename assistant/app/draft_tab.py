"""The drafting tab: alternatives for a clause, with the places to fill marked and the passages that they were made from."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answers.drafts import UnknownTopicError, draft
from assistant.answers.results import Alternative, Draft
from assistant.app.library import Library, State
from assistant.app.markup import dots, element, escaped
from assistant.app.panels import Collected, PanelTab, listed, problem, section, table, working
from assistant.app.reader import PRIVATE, Reader
from assistant.app.recording import Event
from assistant.app.session import Panel, Session
from assistant.app.summarising import SUMMING
from assistant.export import draft_report, scope_of
from assistant.export.parts import with_open_places
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher

if TYPE_CHECKING:
    from assistant.chat.model import LanguageModel, Phrased


class DraftTab(PanelTab):
    """Topic and region, and what comes of them; with a language model also what it phrases of it."""

    number, name = -2, "draft"
    event = Event.DRAFTED

    def __init__(
        self, library: Library, session: gr.State, language: gr.Radio, start: str, model: LanguageModel | None = None
    ) -> None:
        self._model = model
        super().__init__(library, session, language, start)

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
            with_model = self._model is not None
            self.phrase = gr.Button(
                phrase(start, "llm.phrased.run"), size="sm", elem_id="draft-phrase", visible=with_model
            )
            self.stop = gr.Button(
                phrase(start, "llm.phrased.stop"), size="sm", elem_id="draft-stop", visible=with_model
            )

    def connect(self, reader: Reader) -> None:
        """Let the button make a draft, and quotations open in ``reader``."""
        super().connect(reader)
        inputs = [self.topic, self.region, self._language, self._session]
        self.run.click(self._runs(self._draft), inputs, [self.made, self._session], concurrency_id="ask", **PRIVATE)
        self.phrase.click(self._phrase, inputs, [self.made, self._session], **SUMMING, **PRIVATE)
        self.stop.click(_stop, [self._session], None, **PRIVATE)

    @property
    def labelled(self) -> list[Any]:
        """The components that :meth:`relabel` changes."""
        return [*super().labelled, self.phrase, self.stop]

    def relabel(self, language: str) -> dict[Any, Any]:
        """Updates that put the tab's labels into another language."""
        return {
            **super().relabel(language),
            self.phrase: gr.update(value=phrase(language, "llm.phrased.run")),
            self.stop: gr.update(value=phrase(language, "llm.phrased.stop")),
        }

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
            return html, Panel(collected.sources, draft_report(found, scope), (found, searcher.corpus))

        return self._run(language, session, make)

    def _phrase(
        self, topic: str | None, region: str | None, language: str, session: Session
    ) -> Iterator[tuple[str, Session]]:
        """The draft, and then each alternative also as the model phrases it; what is there already stays in sight."""
        yield working(language), session
        session.panels.pop(self.number, None)
        html, session = self._draft(topic, region, language, session)
        yield html, session
        panel = session.panels.get(self.number)
        if self._model is None or panel is None or not panel.values:
            return
        from assistant.chat.model import phrasings

        found, corpus = panel.values
        session.cancel = cancel = threading.Event()
        done: list[Phrased] = []

        def shown() -> str:
            return self._made(draft_html(found, Collected(self.number, corpus, language), language, done), language)

        waiting = element("p", dots(), escaped(phrase(language, "llm.phrased.waiting")), class_="note", role="status")
        yield waiting + shown(), session
        for one in phrasings(found, corpus, self._model, language, cancel):
            done.append(one)
            yield (waiting if len(done) < len(found.alternatives) else "") + shown(), session


def _stop(session: Session) -> None:
    session.halt()


def draft_html(found: Draft, collected: Collected, language: str, phrased: Sequence[Phrased] = ()) -> str:
    """All alternatives. What is said of them is in the page's language, the clause in its own.

    ``phrased`` are the first of them as a language model phrased them.
    """
    own = catalogue(language, "export")
    parts = [element("h3", escaped(own["draft"].format(topic=found.topic_label)), class_="topic")]
    parts.append(element("p", escaped(own["machine"]["draft"]), class_="note"))
    if found.withheld:
        parts.append(element("p", escaped(own["withheld"].format(count=found.withheld)), class_="notice"))
    if not found.alternatives:
        parts.append(element("p", escaped(own["no_alternatives"])))
    for i, alternative in enumerate(found.alternatives, 1):
        parts.append(_alternative(i, alternative, found, collected, language, phrased[i - 1 : i]))
    if found.notes:
        parts.append(section(own["notes"], listed(found.notes)))
    return "".join(parts)


def _alternative(
    number: int,
    alternative: Alternative,
    found: Draft,
    collected: Collected,
    language: str,
    phrased: Sequence[Phrased],
) -> str:
    own = catalogue(language, "export")
    heading = element("h4", escaped(own["alternative"].format(number=number, style=alternative.style_label)))
    parts = [heading, element("div", _marked(alternative.text), class_="wording", lang=found.language), _copy(language)]
    parts += [_by_model(one, found.language, language) for one in phrased]
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


def _marked(text: str) -> str:
    """A wording as HTML, the places to fill marked."""
    runs = with_open_places(text)
    return "".join(element("mark", escaped(run.text)) if run.marked else escaped(run.text) for run in runs)


def _copy(language: str) -> str:
    return element(
        "button",
        escaped(phrase(language, "app.draft.copy")),
        type="button",
        class_="small",
        data_copy=1,
        data_copied=phrase(language, "app.draft.copied"),
    )


def _by_model(found: Phrased, wording: str, language: str) -> str:
    """An alternative as the model phrased it, which says of itself what it is."""
    parts = []
    if found.statements:
        parts.append(element("p", element("b", escaped(phrase(language, "llm.phrased.label")))))
        parts += [element("div", _marked(found.text), class_="wording", lang=wording), _copy(language)]
        parts.append(element("p", escaped(phrase(language, "llm.model", name=found.model)), class_="note"))
    if found.note:
        parts.append(element("p", escaped(found.note), class_="note"))
    return element("section", *parts, class_="summary")
