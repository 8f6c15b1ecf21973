"""What a model wrote, cut into statements: sentences, the quotations that they cite, the words that they put in quotation marks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.documents.sentences import sentences
from assistant.model import Clause

# Shown to nobody: zero-width and bidirectional controls, tags, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What could act where it is shown: links, images, HTML, code, addresses.
_ACTIVE = re.compile(
    r"\]\s*\(|!\[|\]\s*\[[^\d\]]|\]:\s*\S|[<>]|&(?:#|[a-z]+;)|https?:|\bwww\.|\w+://|javascript:|data:\w+/|mailto:|`|\$\$|\{\{|"
    r"@\w+\.\w|\b\w+\.(?:com|net|org|io|example|fi|se)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"^\s*(?:[-*•–+]|\d{1,2}[.)]|#{1,6}|>)\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.])[*_](?!\w)")
_CITED = re.compile(r"[\[【(]\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*[\]】)]")
_AFTER_STOP = re.compile(r"([.!?]+)([”\"»’']?)\s*((?:[\[【]\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[\]】]\s*)+)")
_BEGUN = re.compile(r"\s*[\[【][^\]】]*$")
_ENDED = re.compile(r"(?:[.!?…]|[\]】])[”\"»’'*_)]*$")
_OPENING = '”“„"«»‟'
_SINGLE = re.compile(r"(?<!\w)['‘’‚](?=\w)(.+?)(?<=[\w.,])['‘’](?!\w)")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words up to a citation. ``text`` is without citations and quotation marks; ``spans`` are the quoted words, as written."""

    text: str
    cites: tuple[int, ...]
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a model."""

    text: str  # as it may be shown
    segments: tuple[Segment, ...]
    active: bool
    open_quote: bool  # a quotation mark without its counterpart

    @property
    def cites(self) -> tuple[int, ...]:
        """Every number that it cites, in order, each once."""
        return tuple(dict.fromkeys(n for segment in self.segments for n in segment.cites))


def cleaned(text: str) -> str:
    """``text`` in NFKC without invisible characters: what is compared is what is seen."""
    text = _INVISIBLE.sub("", text)
    return _CONTROL.sub(" ", unicodedata.normalize("NFKC", text))


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of ``text`` in their order."""
    found: list[Statement] = []
    for line in cleaned(text).splitlines():
        quoted_line = line.lstrip().startswith(">")
        line = _EMPHASIS.sub("", _LIST.sub("", line)).strip()
        line = _AFTER_STOP.sub(lambda m: f"{m[2]} {m[3].strip()}{m[1]} ", line).strip()
        if quoted_line and line and not set(line) & set(_OPENING):
            body = _CITED.sub("", line).strip(" .")
            line = f"”{body}” {' '.join(m.group() for m in _CITED.finditer(line))}."
        found += [_statement(sentence) for sentence in _sentences(line) if sentence.strip(" .,:;–-")]
    return tuple(found)


def so_far(text: str) -> tuple[Statement, ...]:
    """The statements of a text that is still being written which no further word can change."""
    return statements(_BEGUN.sub("", text))[:-1]


def is_whole(text: str) -> bool:
    """Whether a text ends where a sentence may end; a model that ran out of tokens leaves half a one."""
    return not text.strip() or bool(_ENDED.search(text.rstrip()))


def _sentences(line: str) -> list[str]:
    """The sentences of a line; one never ends inside quotation marks."""
    if not line:
        return []
    pieces: list[str] = []
    start = 0
    for _, end in sentences(Clause(0, None, None, 1, line)):
        piece = line[start:end]
        if _balanced(piece):
            pieces.append(piece.strip())
            start = end
    if line[start:].strip():
        pieces.append(line[start:].strip())
    return pieces


def _balanced(text: str) -> bool:
    return sum(text.count(mark) for mark in _OPENING) % 2 == 0


def _statement(sentence: str) -> Statement:
    spans, bare, open_quote = _quoted(sentence)
    return Statement(sentence, _segments(bare, spans), bool(_ACTIVE.search(sentence)), open_quote)


def _quoted(sentence: str) -> tuple[list[str], str, bool]:
    """(words in quotation marks, the sentence without the marks, whether a mark stays open)."""
    parts = re.split(f"[{_OPENING}]", sentence)
    spans = [part.strip() for part in parts[1::2]]
    open_quote = len(parts) % 2 == 0
    bare = " ".join(part.strip() for part in parts)
    spans += [match[1].strip() for match in _SINGLE.finditer(bare)]
    bare = _SINGLE.sub(lambda m: m[1], bare)
    return [span for span in spans if span], bare, open_quote


def _segments(bare: str, spans: list[str]) -> tuple[Segment, ...]:
    found: list[Segment] = []
    begin = 0
    for match in _CITED.finditer(bare):
        numbers = _numbers(match[1])
        if match.group()[0] == "(" and not _is_citation(bare, match):
            continue
        words = bare[begin : match.start()].strip()
        begin = match.end()
        if not re.search(r"\w", words) and found:
            last = found.pop()
            found.append(Segment(last.text, (*last.cites, *numbers), ()))
        else:
            found.append(Segment(words, numbers, ()))
    rest = bare[begin:].strip()
    if re.search(r"\w", rest):
        if found:
            last = found.pop()
            found.append(Segment(f"{last.text} {rest}", last.cites, ()))
        else:
            found.append(Segment(rest, (), ()))
    elif found and rest:  # a full stop: "31.1 [1]." is a day, not a number
        last = found.pop()
        found.append(Segment(f"{last.text}{rest}", last.cites, ()))
    return tuple(
        Segment(
            s.text, s.cites, tuple(span for span in spans if _CITED.sub("", span).strip() in s.text or len(found) == 1)
        )
        for s in found
    )


def _is_citation(bare: str, match: re.Match[str]) -> bool:
    """Whether a number in round brackets cites: "kuusi (6) kuukautta" does not."""
    return bool(re.match(r"\s*(?:$|[.,;:])", bare[match.end() :])) and not re.search(
        r"\d\s*$|laki\w*\s*$", bare[: match.start()]
    )


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for piece in re.split(r"[,;]", text):
        ends = [int(number) for number in re.findall(r"\d+", piece)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < 50:
            found += range(ends[0], ends[1] + 1)
        else:
            found += ends
    return tuple(found)
