"""Judged answers as reference questions, in the form that the evaluation reads (``eval/README.md``).

Gold is what a person says it is: what was judged right can be taken as it is, of the rest the comment says what to correct.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from assistant.index.corpus import Corpus
from assistant.keeping.answers import restored
from assistant.keeping.conversations import Judged
from assistant.model import Answer, AnswerKind, Kind, Verdict

_HEAD = "# Questions that people asked, with what they thought of the answers. Correct the gold before it is used.\n"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EXPECT = {AnswerKind.REFUSED: "refuse", AnswerKind.CLARIFY: "clarify"}


def as_questions(judged: Sequence[Judged], corpus: Corpus) -> str:
    """A TOML file of [[question]] tables; gold is cut out of ``corpus``."""
    return "\n".join([_HEAD, *(_question(number, one, corpus) for number, one in enumerate(judged, 1))])


def _question(number: int, judged: Judged, corpus: Corpus) -> str:
    answer = _answer(judged, corpus)
    expect = _EXPECT.get(answer.kind, "answer") if answer is not None else "answer"
    lines = [
        f"# {judged.at:%Y-%m-%d} judged {judged.judgement.value}" + (f": {_plain(judged.note)}" if judged.note else ""),
        "[[question]]",
        f'id = "feedback-{number:04}"',
        f"text = {_text(judged.question)}",
        f"language = {_text('sv' if answer is not None and answer.language == 'sv' else 'fi')}",
        'style = "plain"',
        f"expect = {_text(expect)}",
    ]
    if expect == "answer":
        scope = _files(judged.regions, corpus)
        if scope:
            lines.append(f"scope = [{', '.join(map(_text, scope))}]")
        lines += _found(answer, scope)
    return "\n".join(lines) + "\n"


def _answer(judged: Judged, corpus: Corpus) -> Answer | None:
    if judged.answer is None:
        return None
    try:
        return restored(judged.answer, corpus).answer
    except (KeyError, ValueError, TypeError):
        return None  # kept by another version: the question is still worth having


def _files(regions: Sequence[str], corpus: Corpus) -> list[str]:
    chosen = (corpus.agreements[i] for i in corpus.of_kind(Kind.AGREEMENT))
    return [a.file for a in chosen if a.description.region in regions]


def _found(answer: Answer | None, scope: Sequence[str]) -> list[str]:
    gold: dict[str, list[str]] = {}
    for finding in answer.findings if answer is not None else ():
        if finding.verdict is Verdict.FOUND and finding.quotes and (not scope or finding.file in scope):
            gold.setdefault(finding.file, []).extend(quotation.text for quotation in finding.quotes)
    rows = [f"{_text(file)} = [{', '.join(map(_text, texts))}]" for file, texts in gold.items()]
    return ["[question.found]", *rows] if rows else []


def _plain(text: str) -> str:
    """For a comment: on one line, without what TOML does not take."""
    return _CONTROL.sub(" ", text)


def _text(text: str) -> str:
    """A TOML string: one of JSON, once what only JSON takes is gone."""
    return json.dumps(_CONTROL.sub(" ", text), ensure_ascii=False)
