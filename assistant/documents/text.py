"""Normalisation, the only one: NFC, words broken at line ends joined, soft hyphens removed, white space collapsed.

Whether a hyphen at a line end belongs to the word is decided in :func:`joint`, from the word itself and from the
other words of the document (:func:`vocabulary`). A lost hyphen changes a word of a contract, so what is doubtful
keeps it where Finnish orthography demands one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

HYPHENS = "-\u2010\u2011"
SOFT = "\u00ad"
_DROPPED = dict.fromkeys(
    [
        *range(0x00, 0x09),
        *range(0x0E, 0x1C),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0x200B,
        0x200C,
        0x200D,
        0x2060,
        0xFEFF,
    ]
)
# A suspended hyphen ("sosiaali- ja terveyspalvelut") stands before one of these and keeps its space.
_CONJUNCTION_WORDS = "ja tai sekä eli taikka ja/tai sekä/tai och eller samt och/eller respektive"
CONJUNCTIONS = frozenset(_CONJUNCTION_WORDS.split())
# Before "-ja" at a line end: words on "-ja" that agreements are full of ("johta-ja"), which no suspended hyphen
# stands in.
_AGENTS = re.compile(
    r"(?:johta|hoita|ohjaa|valmenta|asiantunti|edusta|tuotta|laati|toimitta|omista|vastaa|anta|otta|maksa|sopi"
    r"|luovutta|kirjaa|kirjoitta|rahoitta|opetta|koulutta|osallistu|hake|kehittä|asetta|vaiku?tta|valvo|vuokraa|neuvo|kir|sar|tar|oh|poh|ar)$"
)
_ABBREVIATIONS = """
TE KEHA ELY TYP TYM TVA HVA AVI EU EY IT HR ICT TEM STM SOTE PELA AMK FPA ESR EURA VTJ NTM TN KV KH KVALT
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W_]+)*")
_LAST = re.compile(r"(\S+)$")
_FIRST = re.compile(r"(\S+)")
_LETTERS_END = re.compile(r"([^\W\d_]+)$")
_LETTERS_START = re.compile(r"^([^\W\d_]+)")
_INNER = re.compile(rf"(?<=[^\W\d_])([{HYPHENS}]) (?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document: how often each (lower case, hyphens as "-") stands whole inside a line.

    ``hyphenated``: whether words of this document are broken at line ends at all.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    hyphenated: bool = True

    def count(self, word: str) -> int:
        """How often ``word`` stands in the document."""
        return self.counts.get(word, 0)

    def beginning(self, start: str) -> int:
        """How often words stand in the document that begin with ``start``."""
        return sum(n for word, n in self.counts.items() if word.startswith(start))


NO_WORDS = Vocabulary()
_MOST_MENDS = 20


def clean(text: str) -> str:
    """``text`` in NFC without control and zero-width characters; line breaks stay."""
    return unicodedata.normalize("NFC", text.translate(_DROPPED))


def collapse(text: str) -> str:
    """``text`` with each run of white space made one space and none at either end."""
    return " ".join(text.split())


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """The words of some lines; the halves of words at line ends do not count."""
    counts: Counter[str] = Counter()
    breaks = 0
    broken = False  # whether the line before ended in a hyphen: then the first word is half of one
    for line in lines:
        words = line.replace(SOFT, "").translate({0x2010: "-", 0x2011: "-"}).lower().split()
        ends = bool(words) and (words[-1][-1] == "-" or line.rstrip().endswith(SOFT))
        if broken and words and words[0].strip(".,;:)") not in CONJUNCTIONS and words[0][0].islower():
            breaks += 1
        for word in words[1 if broken else 0 : len(words) - 1 if ends else None]:
            counts.update(_WORD.findall(word))
            if word[-1] == "-":
                counts[word] += 1
        broken = ends
    return Vocabulary(counts, breaks > 0)


def joint(before: str, after: str, words: Vocabulary) -> str:
    """What stands between two lines of which the first ends in a hyphen: "", the hyphen, or the hyphen and a space.

    ``before`` is the text up to the hyphen, ``after`` the text of the next line.
    """
    last, first = _LAST.search(before), _FIRST.search(after)
    if last is None or first is None:
        return "- "  # a dash between two words, not a hyphen
    head, tail = last.group(1).lstrip("(\"”“'[»"), first.group(1)
    ending, start = _LETTERS_END.search(head), _LETTERS_START.search(tail)
    follower = tail.strip(".,;:()").lower()
    if follower in CONJUNCTIONS and not (follower == "ja" and ending and _ends_in_ja(ending.group(1).lower(), words)):
        return "- "
    if tail[0] in HYPHENS + "(–—•":
        return "- "
    if ending is None or start is None:
        return "-"  # "30-vuotiaille", "%-osuus"
    left, right = ending.group(1), start.group(1)
    caps = left.isupper() and right.isupper() and len(right) > 1
    if left in ABBREVIATIONS or len(left) == 1 or (left.isupper() and not caps) or (right[0].isupper() and not caps):
        return "-"
    attested = _attested(left.lower(), right.lower(), head.lower(), words)
    if attested is not None:
        return attested
    if left[-1].lower() == right[0].lower() and left[-1].lower() in "aeiouyäöå":
        return "-"  # "linja-auto": equal vowels meet at a word boundary, never at a syllable boundary
    return ""


def _ends_in_ja(left: str, words: Vocabulary) -> bool:
    """Whether "-ja" on the next line is the end of a broken word ("johta-ja") and not the conjunction."""
    joined, parted = words.beginning(left + "ja"), words.count(left + "-")
    if joined or parted:
        return joined > parted
    return words.hyphenated and _AGENTS.search(left) is not None


def _attested(left: str, right: str, head: str, words: Vocabulary) -> str | None:
    """The joint that the document itself uses for this word elsewhere, or None."""
    whole = head.rsplit("-", 1)[0] + "-" + left if "-" in head else left
    joined = words.count(left + right) + (words.count(whole + right) if whole != left else 0)
    parted = words.count(f"{left}-{right}")
    if not joined and not parted and len(right) >= 4:
        # Another inflection will do: "palvelu-tarve" where "palvelutarpeen" stands elsewhere.
        stem = right[: max(3, len(right) - 3)]
        joined, parted = words.beginning(left + stem), words.beginning(f"{left}-{stem}")
    if joined == parted:
        return None
    return "" if joined > parted else "-"


def glue(before: str, after: str, words: Vocabulary) -> str:
    """Two lines made one text. Both are clean and collapsed."""
    if not before or not after:
        return before + after
    end = before[-1]
    if end == SOFT:
        return before[:-1] + after
    attached = len(before) > 1 and not before[-2].isspace()
    if end in HYPHENS and attached:
        between = joint(before[:-1], after, words)
        return before[:-1] + between.replace("-", end) + after
    if end in "–/@" and attached and after[0].isalnum():
        return before + after  # "1.1.2025–31.12.2027", "ja/tai": broken without a space
    return f"{before} {after}"


def mend(text: str, words: Vocabulary) -> str:
    """Join words that were broken at a line end which the file no longer shows ("suunnittele- vat").

    ``text`` is collapsed.
    """
    for _ in range(_MOST_MENDS):
        mended = _mended(text, words)
        if mended == text:
            break
        text = mended  # a word may have been broken twice
    return text


def _mended(text: str, words: Vocabulary) -> str:
    for match in reversed(list(_INNER.finditer(text))):
        before, after = text[: match.start()], text[match.end() :]
        follower = _FIRST.search(after)
        if follower is None or follower.group(1).rstrip(",;")[-1:] in HYPHENS:
            continue  # "sosiaali- terveys- ja …": a list of suspended hyphens
        text = before + joint(before, after, words).replace("-", match.group(1)) + after
    return text


def join_lines(lines: Iterable[str], words: Vocabulary) -> str:
    """The normalised text of consecutive lines."""
    out = ""
    for line in lines:
        out = glue(out, collapse(clean(line)), words)
    return mend(out.replace(SOFT, ""), words)


def normalise(text: str) -> str:
    """``text`` after the one normalisation that everything in Sopuri uses (see the module's first line)."""
    lines = clean(text).splitlines()
    return join_lines(lines, vocabulary(lines))
