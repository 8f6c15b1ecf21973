"""Places that a draft leaves open: blanks, placeholders, notes of its writers, alternatives not chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.results import Remark
from assistant.answers.reviews.reading import Reading
from assistant.documents import sentences
from assistant.model import Clause, Part, quote
from assistant.phrases import phrase

# Brackets are open places unless they hold what brackets hold in finished texts: a note's number, [sic], an ellipsis, a redaction.
_FINISHED = re.compile(
    r"\[(?:\d{1,3}|sic!?|\.\.\.|…|salassa[^\]]*|poistettu|sekretess[^\]]*|struket|utelämnat)\]", re.I
)
_BRACKET = re.compile(r"\[[^\[\]]{0,200}\]")
_BLANK = re.compile(r"_{3,}|(?<![\w.])_(?![\w.])|\.{4,}|…{2,}|(?<![\w-])-{4,}(?![\w-])")
_X_DATE = re.compile(
    r"\b[xX]{1,2}\.\s?[xX]{1,2}\.\s?(?:\d{2,4}|[xX]{2,4})|\b\d{1,2}\.[xX]{1,2}\.\d{2,4}|\b[xX]{1,2}\.\d{1,2}\.\d{2,4}"
)
_X_WORD = re.compile(
    r"\b(?:[Xx]x+|X{2,}|N\.\s?N\.|NN)(?!\w)"
    r"|(?<!\d )\b[Xx] (?=kuukau|prosent|%|htv|kertaa|päiv|euro|vuo|jäsen|månad|procent|gånger|dag|år|ledam|henkil)"
)
# A sentence with a blank in its midst, unlike "____ kaupunki" and "Koivulassa ____.____.2026".
_SENTENCE = re.compile(r"(?:[a-zåäö]{2,}\W+){2}.*[_Xx]{2,}\W+[a-zåäö]{3,}.*\.$")
_MONTHS = "kuukau|kk\\b|prosent|htv|kertaa|päiv|euro|vuo|jäsen|månad|procent|gånger|dag|år\\b|ledam|årsverk"
_TO_FILL = re.compile(
    r"\btäydennetään\b|\btäydennettävä\b|\btäytetään (?:myöhemmin|vielä)\b|\blisätään (?:tähän|myöhemmin)\b|\bkesken(?:eräinen)?[!:]"
    r"|\bfylls i\b|\bkompletteras\b|\btillägg(?:s|es) senare\b|\bläggs till senare\b|\btarkistettava (?:vielä|ennen)|\bvahvistettava (?:vielä|ennen)",  # noqa: E501
    re.I,
)
_NOTE = re.compile(
    r"\bHUOM(?:AA|IO)?\s?[!:]|\bHuom(?:aa|io)?\s?!|\bOBS\s?[!:]|\bObs!|\bTODO\b|\bTBD\b|\bFIXME\b|\?\?+|\(\?\)"
    r"|\b(?:kommentti|kommentar)\s?(?:\([^)]{1,40}\))?:|\b\w{2,25}n (?:huomautus|kommentti|ehdotus)(?: \d{1,2}\.\d{1,2}\.(?:\d{4})?)?\s?:"  # noqa: E501
    r"|\b\w{2,25}s (?:kommentar|anmärkning|förslag)(?: \d{1,2}\.\d{1,2}\.(?:\d{4})?)?\s?:",
    re.I,
)
_ALTERNATIVE = re.compile(
    r"\b(?:VE|VAIHTOEHTO|Vaihtoehto|vaihtoehto|ALT|Alt|ALTERNATIV|Alternativ|alternativ) ?\.?(?:\d|[A-D])\s?[:.)]|\bVE ?\d\b"
)
_CHOICE = re.compile(
    rf"\b(\w+) ?/ ?(?:ei \1|ei ole|inte)\b|\b\w+ ?/ ?ei \w+|\btai ?/|\b(?:\d+|\w+) ?/ ?(?:\d+|\w+) (?:{_MONTHS})\w*"
    r"|\((?:valitaan|valitse|väljs)\b|\bvalitse (?:yksi|toinen)\b|\btarpeeton (?:yliviivataan|poistetaan)\b|\bstryk det som\b|\bvälj (?:ett|en)\b",  # noqa: E501
    re.I,
)
_UNITS = re.compile(rf"\b(?:\d+|\w+) ?/ ?(?:\d+|\w+) (?:{_MONTHS})", re.I)
_NUMBERS = re.compile(
    r"\b(?:\d+|kaksi|kolme\w*|neljä\w*|viisi|viide\w*|kuusi|kuude\w*|kahde\w*|yhdeksä\w*|kaksitoista|tre|fyra|fem|sex|nio|tolv|två) ?/ ?"  # noqa: E501
    r"(?:\d+|kaksi|kolme\w*|neljä\w*|viisi|viide\w*|kuusi|kuude\w*|kahde\w*|yhdeksä\w*|kaksitoista|tre|fyra|fem|sex|nio|tolv|två)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str  # the key of its phrase
    pattern: re.Pattern[str]


_KINDS = (
    _Kind("note", _NOTE),
    _Kind("alternative", _ALTERNATIVE),
    _Kind("to_fill", _TO_FILL),
    _Kind("blank", _BLANK),
    _Kind("placeholder", _X_DATE),
    _Kind("placeholder", _X_WORD),
)


def open_kind(text: str) -> str | None:
    """What is open in ``text``: "bracket", "note", "alternative", "to_fill", "blank", "placeholder", "choice"; None if nothing."""
    if _BRACKET.search(_FINISHED.sub(" ", text)):
        return "bracket"
    for kind in _KINDS:
        if kind.pattern.search(text):
            return kind.name
    found = _CHOICE.search(text)
    if found and (not _UNITS.fullmatch(found.group()) or _NUMBERS.search(found.group())):
        return "choice"
    return None


def is_open(text: str) -> bool:
    """Whether something in ``text`` is left open."""
    return open_kind(text) is not None


def open_places(reading: Reading) -> tuple[Remark, ...]:
    """A remark for each sentence, list item or table row that leaves something open, in reading order."""
    draft = reading.draft
    found = []
    for clause in draft.clauses:
        if clause.part is Part.MINUTES:
            continue
        pieces = sentences(clause)
        for start, end in _merged(clause, pieces):
            kind = open_kind(clause.text[start:end])
            # The line on which people will sign is empty in every draft.
            text = clause.text[start:end]
            signing = clause.part is Part.SIGNATURES and kind in ("blank", "placeholder") and not _SENTENCE.search(text)
            if kind is None or signing:
                continue
            reason = phrase(reading.language, f"review.open_{kind}")
            found.append(Remark("", quote(draft, clause, start, end), reason))
        if clause.heading and clause.part is not Part.SIGNATURES and is_open(clause.heading) and pieces:
            reason = phrase(reading.language, "review.open_heading", heading=clause.heading)
            found.append(Remark("", quote(draft, clause, *pieces[0]), reason))
    return tuple(found)


def _merged(clause: Clause, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences, joined where a bracket opened in one is closed in a later one, and a note's mark with what it says."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and joined[-1][1] - joined[-1][0] < 400:
            before = clause.text[joined[-1][0] : joined[-1][1]]
            unclosed = before.count("[") > before.count("]") and "]" in clause.text[start : start + 400]
            # "HUOM!" alone says nothing: what it warns of is the next sentence.
            if unclosed or (_NOTE.fullmatch(before) and start not in clause.blocks):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined
