"""An answer with its summary as Markdown."""

from __future__ import annotations

from assistant.answers.text import escaped, place
from assistant.chat.model.summary import Summary
from assistant.model import Answer
from assistant.phrases import phrase


def with_summary(answer: Answer, summary: Summary | None) -> str:
    """The answer's text below the summary, which says of itself what it is; the answer's text alone where there is none."""
    if summary is None:
        return answer.text
    language = "sv" if answer.language == "sv" else "fi"
    parts = []
    if summary.statements:
        label, model = phrase(language, "llm.label"), phrase(language, "llm.model", name=escaped(summary.model))
        parts += [f"**{label}** ({model})", escaped(summary.text)]
        cited = sorted({n for statement in summary.statements for n in statement.cites})
        parts.append("\n".join(f"- \\[{n}\\] {place(summary.quotations[n - 1], language)}" for n in cited))
    if summary.note:
        parts.append(f"*{summary.note}*")
    return "\n\n".join([part for part in parts if part] + [answer.text])
