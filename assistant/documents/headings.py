"""Which blocks are clause headings.

Numbered headings are found together, not one by one: each block that begins with a number gets a score from what it
looks like (:func:`_score`), each pair of numbers a price for following one another (:func:`_step`), and the dearest
chain through the document wins. So a numbered list of parties, a cross-reference or a date loses against the run of
real clause numbers, and a gap in the numbering (3 → 5) costs little.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from .blocks import ends_sentence
from .chain import Candidate, best_chain
from .lines import Block, Shape
from .numbers import Number, Scheme, list_marker, parse, parse_letter
from .words import KNOWN_HEADING, PARTIES_HEADING, PARTY, SIGNATURE_HEADING

_LONGEST = 160  # characters of a heading
_LIST_ITEM = 200  # characters: a longer block next to another number is a paragraph, not an item of a list


@dataclass(frozen=True, slots=True)
class Heading:
    """A block taken for the beginning of a clause. ``heading`` None: a numbered paragraph without one."""

    at: int  # index of the block
    number: Number | None
    heading: str | None
    text: str  # what of the block belongs to the clause's text
    level: int
    strong: bool  # by style or typography, not only by its number


@dataclass(frozen=True, slots=True)
class Look:
    """What body text looks like in this document."""

    size: float
    bold: bool
    left: float
    styled: bool  # real heading styles are in use


def body_look(blocks: Sequence[Block]) -> Look:
    """The look of most of the text, counted in characters."""
    sizes: Counter[float] = Counter()
    bolds: Counter[bool] = Counter()
    lefts: Counter[float] = Counter()
    for block in blocks:
        if block.shape in (Shape.TEXT, Shape.ITEM):
            for line in block.lines:
                sizes[round(line.size, 1)] += len(line.text)
                bolds[line.bold] += len(line.text)
                lefts[round(line.left)] += len(line.text)
    usual = [left for left, n in lefts.items() if n * 8 > max(lefts.values(), default=0)]
    return Look(
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        bold=bolds[True] > bolds[False],
        left=min(usual, default=0.0),
        styled=sum(block.shape is Shape.HEADING for block in blocks) >= 2,
    )


def emphasis(block: Block, look: Look) -> float:
    """How much a block stands out by type: 0 not at all, from about 2 clearly."""
    if block.shape is Shape.HEADING:
        return 6.0
    if block.shape is Shape.ROW:
        return 0.0
    out = 0.0
    if block.size > look.size + 0.8:
        out += 2.0
    if block.bold and not look.bold:
        out += 2.0
    if is_caps(block.text):
        out += 1.5
    return out


def is_caps(text: str) -> bool:
    """Whether a text of some length is all capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and all(letter.isupper() for letter in letters)


def looks_like_heading(text: str) -> bool:
    """Whether the words alone could be a heading: short, begun with a capital, ended without a mark."""
    return (
        0 < len(text) <= _LONGEST
        and len(text.split()) <= 18
        and (text[0].isupper() or not text[0].isalpha())
        and text.rstrip()[-1] not in ".;,!"
        and any(letter.isalpha() for letter in text)
    )


def numbered(blocks: Sequence[Block], look: Look, fences: Sequence[int] = ()) -> list[Heading]:
    """The numbered clause headings. At a block whose index is in ``fences`` (an annex begins) numbering may begin
    anew.
    """
    numbers = [parse(block.text) if block.shape is not Shape.ROW else None for block in blocks]
    letters = _letters(blocks, look)
    chapters = sorted([*letters, *_chapters(blocks, numbers, look, {c.at for c in letters})], key=lambda c: c.at)
    sections = best_chain(_sections(blocks, numbers), sorted({*fences, *(c.at for c in chapters)}))
    if len(sections) >= 2 or (sections and look.size == 0):
        fixed = [*chapters, *sections]
        return sorted(
            (_heading(c, 1 + (1 if chapters and c not in chapters else 0)) for c in fixed), key=lambda h: h.at
        )
    decimals = _decimals(blocks, numbers, look)
    chain = best_chain([c for c in decimals if c.score > -2.0], sorted({*fences, *(c.at for c in chapters)}))
    if sum(c.title for c in chain) < 2 and len(chain) < 3:
        longer = best_chain(_plain_paragraphs(blocks, numbers), sorted(fences))
        under = {bisect_right([c.at for c in letters], c.at) for c in longer}
        if (
            len(longer) >= 3 and len(longer) > len(chain) and not (letters and len(under) == 1)
        ):  # else a list in a clause
            chain = longer
    deeper = 1 if chapters else 0
    out = [_heading(c, len(c.number.key)) for c in chapters]
    out += [_heading(c, len(c.number.key) + deeper) for c in chain]
    return sorted(out, key=lambda h: h.at)


