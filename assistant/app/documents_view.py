"""The documents tab as HTML: the list, one document with its clauses and what is masked in it, the steps of files that are added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.app.cards import day
from assistant.app.markup import element, escaped, joined
from assistant.app.panels import Collected, section, table
from assistant.documents import unmasked
from assistant.filing import Filing, Stage, Step
from assistant.model import Agreement, AgreementId, Clause, Kind, Publicity, Status, quote
from assistant.phrases import catalogue, phrase

if TYPE_CHECKING:
    from assistant.index import Corpus
    from assistant.search import Searcher

_LIKELY = 0.5  # of a passage to speak of a topic
_MOST = 200  # documents that are listed at once
_SHOWN = 160  # characters of a clause in the list
_ENDED = {Stage.SEARCHABLE: "found", Stage.SAME: "possible", Stage.ASKS: "possible", Stage.FAILED: "not_mentioned"}


def _words(language: str) -> dict[str, str]:
    words: dict[str, str] = catalogue(language, "filing")["tab"]
    return words


def nothing(language: str) -> str:
    """What the tab says before there is anything to show."""
    return element("p", escaped(_words(language)["hint"]), class_="hint")


def done(*texts: str) -> str:
    """What was done, in sentences."""
    return "".join(element("p", escaped(text), class_="note", role="status") for text in texts)


def _button(words: str, act: str, item: str = "", class_: str = "small", about: str = "") -> str:
    """A button that the server hears of; ``about`` is what it is for, to those who hear the page."""
    unseen = element("span", escaped(f" {about}"), class_="unseen") if about else ""
    return element("button", escaped(words), unseen, type="button", class_=class_, data_act=act, data_item=item)


def steps(found: Mapping[str, Step], language: str) -> str:
    """How far each file is: what it has gone through, and how it ended."""
    own = catalogue(language, "filing")
    rows = []
    for step in found.values():
        said = step.reason or str(own[step.stage.value]).format(clauses=step.clauses)
        order = [Stage.READING, Stage.READ, Stage.EMBEDDING, Stage.SEARCHABLE]
        reached = order.index(step.stage) + 1 if step.stage in order else 0
        bar = element("progress", value=reached, max=len(order), aria_label=step.file) if reached else ""
        mark = _ENDED.get(step.stage, "")
        rows.append(
            element(
                "li",
                element("b", escaped(step.file)),
                " ",
                bar,
                element("span", escaped(said), class_="status"),
                class_=f"card {mark}".strip(),
                data_stage=step.stage.value,
            )
        )
    return element("ul", *rows, class_="items", role="status") if rows else ""


def overview(
    corpus: Corpus,
    language: str,
    filing: Filing | None,
    indexed: Mapping[AgreementId, str],
    sure: str | None,
    waiting: Mapping[str, tuple[Path, str]],
    wanted: str = "",
) -> str:
    """The documents; with ``filing``, for those who may change them, also when each was ``indexed``, the bin, and the buttons.

    ``sure``: the document of which it is asked whether it is to be removed. ``waiting``: files of which it is asked what they are.
    ``wanted``: words that a document's title, region or file must have.
    """
    own = _words(language)
    parts = [_asked(corpus, waiting, language)] if filing and waiting else []
    found = [agreement for agreement in corpus.agreements if _has(agreement, wanted)]
    parts.append(_field("filter", "", own["filter"], wanted))
    if len(found) > _MOST:
        told = phrase(language, "filing.tab.more", shown=_MOST, total=len(found))
        parts.append(element("p", escaped(told), class_="note"))
    header = [own[key] for key in ("document", "region", "status", "size")] + ([own["change"]] if filing else [])
    rows = [_row(agreement, language, indexed if filing else None, sure) for agreement in found[:_MOST]]
    if rows:
        parts.append(_scrolled(table(header, rows, "documents"), own["heading"]))
    else:
        parts.append(element("p", escaped(own["none" if not wanted else "none_such"]), class_="hint"))
    if filing:
        model = phrase(language, "filing.tab.embedding", model=filing.model)
        parts.append(element("p", escaped(model), " ", _button(own["rebuild"], "rebuild"), class_="note"))
        entries = filing.binned()
        if entries:
            listed = (
                element(
                    "li",
                    element("b", escaped(entry.file)),
                    " ",
                    element(
                        "span", escaped(joined([entry.region, entry.title, day(entry.when[:10])])), class_="status"
                    ),
                    " ",
                    _button(own["restore"], "restore", entry.id, about=entry.file),
                )
                for entry in entries
            )
            parts.append(section(own["bin"], element("ul", *listed, class_="bin")))
    return "".join(parts)


def _has(agreement: Agreement, wanted: str) -> bool:
    text = f"{agreement.description.title} {agreement.description.region or ''} {agreement.file}".casefold()
    return all(word in text for word in wanted.casefold().split())


def _scrolled(html: str, name: str) -> str:
    return element("div", html, class_="scroll", tabindex=0, role="region", aria_label=name)


def _asked(corpus: Corpus, waiting: Mapping[str, tuple[Path, str]], language: str) -> str:
    own = _words(language)
    cards = []
    for key, (path, other) in waiting.items():
        position = corpus.by_id.get(AgreementId(other))
        name = corpus.agreements[position].file if position is not None else other
        question = phrase(language, "filing.asks", other=name, file=path.name)
        buttons = (_button(own[act], act, key, about=path.name) for act in ("replace", "beside", "drop"))
        cards.append(element("section", element("p", escaped(question)), *buttons, class_="card possible"))
    return "".join(cards)


def _row(agreement: Agreement, language: str, indexed: Mapping[AgreementId, str] | None, sure: str | None) -> list[str]:
    own, d = _words(language), agreement.description
    name = _button(d.title, "open", agreement.id, class_="link") + element(
        "div", escaped(agreement.file), class_="status"
    )
    size = element(
        "div",
        escaped(phrase(language, "filing.tab.sizes", pages=agreement.pages or "–", clauses=len(agreement.clauses))),
    )
    state = (own[d.kind.value], joined([own[d.status.name.lower()], day(d.date)]), own[d.publicity.name.lower()])
    if indexed is not None and (when := indexed.get(agreement.id)):
        size += element("div", escaped(f"{own['indexed']} {day(when[:10])} {when[11:16]}"), class_="status")
    row = [name, escaped(d.region or "–"), "".join(element("div", escaped(words)) for words in state), size]
    if indexed is not None:
        if sure == agreement.id:
            asked = element("p", escaped(own["sure"]), role="alert")
            row.append(
                asked + _button(own["yes"], "sure", agreement.id, about=agreement.file) + _button(own["no"], "keep")
            )
        else:
            row.append(_button(own["remove"], "remove", agreement.id, about=agreement.file))
    return row


def document(searcher: Searcher, position: int, collected: Collected, language: str, *, may_change: bool) -> str:
    """One document: what it is, what is masked in it, and its clauses with their topics."""
    own, agreement = _words(language), searcher.corpus.agreements[position]
    parts = [
        _button(own["back"], "back"),
        element("h3", escaped(agreement.description.title)),
        element("p", escaped(agreement.file), class_="status"),
        _described(agreement, language, may_change),
    ]
    if may_change:
        parts += [element("p", escaped(own["at_once"]), class_="note"), _masked(agreement, language)]
    topics = topics_of(searcher, position, language)
    rows = [
        _clause(agreement, clause, topics.get(clause.index, ()), collected, language, may_change)
        for clause in agreement.clauses
    ]
    parts.append(
        section(own["clauses"], table([own["number"], own["heading_of"], own["page"], own["topics"]], rows, "clauses"))
    )
    return "".join(parts)


def topics_of(searcher: Searcher, position: int, language: str) -> dict[int, list[str]]:
    """Clause → names of the topics that its passages speak of."""
    labels = searcher.models.passages.labels
    found: dict[int, dict[str, None]] = {}
    for row in range(*searcher.corpus.spans[position]):
        clause = searcher.corpus.clause(row).index
        for column in (searcher.matrix[row] >= _LIKELY).nonzero()[0]:
            found.setdefault(clause, {})[labels[column].split(".")[0]] = None
    return {clause: [_topic(searcher, name, language) for name in names] for clause, names in found.items()}


def _topic(searcher: Searcher, name: str, language: str) -> str:
    topic = next((topic for topic in searcher.knowledge.topics if topic.id == name), None)
    return topic.label(language) if topic else name


def _choice(key: str, label: str, value: str, options: Iterable[tuple[str, str]]) -> str:
    entries = (
        element("option", escaped(words), value=one, selected="" if one == value else None) for one, words in options
    )
    field = element("select", *entries, data_act="describe", data_item=key)
    return element("label", element("span", escaped(label)), field)


def _field(act: str, item: str, label: str, value: str, *, hidden_label: bool = False) -> str:
    box = element("input", type="text", value=value, data_act=act, data_item=item, maxlength=500).removesuffix(
        "</input>"
    )
    return element("label", element("span", escaped(label), class_="unseen" if hidden_label else None), box)


def _described(agreement: Agreement, language: str, may_change: bool) -> str:
    own, d = _words(language), agreement.description
    parties = "; ".join(d.parties)
    if not may_change:
        pairs = (
            (own["kind"], own[d.kind.value]),
            (own["region"], d.region or "–"),
            (own["parties"], parties or "–"),
            (own["language"], own[d.language]),
            (own["status"], joined([own[d.status.name.lower()], day(d.date)])),
            (own["publicity"], own[d.publicity.name.lower()]),
        )
        return element(
            "dl", *(element("dt", escaped(a)) + element("dd", escaped(b)) for a, b in pairs), class_="description"
        )
    fields = [
        _field("describe", "title", own["title"], d.title),
        _choice("kind", own["kind"], d.kind.value, [(one.value, own[one.value]) for one in Kind]),
        _field("describe", "region", own["region"], d.region or ""),
        _field("describe", "parties", own["parties"], parties),
        _choice("language", own["language"], d.language, [(one, own[one]) for one in ("fi", "sv")]),
        _choice("status", own["status"], d.status.value, [(one.value, own[one.name.lower()]) for one in Status]),
        _field("describe", "date", own["date"], d.date or ""),
        _choice(
            "publicity", own["publicity"], d.publicity.value, [(one.value, own[one.name.lower()]) for one in Publicity]
        ),
    ]
    return element("div", *fields, class_="description", role="group", aria_label=own["described"])


def _masked(agreement: Agreement, language: str) -> str:
    own = _words(language)
    rows = []
    for clause in agreement.clauses:
        for one in clause.personal:
            page = clause.page if one.heading else clause.page_at(one.start)
            shown = _button(own["show"], "show", one.words, about=one.words)
            where = joined([clause.number, f"{own['page']} {page}" if page else None]) or "–"
            rows.append([escaped(one.words), escaped(own[one.kind.value]), escaped(where), shown])
    found = table([own["words"], own["kind"], own["where"], own["change"]], rows, "found-words") if rows else ""
    none = "" if rows else element("p", escaped(own["nothing_masked"]), class_="note")
    return section(
        own["masked"],
        none,
        _scrolled(found, own["masked"]) if found else "",
        _field("hide", "", own["hide"], ""),
        class_="masked",
    )


def _clause(
    agreement: Agreement, clause: Clause, topics: Iterable[str], collected: Collected, language: str, may_change: bool
) -> list[str]:
    own = _words(language)
    number, heading = escaped(clause.number or "–"), escaped(clause.heading or "–")
    if may_change:
        said = unmasked(clause)
        name = f"{own['number']} {clause.index + 1}"
        number = _field("number", str(clause.index), name, said.number or "", hidden_label=True)
        name = f"{own['heading_of']} {clause.index + 1}"
        heading = _field("heading", str(clause.index), name, said.heading or "", hidden_label=True)
    if clause.text:
        start = clause.text[:_SHOWN] + ("…" if len(clause.text) > _SHOWN else "")
        heading += collected.button(quote(agreement, clause, 0, len(clause.text)), words=escaped(start))
    return [number, heading, escaped(clause.page or "–"), escaped(", ".join(topics))]
