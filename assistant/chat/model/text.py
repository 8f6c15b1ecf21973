"""What a language model wrote, as Markdown beside that without which it is not shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.results import Draft
from assistant.answers.text import escaped, place
from assistant.chat.model.phrasing import Phrased
from assistant.chat.model.summary import Summary
from assistant.model import Answer
from assistant.phrases import phrase


def with_summary(answer: Answer, summary: Summary | None, note: str = "") -> str:
    """The answer's text below the summary, which says of itself what it is, and below ``note``, where there are such."""
    parts = [f"*{escaped(note)}*"] if note else []
    if summary is None:
        return "\n\n".join([*parts, answer.text])
    language = "sv" if answer.language == "sv" else "fi"
    if summary.statements:
        label, model = phrase(language, "llm.label"), phrase(language, "llm.model", name=escaped(summary.model))
        parts += [f"**{label}** ({model})", escaped(summary.text)]
        cited = sorted({n for statement in summary.statements for n in statement.cites})
        parts.append("\n".join(f"- \\[{n}\\] {place(summary.quotations[n - 1], language)}" for n in cited))
    if summary.note:
        parts.append(f"*{summary.note}*")
    return "\n\n".join([part for part in parts if part] + [answer.text])


def with_phrasings(text: str, draft: Draft, phrased: Sequence[Phrased]) -> str:
    """A draft's ``text`` with each alternative below it as a model phrased it, and what is to be said of that."""
    language = draft.language
    parts = [text]
    for alternative, found in zip(draft.alternatives, phrased, strict=False):
        label, model = phrase(language, "llm.phrased.label"), phrase(language, "llm.model", name=escaped(found.model))
        parts.append(f"**{escaped(alternative.style_label)}: {label}** ({model})")
        parts += [part for part in (escaped(found.text), f"*{found.note}*" if found.note else "") if part]
    return "\n\n".join(parts)