def _heading(candidate: Candidate, level: int) -> Heading:
    rest = candidate.number.rest
    return Heading(
        at=candidate.at,
        number=candidate.number,
        heading=(rest or None) if candidate.title else None,
        text="" if candidate.title else rest,
        level=level,
        strong=candidate.emphasis >= 2,
    )


def _letters(blocks: Sequence[Block], look: Look) -> list[Candidate]:
    """Clauses, or parts over them, that are lettered from A on: "A. Osapuolet", "B. Tavoitteet", "B.1 …"."""
    out = []
    for at, block in enumerate(blocks):
        number = parse_letter(block.text) if block.shape is not Shape.ROW and len(block.text) <= _LONGEST else None
        if number is None or not looks_like_heading(number.rest):
            continue
        strength = emphasis(block, look)
        # A letter alone, as in a signature's "J Virtanen", needs more than a name's look.
        if strength >= (1.5 if number.close or len(number.key) > 1 else 2.0) or KNOWN_HEADING.search(number.rest):
            out.append(Candidate(at, number, 1.0 + strength, True, strength))
    chain = best_chain(out, ())
    whole = [c.number.key[0] for c in chain if len(c.number.key) == 1]
    return chain if whole[:3] == [1, 2, 3] else []


def _chapters(
    blocks: Sequence[Block], numbers: Sequence[Number | None], look: Look, taken: Set[int]
) -> list[Candidate]:
    """Parts over the clauses: "Luku 3", and Roman numbers where they run from I. Not at blocks ``taken`` already."""
    out, romans = [], []
    for at, (block, number) in enumerate(zip(blocks, numbers, strict=True)):
        if number is None or number.scheme not in (Scheme.CHAPTER, Scheme.ROMAN) or at in taken:
            continue
        if (number.rest and not looks_like_heading(number.rest)) or len(block.text) > _LONGEST:
            continue
        strength = emphasis(block, look)
        candidate = Candidate(at, number, 1.0 + strength, True, strength)
        if number.scheme is Scheme.CHAPTER:
            out.append(candidate)
        elif strength >= 1.5 or KNOWN_HEADING.search(number.rest):
            romans.append(candidate)
    chain = best_chain(romans, ())
    return sorted([*out, *(chain if len(chain) >= 2 and chain[0].number.key == (1,) else [])], key=lambda c: c.at)


def _sections(blocks: Sequence[Block], numbers: Sequence[Number | None]) -> list[Candidate]:
    """Blocks that begin with "9 §" and can be a section of a statute or of an agreement numbered like one."""
    out = []
    for at, number in enumerate(numbers):
        if number is None or number.scheme is not Scheme.SECTION:
            continue
        title = looks_like_heading(number.rest) or not number.rest
        if number.rest and not (number.rest[0].isupper() or number.rest[0] in '("”'):
            continue
        score = 3.0 if not number.rest else 1.5 if title else 0.6  # a number alone on its line is no reference
        out.append(Candidate(at, number, score, title, emphasis(blocks[at], Look(0, False, 0, False))))
    return out


def _decimals(blocks: Sequence[Block], numbers: Sequence[Number | None], look: Look) -> list[Candidate]:
    """Blocks that begin with "1", "2.1" or "1)", scored."""
    out = []
    for at, (block, number) in enumerate(zip(blocks, numbers, strict=True)):
        if number is None or number.scheme not in (Scheme.DECIMAL, Scheme.PAREN) or number.key[0] > 60:
            continue
        title = looks_like_heading(number.rest) and len(block.text) <= _LONGEST
        strength = emphasis(block, look)
        out.append(Candidate(at, number, _score(blocks, numbers, at, title, strength, look), title, strength))
    return out


