"""Blocks become clauses: preamble, body, annexes and signatures, each word in exactly one of them and in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Clause, Part
from .annexes import annex_headings, annex_starts
from .blocks import blocks as group
from .blocks import ends_sentence
from .contents import without_contents
from .headings import Heading, Look, body_look, looks_like_heading, numbered, unnumbered
from .lines import Block, Shape, Source
from .minutes import MinutesPlan, plan_minutes
from .numbers import Number, Scheme
from .signatures import signature_start
from .text import vocabulary
from .words import ANNEX_LIST_HEADING, KNOWN_HEADING, SIGNATURE_HEADING, SIGNATURE_WORD

_TITLE = re.compile(
    r"sopimus$|sopimuksen\s|sopimus\b|avtal(?:et)?$|avtal\b|luonnos|utkast|\bmalli|\bohje|opas\b|suositus|\blaki\b|asetus$",
    re.I,
)
_COMMENCEMENT = re.compile(r"(?:Tämä laki|Tämä asetus|Denna lag|Denna förordning)\s+(?:tulee voimaan|träder i kraft)")
_COMMENCEMENT_HEADING = re.compile(r"voimaan|ikraftträd", re.I)


@dataclass(slots=True)
class _Draft:
    """A clause in the making."""

    number: str | None
    heading: str | None
    level: int
    part: Part
    page: int | None = None  # of the heading
    blocks: list[Block] = field(default_factory=list)
    section: bool = False  # of a statute


def clauses(source: Source) -> tuple[Clause, ...]:
    """The clauses of a document whose furniture is gone, in reading order."""
    lines = without_contents(source.lines)
    words = vocabulary(line.text for line in lines)
    return segment(group(lines, words, source.widths))


def segment(blocks: Sequence[Block]) -> tuple[Clause, ...]:
    """The clauses that ``blocks`` make up."""
    look = body_look(blocks)
    annexes = annex_starts(blocks, look)
    plan = plan_minutes(blocks)
    headings = {h.at: h for h in numbered(blocks, look, [*annexes, *plan.fences]) if not plan.is_meeting(h.at)}
    headings |= annex_headings(blocks, annexes)
    headings |= _unnumbered_headings(blocks, headings, look, plan)
    drafts = _collect(blocks, headings, annexes, plan)
    followers = [*drafts[1:], None]
    drafts = [
        piece
        for draft, follower in zip(drafts, followers, strict=True)
        for piece in _split_signatures(draft, follower is None or follower.part is not draft.part)
    ]
    return tuple(_clause(i, draft) for i, draft in enumerate(d for d in drafts if _substantial(d)))


def _substantial(draft: _Draft) -> bool:
    return bool(draft.blocks or draft.number or draft.heading)


def _unnumbered_headings(
    blocks: Sequence[Block], have: dict[int, Heading], look: Look, plan: MinutesPlan
) -> dict[int, Heading]:
    """Headings without numbers, each with a level beneath what it stands under."""
    clause_numbers = [h for h in have.values() if h.number and h.number.scheme is not Scheme.ANNEX]
    have_numbers = len(clause_numbers) >= 2
    first_number = min((h.at for h in clause_numbers), default=len(blocks))
    found = [
        at
        for at in range(len(blocks))
        if at not in have
        and not plan.is_meeting(at)
        and _not_section_title(blocks, have, at)
        and unnumbered(blocks, at, look, have_numbers)
    ]
    titles = _titles(blocks, found, plan, first_number if have_numbers else len(blocks))
    styles = [blocks[at].first.level for at in found if at not in titles and blocks[at].shape is Shape.HEADING]
    styles += [blocks[h.at].first.level for h in clause_numbers if blocks[h.at].shape is Shape.HEADING]
    base = min(styles, default=1)
    main_size = max((blocks[h.at].size for h in clause_numbers if h.level == 1), default=0.0)
    sizes = sorted(
        {round(blocks[at].size, 1) for at in found if at not in titles and blocks[at].shape is Shape.TEXT}, reverse=True
    )
    out: dict[int, Heading] = {}
    level = 0
    for at in range(len(blocks)):
        if at in have:
            level = have[at].level
        if at not in found or at in titles:
            continue
        block = blocks[at]
        if block.shape is Shape.HEADING:
            own = block.first.level - base + 1
        elif SIGNATURE_HEADING.match(block.text) or (ANNEX_LIST_HEADING.match(block.text) and have_numbers):
            own = 1
        elif have_numbers:
            own = (
                1
                if main_size and block.size >= main_size - 0.3 and block.size > look.size + 0.8
                else level + 1
                if level
                else 1
            )
        else:
            own = 1 + min(sizes.index(round(block.size, 1)), 3) if round(block.size, 1) in sizes else 1
        out[at] = Heading(at, None, block.text.rstrip(":").strip(), "", max(own, 1), True)
    return out


def _not_section_title(blocks: Sequence[Block], have: dict[int, Heading], at: int) -> bool:
    """False where the block is the heading line that belongs to a bare number before it ("9 §")."""
    before = have.get(at - 1)
    return before is None or before.heading is not None or before.text != "" or not looks_like_heading(blocks[at].text)


def _titles(blocks: Sequence[Block], found: Sequence[int], plan: MinutesPlan, until: int) -> set[int]:
    """Which of the unnumbered headings are titles of the document and so belong to the preamble."""
    out = {at for at in range(len(blocks)) if blocks[at].shape is Shape.TITLE}
    levels = [blocks[at].first.level for at in found if blocks[at].shape is Shape.HEADING]
    others = [at for at in found if at not in out]
    usual = sorted(blocks[at].size for at in others)[len(others) // 2] if others else 0.0
    prose_seen = False
    first = next((at for at in range(len(blocks)) if not plan.is_meeting(at)), 0)
    for at in range(first, min(until, len(blocks))):
        block = blocks[at]
        follower = blocks[at + 1].text if at + 1 < len(blocks) else ""
        heads_prose = ends_sentence(follower) and len(follower) > 150
        if at in found:
            is_styled = block.shape is Shape.HEADING
            lone_top = (
                is_styled
                and levels.count(block.first.level) <= 2
                and block.first.level == min(levels)
                and (len(set(levels)) > 1 or until < len(blocks))
            )
            larger = not is_styled and block.size > usual + 0.8
            plain_title = not KNOWN_HEADING.search(block.text) and until < len(blocks) and not is_styled
            worded = not heads_prose and _TITLE.search(block.text) is not None
            if not prose_seen and (lone_top or larger or worded or plain_title or at == first):
                out.add(at)
        elif ends_sentence(block.text) and len(block.text) > 150:
            prose_seen = True
    return out


def _collect(
    blocks: Sequence[Block], headings: dict[int, Heading], annexes: Sequence[int], plan: MinutesPlan
) -> list[_Draft]:
    """Blocks under their headings."""
    drafts: list[_Draft] = []
    in_annex = False
    skip = -1
    for at, block in enumerate(blocks):
        if at == skip:
            continue
        if plan.is_meeting(at):
            label = plan.label(at)
            if label is not None or not drafts or drafts[-1].part is not Part.MINUTES:
                drafts.append(
                    _Draft(
                        label.number if label else None,
                        label.heading if label else None,
                        1,
                        Part.MINUTES,
                        block.first.page,
                    )
                )
                rest = cut(block, label.length) if label else block
                if rest.text:
                    drafts[-1].blocks.append(rest)
                if label and label.next_is_heading:
                    skip = at + 1
            else:
                drafts[-1].blocks.append(block)
            in_annex = False
            continue
        heading = headings.get(at)
        if heading is None:
            if not drafts or drafts[-1].part is Part.MINUTES:
                drafts.append(_Draft(None, None, 1, Part.PREAMBLE, block.first.page))
            last = drafts[-1]
            if (
                last.section
                and last.blocks
                and _COMMENCEMENT.match(block.text)
                and not (last.heading and _COMMENCEMENT_HEADING.search(last.heading))
            ):
                # The commencement of an amending act stands after its last section and is no part of it.
                drafts.append(_Draft(None, None, 1, Part.BODY, block.first.page))
            drafts[-1].blocks.append(block)
            continue
        in_annex = in_annex or at in annexes
        part = Part.ANNEX if in_annex else Part.BODY
        title = heading.heading
        number = heading.number
        if (
            number is not None
            and title is None
            and not heading.text
            and at + 1 < len(blocks)
            and at + 1 not in headings
        ):
            follower = blocks[at + 1]
            lasts = at + 2 >= len(blocks) or at + 2 in headings
            if looks_like_heading(follower.text) and not (lasts and number.scheme is Scheme.ANNEX):
                title, skip = follower.text, at + 1
        level = heading.level + (1 if in_annex and at not in annexes else 0)
        draft = _Draft(number.printed if number else None, title, level, part, block.first.page)
        draft.section = number is not None and number.scheme is Scheme.SECTION
        if heading.text:
            draft.blocks.append(cut(block, len(block.text) - len(heading.text)))
        drafts.append(draft)
    return drafts


def cut(block: Block, start: int) -> Block:
    """``block`` without its first ``start`` characters and the white space after them."""
    start += len(block.text[start:]) - len(block.text[start:].lstrip())
    pages = [(max(at - start, 0), page) for at, page in block.pages]
    kept = [pair for i, pair in enumerate(pages) if i + 1 == len(pages) or pages[i + 1][0] > 0]
    return Block(block.text[start:], block.lines, tuple(kept))


def _split_signatures(draft: _Draft, last: bool) -> list[_Draft]:
    """A draft whose end is a signature block becomes two; one that is nothing else becomes SIGNATURES.

    ``last``: nothing of its part follows.
    """
    if draft.part not in (Part.BODY, Part.ANNEX):
        return [draft]
    named = draft.heading is not None and SIGNATURE_WORD.search(draft.heading) is not None
    start = signature_start([block.text for block in draft.blocks], named, last)
    if start is None:
        return [draft]
    if start == 0 and (named or (draft.number is None and draft.heading is None)):
        draft.part = Part.SIGNATURES
        return [draft]
    signed = _Draft(None, None, 1, Part.SIGNATURES, None, draft.blocks[start:])
    draft.blocks = draft.blocks[:start]
    return [draft, signed]


def _clause(index: int, draft: _Draft) -> Clause:
    text = ""
    starts: list[int] = []
    rows: list[int] = []
    pages: list[tuple[int, int]] = []
    for block in draft.blocks:
        if text:
            text += " "
        starts.append(len(text))
        if block.shape is Shape.ROW:
            rows.append(len(text))
        for at, page in block.pages:
            if not pages or pages[-1][1] != page:
                pages.append((len(text) + at, page))
        text += block.text
    if not pages and draft.page is not None:
        pages = [(0, draft.page)]
    return Clause(
        index=index,
        number=draft.number,
        heading=draft.heading,
        level=draft.level,
        text=text,
        part=draft.part,
        blocks=tuple(starts) or (0,),
        pages=tuple(pages),
        rows=tuple(rows),
    )


__all__ = ["Number", "clauses", "cut", "segment"]
