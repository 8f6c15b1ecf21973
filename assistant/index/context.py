"""What is embedded for a passage and for a clause.

A sentence alone often does not say what it is about ("The chair is named by the employment authority"; "– two days a week"). So
a passage is embedded with the headings above it and, for a list item, with the words that lead into the list, for a table row
with the table's header. A clause is embedded with a header that names document and heading. The document's name is left out of
a passage's text: search goes document by document, where it would only add the same words to every passage.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from assistant.documents import sentences
from assistant.index.store import Entry
from assistant.model import MASK, Agreement, Clause, Kind, Part, Passage

_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR_OR_NUMBERED = re.compile(r"\b20\d\d\b|(?<=\btva )\d\b")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MARKER = re.compile(r"^(?:[-–—•·*▪o]|\(?[a-zåäö0-9]{1,3}[.)])\s")
_HEADER_LENGTH = 1500  # characters of a clause that are embedded; the model reads 512 tokens, some 1,800 characters


def headings(agreement: Agreement, clause: Clause) -> str:
    """The clause's heading with the headings above it: "Johtoryhmä – Puheenjohtaja"; empty where there is none."""
    path: list[str] = [clause.heading] if clause.heading else []
    level = clause.level
    for above in reversed(agreement.clauses[: clause.index]):
        if level <= 1:
            break
        if above.level < level and above.part is clause.part:
            level = above.level
            if above.heading:
                path.insert(0, above.heading)
    return " – ".join(path)


def lead_in(clause: Clause, previous: list[tuple[int, int]]) -> str:
    """The words before the list whose items end ``previous``, or nothing."""
    for begin, end in reversed(previous):
        text = clause.text[begin:end]
        if text.endswith(":"):
            return text
        if not (_MARKER.match(text) or text[0].islower()):
            return ""
    return ""


def table_headers(clause: Clause) -> dict[int, int]:
    """For each row of a table with a header, where the header begins; the header's own offset is mapped to itself.

    A header is a row of words that head columns ("Osapuoli Tehtävä Määrä"), wherever it stands; or a first row of words only,
    above rows most of which have figures.
    """
    found: dict[int, int] = {}
    ends = dict(pairwise((*clause.blocks, len(clause.text))))
    for rows in _tables(clause):
        texts = {start: clause.text[start : ends[start]] for start in rows}
        named = [at for at, start in enumerate(rows) if heads_columns(texts[start])]
        for begin, end in pairwise((*sorted({0, *named}), len(rows))):
            table = rows[begin:end]
            with_figures = sum(any(c.isdigit() for c in texts[start]) for start in table[1:])
            of_words = not any(c.isdigit() for c in texts[table[0]])
            if (begin in named and len(table) >= 2) or (
                len(table) >= 3 and of_words and 2 * with_figures > len(table) - 1
            ):
                found.update(dict.fromkeys(table, table[0]))
    return found


@cache
def _column_words(table: str) -> frozenset[str]:
    data = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    return frozenset(word for text in data[table].values() for word in text.split())


def heads_columns(row: str) -> bool:
    """Whether a table's row is made of words that head columns: its first word and most others, and no figure but years."""
    bare = _YEAR_OR_NUMBERED.sub("", row.lower())
    words = _WORD.findall(bare)
    if not words or words[0] not in _column_words("matters") or any(c.isdigit() or c == MASK for c in bare):
        return False
    known = sum(word in _column_words("matters") or word in _column_words("parties") for word in words)
    return known >= 2 and 3 * known >= 2 * len(words)


def _tables(clause: Clause) -> list[list[int]]:
    """The offsets of table rows, those that follow each other together."""
    tables: list[list[int]] = []
    rows = set(clause.rows)
    previous = -1
    for position, start in enumerate(clause.blocks):
        if start in rows:
            if tables and previous == position - 1:
                tables[-1].append(start)
            else:
                tables.append([start])
            previous = position
    return tables


def entries(agreement: Agreement) -> list[Entry]:
    """The passages of a document in reading order, each with its context."""
    found: list[Entry] = []
    for clause in agreement.clauses:
        if clause.part is Part.MINUTES and agreement.description.kind is Kind.AGREEMENT:
            continue  # what a meeting said of the agreement is not what the parties agreed
        above = headings(agreement, clause)
        headers = table_headers(clause)
        ends = dict(pairwise((*clause.blocks, len(clause.text))))
        previous: list[tuple[int, int]] = []
        for start, end in sentences(clause):
            text = clause.text[start:end]
            if _LETTERS.search(text):
                is_item = start in clause.blocks and start > 0 and (_MARKER.match(text) or text[0].islower())
                lead = lead_in(clause, previous) if is_item else ""
                header = headers.get(start)
                if header is not None and header != start:
                    lead = clause.text[header : ends[header]].strip() + ":"
                context = (f"{above}. " if above else "") + (f"{lead} " if lead else "") + text
                found.append(Entry(Passage(agreement.id, clause.index, start, end, text), context))
            previous.append((start, end))
    return found


def clause_text(agreement: Agreement, clause: Clause) -> str:
    """What is embedded for a whole clause: a header naming document and heading, then its text."""
    d = agreement.description
    name = " ".join(part for part in (d.region, d.title) if part)
    above = headings(agreement, clause)
    return f"{name}. {above}. {clause.text}"[:_HEADER_LENGTH]