def _plain_paragraphs(blocks: Sequence[Block], numbers: Sequence[Number | None]) -> list[Candidate]:
    """For a document whose clauses are nothing but numbered paragraphs: "1. Osapuolet perustavat …"."""
    out = []
    for at, number in enumerate(numbers):
        if number is None or number.scheme not in (Scheme.DECIMAL, Scheme.PAREN) or not number.rest[:1].isupper():
            continue
        title = looks_like_heading(number.rest) and len(blocks[at].text) <= _LONGEST
        out.append(Candidate(at, number, 0.3 if not title else 0.5, title, 0.0))
    return out


def _score(
    blocks: Sequence[Block], numbers: Sequence[Number | None], at: int, title: bool, strength: float, look: Look
) -> float:
    """How much block ``at`` looks like the beginning of a clause."""
    block, number = blocks[at], numbers[at]
    assert number is not None
    depth, rest = len(number.key), number.rest
    if rest[0].islower():
        return -4.0
    score = strength + {"": 1.0, ".": 0.5, ")": -0.5}[number.close if depth == 1 else ""]
    if depth >= 2:
        score += 0.5
    if not title:
        score -= 1.0 if depth >= 2 else 2.5
        if depth >= 2 and ends_sentence(rest):
            score += 1.0
    elif rest.endswith(":"):
        score -= 1.0
    if title and KNOWN_HEADING.search(rest):
        score += 1.5
    if PARTY.search(rest) and not PARTIES_HEADING.search(rest):
        score -= 0.8
        if _under_parties(blocks, numbers, at):
            score -= 1.5
    if look.styled and block.shape is not Shape.HEADING:
        score -= 2.5
    if block.shape is Shape.ITEM:
        score -= 1.5
    if block.first.left > look.left + 10 and look.size:
        score -= 1.0
    before = blocks[at - 1] if at else None
    if before is not None and before.text.endswith((":", ";", ",")) and before.shape is not Shape.HEADING:
        score -= 1.5
    if depth == 1 and strength < 2 and len(block.text) < _LIST_ITEM and _in_list(numbers, at):
        score -= 2.0
    if title and at + 1 < len(blocks):
        following = numbers[at + 1]
        if following is None or len(following.key) > depth:
            score += 0.7
    return score


def _in_list(numbers: Sequence[Number | None], at: int) -> bool:
    """Whether the block right before or after bears the number before or after: with nothing between, a list."""
    number = numbers[at]
    assert number is not None
    for step in (-1, 1):
        other = numbers[at + step] if 0 <= at + step < len(numbers) else None
        alike = other is not None and other.scheme is number.scheme and other.close == number.close
        if alike and other is not None and other.key == (number.key[0] + step,):
            return True
    return False


def _under_parties(blocks: Sequence[Block], numbers: Sequence[Number | None], at: int) -> bool:
    """Whether a heading that names the parties stands a little before, with nothing but short lines between."""
    for earlier in range(at - 1, max(-1, at - 12), -1):
        if PARTIES_HEADING.search(blocks[earlier].text[:80]):
            return True
        number = numbers[earlier]
        if number is not None and KNOWN_HEADING.search(number.rest) and not PARTY.search(number.rest):
            return False
    return False


def unnumbered(blocks: Sequence[Block], at: int, look: Look, have_numbers: bool) -> bool:
    """Whether block ``at``, which bears no number, is a heading by style, type or words.

    ``have_numbers``: the document's clauses are numbered, so that a plain short line is none.
    """
    block = blocks[at]
    text = block.text
    if block.shape is Shape.HEADING:
        return True
    if block.shape is not Shape.TEXT or not looks_like_heading(text.rstrip(":")) or list_marker(text):
        return False
    if not any(letter.isalpha() for letter in text) or at + 1 == len(blocks):
        return False
    strength = emphasis(block, look)
    if look.styled and strength < 3:
        return bool(SIGNATURE_HEADING.match(text))
    if strength >= 2 and len(text) <= 110:
        return True
    if SIGNATURE_HEADING.match(text):
        return True
    follower = blocks[at + 1]
    stands_apart = block.first.apart or at == 0
    prose = ends_sentence(follower.text) and len(follower.text) > len(text)
    if have_numbers or text.endswith(":"):
        return False
    if strength >= 1.5 and stands_apart:
        return True
    return (
        stands_apart
        and len(text) <= 80
        and bool(KNOWN_HEADING.search(text))
        and (prose or list_marker(follower.text) is not None)
    )
