"""The review tab: a draft is uploaded, judged against the law, old wording and the other regions, and never put into the index."""

from __future__ import annotations

import gradio as gr

from assistant.answers.results import Deviation, MissingTopic, Remark, Requirement, Review
from assistant.answers.reviews import review
from assistant.app.markup import element, escaped
from assistant.app.panels import Collected, PanelTab, problem, section, uploaded
from assistant.app.reader import FORMATS, PRIVATE, Reader
from assistant.app.recording import Event
from assistant.app.session import Panel, Session
from assistant.export import review_report, scope_of
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher


class ReviewTab(PanelTab):
    """A place for the file, and what was found in it."""

    number, name = -4, "review"
    event = Event.REVIEWED

    def _build(self, start: str) -> None:
        with gr.Row(elem_classes="controls"):
            self.file = self.labelled_as(
                gr.File(file_types=FORMATS, label=phrase(start, "app.review.file"), height=110, elem_id="review-file"),
                "review.file",
            )
            self.run = self.labelled_as(
                gr.Button(phrase(start, "app.review.run"), variant="primary", size="sm", elem_id="review-run", scale=0),
                "review.run",
            )

    def connect(self, reader: Reader) -> None:
        """Let the button review the file, and quotations open in ``reader``."""
        super().connect(reader)
        inputs = [self.file, self._language, self._session]
        self.run.click(self._runs(self._review), inputs, [self.made, self._session], concurrency_id="ask", **PRIVATE)

    def _review(self, file: str | None, language: str, session: Session) -> tuple[str, Session]:
        if not file:
            return problem(phrase(language, "app.review.no_file")), session

        def make(searcher: Searcher) -> tuple[str, Panel]:
            own = uploaded(file, language)
            if isinstance(own, str):
                return own, Panel()
            draft, _ = own
            found = review(searcher, draft, language)
            collected = Collected(self.number, searcher.corpus, language, own)
            html = review_html(found, collected, language)
            return html, Panel(collected.sources, review_report(found, scope_of(searcher.corpus, draft=draft)))

        return self._run(language, session, make)


def review_html(found: Review, collected: Collected, language: str) -> str:
    """The findings in groups, the law's first; a group without findings says so."""
    own = catalogue(language, "export")
    groups = (
        ("statutory", [_requirement(r, collected, language) for r in found.statutory]),
        ("superseded", [_remark(r, collected) for r in found.superseded]),
        ("missing_topics", [_missing(t, collected, language) for t in found.missing_topics]),
        ("deviations", [_deviation(d, collected) for d in found.deviations]),
        ("contradictions", [_remark(r, collected) for r in found.contradictions]),
        ("citations", [_remark(r, collected) for r in found.citations]),
        ("open_places", [_remark(r, collected) for r in found.open_places]),
    )
    parts = [element("p", escaped(own["machine"]["review"]), class_="note")]
    for name, cards in groups:
        empty = element("p", escaped(own["nothing"]), class_="note")
        parts.append(section(f"{own[name]} ({len(cards)})", *(cards or [empty]), class_=name))
    return "".join(parts)


def _requirement(requirement: Requirement, collected: Collected, language: str) -> str:
    verdict = phrase(language, f"app.answer.{requirement.verdict.value}")
    heading = element("h4", escaped(requirement.text), element("span", escaped(verdict), class_="status"))
    parts = [heading, element("p", escaped(requirement.reference), class_="status")]
    if requirement.notes:
        parts.append(element("p", escaped(requirement.notes)))
    parts.append(collected.buttons(requirement.quotes))
    return element("section", *parts, class_=f"card {requirement.verdict.value}")


def _remark(remark: Remark, collected: Collected) -> str:
    parts = [element("p", escaped(remark.reason)), collected.button(remark.quote), collected.buttons(remark.other)]
    return element("section", *parts, class_="card possible")


def _missing(topic: MissingTopic, collected: Collected, language: str) -> str:
    own = catalogue(language, "export")
    told = own["having"].format(count=topic.agreements_with, of=topic.of)
    if topic.in_model:
        told = f"{told} · {own['in_model']}"
    heading = element("h4", escaped(topic.label), element("span", escaped(told), class_="status"))
    return element("section", heading, collected.buttons(topic.examples), class_="card not_mentioned")


def _deviation(deviation: Deviation, collected: Collected) -> str:
    parts = [
        element("h4", escaped(deviation.label)),
        collected.button(deviation.quote),
        element("p", escaped(deviation.usual)),
    ]
    return element("section", *parts, collected.buttons(deviation.examples), class_="card possible")
