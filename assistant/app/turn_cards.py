"""What a turn of the conversation made, as short cards, and the line that says what the conversation is about."""

from __future__ import annotations

from assistant.answers.results import Checklist, Comparison, Draft, SideBySide
from assistant.app.after import copy_button
from assistant.app.markup import element, escaped
from assistant.app.quoting import Quoting
from assistant.chat.explaining import likelihood
from assistant.chat.showing import shown_alternatives
from assistant.chat.state import State
from assistant.chat.turns import Explanation, Export, Format, Reply
from assistant.export.parts import with_open_places
from assistant.phrases import phrase

_MOST_ITEMS = 6


def made(reply: Reply, quoting: Quoting, number: int, language: str) -> str:
    """A short card of what was made by turn ``number``; "" where the answer alone is shown."""
    match reply.result:
        case None:
            return ""
        case Draft():
            return _card(_head(reply) + _alternatives(reply, reply.result, quoting, language))
        case Checklist() as checklist:
            return _card(_head(reply) + _listed([item.text for item in checklist.items], language))
        case Explanation() as explanation:
            return _card(_explained(explanation, quoting, language))
        case Comparison():
            return _card(_head(reply) + _download(number, Format.WORKBOOK, language))
        case SideBySide():
            return _card(_head(reply))
        case Export() as export:
            # It is fetched at once, and can be fetched again.
            return _card(_head(reply) + _download(number, export.format, language, at_once=True))


def _card(body: str) -> str:
    return element("div", body, class_="card said guidance")


def _head(reply: Reply) -> str:
    return element("p", escaped(reply.answer.text.split("\n", 1)[0]))


def _download(number: int, form: Format, language: str, *, at_once: bool = False) -> str:
    key = "workbook" if form is Format.WORKBOOK else "word"
    return element(
        "button",
        escaped(phrase(language, f"chat.make.download_{key}")),
        type="button",
        class_="small",
        data_act="word",
        data_turn=number,
        data_form=form.value,
        data_once="" if at_once else None,
    )


def _listed(texts: list[str], language: str) -> str:
    more = len(texts) - _MOST_ITEMS
    entries = texts[:_MOST_ITEMS] + ([phrase(language, "chat.make.and_more", count=more)] if more > 0 else [])
    return element("ul", *(element("li", escaped(text)) for text in entries), class_="notes")


def _alternatives(reply: Reply, draft: Draft, quoting: Quoting, language: str) -> str:
    """Each alternative with the passages that it was made from; the first is open."""
    parts, copy = [], phrase(language, "app.draft.copy")
    for place, (number, alternative) in enumerate(shown_alternatives(reply)):
        heading = phrase(language, "chat.make.alternative", number=number, style=alternative.style_label)
        runs = with_open_places(alternative.text)
        words = "".join(element("mark", escaped(run.text)) if run.marked else escaped(run.text) for run in runs)
        text = element("div", words, class_="wording", lang=draft.language)
        copied = element("div", text, copy_button(alternative.text, language, copy), class_="quoted")
        sources = "".join(quoting.button(quotation, language) for quotation in alternative.sources)
        parts.append(
            element(
                "details",
                element("summary", escaped(heading)),
                copied,
                element("p", escaped(phrase(language, "app.draft.sources")), class_="note"),
                sources,
                class_="variants",
                open=None if place else "",
            )
        )
    return "".join(parts)


def _explained(explanation: Explanation, quoting: Quoting, language: str) -> str:
    def say(key: str, **slots: object) -> str:
        return phrase(language, f"chat.explain.{key}", **slots).strip("#* ")

    if not explanation.cases:
        return element("p", escaped(say("nothing", label=explanation.label)))
    parts = [element("h3", escaped(say("heading", label=explanation.label))), element("p", escaped(say("how")))]
    for case in explanation.cases:
        heading = say("case", region=case.region or case.file, file=case.file, count=case.passages)
        parts.append(element("h4", escaped(heading)))
        parts += [
            quoting.button(near.quote, language, case.region, likelihood(near.probability, language))
            for near in case.nearest
        ]
    if explanation.words:
        parts.append(element("p", escaped(say("words", words=", ".join(explanation.words)))))
    if explanation.others:
        parts.append(element("p", escaped(say("others", names=", ".join(explanation.others)))))
    return "".join(parts)


def state_line(state: State, language: str) -> str:
    """What the conversation is about, as buttons; each takes back what it names, and the answer is made anew."""
    undo = {key: phrase(language, f"chat.state.undo.{key}") for key in ("topic", "regions", "documents", "signed_only")}
    chips = []
    if state.label:
        chips.append((phrase(language, "chat.state.topic"), state.label, undo["topic"]))
    if state.regions:
        chips.append((phrase(language, "chat.state.region"), ", ".join(state.regions), undo["regions"]))
    if state.documents:
        files = ", ".join(document.file for document in state.documents)
        chips.append((phrase(language, "chat.state.document"), files, undo["documents"]))
    if state.signed_only:
        chips.append(("", phrase(language, "chat.state.signed_only"), undo["signed_only"]))
    if not chips:
        return ""
    buttons = (
        element(
            "button",
            escaped(f"{name}: {value}" if name else value),
            element("span", " ×", aria_hidden="true"),
            type="button",
            class_="ask",
            data_question=question,
            title=phrase(language, "chat.state.remove", label=value),
        )
        for name, value, question in chips
    )
    items = (element("li", button) for button in buttons)
    return element("ul", *items, class_="questions", aria_label=phrase(language, "chat.state.line"))
