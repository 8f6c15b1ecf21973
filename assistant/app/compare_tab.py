"""The comparison tab: a matrix of topics and agreements whose cells open their quotations, terms, two agreements side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answers.comparison import compare
from assistant.answers.results import Change, Comparison, Pair, SideBySide, Span, TermState
from assistant.answers.side_by_side import side_by_side
from assistant.app.downloads import file_name
from assistant.app.library import State
from assistant.app.markup import element, escaped
from assistant.app.panels import Collected, PanelTab, folded, listed, problem, section, table
from assistant.app.reader import PRIVATE, Reader
from assistant.app.recording import Event
from assistant.app.session import Panel, Session
from assistant.export import Scope, comparison_report, scope_of, side_by_side_report, write_sheet
from assistant.model import Kind, Quotation, Status, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher

_SIGNS = {Verdict.FOUND: "●", Verdict.POSSIBLE: "◐", Verdict.NOT_MENTIONED: "–"}


class CompareTab(PanelTab):
    """Filters, the matrix and what belongs to it."""

    number, name = -1, "compare"
    event = Event.COMPARED

    def _build(self, start: str) -> None:
        with gr.Row(elem_classes="controls"):
            self.filters = [
                self.labelled_as(
                    gr.Dropdown([], value=[], multiselect=True, label=phrase(start, f"app.compare.{key}")),
                    f"compare.{key}",
                )
                for key in ("regions", "statuses", "parties", "languages", "topics")
            ]
            self.run = self.labelled_as(
                gr.Button(phrase(start, "app.compare.run"), variant="primary", size="sm", elem_id="compare-run"),
                "compare.run",
            )
        two = self.labelled_as(gr.Accordion(phrase(start, "app.compare.two"), open=False), "compare.two")
        with two, gr.Row(elem_classes="controls"):
            self.pair = [
                self.labelled_as(
                    gr.Dropdown([], label=phrase(start, f"app.compare.{key}"), elem_id=f"compare-{key}"),
                    f"compare.{key}",
                )
                for key in ("left", "right")
            ]
            self.beside = self.labelled_as(
                gr.Button(phrase(start, "app.compare.beside"), size="sm", elem_id="compare-beside"),
                "compare.beside",
            )

    def _build_downloads(self, start: str) -> None:
        super()._build_downloads(start)
        self._download("sheet", start, self._sheet)

    def connect(self, reader: Reader) -> None:
        """Let cells open their quotations below the matrix, and quotations open in ``reader``."""
        super().connect(reader)
        outputs = [self.made, self._session]
        inputs = [self._language, self._session]
        self.run.click(self._runs(self._compare), [*self.filters, *inputs], outputs, concurrency_id="ask", **PRIVATE)
        self.beside.click(
            self._runs(self._side_by_side), [*self.pair, *inputs], outputs, concurrency_id="ask", **PRIVATE
        )

    @property
    def standing(self) -> list[Any]:
        """The components that :meth:`update` changes."""
        return [*self.filters, *self.pair]

    def update(self, state: State, language: str) -> dict[Any, Any]:
        """Updates that offer what the corpus has."""
        searcher = state.searcher
        if searcher is None:
            return {}
        corpus = searcher.corpus
        agreements = [corpus.agreements[i] for i in corpus.of_kind(Kind.AGREEMENT)]
        words = catalogue(language, "answers")["statuses"]
        statuses = [(words[s.value], s.value) for s in Status if any(a.description.status is s for a in agreements)]
        parties = sorted({party for a in agreements for party in a.description.parties})
        languages = sorted({a.description.language for a in agreements})
        topics = [(topic.label(language), topic.id) for topic in searcher.knowledge.topics]
        choices: list[list[Any]] = [list(state.regions), statuses, parties, languages, topics]
        files = [(a.file, i) for i, a in enumerate(corpus.agreements) if a.description.kind is not Kind.STATUTE]
        return {
            **{c: gr.update(choices=found) for c, found in zip(self.filters, choices, strict=True)},
            **{c: gr.update(choices=files) for c in self.pair},
        }

    def _compare(
        self,
        regions: list[str],
        statuses: list[str],
        parties: list[str],
        languages: list[str],
        topics: list[str],
        language: str,
        session: Session,
    ) -> tuple[str, Session]:
        def make(searcher: Searcher) -> tuple[str, Panel]:
            found = compare(
                searcher,
                topics,
                regions=regions,
                parties=parties,
                statuses=statuses,
                languages=languages,
                language=language,
            )
            scope = scope_of(searcher.corpus)
            collected = Collected(self.number, searcher.corpus, language)
            html = comparison_html(found, scope, collected)
            return html, Panel(collected.sources, comparison_report(found, scope), (found, scope))

        return self._run(language, session, make)

    def _side_by_side(
        self, left: int | None, right: int | None, language: str, session: Session
    ) -> tuple[Any, Session]:
        if left is None or right is None:
            return problem(phrase(language, "look.choose_two")), session

        def make(searcher: Searcher) -> tuple[str, Panel]:
            found = side_by_side(searcher, left, right)
            scope = scope_of(searcher.corpus)
            collected = Collected(self.number, searcher.corpus, language)
            html = side_by_side_html(found, scope, collected, language)
            return html, Panel(collected.sources, side_by_side_report(found, scope, language))

        return self._run(language, session, make, "beside")

    def _sheet(self, session: Session, folder: Path) -> Path | None:
        panel = session.panels.get(self.number)
        if panel is None or not panel.values:
            return None
        found, scope = panel.values
        path = folder / f"{file_name(panel.report.title if panel.report else self.name)}.xlsx"
        write_sheet(found, scope, path)
        return path


def comparison_html(found: Comparison, scope: Scope, collected: Collected) -> str:
    """The whole comparison. The cells of the matrix lead to the topic's place below, where the quotations are."""
    language = found.language
    words = catalogue(language, "app")["compare"]
    parts = [section(words["matrix"], _key(language), _matrix(found, scope))]
    if found.outliers:
        parts.append(section(words["outliers"], _outliers(found, scope, collected, language)))
    if found.terms:
        parts.append(section(words["terms"], *(_term(found, name, scope, collected) for name in _terms(found))))
    parts.append(section(words["topics_heading"], *(_topic(found, topic, scope, collected) for topic in found.topics)))
    return "".join(parts)


