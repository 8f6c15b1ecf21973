"""Where the passages of a clause begin and end: sentences, list items, table rows."""

from __future__ import annotations

import re
from itertools import pairwise

from ..model import Clause
from .abbreviations import ends_in_abbreviation

_END = re.compile(r"[.!?…]+[)”\"»’']*(?=\s+\S)")
_TOKEN = re.compile(r"\S+$")
_SEMICOLON = re.compile(r";(?=\s+\S)")
_ITEM_START = re.compile(r"(?:\(?(?:\d{1,2}|[a-zåäö])\)|[•–-])\s")
_MONTHS = re.compile(
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)ku|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec",
    re.I,
)


def sentences(clause: Clause) -> tuple[tuple[int, int], ...]:
    """The passages of ``clause.text`` as (start, end) offsets.

    Every character that is not white space is in exactly one; they come in order, none is empty or has white space at
    its ends, and none crosses the beginning of a block.
    """
    text = clause.text
    cuts = sorted({0, *(at for at in clause.blocks if 0 <= at <= len(text)), len(text)})
    out: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        out.extend(_split(text, start, end))
    return tuple(out)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The passages of one block."""
    block = text[start:end]
    cuts = [0, *(match.end() for match in _END.finditer(block) if _is_end(block, match)), len(block)]
    if len(_SEMICOLON.findall(block)) > 1:
        # "a) …; b) …" and "…; …; …" inside one paragraph: a list, each item a passage.
        cuts += [match.end() for match in _SEMICOLON.finditer(block)]
    cuts = sorted(set(cuts))
    out = []
    for a, b in pairwise(cuts):
        piece = block[a:b]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            out.append((start + a + lead, start + a + len(piece.rstrip())))
    return out


def _is_end(block: str, match: re.Match[str]) -> bool:
    """Whether the full stop (or other mark) that ``match`` found ends a sentence."""
    before, after = block[: match.end()], block[match.end() :].lstrip()
    follower = after[0]
    if follower.islower():
        return False
    if "." not in match[0]:
        return True
    if ends_in_abbreviation(before.rstrip(")”\"»’'"), capital=follower.isupper()):
        # An abbreviation may also end a sentence: then a capital follows, which after "esim." or an initial proves
        # nothing.
        return False
    token = _TOKEN.search(before)
    word = token[0].rstrip(".)”\"»’'").lstrip('("”“»') if token else ""
    if not before[: match.start()].strip() or word == "" or before.strip() == before.strip().split()[0]:
        return not (
            word.isdigit() or _ITEM_START.match(before + " ") or re.fullmatch(r"[\dIVX]+(?:\.\d+)*|[a-zåäö]", word)
        )
    if re.fullmatch(r"\d{1,3}", word):
        # "3. kerran", "2. Kansaneläkelaitos", "1. tammikuuta": an ordinal, unless a sentence can end in that number.
        return not (follower.isdigit() or _MONTHS.match(after) or follower in "–-" or _ordinal(before, word))
    return True


def _ordinal(before: str, word: str) -> bool:
    """Whether a number with a full stop is more likely an ordinal than the last word of a sentence."""
    head = before[: before.rstrip(".)”\"»’'").rfind(word)].rstrip().split()
    previous = head[-1].lower() if head else ""
    return not re.search(
        r"(kohda|kohta|kohti|luvu|luku|momen|§|pykäl|kappale|liit|sivu|enintään|vähintään|noin|yhteensä|on|asiakkai|punkt|kapit|bilag|sid|högst|minst|artik)",
        previous,
    )
