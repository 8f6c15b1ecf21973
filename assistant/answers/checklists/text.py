"""A checklist as Markdown, with boxes to tick."""

from __future__ import annotations

from assistant.answers.results import Checklist, Item, ItemStatus, Phase
from assistant.answers.text import escaped, quoted
from assistant.model import Quotation
from assistant.phrases import catalogue, phrase


def render(checklist: Checklist) -> str:
    """The whole checklist, grouped by phase, in the items' order."""
    language = checklist.language
    parts = [_title(checklist)]
    if checklist.draft_file is not None:
        parts.append(phrase(language, "checklist.draft", file=escaped(checklist.draft_file)))
    parts.append(_summary(checklist))
    for phase in Phase:
        items = [item for item in checklist.items if item.phase is phase]
        if items:
            name = catalogue(language, "checklist")["phases"][phase.value]
            parts.append(phrase(language, "checklist.phase", phase=name))
            parts += [_item(item, language) for item in items]
    return "\n\n".join(parts)


def _title(checklist: Checklist) -> str:
    if checklist.region is None:
        return phrase(checklist.language, "checklist.title")
    return phrase(checklist.language, "checklist.title_region", region=escaped(checklist.region))


def _summary(checklist: Checklist) -> str:
    count = {status: sum(item.status is status for item in checklist.items) for status in ItemStatus}
    done = count[ItemStatus.DONE]
    total = len(checklist.items)
    text = phrase(checklist.language, "checklist.summary", count=total, done=done, open=total - done)
    if checklist.draft_file is None:
        return text
    judged = phrase(
        checklist.language,
        "checklist.summary_draft",
        in_draft=count[ItemStatus.IN_DRAFT],
        unclear=count[ItemStatus.UNCLEAR_IN_DRAFT],
        missing=count[ItemStatus.MISSING_IN_DRAFT],
    )
    return f"{text} {judged}"


def _item(item: Item, language: str) -> str:
    words = catalogue(language, "checklist")
    status = "" if item.status is ItemStatus.OPEN else words["statuses"][item.status.value]
    head = phrase(
        language,
        "checklist.item",
        tick="x" if item.status is ItemStatus.DONE else " ",
        text=escaped(item.text),
        status=words["status"].format(status=status) if status else "",
        id=item.id,
    )
    grounds = "; ".join(
        phrase(language, "checklist.ground", kind=words["kinds"][g.kind.value], reference=escaped(g.reference))
        for g in item.grounds
    )
    lines = {"why": item.why, "question": item.question}
    body = [phrase(language, f"checklist.{key}", text=escaped(text)) for key, text in lines.items() if text]
    body.append(phrase(language, "checklist.basis", text=grounds))
    # Of what is missing altogether, there is no need to say that its parts are.
    if item.lacking and item.status is not ItemStatus.MISSING_IN_DRAFT:
        body.append(phrase(language, "checklist.lacking", text=escaped("; ".join(item.lacking))))
    if item.notes:
        body.append(phrase(language, "checklist.notes", text=escaped(" ".join(item.notes.split()))))
    body += _quotes("in_draft", item.draft, language)
    body += _quotes("own", item.own, language)
    body += _quotes("evidence", item.evidence, language)
    # Indented by two, what follows belongs to the item of the list.
    return "\n\n".join([head, *("\n".join(f"  {line}" for line in part.splitlines()) for part in body)])


def _quotes(key: str, quotations: tuple[Quotation, ...], language: str) -> list[str]:
    if not quotations:
        return []
    return [phrase(language, f"checklist.{key}"), *(quoted(q, language) for q in quotations)]
