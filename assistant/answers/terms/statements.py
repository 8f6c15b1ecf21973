"""Every value that an agreement states for a term, not only the one that counts: what contradicts it is among the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers.terms.catalogue import TermKind
from assistant.answers.terms.lines import Line
from assistant.answers.terms.readers import READERS
from assistant.answers.terms.reading import lines_of, ordered, weighed
from assistant.search import Searcher

_MOST = 8  # statements of one term in one agreement
_SURE = 0.5  # probability from which a passage is held to speak of the term
# A value that holds for a time, for a part or on a condition, or held before, says nothing of the rule.
_LIMITED = re.compile(
    r"\bjos\b|\bmikäli\b|\bellei\b|\bjollei\b|\bsiirtymä|\bensimmäi|\balku(?:vaihe|aika|vuo)|\bpoikkeu|\btilapäi|\bväliaikai|\bkoeai"
    r"|\bvuonna \d{4}|\bvuodesta \d{4}|(?<![\d.])\d{4} alkaen|\basti\b.*\basti\b|\behdot|\besitt|\baiem|\baikaisem"
    r"|\bkorva(?:a|taan)\b|\bosalta\b"
    r"|\bom inte\b|\bifall\b|\bövergång|\bförsta\b|\bundantag|\btillfällig|\bår \d{4}\b|\bfrån och med \d{4}|\bförsla|\bföreslå"
    r"|\btidigare|\bersätt(?:er|s)\b|\bi fråga om\b"
)
_CONDITION = re.compile(r"^(?:om|när|då|kun) ")
# "The county assigns 3.5 person-years, and it finds the substitutes": what a sentence goes on to say is another matter.
_GOES_ON = re.compile(r"[,;] (?:(?:ja|mutta|och|men) )?(?:se|sen|siitä|ne|niistä|he|den|det|de|dessa)\b.*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A value and the passages (rows of the corpus, first to last) that state it.

    ``limited``: it holds for a time, for a part or on a condition only.
    """

    term: TermKind
    value: str
    first: int
    last: int
    limited: bool


def statements(searcher: Searcher, position: int, kinds: Sequence[TermKind]) -> Iterator[Statement]:
    """The values that the document at ``position`` surely states, by term, the one that counts first.

    A term's reader finds the likeliest value; it is asked again without the passages that it took, until it finds no more.
    """
    lines = lines_of(searcher, position)
    for kind in kinds:
        left: tuple[Line, ...] = weighed(searcher, kind, lines)
        for shortened in (False, True):
            if shortened:
                left = tuple(replace(line, plain=_GOES_ON.sub(".", line.plain)) for line in left)
            for _ in range(_MOST):
                found = READERS[kind.reader](ordered(searcher, position, left))
                own = [line for line in left if found and found.first <= line.row <= found.last]
                if found is None or not own:
                    break
                # The items of a list say in parts what leads into it says.
                leads = {line.plain.rstrip(": ") for line in own}
                left = tuple(
                    line
                    for line in left
                    if line not in own and not (line.lead.rstrip(": ") in leads and not line.is_row)
                )
                if any(line.likely >= _SURE or (kind.sure and kind.sure.search(line.plain)) for line in own):
                    texts = [searcher.corpus.text(line.row).lower() for line in own]
                    limited = not kind.conditional and any(_LIMITED.search(t) or _CONDITION.search(t) for t in texts)
                    yield Statement(kind, found.value, found.first, found.last, limited)
