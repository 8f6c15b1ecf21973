"""What a turn says of the conversation itself, apart from what it asks: whom it points at, what it takes back, what it leaves out.

Words of closed classes (``words.toml``) are told from words that carry a question of their own; a turn that has none of the latter
goes on with what was asked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.chat.intents import languages
from assistant.chat.wordlists import Words, as_written, classes, lead, words_of
from assistant.model import Status
from assistant.search.names import keys
from assistant.search.places import Places

_WORD = re.compile(r"\w+(?:[-:’'.]\w+)*")
_LOCAL = re.compile(r"(?:ssa|ssä|sta|stä|lla|llä|lta|ltä)(?:kin|kaan|kään|han|hän)?$")
_MANY = re.compile(
    r"(?:t|i(?:ssa|ssä|sta|stä|lla|llä|lta|ltä)|ja|jä|ita|itä)(?:kin|kaan|kään|han|hän)?$|(?:ade|nda|en)$"
)
_IN_SWEDISH = frozenset(("i", "ur", "från", "enligt"))
# Classes whose words may be what a question is about: they are set aside only where they are seen to say something else.
_MAY_MATTER = frozenset(
    ("law", "law_asks", "signed", "approved", "draft", "in_finnish", "in_swedish", "authority", "instead", "counts")
)
_STATUSES = {"signed": Status.SIGNED, "approved": Status.APPROVED, "draft": Status.DRAFT}


class Lift(StrEnum):
    """Which restrictions a turn ends."""

    NONE = ""
    REGIONS = "regions"
    DOCUMENTS = "documents"  # of status and language, and documents that were singled out
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Reading:
    """A turn, read.

    ``text`` is what it asks: in written forms, without what it took back or left out. ``content`` are the words that carry a
    question of its own. ``regions`` are named, in the order in which they are said; ``left_out`` are to be left out.
    ``points`` are places (from 0, −1 is the last) in what was listed. ``statuses`` are to be kept, those of ``without`` not;
    ``explicit`` is whether it says so ("only", "without"). ``versions`` are all statuses that the turn names.
    """

    text: str
    words: tuple[str, ...]
    places: frozenset[str]  # words that name places
    content: tuple[str, ...]
    regions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    both: bool = False
    corrects: bool = False
    returns: bool = False
    adds: bool = False
    statuses: tuple[Status, ...] = ()
    without: tuple[Status, ...] = ()
    versions: frozenset[Status] = frozenset()
    by_law: str = ""  # the same question without "by law", where it says that
    explicit: bool = False
    written: str = ""
    lift: Lift = Lift.NONE

    @property
    def bare(self) -> bool:
        """Whether the turn asks nothing of its own."""
        return not self.content

    @property
    def restricts(self) -> bool:
        """Whether the turn changes a restriction."""
        return bool(
            self.left_out or self.without or self.written or self.lift or self.adds or (self.statuses and self.explicit)
        )


def read(text: str, places: Places, *, wanted: bool = False) -> Reading:
    """Read a turn; regions are looked for among ``places``. ``wanted``: it wants something made, which may be a draft."""
    whole = as_written(text)
    sentence = _Sentence([match.group() for match in _WORD.finditer(whole)], places)
    corrects = sentence.take_back()
    sentence.take_negated()
    left_out = sentence.take_excluded()
    versions = sentence.statuses()
    explicit = sentence.has("only") or sentence.has("leaves_out")
    rest = sentence.content()
    statuses, without = sentence.take_statuses(rest) if not wanted or explicit else ((), ())
    written = sentence.take_language(rest)
    asked = sentence.text(whole)
    rest = [word for word in rest if word in sentence.content()]
    bare = not rest
    lift = Lift.NONE if wanted or statuses or without or not bare else sentence.lift()
    regions = sentence.regions()
    if bare and regions and not (statuses or without or lift) and sentence.has("leaves_out"):
        regions, left_out = (), (*left_out, *regions)
    both = words_of("both").any(sentence.words)
    return Reading(
        text=asked,
        words=tuple(sentence.words),
        places=frozenset(word for i, word in enumerate(sentence.words) if i in sentence.placed),
        content=tuple(rest),
        regions=regions,
        left_out=left_out,
        points=() if both else sentence.points(bare=bare),
        both=both,
        corrects=corrects or sentence.negated,
        returns=sentence.has("returns"),
        adds=bare and bool(regions) and sentence.has("adds"),
        statuses=statuses,
        without=without,
        versions=versions,
        by_law=sentence.without_law(),
        explicit=explicit,
        written=written,
        lift=lift,
    )


@dataclass
class _Sentence:
    """The words of a turn while it is read; what was dealt with is taken out."""

    shown: list[str]
    places: Places

    def __post_init__(self) -> None:
        self.all = len(self.shown)
        self.negated = False
        self.statuses_said = False

    @property
    def words(self) -> list[str]:
        return [word.lower() for word in self.shown]

    @property
    def placed(self) -> frozenset[int]:
        """Positions of the words that name places, and of those for their authorities."""
        found = self.places.words(" ".join(self.shown))
        own = {i for i, word in enumerate(self.shown) if word in found}
        authorities = words_of("authority").at(self.words)
        return frozenset(own | {i + 1 for i in own if i + 1 in authorities})

    def has(self, name: str) -> bool:
        return words_of(name).any(self.words)

    def content(self) -> list[str]:
        """The words that carry a question."""
        words, placed = self.words, self.placed
        known = _empty().at(words)
        return [w for i, w in enumerate(words) if i not in known and i not in placed and not w.isdigit()]

    def text(self, whole: str) -> str:
        """What is left, as it is to be asked."""
        if len(self.shown) == self.all:
            return whole
        return " ".join(self.shown) + ("?" if whole.rstrip().endswith("?") else "")

    def regions(self) -> tuple[str, ...]:
        return in_order(self.places.asked(" ".join(self.shown))[1], self.words)

    def _cut(self, positions: Iterable[int]) -> None:
        gone = frozenset(positions)
        self.shown = [word for i, word in enumerate(self.shown) if i not in gone]

    def without_law(self) -> str:
        """The question without the words that say that the law answers it; "" where it has none."""
        words = self.words
        law, asks = words_of("law").at(words), words_of("law_asks").at(words)
        beside = {i for at in law for i in (at - 1, at + 1) if i in asks}
        return " ".join(w for i, w in enumerate(self.shown) if i not in law | beside) if law and beside else ""

    # ---- taken back

    def take_back(self) -> bool:
        """Take out what is corrected within the turn; whether the turn corrects the one before it."""
        spans = words_of("corrects").spans(self.words)
        start = lead(self.words)
        inner = [span for span in spans if span.start >= start and span.stop < len(self.words)]
        corrects = any(span.start < start or span.stop == len(self.words) for span in spans)
        if inner:
            span = inner[-1]
            before, after = (
                _Sentence(self.shown[: span.start], self.places),
                _Sentence(self.shown[span.stop :], self.places),
            )
            placed = before.placed
            if not after.content():
                before._cut(placed if after.placed else ())
                self.shown = [*before.shown, *after.shown]
                corrects = corrects or not before.content()
            elif before.content() or not before.shown:
                kept = [] if after.placed else [word for i, word in enumerate(before.shown) if i in placed]
                self.shown = [*after.shown, *kept]
            else:
                self.shown, corrects = after.shown, True
        return corrects

    def take_negated(self) -> None:
        """Take out what is said not to be meant: "not A but B"."""
        words = self.words
        instead = words_of("instead").at(words)
        for at in sorted(words_of("negates").at(words)):
            end = next((i for i in sorted(instead) if i > at + 1), None)
            if end is None or end + 1 == len(words):
                continue
            leading = at <= lead(words)
            if leading or any(at < i < end for i in self.placed):
                self.negated = leading
                self._cut(range(at, end + 1))
                return

    # ---- left out, and kept

    def statuses(self) -> frozenset[Status]:
        """All that are named."""
        return frozenset(status for name, status in _STATUSES.items() if self.has(name))

    def take_excluded(self) -> tuple[str, ...]:
        """Take out the regions that the turn says it does not ask about ("elsewhere than in A")."""
        words, placed = self.words, self.placed
        for span in words_of("except").spans(words):
            stop = span.stop
            while stop < len(words) and (stop in placed or (words[stop] in _JOINS and stop + 1 in placed)):
                stop += 1
            if stop > span.stop:
                named = self.places.asked(" ".join(self.shown[span.stop : stop]))[1]
                self._cut(range(span.start, stop))
                return tuple(named)
        return ()

    def take_statuses(self, content: Sequence[str]) -> tuple[tuple[Status, ...], tuple[Status, ...]]:
        """The statuses that documents shall have, and those that they shall not have; the words for them are taken out."""
        words = self.words
        found = {name: words_of(name).spans(words) for name in _STATUSES}
        at = {i for spans in found.values() for span in spans for i in span}
        if not at:
            return (), ()
        other = [word for word in content if word not in {words[i] for i in at}]
        narrowing = words_of("only", "leaves_out").at(words)
        if other and not any(self._says_which(span, narrowing) for spans in found.values() for span in spans):
            return (), ()
        if not other and not self._is_about_documents(at):
            return (), ()
        named = tuple(_STATUSES[name] for name, spans in found.items() if spans)
        if not other and words_of("leaves_out").any(words) and not words_of("only").any(words):
            kept: tuple[tuple[Status, ...], tuple[Status, ...]] = ((), named)
        elif not other and words_of("lifts").any(words) and not words_of("only").any(words):
            kept = ((), ())
        elif other and any(i in words_of("leaves_out").at(words) for i in range(min(at))):
            kept = ((), named)
        else:
            kept = (named, ())
        self.statuses_said = True
        self._cut(at | (narrowing if other else frozenset()))
        return kept

    def _says_which(self, span: range, narrowing: frozenset[int]) -> bool:
        """Whether a status stands right after "only" or "without", or is that of many documents that are looked into."""
        word = self.words[span.start]
        many = _LOCAL.search(word) and _MANY.search(word)
        return span.start - 1 in narrowing or bool(many)

    def _is_about_documents(self, at: set[int]) -> bool:
        """Whether the turn restricts, points into documents, or names them and nothing else; and does not ask who or when."""
        words = self.words
        if words_of("only", "leaves_out", "lifts").any(words):
            return True
        if any(_LOCAL.search(words[i]) or (i and words[i - 1] in _IN_SWEDISH) for i in at):
            return True
        return not _asking().any(words)

    def take_language(self, content: Sequence[str]) -> str:
        """The language that documents shall be written in; the words for it are taken out where they stand beside a document."""
        words = self.words
        documents = words_of("document").at(words)
        for name, code in (("in_finnish", "fi"), ("in_swedish", "sv")):
            spans = words_of(name).spans(words)
            own = {words[i] for span in spans for i in span}
            alone = all(word in own for word in content)
            for span in spans:
                if span.stop in documents or documents.intersection(span) or alone:
                    self._cut({*span, *({span.stop} if span.stop in documents else ())})
                    return "" if self.placed else code  # beside the name of a region it says nothing more
        return ""

    def lift(self) -> Lift:
        """Which restrictions a turn that asks nothing of its own ends."""
        words = self.words
        lifting = words_of("lifts").any(words)
        if self.statuses_said:
            return Lift.DOCUMENTS
        if words_of("restriction").any(words) and (lifting or words_of("leaves_out").any(words)):
            return Lift.ALL
        if not words_of("everything").any(words) or self.placed:
            return Lift.NONE
        if lifting:
            return Lift.ALL
        if words_of("document").any(words):
            return Lift.DOCUMENTS
        if words_of("regions").any(words):
            return Lift.REGIONS
        return Lift.ALL if not _asking().any(words) else Lift.NONE

    # ---- pointed at

    def points(self, *, bare: bool) -> tuple[int, ...]:
        """The places that "the first", "that second one" name."""
        words = self.words
        pointing = words_of("pronouns", "ties", "likenesses").at(words)
        counts = words_of("counts").at(words)
        found: list[int] = [-1] if words_of("last").any(words) else []
        for i, word in enumerate(words):
            if i in counts or not (bare or i - 1 in pointing):
                continue
            for language in languages().values():
                place = next((p for p, ordinal in enumerate(language.ordinals) if ordinal.has(word)), None)
                if place is not None:
                    found.append(-1 if place == len(language.ordinals) - 1 else place)
        return tuple(dict.fromkeys(found))


_JOINS = frozenset(("ja", "sekä", "tai", "och", "samt", "eller", "i"))


@cache
def _asking() -> Words:
    """Words of asking."""
    return _together(language.asking for language in languages().values())


@cache
def _empty() -> Words:
    """All words that carry no question."""
    small = [w for each in languages().values() for w in (each.filler, each.asking, each.general, *each.ordinals)]
    return _together([words_of(*(name for name in classes("fi") if name not in _MAY_MATTER)), *small])


def _together(sets: Iterable[Words]) -> Words:
    parts = list(sets)
    return Words(
        frozenset().union(*(words.whole for words in parts)),
        tuple(beginning for words in parts for beginning in words.beginnings),
        tuple(phrase for words in parts for phrase in words.phrases),
    )


def in_order(regions: Iterable[str], words: Sequence[str]) -> tuple[str, ...]:
    """``regions`` in the order in which ``words`` name them."""

    def place(region: str) -> int:
        own = keys(re.split(r"\W", region)[0])
        return next((i for i, word in enumerate(words) if keys(word) & own), len(words))

    return tuple(sorted(regions, key=place))
