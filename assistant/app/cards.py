"""The conversation as HTML: a card for each region, every quotation a button that opens its document."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.text import MOST_NAMED, MOST_SHOWN, MOST_VARIANTS
from assistant.app.after import after
from assistant.app.library import State
from assistant.app.markup import dots, element, escaped, joined
from assistant.app.quoting import Quoting
from assistant.app.session import Session, Turn
from assistant.app.summarising import summary_card
from assistant.app.turn_cards import made, state_line
from assistant.model import Answer, AnswerKind, Basis, Finding, Variant, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import tally, with_verdict


def conversation(session: Session, state: State, language: str) -> str:
    """All turns, or what a page without turns says."""
    if not session.turns:
        return _welcome(state, language)
    *before, newest = session.turns
    # The newest names the conversation, for the page's address: so a refresh finds it again.
    shown = _turn(newest, language, newest=True, kept=session.kept)
    return "".join(_turn(turn, language) for turn in before) + shown


def _welcome(state: State, language: str) -> str:
    if state.searcher is None:
        return ""
    words = catalogue(language, "app")["empty"]
    if not state.usable:
        first, second, third = words["how"]
        steps = [escaped(first), f"{escaped(second)} {element('code', escaped(words['command']))}", escaped(third)]
        return element(
            "section",
            element("h2", escaped(words["no_documents"])),
            element("ol", *(element("li", step) for step in steps)),
            class_="welcome",
        )
    parts = [element("h2", escaped(words["heading"])), element("p", escaped(words["text"]))]
    examples = state.examples.get(language, ())
    if examples:
        parts += [element("p", escaped(words["examples"])), _questions(examples, language)]
    opening = catalogue(language, "look")["opening"]
    ways = (
        element(
            "li",
            element("button", escaped(part["name"]), type="button", data_tab=part["tab"]),
            element("span", escaped(part["text"])),
        )
        for part in opening["parts"]
    )
    parts += [element("h3", escaped(opening["heading"])), element("ul", *ways, class_="ways")]
    return element("section", *parts, class_="welcome")


def _questions(questions: tuple[str, ...], language: str) -> str:
    buttons = (
        element("button", escaped(q), type="button", class_="ask", data_question=q, lang=language) for q in questions
    )
    return element("ul", *(element("li", button) for button in buttons), class_="questions")


def _turn(turn: Turn, language: str, *, newest: bool = False, kept: str | None = None) -> str:
    asked = element(
        "h2",
        element("span", escaped(phrase(language, "app.you_asked")) + ": ", class_="unseen"),
        escaped(turn.question),
        class_="asked",
    )
    if turn.problem:
        body = element("p", escaped(turn.problem), class_="problem", role="alert")
        body += _questions((turn.question,), language)
    elif turn.answer is None:
        body = element("p", dots(), escaped(phrase(language, "app.thinking")), class_="thinking", role="status")
        body += element("button", escaped(phrase(language, "history.stop")), type="button", class_="halt small")
    else:
        own = "sv" if turn.answer.language == "sv" else "fi"
        quoting = Quoting(turn)
        short = made(turn.reply, quoting, turn.number, own) if turn.reply is not None else ""
        whole = summary_card(turn, own) + _answer(turn, turn.answer, quoting) if turn.worded else ""
        line = state_line(turn.reply.state, own) if newest and turn.reply is not None else ""
        notice = element("p", escaped(turn.notice), class_="notice") if turn.notice else ""
        if turn.reply is not None and turn.reply.note:
            notice += element("p", escaped(turn.reply.note), class_="note")
        body = notice + short + whole + after(turn, language) + line
    return element("article", asked, body, class_="turn", data_turn=turn.number, data_kept=kept)


def _answer(turn: Turn, answer: Answer, quoting: Quoting) -> str:
    """The answer in the question's language; quotations stay in the document's."""
    language = "sv" if answer.language == "sv" else "fi"
    if answer.kind in (AnswerKind.REFUSED, AnswerKind.CLARIFY) or not (answer.findings or answer.basis):
        return element("div", _plain(answer, language), class_=f"card said {answer.kind.value}", lang=language)
    parts = [element("h3", escaped(answer.topic_label), class_="topic")] if answer.topic_label else []
    if answer.regions:
        parts.append(
            element("p", escaped(phrase(language, "app.answer.scope", names=", ".join(answer.regions))), class_="note")
        )
    if not answer.aspects:
        parts.append(element("p", escaped(phrase(language, "answers.no_topic")), class_="note"))
    parts.append(
        _summary(answer, language)
        if answer.findings
        else element("p", escaped(phrase(language, "answers.no_agreements")))
    )
    if len(answer.variants) > 1:
        parts.append(_variants(answer, language))
    for verdict in (Verdict.FOUND, Verdict.POSSIBLE):
        found = with_verdict(answer.findings, verdict)
        if found:
            parts.append(_group(found[:MOST_SHOWN], verdict, turn, quoting, language))
        if len(found) > MOST_SHOWN:
            more = phrase(language, f"answers.more_{verdict.value}", count=len(found) - MOST_SHOWN)
            parts.append(element("p", escaped(more), class_="note"))
    missing = with_verdict(answer.findings, Verdict.NOT_MENTIONED)
    if missing:
        parts.append(_missing(missing[:MOST_NAMED], turn, language))
        if len(missing) > MOST_NAMED:
            more = phrase(language, "answers.more_not_mentioned", count=len(missing) - MOST_NAMED)
            parts.append(element("p", escaped(more), class_="note"))
    if answer.basis:
        entries = "".join(_basis(basis, quoting, language) for basis in answer.basis)
        parts.append(_section("basis", phrase(language, "app.answer.basis"), entries))
    return element("div", *parts, class_="answer", lang=language)


def _plain(answer: Answer, language: str) -> str:
    """An answer in words: lines "- choice" for what the user may mean become buttons."""
    lines = [line for line in answer.text.splitlines() if line.strip()]
    choices = tuple(choice for choice in answer.choices if f"- {choice}" in lines)
    spoken = [line for line in lines if line.removeprefix("- ") not in choices]
    parts = [element("p", escaped(line)) for line in spoken]
    return "".join(parts) + (_questions(choices, language) if choices else "")


def _summary(answer: Answer, language: str) -> str:
    total = len(answer.findings)
    count = tally(answer.findings)
    chips = (
        element(
            "li",
            element("span", escaped(phrase(language, f"app.answer.{verdict.value}"))),
            element("b", escaped(phrase(language, "app.answer.of", count=count[verdict], total=total))),
            class_=f"chip {verdict.value}",
        )
        for verdict in Verdict
    )
    spoken = phrase(
        language,
        "app.answer.ready",
        found=count[Verdict.FOUND],
        possible=count[Verdict.POSSIBLE],
        missing=count[Verdict.NOT_MENTIONED],
    )
    return element("ul", *chips, class_="chips") + element("p", escaped(spoken), class_="unseen", role="status")


def _section(name: str, heading: str, body: str) -> str:
    return element("section", element("h3", escaped(heading)), body, class_=f"group {name}")


def _group(findings: Sequence[Finding], verdict: Verdict, turn: Turn, quoting: Quoting, language: str) -> str:
    note = ""
    if verdict is Verdict.POSSIBLE:
        note = element("p", escaped(phrase(language, "app.answer.possible_note")), class_="note")
    cards = (
        element(
            "section",
            _region(finding, turn, language),
            *(quoting.button(q, language, finding.region) for q in finding.quotes),
            "" if finding.quotes else element("p", escaped(phrase(language, "history.no_quote")), class_="note"),
            class_=f"card {verdict.value}",
        )
        for finding in findings
    )
    return _section(verdict.value, phrase(language, f"app.answer.{verdict.value}_heading"), note + "".join(cards))


def _region(finding: Finding, turn: Turn, language: str) -> str:
    return element(
        "h4",
        escaped(_name(finding, language)),
        element("span", escaped(_status(finding, turn, language)), class_="status"),
    )


def _name(finding: Finding, language: str) -> str:
    return finding.region or phrase(language, "answers.region_unknown")


def _status(finding: Finding, turn: Turn, language: str) -> str:
    status = catalogue(language, "answers")["statuses"][finding.status.value]
    return f"{status} {day(turn.dates.get(finding.agreement))}".strip()


def _missing(findings: Sequence[Finding], turn: Turn, language: str) -> str:
    entries = (
        element(
            "li",
            element("b", escaped(_name(finding, language))),
            " ",
            element("span", escaped(joined([_status(finding, turn, language), finding.file])), class_="status"),
        )
        for finding in findings
    )
    body = element("ul", *entries, class_="card not_mentioned")
    return _section("not_mentioned", phrase(language, "app.answer.missing_heading"), body)


def _basis(basis: Basis, quoting: Quoting, language: str) -> str:
    kind = catalogue(language, "answers")["basis_kind"][basis.kind.value]
    quotes = (quoting.button(q, language) for q in basis.quotes)
    return element("section", element("h4", escaped(kind)), *quotes, class_="card basis")


def _variants(answer: Answer, language: str) -> str:
    unknown = phrase(language, "answers.region_unknown")

    def entry(variant: Variant) -> str:
        names = list(dict.fromkeys(region or unknown for region in variant.regions))
        regions = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        count = element("b", f"{len(variant.agreements)} ×")
        return element(
            "li", count, " ", escaped(variant.label), " ", element("span", escaped(f"({regions})"), class_="status")
        )

    heading = element("summary", escaped(phrase(language, "app.answer.variants", count=len(answer.variants))))
    return element(
        "details", heading, element("ul", *(entry(v) for v in answer.variants[:MOST_VARIANTS])), class_="variants"
    )


def day(iso: str | None) -> str:
    """An ISO day as people write it here: "2025-03-01" → "1.3.2025"; what is no such day as it is."""
    parts = (iso or "").split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return f"{int(parts[2])}.{int(parts[1])}.{parts[0]}"
    return iso or ""
