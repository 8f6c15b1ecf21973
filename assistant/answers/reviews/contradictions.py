"""Two passages of a draft that can't both hold: two notice periods, two chairs, a table and a text with other numbers."""

from __future__ import annotations

from assistant.answers.results import Remark
from assistant.answers.reviews.open_places import open_kind
from assistant.answers.reviews.reading import Reading
from assistant.answers.reviews.values import shown
from assistant.answers.terms import Statement, agree, all_term_kinds, statements
from assistant.phrases import phrase

# Of several places each has its own: days at one service point and at another are no contradiction.
_BY_PLACE = frozenset({"kela_presence"})


def contradictions(reading: Reading) -> tuple[Remark, ...]:
    """A remark for each term of which two values can't both hold, in reading order of the later passage."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements(reading.searcher, reading.position, [kind for kind in all_term_kinds() if kind.once]):
        # What a writer remarks on is not what the draft says.
        if not statement.limited and open_kind(reading.text(statement.first)) != "note":
            groups.setdefault(statement.term.id, []).append(statement)
    found: list[tuple[int, Remark]] = []
    for group in groups.values():
        if clash := _clash(sorted(group, key=lambda statement: statement.first), reading):
            first, second = clash
            found.append((second.first, _remark(first, second, reading)))
    return tuple(remark for _, remark in sorted(found, key=lambda entry: entry[0]))


def _clash(group: list[Statement], reading: Reading) -> tuple[Statement, Statement] | None:
    for i, first in enumerate(group):
        for second in group[i + 1 :]:
            if not agree(first.term.id, first.value, second.value) and not _elsewhere(first, second, reading):
                return first, second
    return None


def _elsewhere(first: Statement, second: Statement, reading: Reading) -> bool:
    if first.term.id not in _BY_PLACE:
        return False
    a, b = _names(first, reading), _names(second, reading)
    return bool(a - b) and bool(b - a)


def _names(statement: Statement, reading: Reading) -> set[str]:
    words = reading.text(statement.first).replace(",", " ").replace(".", " ").split()
    return {word[:5] for word in words[1:] if word[:1].isupper()}


def _remark(first: Statement, second: Statement, reading: Reading) -> Remark:
    corpus, language = reading.searcher.corpus, reading.language
    reason = phrase(
        language,
        "review.contradiction",
        label=first.term.label(language),
        first=shown(first.value, language),
        second=shown(second.value, language),
    )
    quotes = [corpus.quotation(statement.first, statement.last) for statement in (first, second)]
    return Remark(first.term.aspects[0], quotes[1], reason, (quotes[0],))
