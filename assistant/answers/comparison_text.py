"""A comparison, and two agreements side by side, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answers.results import Change, Comparison, Outlier, Pair, SideBySide, Span, Term, TermState
from assistant.answers.text import escaped, quoted, region_of, status_of
from assistant.model import AgreementId, Finding, Verdict
from assistant.phrases import catalogue, phrase

_MARKS = {Verdict.FOUND: "✓", Verdict.POSSIBLE: "?", Verdict.NOT_MENTIONED: "–"}
_QUOTED_TOPICS = 3  # up to so many topics the wordings are shown too; beyond, the matrix alone


def shown_value(value: str, language: str) -> str:
    """A term's value in the words of ``language``: "toistaiseksi" is "tills vidare"."""
    words: dict[str, str] = catalogue(language, "compare")["values"]
    if not words:
        return value
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda m: words[m.group()], value)


def render_comparison(comparison: Comparison) -> str:
    """The matrix, the terms, who differs, and the wordings where few topics were asked for."""
    language = comparison.language
    if not comparison.agreements:
        return phrase(language, "compare.none")
    finding = {a: comparison.cells[a, comparison.topics[0]] for a in comparison.agreements}
    parts = [phrase(language, "compare.heading"), phrase(language, "compare.topics")]
    parts += [_matrix(comparison, finding), phrase(language, "compare.legend")]
    if comparison.terms:
        parts += [phrase(language, "compare.terms"), _terms(comparison, finding)]
    if comparison.outliers:
        lines = [_outlier(outlier, comparison, finding) for outlier in comparison.outliers]
        parts += [phrase(language, "compare.outliers"), "\n".join(lines)]
    if len(comparison.topics) <= _QUOTED_TOPICS:
        for topic in comparison.topics:
            parts += _wordings(comparison, topic)
    return "\n\n".join(parts)


def _name(finding: Finding, language: str) -> str:
    return f"{region_of(finding, language)} ({status_of(finding, language)})"


def _matrix(comparison: Comparison, finding: dict[AgreementId, Finding]) -> str:
    """One row an agreement, one column a topic; turned round where the topics are many."""
    language = comparison.language
    labels = [escaped(comparison.labels[topic]) for topic in comparison.topics]
    marks = {
        (a, topic): _MARKS[comparison.cells[a, topic].verdict]
        for a in comparison.agreements
        for topic in comparison.topics
    }
    names = [_name(finding[a], language) for a in comparison.agreements]
    if len(comparison.topics) > _QUOTED_TOPICS:
        head = [phrase(language, "compare.topic_column"), *names]
        rows = [
            [label, *(marks[a, topic] for a in comparison.agreements)]
            for label, topic in zip(labels, comparison.topics, strict=True)
        ]
    else:
        head = [phrase(language, "compare.agreement_column"), *labels]
        rows = [
            [name, *(marks[a, topic] for topic in comparison.topics)]
            for name, a in zip(names, comparison.agreements, strict=True)
        ]
    return _table(head, rows)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _terms(comparison: Comparison, finding: dict[AgreementId, Finding]) -> str:
    """One row an agreement, one column a term."""
    language = comparison.language
    by_cell = {(term.agreement, term.term): term for term in comparison.terms}
    head = [phrase(language, "compare.agreement_column"), *map(escaped, comparison.term_labels.values())]
    rows = [
        [_name(finding[a], language), *(_term(by_cell[a, name], language) for name in comparison.term_labels)]
        for a in comparison.agreements
    ]
    return _table(head, rows)


def _term(term: Term, language: str) -> str:
    if term.state is TermState.STATED and term.value:
        return escaped(shown_value(term.value, language))
    return phrase(language, f"compare.{term.state.value}")


def _outlier(outlier: Outlier, comparison: Comparison, finding: dict[AgreementId, Finding]) -> str:
    language = comparison.language
    silent = outlier.term in comparison.labels and outlier.value == Verdict.NOT_MENTIONED.value
    label = comparison.labels[outlier.term] if silent else comparison.term_labels[outlier.term]
    return phrase(
        language,
        "compare.silent" if silent else "compare.outlier",
        region=region_of(finding[outlier.agreement], language),
        term=escaped(label),
        value=escaped(shown_value(outlier.value, language)),
        usual=escaped(shown_value(outlier.usual, language)),
        count=outlier.of_usual,
        of=outlier.of,
    )


def _wordings(comparison: Comparison, topic: str) -> list[str]:
    language = comparison.language
    parts = [phrase(language, "compare.wordings", label=escaped(comparison.labels[topic]))]
    cells = [comparison.cells[a, topic] for a in comparison.agreements]
    groups = comparison.variants[topic]
    if len(groups) > 1:
        regions = {f.agreement: region_of(f, language) for f in cells}
        lines = [
            phrase(
                language,
                "compare.variant",
                count=len(group.agreements),
                label=escaped(group.label),
                regions=", ".join(dict.fromkeys(regions[a] for a in group.agreements)),
            )
            for group in groups
        ]
        parts += [phrase(language, "compare.variants"), "\n".join(lines)]
    for cell in cells:
        if cell.quotes:
            parts.append(
                phrase(
                    language,
                    "compare.agreement",
                    region=region_of(cell, language),
                    status=status_of(cell, language),
                )
            )
            parts += [quoted(q, language) for q in cell.quotes]
    return parts


_PAIR = {
    Change.SAME: "compare.pair_same",
    Change.CHANGED: "compare.pair_changed",
    Change.ONLY_LEFT: "compare.pair_left",
    Change.ONLY_RIGHT: "compare.pair_right",
}


def render_side_by_side(result: SideBySide, left: str, right: str, language: str) -> str:
    """Pair after pair; words that the other side lacks are bold. ``left`` and ``right`` are the files' names."""
    parts = [phrase(language, "compare.side_by_side", left=escaped(left), right=escaped(right))]
    for pair in result.pairs:
        file = escaped(left if pair.change is Change.ONLY_LEFT else right)
        parts.append(phrase(language, _PAIR[pair.change], file=file))
        parts += _sides(pair, language)
    return "\n\n".join(parts)


def _sides(pair: Pair, language: str) -> list[str]:
    if pair.change is Change.SAME and pair.left:
        return [quoted(pair.left, language)]
    sides = ((pair.left, pair.left_spans), (pair.right, pair.right_spans))
    parts = []
    for quotation, spans in sides:
        if quotation is not None:
            marked = quoted(quotation, language)
            if spans:
                marked = marked.replace(escaped(quotation.text), _marked(quotation.text, spans), 1)
            parts.append(marked)
    return parts


def _marked(text: str, spans: tuple[Span, ...]) -> str:
    pieces = []
    for span in spans:
        piece = text[span.start : span.end]
        word = piece.strip()
        if span.differs and word:
            before, _, after = piece.partition(word)
            pieces.append(f"{before}**{escaped(word)}**{after}")
        else:
            pieces.append(escaped(piece))
    return "".join(pieces)
