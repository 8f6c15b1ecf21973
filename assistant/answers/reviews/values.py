"""What an agreement states: each value that can be read, by party, with the passage that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers.reviews.figures import READERS, Figure
from assistant.answers.reviews.open_places import open_kind
from assistant.answers.reviews.reading import Reading
from assistant.answers.reviews.words import plain, roles
from assistant.knowledge.values import StatedValue, stated_values
from assistant.model import Part

_LEAST = 0.5  # probability from which a passage speaks of the value's aspects
# A value that holds for a time or on a condition only says nothing of the rule.
_SCOPED = re.compile(
    r"\bjos\b|\bmikäli\b|\bellei\b|\bsiirtymä|\bensimmäi|\balku(?:vaihe|aika|vuo)|\bpoikkeu|\btilapäi|\bväliaikai|\bkoeai"
    r"|\bvuonna \d{4}|\bvuodesta \d{4}|(?<![\d.])\d{4} alkaen|\basti\b.*\basti\b|\bom inte\b|\bifall\b|\bövergång|\bförsta\b|\bundantag|\btillfällig"  # noqa: E501
    r"|\bår \d{4}\b|\bfrån och med \d{4}|\behdot|\besitt|\bförsla|\bföreslå|\baiem|\baikaisem|\btidigare"
)
_APPOINTS = re.compile(r"[\w -]{3,40}? (?:asettaa|tillsätter)\b")
_SEPARATOR = re.compile(r"[,;:]| ja | och | mutta | men ")
_CONDITION_START = re.compile(r"^(?:om|när|då|kun) ")


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that a passage states. ``party`` is "" where it holds for all."""

    value: StatedValue
    party: str
    figure: Figure
    row: int
    table: bool  # it stands in a row of a table or list, not in a sentence
    scoped: bool  # it holds for a time or on a condition only


def statements(reading: Reading, position: int | None = None) -> Iterator[Statement]:
    """All values that can be read in the agreement at ``position`` (in the draft where it is None)."""
    for row in reading.rows(position):
        clause = reading.clause(row)
        if clause.part not in (Part.BODY, Part.ANNEX):
            continue
        if open_kind(reading.text(row)) == "note":
            continue  # what a writer remarks on is not what the draft says
        text, context = plain(reading.text(row)), plain(reading.context(row))
        table = not re.search(r"[.!?;:]$", text)
        where = context if table else text  # what a row of a table is about, the heading tells
        for value in stated_values():
            spoken_of = reading.probability(row, value.aspects) >= _LEAST or (value.sure and value.sure.search(context))
            if not spoken_of or not value.anchor.search(where):
                continue
            if value.reject and value.reject.search(where):
                continue
            scoped = not value.conditional and bool(_SCOPED.search(text) or _CONDITION_START.search(text))
            for party, figure in _by_party(value, text, context):
                yield Statement(value, party, figure, row, table, scoped)


def _by_party(value: StatedValue, text: str, context: str) -> list[tuple[str, Figure]]:
    """The figures in ``text`` with the party of each; nothing where a value that has no party is said in several ways."""
    found = sorted(READERS[value.kind](text), key=lambda figure: figure.start)
    if not found:
        return []
    if value.party:
        named = {role for _, role in roles(text)} or {role for _, role in roles(context)}
        return [(value.party, found[0])] if named <= {value.party} and len({f.value for f in found}) == 1 else []
    if not value.by_party:
        return [("", found[0])] if len({f.value for f in found}) == 1 else []
    # "The authority appoints a group of six members" does not give the authority six.
    named_at = [(start, role) for start, role in roles(text) if not _APPOINTS.match(text, start)]
    # A figure goes with the parties named before it since the last figure, else with those right after it.
    pairs: list[tuple[str, Figure]] = []
    begin = 0
    for i, figure in enumerate(found):
        parties = dict.fromkeys(role for start, role in named_at if begin <= start < figure.start)
        begin = figure.end
        if not parties:
            end = found[i + 1].start if i + 1 < len(found) else len(text)
            for start, role in named_at:
                if begin <= start < end and not _SEPARATOR.search(text[figure.end : start]):
                    parties[role] = None
                    begin = start + 1
        pairs += [(party, figure) for party in parties] or [("", figure)]
    said: dict[str, set[str]] = {}
    for party, figure in pairs:
        said.setdefault(party, set()).add(figure.value)
    return [(party, figure) for party, figure in pairs if len(said[party]) == 1]
