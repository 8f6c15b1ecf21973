"""Personal data in a document: found when it is read, and masked before anything else sees the text.

Each character is replaced by one ``MASK``, so that offsets stay right. What the document says there stays with the clause
(``Clause.personal``), for two purposes alone: to find the place on the page, and to let an administrator check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model import MASK, Clause, Kind, Part, Personal, PersonalKind
from .contacts import contacts
from .persons import again, expected_in, has_name_column, is_contact_heading, persons

_OF_A_PARTY = re.compile(
    r"([A-ZÅÄÖ][\w-]+) (?:kaupun|kunta\b|kunna|kunti|kuntayht|hyvinvointial|työllisyysal|TE-toim"
    r"|stad\b|stads|kommun|samkommun|välfärdsomr|sysselsättn)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What an administrator says: words that are to be shown, and words that are to be masked wherever they stand."""

    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def masked(
    clauses: Sequence[Clause], corrections: Corrections | None = None, kind: Kind = Kind.AGREEMENT
) -> tuple[Clause, ...]:
    """The clauses of a document with personal data masked. Clauses that are masked already are read as what they were before.

    Who signed a statute is public. Guidance may name whom it cites: there a name by itself is none to be masked.
    """
    raw = [unmasked(clause) for clause in clauses]
    if kind is Kind.STATUTE:
        return tuple(raw)
    found = find(raw, corrections or Corrections(), running=kind is not Kind.GUIDANCE)
    return tuple(_masked(clause, personal) for clause, personal in zip(raw, found, strict=True))


def unmasked(clause: Clause) -> Clause:
    """The clause as the document has it."""
    if not clause.personal:
        return clause
    heading, text = clause.heading, clause.text
    for personal in clause.personal:
        if personal.heading:
            heading = _put(heading or "", personal, personal.words)
        else:
            text = _put(text, personal, personal.words)
    return replace(clause, heading=heading, text=text, personal=())


def revealed(clause: Clause, start: int, end: int) -> str:
    """What the document says at ``start`` to ``end`` of the clause's text; for finding the place on its page."""
    return unmasked(clause).text[start:end]


def personal_on(page: int, clauses: Iterable[Clause]) -> list[str]:
    """The words on a page (1-based) that are masked in the document's clauses, each once: to cover them in its picture."""
    found: dict[str, None] = {}
    for clause in clauses:
        for one in clause.personal:
            first = clause.page if one.heading else clause.page_at(one.start)
            last = first if one.heading else clause.page_at(one.end - 1)
            if first is not None and first <= page <= (last or first):
                found[one.words] = None
    return list(found)


def find(clauses: Sequence[Clause], corrections: Corrections, *, running: bool = True) -> list[tuple[Personal, ...]]:
    """For each of the clauses of one document (not masked) where personal data stands, in order.

    ``running``: whether names are masked in running text too, not only beside titles, signatures and contacts.
    """
    places = frozenset(
        match[1].lower() for c in clauses for match in _OF_A_PARTY.finditer(f"{c.heading or ''}\n{c.text}")
    )
    seen = [_in_clause(clause, places, running) for clause in clauses]
    names = {p.words for found in seen for p in found if p.kind is PersonalKind.NAME}
    out = []
    for clause, found in zip(clauses, seen, strict=True):
        more: list[Personal] = []
        for heading, text in ((False, clause.text), (True, clause.heading or "")):
            more += [_personal(text, s, e, PersonalKind.NAME, heading) for s, e in again(text, names)]
            more += [_personal(text, s, e, PersonalKind.OTHER, heading) for s, e in _each(text, corrections.hidden)]
        wanted = [p for p in (*found, *more) if not _is_shown(p, corrections)]
        out.append(_apart(wanted))
    return out


def _in_clause(clause: Clause, places: frozenset[str], running: bool) -> list[Personal]:
    people = is_contact_heading(clause.heading) or clause.part is Part.SIGNATURES
    found: list[Personal] = []
    columns = False
    rows = set(clause.rows)
    for start, end in pairwise((*clause.blocks, len(clause.text))):
        text = clause.text[start:end]
        columns = start in rows and (columns or has_name_column(text))
        spans = [(a, b, kind) for a, b, kind in contacts(text)]
        zones = expected_in(text, whole=people or columns)
        spans += [(a, b, PersonalKind.NAME) for a, b in persons(text, zones, places, running=running)]
        found += [_personal(clause.text, start + a, start + b, kind) for a, b, kind in spans]
    heading = clause.heading or ""
    spans = [*contacts(heading), *((a, b, PersonalKind.NAME) for a, b in persons(heading, (), places, running=running))]
    return found + [_personal(heading, a, b, kind, heading=True) for a, b, kind in spans]


def _personal(text: str, start: int, end: int, kind: PersonalKind, heading: bool = False) -> Personal:
    return Personal(start, end, kind, text[start:end], heading)


def _each(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    return [
        (match.start(), match.end())
        for word in words
        if word.strip()
        for match in re.finditer(rf"(?<!\w){re.escape(word.strip())}(?!\w)", text, re.I)
    ]


def _is_shown(personal: Personal, corrections: Corrections) -> bool:
    return personal.kind is not PersonalKind.OTHER and personal.words.casefold() in {
        word.strip().casefold() for word in corrections.shown
    }


def _apart(found: Iterable[Personal]) -> tuple[Personal, ...]:
    """In order, the longer one where two overlap."""
    kept: list[Personal] = []
    for one in sorted(found, key=lambda p: (p.start - p.end, p.heading, p.start)):
        if all(one.heading != k.heading or one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda p: (not p.heading, p.start)))


def _masked(clause: Clause, personal: tuple[Personal, ...]) -> Clause:
    heading, text = clause.heading, clause.text
    for one in personal:
        if one.heading:
            heading = _put(heading or "", one, MASK * (one.end - one.start))
        else:
            text = _put(text, one, MASK * (one.end - one.start))
    return replace(clause, heading=heading, text=text, personal=personal) if personal else clause


def _put(text: str, personal: Personal, words: str) -> str:
    return text[: personal.start] + words + text[personal.end :]
