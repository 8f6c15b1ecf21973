"""Old wording in a draft: what belongs to the time before 2025 or goes against the law in force."""

from __future__ import annotations

import re

from assistant.answers.passages import lead_of
from assistant.answers.results import Remark
from assistant.answers.reviews.open_places import open_kind
from assistant.answers.reviews.reading import Reading
from assistant.answers.superseded import superseded
from assistant.index.context import headings
from assistant.model import Part

# That the staff is checked too seldom is said among the statutory requirements.
_SAID_ELSEWHERE = frozenset({"staff_check"})
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
# Before the first clause stand dates of handling and what a version was made from: history, not what is agreed.
_DATED = re.compile(r"\b(?:19|20)\d\d\b")


def outdated(reading: Reading) -> tuple[Remark, ...]:
    """A remark for each passage and rule, in reading order. What writers noted between the lines is not the draft's wording."""
    found = []
    for row, text in reading.passages():
        clause = reading.clause(row)
        if open_kind(text) == "note" or (clause.part is Part.PREAMBLE and _DATED.search(text)):
            continue
        place = reading.searcher.corpus.rows[row]
        # Brackets are looked for in the whole clause: a note in them may go on over several sentences.
        wording = _BRACKETS.sub(lambda match: " " * len(match.group()), clause.text)[place.start : place.end]
        above = headings(reading.draft, clause)
        for old in superseded(wording, reading.aspects(row), above, lead_of(reading.searcher.corpus, row)):
            if old.rule not in _SAID_ELSEWHERE:
                found.append(Remark(old.topic, reading.quotation(row), old.reason(reading.language)))  # noqa: PERF401
    return tuple(found)
