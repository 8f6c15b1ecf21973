"""A review as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answers.results import Deviation, MissingTopic, Remark, Requirement, Review
from assistant.answers.text import escaped, quoted
from assistant.model import Quotation, Verdict
from assistant.phrases import catalogue, phrase


def render(review: Review) -> str:
    """The whole review, the gravest first; a part without remarks says so."""
    language = review.language
    met = sum(item.verdict is Verdict.FOUND for item in review.statutory)
    parts = [
        phrase(language, "review.heading", file=escaped(review.file)),
        phrase(
            language,
            "review.summary",
            met=met,
            requirements=len(review.statutory),
            superseded=len(review.superseded),
            contradictions=len(review.contradictions),
            citations=len(review.citations),
            open_places=len(review.open_places),
            missing=len(review.missing_topics),
            deviations=len(review.deviations),
        ),
        phrase(language, "review.notice"),
        phrase(language, "review.statutory_heading"),
        *(_requirement(item, language) for item in review.statutory),
    ]
    for key, remarks in (
        ("superseded_heading", review.superseded),
        ("contradictions_heading", review.contradictions),
        ("citations_heading", review.citations),
        ("open_heading_section", review.open_places),
    ):
        parts += _section(key, (_remark(remark, language) for remark in remarks), language)
    parts += _section("missing_heading", (_missing(entry, language) for entry in review.missing_topics), language)
    parts += _section("deviations_heading", (_deviation(entry, language) for entry in review.deviations), language)
    return "\n\n".join(parts)


def _section(key: str, entries: Iterable[str], language: str) -> list[str]:
    return [phrase(language, f"review.{key}"), *(list(entries) or [phrase(language, "review.nothing")])]


def _requirement(item: Requirement, language: str) -> str:
    verdict = catalogue(language, "review")["verdicts"][item.verdict.value]
    notes = f" – {escaped(item.notes)}" if item.notes else ""
    line = phrase(
        language,
        "review.statutory_entry",
        verdict=verdict,
        text=item.text,
        reference=item.reference,
        notes=notes,
    )
    return "\n\n".join([line, *_quotes(item.quotes, language)])


def _quotes(quotes: Iterable[Quotation], language: str) -> list[str]:
    return [quoted(quotation, language) for quotation in quotes]


def _remark(remark: Remark, language: str) -> str:
    parts = [f"- {escaped(remark.reason)}", quoted(remark.quote, language)]
    if remark.other:
        parts += [phrase(language, "review.versus"), *_quotes(remark.other, language)]
    return "\n\n".join(parts)


def _missing(entry: MissingTopic, language: str) -> str:
    model = phrase(language, "review.missing_model") if entry.in_model else ""
    line = phrase(
        language,
        "review.missing_entry",
        label=escaped(entry.label),
        count=entry.agreements_with,
        of=entry.of,
        model=model,
    )
    return "\n\n".join([line, *_quotes(entry.examples[:1], language)])


def _deviation(entry: Deviation, language: str) -> str:
    line = phrase(language, "review.deviation_entry", label=escaped(entry.label), usual=escaped(entry.usual))
    return "\n\n".join(
        [
            f"- {line}",
            quoted(entry.quote, language),
            phrase(language, "review.versus"),
            *_quotes(entry.examples, language),
        ]
    )
