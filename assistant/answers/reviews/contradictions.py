"""Two passages of a draft that can't both hold: two notice periods, two chairs, a table and a text with other numbers."""

from __future__ import annotations

from assistant.answers.results import Remark
from assistant.answers.reviews.reading import Reading
from assistant.answers.reviews.values import Statement, statements
from assistant.phrases import phrase

_STAFF = "person_years"


def contradictions(reading: Reading) -> tuple[Remark, ...]:
    """A remark for each pair of values that can't both hold, in reading order of the later passage."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements(reading):
        if not statement.scoped and not statement.value.several:
            groups.setdefault((statement.value.id, statement.party), []).append(statement)
    found: list[tuple[int, Remark]] = []
    for group in groups.values():
        clash = _staff(group, reading) if group[0].value.kind == _STAFF else _plain(group, reading)
        if clash is not None:
            first, second = clash
            found.append((second.row, _remark(first, second, reading)))
    return tuple(remark for _, remark in sorted(found, key=lambda entry: entry[0]))


def _plain(group: list[Statement], reading: Reading) -> tuple[Statement, Statement] | None:
    for i, first in enumerate(group):
        for second in group[i + 1 :]:
            if first.row != second.row and not _agree(first, second) and not _elsewhere(first, second, reading):
                return first, second
    return None


def _agree(first: Statement, second: Statement) -> bool:
    a, b = first.figure, second.figure
    if a.value == b.value:
        return True
    if a.number is None or b.number is None:
        return False
    if a.unit != b.unit:
        # Calendar days and working days, days and months can't be compared surely.
        return first.value.kind == "duration"
    if a.at_least and b.at_least:
        return False
    return (a.at_least and b.number >= a.number) or (b.at_least and a.number >= b.number)


def _elsewhere(first: Statement, second: Statement, reading: Reading) -> bool:
    """Whether the two speak of different places: days at one service point and at another are no contradiction."""
    if first.value.kind not in ("days", "euros"):
        return False
    a, b = _names(first, reading), _names(second, reading)
    return bool(a - b) and bool(b - a)


def _names(statement: Statement, reading: Reading) -> set[str]:
    words = reading.text(statement.row).replace(",", " ").replace(".", " ").split()
    return {word[:5] for word in words[1:] if word[:1].isupper()}


def _staff(group: list[Statement], reading: Reading) -> tuple[Statement, Statement] | None:
    """Numbers of one party's staff: a sentence against another clause's sentence, or against the rows of a table."""
    rows = [s for s in group if s.table]
    texts = [s for s in group if not s.table]
    for i, first in enumerate(texts):
        for second in texts[i + 1 :]:
            apart = reading.clause(first.row).index != reading.clause(second.row).index
            if apart and not _agree(first, second):
                return first, second
    numbers = [s.figure.number or 0 for s in rows]
    for text in texts:
        value = text.figure.number or 0
        if rows and all(abs(value - number) > 0.01 for number in (*numbers, sum(numbers))):
            ordered = sorted((rows[0], text), key=lambda s: s.row)
            return ordered[0], ordered[1]
    clauses = {reading.clause(s.row).index for s in rows}
    if len(clauses) > 1:
        # The same staff in two tables: the sums must be the same, or one table holds a part of the other.
        by_clause = [[s for s in rows if reading.clause(s.row).index == index] for index in sorted(clauses)]
        sums = [sum(s.figure.number or 0 for s in part) for part in by_clause]
        if abs(sums[0] - sums[1]) > 0.01 and not any(abs(n - sums[1]) < 0.01 for n in numbers):
            return by_clause[0][0], by_clause[1][0]
    return None


def _remark(first: Statement, second: Statement, reading: Reading) -> Remark:
    language = reading.language
    reason = phrase(
        language,
        "review.contradiction",
        label=first.value.label(language),
        first=shown(first.figure.value, language),
        second=shown(second.figure.value, language),
    )
    topic = first.value.aspects[0]
    return Remark(topic, reading.quotation(second.row), reason, (reading.quotation(first.row),))


def shown(value: str, language: str) -> str:
    """A figure's value in words of ``language``."""
    from assistant.phrases import catalogue

    words = catalogue(language, "review")["values"]
    if value in words:
        return str(words[value])
    number, _, unit = value.partition(" ")
    if unit == "kk" and int(number) >= 24 and int(number) % 12 == 0:
        number, unit = str(int(number) // 12), "vuotta"
    return f"{number} {words[unit]}" if unit in words else value
