"""Finds gold sentences in the documents as they were read: text becomes ranges of characters in clauses.

Sentences were copied from the documents' sources, so white space, hyphenation, quotation marks, dashes and case may
differ from what was extracted: only letters, digits and a few signs are compared. A scan read by OCR also differs in
letters; there a passage that agrees to at least 85 % (Ratcliff & Metzener 1988, as computed by difflib) will do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.documents import normalise, sentences
from assistant.model import Agreement, Part
from eval.questions import Question

ALIKE = 0.85
_SIGNS = "%€§$&+=@"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of the text of the clause with index ``clause``."""

    clause: int
    start: int
    end: int


Gold = dict[tuple[str, str], tuple[Span, ...]]  # (question id, file) → where the answer stands; no entry: not mentioned


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A document reduced to what is compared: ``text``, and for each of its characters (clause, offset) or None.

    Numbers and headings are part of it (a sentence may have been read as one) but have no place in a clause's text.
    """

    text: str
    places: tuple[tuple[int, int] | None, ...]
    starts: frozenset[int]  # positions in ``text`` at which a passage begins
    minutes: tuple[tuple[int, int], ...]  # ranges of ``text`` that are not the agreement's own


def squeeze(text: str) -> list[tuple[str, int]]:
    """The compared characters of ``text``, each with the offset that it came from."""
    return [
        (folded, offset)
        for offset, character in enumerate(text)
        for folded in unicodedata.normalize("NFKC", character).casefold()
        if folded.isalnum() or folded in _SIGNS
    ]


def squeezed_text(text: str) -> str:
    """The compared characters of a text, normalised first."""
    return "".join(character for character, _ in squeeze(normalise(text)))


def squeezed(agreement: Agreement) -> Squeezed:
    """A document ready to be searched for sentences."""
    text: list[str] = []
    places: list[tuple[int, int] | None] = []
    starts: set[int] = set()
    minutes: list[tuple[int, int]] = []
    for clause in agreement.clauses:
        first = len(text)
        for piece in (clause.number, clause.heading):
            for character, _ in squeeze(piece or ""):
                text.append(character)
                places.append(None)
        begins = [start for start, _ in reversed(sentences(clause))]
        for character, offset in squeeze(clause.text):
            while begins and begins[-1] <= offset:
                begins.pop()
                starts.add(len(text))
            text.append(character)
            places.append((clause.index, offset))
        if clause.part is Part.MINUTES:
            minutes.append((first, len(text)))
    return Squeezed("".join(text), tuple(places), frozenset(starts), tuple(minutes))


def find(sentence: str, document: Squeezed, agreement: Agreement) -> tuple[Span, ...]:
    """Where ``sentence`` stands in ``agreement``: one span, several where it was read into several clauses, or none.

    Of several places the first that begins a passage of the agreement itself (not of minutes around it) is taken.
    """
    wanted = squeezed_text(sentence)
    if not wanted:
        return ()
    at = [i for i in _occurrences(wanted, document.text) if any(document.places[i : i + len(wanted)])]
    if at:
        best = min(at, key=lambda i: (_inside(i, document.minutes), i not in document.starts, i))
        return _spans(document, range(best, best + len(wanted)), agreement)
    return _spans(document, _alike(wanted, document.text), agreement)


def locate(questions: Iterable[Question], agreements: Sequence[Agreement], faults: list[str] | None = None) -> Gold:
    """The gold of all questions as spans; ``faults`` collects a line for each sentence that stands nowhere."""
    gold: Gold = {}
    by_file = {agreement.file: agreement for agreement in agreements}
    ready: dict[str, Squeezed] = {}
    known: dict[tuple[str, str], tuple[Span, ...]] = {}
    for question in questions:
        for file, texts in question.found:
            agreement = by_file.get(file)
            if agreement is None:
                _note(faults, f"question {question.id}: {file} is not in the index")
                continue
            document = ready.setdefault(file, squeezed(agreement))
            spans: list[Span] = []
            for text in texts:
                if (file, text) not in known:
                    known[file, text] = find(text, document, agreement)
                if not known[file, text]:
                    _note(faults, f"question {question.id}: {file} holds nothing like {text!r}")
                spans += known[file, text]
            gold[question.id, file] = merged(spans, agreement)
    return gold


def merged(spans: Iterable[Span], agreement: Agreement) -> tuple[Span, ...]:
    """Spans in order, those that overlap or that only white space parts made one."""
    result: list[Span] = []
    for span in sorted(spans):
        last = result[-1] if result else None
        if last and last.clause == span.clause:
            between = agreement.clauses[span.clause].text[last.end : span.start]
            if span.start <= last.end or not between.strip():
                result[-1] = Span(last.clause, last.start, max(last.end, span.end))
                continue
        result.append(span)
    return tuple(result)


def _note(faults: list[str] | None, fault: str) -> None:
    if faults is not None:
        faults.append(fault)


def _occurrences(wanted: str, text: str) -> Iterable[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _inside(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in ranges)


def _alike(wanted: str, text: str) -> range:
    """The part of ``text`` that agrees with ``wanted`` to at least ALIKE; empty where there is none."""
    matcher = SequenceMatcher(None, text, wanted, autojunk=False)
    anchor = matcher.find_longest_match()
    if anchor.size < 8:
        return range(0)
    slack = len(wanted) // 8 + 4
    start = max(0, anchor.a - anchor.b - slack)
    window = text[start : anchor.a + (len(wanted) - anchor.b) + slack]
    blocks = [b for b in SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks() if b.size >= 3]
    if not blocks:
        return range(0)
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
    alike = SequenceMatcher(None, window[first:last], wanted, autojunk=False)
    # The ratio alone would forgive an ending that is missing altogether.
    if min(alike.ratio(), sum(b.size for b in alike.get_matching_blocks()) / len(wanted)) < ALIKE:
        return range(0)
    return range(start + first, start + last)


def _spans(document: Squeezed, positions: range, agreement: Agreement) -> tuple[Span, ...]:
    """The places of ``positions`` as one span a clause, each with the signs that follow its last letter."""
    ends: dict[int, tuple[int, int]] = {}
    for place in document.places[positions.start : positions.stop]:
        if place is not None:
            clause, offset = place
            ends[clause] = (ends[clause][0] if clause in ends else offset, offset + 1)
    return tuple(Span(c, start, _to_space(agreement.clauses[c].text, end)) for c, (start, end) in ends.items())


def _to_space(text: str, end: int) -> int:
    """``end`` moved behind the full stop, bracket or quotation mark that closes the sentence."""
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return end