def _key(language: str) -> str:
    verdicts = (f"{sign} {phrase(language, f'app.answer.{verdict.value}')}" for verdict, sign in _SIGNS.items())
    return element("p", escaped(" · ".join(verdicts)), class_="note")


def _matrix(found: Comparison, scope: Scope) -> str:
    language = found.language
    names = [scope.name(agreement, language) for agreement in found.agreements]
    corner = element("th", escaped(phrase(language, "app.compare.topic")), scope="col")
    heads = (element("th", element("span", escaped(name)), scope="col", title=name) for name in names)
    rows = []
    for t, topic in enumerate(found.topics):
        label = found.labels.get(topic, topic)
        cells = []
        for a, agreement in enumerate(found.agreements):
            verdict = found.cells[agreement, topic].verdict
            said = f"{label}, {names[a]}: {phrase(language, f'app.answer.{verdict.value}')}"
            sign = element("a", _SIGNS[verdict], href=f"#cell-{t}-{a}", aria_label=said, title=said)
            cells.append(element("td", sign, class_=verdict.value))
        rows.append(element("tr", element("th", escaped(label), scope="row"), *cells))
    caption = element("caption", escaped(phrase(language, "app.compare.matrix")), class_="unseen")
    made = element(
        "table", caption, element("thead", element("tr", corner, *heads)), element("tbody", *rows), class_="matrix"
    )
    return element(
        "div", made, class_="wide", tabindex=0, role="region", aria_label=phrase(language, "app.compare.matrix")
    )


def _topic(found: Comparison, topic: str, scope: Scope, collected: Collected) -> str:
    language, t = found.language, found.topics.index(topic)
    parts = []
    variants = found.variants.get(topic, ())
    if len(variants) > 1:
        lines = (
            f"{len(v.agreements)} × {v.label} ({', '.join(scope.name(a, language) for a in v.agreements)})"
            for v in variants
        )
        parts.append(folded(phrase(language, "app.answer.variants", count=len(variants)), listed(lines)))
    for a, agreement in enumerate(found.agreements):
        finding = found.cells[agreement, topic]
        heading = element(
            "h4",
            escaped(scope.name(agreement, language)),
            element("span", escaped(phrase(language, f"app.answer.{finding.verdict.value}")), class_="status"),
        )
        body = collected.buttons(finding.quotes)
        parts.append(element("section", heading, body, id=f"cell-{t}-{a}", class_=f"card {finding.verdict.value}"))
    return folded(found.labels.get(topic, topic), *parts)


def _outliers(found: Comparison, scope: Scope, collected: Collected, language: str) -> str:
    own = catalogue(language, "export")
    lines = []
    for outlier in found.outliers:
        silent = outlier.value == Verdict.NOT_MENTIONED.value
        text = own["silent" if silent else "outlier"].format(
            region=scope.name(outlier.agreement, language),
            topic=found.labels.get(outlier.term, outlier.term),
            term=found.term_labels.get(outlier.term, outlier.term),
            value=outlier.value,
            usual=outlier.usual,
            count=outlier.of_usual,
            of=outlier.of,
        )
        lines.append(
            element("div", element("p", escaped(text)), collected.button(outlier.quote), class_="card possible")
        )
    return "".join(lines)


def _terms(found: Comparison) -> list[str]:
    return list(dict.fromkeys(term.term for term in found.terms))


def _term(found: Comparison, name: str, scope: Scope, collected: Collected) -> str:
    language = found.language
    own = catalogue(language, "export")
    rows = []
    for term in found.terms:
        if term.term == name:
            value = (
                term.value if term.state is TermState.STATED and term.value else own["term_states"][term.state.value]
            )
            quote = collected.button(term.quote) if term.quote else "–"
            rows.append((escaped(scope.name(term.agreement, language)), escaped(value), quote))
    return folded(found.term_labels.get(name, name), table((own["region"], own["value"], own["wording"]), rows))


def side_by_side_html(found: SideBySide, scope: Scope, collected: Collected, language: str) -> str:
    """Two agreements clause by clause, what differs marked."""
    own = catalogue(language, "export")
    left, right = scope.name(found.left, language), scope.name(found.right, language)
    rows = (
        (
            escaped(own["changes"][pair.change.value]),
            _side(pair.left, pair.left_spans, pair, collected),
            _side(pair.right, pair.right_spans, pair, collected),
        )
        for pair in found.pairs
    )
    return section(
        own["side_by_side"].format(left=left, right=right), table((own["change"], left, right), rows, "beside")
    )


def _side(quotation: Quotation | None, spans: tuple[Span, ...], pair: Pair, collected: Collected) -> str:
    if quotation is None:
        return "–"
    marked, at = [], 0
    for span in sorted((s for s in spans if s.differs and pair.change is Change.CHANGED), key=lambda s: s.start):
        marked += [
            escaped(quotation.text[at : span.start]),
            element("mark", escaped(quotation.text[span.start : span.end])),
        ]
        at = span.end
    return collected.button(quotation, words="".join(marked) + escaped(quotation.text[at:]))
