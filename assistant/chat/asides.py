"""Turns about the answers themselves: why something is not mentioned, where an answer is from, what can be asked, files."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.answers.results import Comparison
from assistant.answers.text import escaped
from assistant.chat.carrying import query_of
from assistant.chat.explaining import explained, explanation_text
from assistant.chat.saying import asked_back, entries, said, without_subject
from assistant.chat.state import State
from assistant.chat.turns import Explanation, Export, Format, Reply
from assistant.model import Answer, AnswerKind, Verdict
from assistant.phrases import phrase
from assistant.search import Searcher, with_verdict


def explanation(searcher: Searcher, state: State, only: tuple[str, ...]) -> Reply:
    """Why what the state talks about is held not to be mentioned, of the regions in ``only`` where there are any."""
    language = state.language
    if state.empty or not (state.aspects or state.question):
        return without_subject(state, language)
    if only and not set(only) <= set(state.regions or only):
        state = dataclasses.replace(state, regions=only, documents=())
    query = query_of(searcher, state)
    findings = searcher.findings(query)
    found = explained(searcher, query, findings, only)
    cases = {case.agreement for case in found.cases}
    answer = Answer(
        question="",
        language=language,
        kind=AnswerKind.GUIDANCE,
        text=explanation_text(found, language),
        topic=state.topic,
        topic_label=found.label,
        aspects=tuple(name for name, _ in state.aspects),
        regions=only or state.regions,
        # Of what is not mentioned there is nothing to quote.
        findings=tuple(
            dataclasses.replace(f, quotes=())
            for f in with_verdict(findings, Verdict.NOT_MENTIONED)
            if f.agreement in cases
        ),
    )
    return Reply(answer, dataclasses.replace(state, choices=()), found)


def source(state: State, shown: Sequence[Reply], language: str) -> Reply:
    """Where answers come from, and which documents the last one rests on."""
    parts = [phrase(language, "chat.source")]
    answer = next((reply.answer for reply in reversed(shown) if reply.answer.findings), None)
    if answer is not None and answer.topic_label:
        files = dict.fromkeys(
            f.file for v in (Verdict.FOUND, Verdict.POSSIBLE) for f in with_verdict(answer.findings, v)
        )
        files |= dict.fromkeys(basis.file for basis in answer.basis)
        if files:
            names = ", ".join(map(escaped, files))
            parts.append(phrase(language, "chat.source_last", label=escaped(answer.topic_label), files=names))
    return said(state, "\n\n".join(parts), language)


def export(state: State, shown: Sequence[Reply], form: Format, language: str) -> Reply:
    """The last thing shown as a file; asked back where there is none, or not one of that format."""
    if not shown:
        question = phrase(language, "chat.clarify.nothing_to_export")
        return asked_back(state, question, entries(language, "clarify.export_choices"), language)
    last = shown[-1]
    of = last.result if last.result is not None else last.answer
    if form is Format.WORKBOOK and not isinstance(of, Comparison):
        question = phrase(language, "chat.clarify.no_workbook")
        return asked_back(state, question, entries(language, "clarify.workbook_choices"), language)
    assert not isinstance(of, Explanation | Export)
    kind = phrase(language, f"chat.state.kinds.{last.made or last.answer.kind.value}")
    what = ": ".join(part for part in (kind, escaped(last.answer.topic_label or "")) if part)
    key = "export_workbook" if form is Format.WORKBOOK else "export_word"
    reply = said(state, phrase(language, f"chat.make.{key}", what=what), language)
    return dataclasses.replace(reply, result=Export(form, of))
