"""What comparison, draft, checklist and review give: plain frozen values. Every statement points to a passage, a law or a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.model import AgreementId, Finding, Kind, Quotation, Variant, Verdict

# ---- comparison


class TermState(StrEnum):
    """Whether a value could be read."""

    STATED = "stated"
    UNCLEAR = "unclear"  # it is spoken of, but no value could be read from the words
    NOT_MENTIONED = "not_mentioned"


@dataclass(frozen=True, slots=True)
class Term:
    """One value of one agreement, such as the notice period: ``value`` normalised ("6 kk"), read from ``quote``.

    ``value`` and ``quote`` are None where the term is not mentioned; ``value`` alone where it is unclear.
    """

    agreement: AgreementId
    term: str
    state: TermState
    value: str | None = None
    quote: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Outlier:
    """A region that differs from what most do: ``usual`` is what ``of_usual`` of ``of`` agreements have, ``value`` what it has."""

    agreement: AgreementId
    term: str
    value: str
    usual: str
    of_usual: int
    of: int
    quote: Quotation


@dataclass(frozen=True, slots=True)
class Comparison:
    """A matrix of topics × agreements. ``cells`` has exactly one finding for each pair (agreement, topic)."""

    topics: tuple[str, ...]  # ids of topics, or of aspects where those were asked for
    labels: Mapping[str, str]  # topic id → label in ``language``
    agreements: tuple[AgreementId, ...]
    cells: Mapping[tuple[AgreementId, str], Finding]
    variants: Mapping[str, tuple[Variant, ...]]  # of each topic
    terms: tuple[Term, ...]
    term_labels: Mapping[str, str]
    outliers: tuple[Outlier, ...]
    language: str


class Change(StrEnum):
    """How a passage of one agreement relates to the other agreement's passage beside it."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a passage: offsets in the quotation's text, and whether the other side lacks it."""

    start: int
    end: int
    differs: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses side by side; one side is None where the other agreement has nothing like it."""

    change: Change
    left: Quotation | None
    right: Quotation | None
    left_spans: tuple[Span, ...] = ()
    right_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two agreements clause by clause; every clause of either is in exactly one pair, in the left one's order."""

    left: AgreementId
    right: AgreementId
    pairs: tuple[Pair, ...]


# ---- draft


@dataclass(frozen=True, slots=True)
class Slot:
    """A named place in a draft. ``value`` is None where it is left visibly open; ``source`` says where the value is from."""

    name: str  # "employment_authority", "wellbeing_county", "notice_period"
    label: str  # as shown: "työvoimaviranomainen"
    value: str | None
    source: str = ""  # words for the user: "alueen omasta sopimuksesta"


@dataclass(frozen=True, slots=True)
class Replaced:
    """A place in a piece where the passage had other words. Undone, the passage's own text comes back."""

    start: int  # offsets in the piece's text
    end: int
    words: str  # what stands there in the passage


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of an alternative and where it is from: a passage (``source``) or a named template of ``prompts/``.

    ``changes`` say, in words for the user, what was changed in the passage (a name became a slot, …).
    """

    text: str
    source: Quotation | None
    template: str | None = None
    changes: tuple[str, ...] = ()
    replaced: tuple[Replaced, ...] = ()

    @property
    def undone(self) -> str:
        """The text with every change taken back: the passage's own words."""
        text = self.text
        for place in sorted(self.replaced, key=lambda place: -place.start):
            text = text[: place.start] + place.words + text[place.end :]
        return text


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to word a clause. ``text`` is the pieces joined; ``notes`` says what it leaves unsaid.

    ``language`` is that of the text: one in another language than the draft's is for reference only.
    """

    style: str  # model, most_common, most_detailed, strictest, shortest
    style_label: str
    text: str
    pieces: tuple[Piece, ...]
    slots: tuple[Slot, ...]
    notes: tuple[str, ...]
    language: str = "fi"

    @property
    def sources(self) -> tuple[Quotation, ...]:
        """The passages that it was made from."""
        return tuple(dict.fromkeys(piece.source for piece in self.pieces if piece.source is not None))


@dataclass(frozen=True, slots=True)
class Draft:
    """Alternatives that differ in substance. ``withheld`` are wordings that were left out as superseded or unlawful."""

    topic: str
    topic_label: str
    region: str | None
    language: str
    alternatives: tuple[Alternative, ...]
    withheld: int = 0
    notes: tuple[str, ...] = ()  # what concerns them all, such as too few sources in the language


# ---- checklist


class BasisKind(StrEnum):
    """What a checklist item or a remark rests on."""

    STATUTE = "statute"
    MODEL = "model"
    STUDY = "study"
    REGIONS = "regions"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Ground:
    """A basis by name: kind and reference ("388/2024 § 3 kohta 1")."""

    kind: BasisKind
    reference: str


class Phase(StrEnum):
    """When an item is for."""

    BEFORE = "before"
    AT = "at"
    AFTER = "after"


class ItemStatus(StrEnum):
    """How an item stands. The last three are judged against a draft."""

    OPEN = "open"
    DONE = "done"
    IN_DRAFT = "in_draft"
    UNCLEAR_IN_DRAFT = "unclear_in_draft"
    MISSING_IN_DRAFT = "missing_in_draft"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to see to. ``weight`` orders, heaviest first; ``evidence`` is what others agreed, ``draft`` what the draft says."""

    id: str
    phase: Phase
    text: str
    why: str
    question: str  # to put to the other parties
    status: ItemStatus
    weight: float
    grounds: tuple[Ground, ...]
    evidence: tuple[Quotation, ...] = ()
    draft: tuple[Quotation, ...] = ()
    topic: str | None = None
    notes: str = ""
    own: tuple[Quotation, ...] = ()  # what the region's present agreement says
    lacking: tuple[str, ...] = ()  # labels of what the draft, or else the region's present agreement, does not say


@dataclass(frozen=True, slots=True)
class Checklist:
    """Items by phase and weight."""

    region: str | None
    draft_file: str | None
    language: str
    items: tuple[Item, ...]


# ---- review


@dataclass(frozen=True, slots=True)
class Requirement:
    """A statutory requirement judged: is it in the draft? ``notes`` say what is lacking where it is there in part."""

    id: str
    text: str
    reference: str
    verdict: Verdict
    quotes: tuple[Quotation, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A passage of the draft and what is to be said of it: superseded wording, a citation, a contradiction, an open place."""

    topic: str
    quote: Quotation
    reason: str
    other: tuple[Quotation, ...] = ()  # the passage that it contradicts


@dataclass(frozen=True, slots=True)
class MissingTopic:
    """A topic that the draft does not mention and ``agreements_with`` of ``of`` agreements do."""

    topic: str
    label: str
    agreements_with: int
    of: int
    in_model: bool
    examples: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Deviation:
    """What the draft has otherwise than most: the usual value or wording with examples."""

    topic: str
    label: str
    quote: Quotation
    usual: str
    examples: tuple[Quotation, ...]
    kind: Kind = Kind.AGREEMENT  # MODEL where it is the model agreement that says otherwise


@dataclass(frozen=True, slots=True)
class Review:
    """A draft against the law, old wording, the model and the other regions."""

    file: str
    language: str
    statutory: tuple[Requirement, ...]
    superseded: tuple[Remark, ...]
    missing_topics: tuple[MissingTopic, ...]
    deviations: tuple[Deviation, ...]
    contradictions: tuple[Remark, ...]
    citations: tuple[Remark, ...]
    open_places: tuple[Remark, ...]
