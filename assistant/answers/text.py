"""An answer as Markdown, in the question's language; quotations stay in the document's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.model import Answer, Basis, Finding, Quotation, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import tally, with_verdict

# What is shown of very many; the answer's findings have them all.
MOST_SHOWN = 100  # findings of a verdict with their quotations
MOST_NAMED = 200  # names in a row
MOST_VARIANTS = 30

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
# What makes a list, a rule or a heading of a line that begins with it.
_BLOCK = re.compile(r"^([-+=]|\d+(?=[.)](?:\s|$)))")


def escaped(text: str) -> str:
    """Words of a document as Markdown that shows them as they are: no markup or HTML of theirs takes effect."""
    safe = _MARKUP.sub(r"\\\1", text)
    return _BLOCK.sub(lambda m: m.group() + "\\" if m.group().isdigit() else "\\" + m.group(), safe)


def place(quotation: Quotation, language: str) -> str:
    """Where a quotation stands: file, clause with heading, page."""
    parts = [escaped(quotation.file)]
    if quotation.clause:
        parts.append(phrase(language, "answers.place_clause", clause=escaped(quotation.clause)))
    if quotation.heading:
        parts.append(escaped(quotation.heading))
    if quotation.page is not None:
        parts.append(phrase(language, "answers.place_page", page=quotation.page))
    return ", ".join(parts)


def quoted(quotation: Quotation, language: str) -> str:
    """A quotation with its place, as a Markdown block quote."""
    return phrase(language, "answers.quote", text=escaped(quotation.text), place=place(quotation, language))


def status_of(finding: Finding, language: str) -> str:
    """The status of the finding's agreement, as shown."""
    return str(catalogue(language, "answers")["statuses"][finding.status.value])


def region_of(finding: Finding, language: str) -> str:
    """The region's name as shown."""
    return escaped(finding.region) if finding.region else phrase(language, "answers.region_unknown")


def render(answer: Answer, notes: tuple[str, ...] = ()) -> str:
    """The whole answer as Markdown."""
    language = "sv" if answer.language == "sv" else "fi"
    parts = [phrase(language, "answers.heading", label=escaped(answer.topic_label))] if answer.topic_label else []
    parts += notes
    if answer.findings:
        parts.append(_summary(answer, language))
    if len(answer.variants) > 1:
        parts.append(_variants(answer, language))
    for verdict in (Verdict.FOUND, Verdict.POSSIBLE):
        found = with_verdict(answer.findings, verdict)
        parts += [_finding(f, language) for f in found[:MOST_SHOWN]]
        if len(found) > MOST_SHOWN:
            parts.append(phrase(language, f"answers.more_{verdict.value}", count=len(found) - MOST_SHOWN))
    missing = with_verdict(answer.findings, Verdict.NOT_MENTIONED)
    if missing:
        entry = catalogue(language, "answers")["not_mentioned_entry"]
        shown = missing[:MOST_NAMED]
        names = ", ".join(entry.format(region=region_of(f, language), status=status_of(f, language)) for f in shown)
        parts.append(phrase(language, "answers.not_mentioned", names=names))
        if len(missing) > MOST_NAMED:
            parts.append(phrase(language, "answers.more_not_mentioned", count=len(missing) - MOST_NAMED))
    if answer.basis:
        parts.append(phrase(language, "answers.basis"))
        parts += [_basis(b, language) for b in answer.basis]
    return "\n\n".join(parts)


def _summary(answer: Answer, language: str) -> str:
    count = tally(answer.findings)
    if count[Verdict.NOT_MENTIONED] == len(answer.findings):
        return phrase(language, "answers.summary_all_missing", total=len(answer.findings))
    return phrase(
        language,
        "answers.summary",
        found=count[Verdict.FOUND],
        possible=count[Verdict.POSSIBLE],
        missing=count[Verdict.NOT_MENTIONED],
        total=len(answer.findings),
    )


def _variants(answer: Answer, language: str) -> str:
    lines = [
        phrase(
            language,
            "answers.variant",
            count=len(variant.agreements),
            label=escaped(variant.label),
            regions=_listed(variant.regions, language),
        )
        for variant in answer.variants[:MOST_VARIANTS]
    ]
    if len(answer.variants) > MOST_VARIANTS:
        lines.append(phrase(language, "answers.more_variants"))
    return phrase(language, "answers.variants", lines="\n".join(lines))


def _listed(regions: Sequence[str | None], language: str) -> str:
    """Names of regions, each once, at most MOST_NAMED."""
    each = list(dict.fromkeys(regions))
    names = [escaped(name) if name else phrase(language, "answers.region_unknown") for name in each[:MOST_NAMED]]
    return ", ".join(names) + (" …" if len(each) > MOST_NAMED else "")


def _finding(finding: Finding, language: str) -> str:
    key = "answers.found" if finding.verdict is Verdict.FOUND else "answers.possible"
    parts = [phrase(language, key, region=region_of(finding, language), status=status_of(finding, language))]
    if finding.verdict is Verdict.POSSIBLE:
        parts.append(phrase(language, "answers.possible_note"))
    parts += [quoted(q, language) for q in finding.quotes]
    return "\n\n".join(parts)


def _basis(basis: Basis, language: str) -> str:
    kind = catalogue(language, "answers")["basis_kind"][basis.kind.value]
    return "\n\n".join([f"**{kind}**", *(quoted(q, language) for q in basis.quotes)])
