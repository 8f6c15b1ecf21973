"""What a turn of the conversation made, as short cards, and the line that says what the conversation is about."""

from __future__ import annotations

from assistant.answers.results import Checklist, Comparison, Draft, SideBySide
from assistant.app.markup import element, escaped, joined
from assistant.chat.explaining import likelihood
from assistant.chat.state import State
from assistant.chat.turns import Explanation, Export, Reply
from assistant.phrases import phrase

_MOST_ITEMS = 6


def made(reply: Reply, language: str) -> str:
    """A short card of what was made; "" where the answer alone is shown."""
    match reply.result:
        case None:
            return ""
        case Draft() as draft:
            entries = [
                phrase(language, "chat.make.alternative", number=i, style=a.style_label)
                for i, a in enumerate(draft.alternatives, 1)
            ]
            shown = draft.alternatives[max(reply.position, 1) - 1 : max(reply.position, 1)]
            text = "".join(element("div", escaped(a.text), class_="wording", lang=draft.language) for a in shown)
            return _card(_head(reply) + _listed(entries, language) + text)
        case Checklist() as checklist:
            return _card(_head(reply) + _listed([item.text for item in checklist.items], language))
        case Explanation() as explanation:
            return _card(_explained(explanation, language))
        case Comparison() | SideBySide() | Export():
            return _card(_head(reply))


def _card(body: str) -> str:
    return element("div", body, class_="card said guidance")


def _head(reply: Reply) -> str:
    return element("p", escaped(reply.answer.text.split("\n", 1)[0]))


def _listed(texts: list[str], language: str) -> str:
    more = len(texts) - _MOST_ITEMS
    entries = texts[:_MOST_ITEMS] + ([phrase(language, "chat.make.and_more", count=more)] if more > 0 else [])
    return element("ul", *(element("li", escaped(text)) for text in entries), class_="notes")


def _explained(explanation: Explanation, language: str) -> str:
    def say(key: str, **slots: object) -> str:
        return phrase(language, f"chat.explain.{key}", **slots).strip("#* ")

    if not explanation.cases:
        return element("p", escaped(say("nothing", label=explanation.label)))
    parts = [element("h3", escaped(say("heading", label=explanation.label))), element("p", escaped(say("how")))]
    for case in explanation.cases:
        heading = say("case", region=case.region or case.file, file=case.file, count=case.passages)
        parts.append(element("h4", escaped(heading)))
        for near in case.nearest:
            where = joined([near.quote.clause, near.quote.heading, likelihood(near.probability, language)])
            parts.append(
                element(
                    "p", element("q", escaped(near.quote.text)), " ", element("span", escaped(where), class_="place")
                )
            )
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
