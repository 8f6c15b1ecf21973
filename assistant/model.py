"""The values that everything else passes around. Plain frozen data, no I/O, no other module of the package.

Text everywhere is *normalised*: Unicode NFC, a word hyphenated at a line end joined, soft hyphens removed, white space
collapsed to one space, running headers, footers and page numbers left out. Offsets count Python characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

AgreementId = NewType("AgreementId", str)


class Kind(StrEnum):
    """What a document is for: only an AGREEMENT speaks for a region; the others are a basis."""

    AGREEMENT = "agreement"
    MODEL = "model"
    GUIDANCE = "guidance"
    STATUTE = "statute"


class Status(StrEnum):
    """How far an agreement has come."""

    DRAFT = "luonnos"
    APPROVED = "hyväksytty"
    SIGNED = "allekirjoitettu"
    UNKNOWN = "tuntematon"


class Publicity(StrEnum):
    """Who may see a document."""

    PUBLIC = "julkinen"
    INTERNAL = "sisäinen"
    SECRET = "salassa pidettävä"


class Role(StrEnum):
    """What a person may do: an ADMINISTRATOR also changes documents and people, and reads the log."""

    REPRESENTATIVE = "representative"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who uses the program. A document whose publicity is not in ``sees`` does not exist for them."""

    name: str
    role: Role
    sees: frozenset[Publicity]


# Who uses the program alone on the machine: nobody else can be called so, since a name begins with a letter or a digit.
OWNER = Viewer("@owner", Role.ADMINISTRATOR, frozenset(Publicity))
# Who has not said who they are.
NOBODY = Viewer("", Role.REPRESENTATIVE, frozenset())


class Part(StrEnum):
    """Where in the document a clause stands. Only BODY and ANNEX hold what was agreed."""

    PREAMBLE = "preamble"  # titles, dates, versions before the first clause
    BODY = "body"
    ANNEX = "annex"
    SIGNATURES = "signatures"
    MINUTES = "minutes"  # the meeting's own text around an agreement


class Verdict(StrEnum):
    """Whether an agreement says something of what was asked."""

    FOUND = "found"
    POSSIBLE = "possible"
    NOT_MENTIONED = "not_mentioned"


class PersonalKind(StrEnum):
    """What sort of personal data it is."""

    IDENTITY = "identity"  # a personal identity code
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"  # of a person
    OTHER = "other"  # marked by an administrator


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data that a clause's text (or heading) does not show: ``MASK`` stands in place of each of its characters.

    ``words`` are what the document says. They are for finding the place on its page and for administrators, and for nothing
    else.
    """

    start: int
    end: int
    kind: PersonalKind
    words: str = field(repr=False)
    heading: bool = False  # the offsets are in the heading


MASK = "█"


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered or headed piece of a document.

    ``text`` is the clause's normalised text without its number and heading. ``blocks`` are the offsets in ``text`` at which
    a paragraph, list item or table row begins (the first is 0), so that white space may be collapsed and structure kept;
    ``rows`` are those of them that are table rows.
    ``personal`` says where in ``text`` and ``heading`` personal data is masked, in reading order.
    ``pages`` says on which page the text goes on: pairs (offset, 1-based page), the first at offset 0; empty where the
    format has no pages.
    """

    index: int  # reading order in the document, from 0
    number: str | None  # as printed, without closing "." or ")": "5.2", "9 §", "II"; None where there is none
    heading: str | None
    level: int  # 1 for a main clause
    text: str
    part: Part = Part.BODY
    blocks: tuple[int, ...] = (0,)
    pages: tuple[tuple[int, int], ...] = ()
    rows: tuple[int, ...] = ()
    personal: tuple[Personal, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The 1-based page on which the character at ``offset`` of ``text`` stands, or None."""
        page = None
        for start, number in self.pages:
            if start > offset:
                break
            page = number
        return page

    @property
    def page(self) -> int | None:
        """The page on which the clause begins."""
        return self.pages[0][1] if self.pages else None


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a document as a whole."""

    kind: Kind
    title: str
    region: str | None  # as people say it: "Koivuranta"; None for a document of the whole country
    parties: tuple[str, ...]
    language: str  # "fi" or "sv"
    status: Status
    date: str | None  # ISO 8601 day
    publicity: Publicity = Publicity.PUBLIC


@dataclass(frozen=True, slots=True)
class Agreement:
    """A document, read. (Models, guidance and statutes too: ``description.kind`` tells.)"""

    id: AgreementId
    file: str  # path relative to its corpus folder, with "/"
    description: Description
    clauses: tuple[Clause, ...]
    pages: int | None  # None where the format has no pages


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched: a sentence, list item or table row of a clause. ``start``/``end`` are in the clause's text."""

    agreement: AgreementId
    clause: int  # Clause.index
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words cut out of a clause; only :func:`quote` makes one, so ``text`` is always verbatim."""

    agreement: AgreementId
    file: str
    clause_index: int
    clause: str | None
    heading: str | None
    page: int | None
    start: int
    end: int
    text: str


def quote(agreement: Agreement, clause: Clause, start: int, end: int) -> Quotation:
    """Cut characters ``start`` to ``end`` out of ``clause``, which must be a clause of ``agreement``.

    Raises ValueError where the range is empty or outside the clause's text, or the clause is not the agreement's.
    """
    if not 0 <= start < end <= len(clause.text):
        raise ValueError(f"no such range in clause {clause.number!r}: {start}–{end} of {len(clause.text)} characters")
    if not (0 <= clause.index < len(agreement.clauses)) or agreement.clauses[clause.index] is not clause:
        raise ValueError(f"clause {clause.number!r} is not a clause of {agreement.id}")
    return Quotation(
        agreement=agreement.id,
        file=agreement.file,
        clause_index=clause.index,
        clause=clause.number,
        heading=clause.heading,
        page=clause.page_at(start),
        start=start,
        end=end,
        text=clause.text[start:end],
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """What one agreement says of what was asked. ``confidence`` is the probability (0–1) that ``verdict`` is right."""

    agreement: AgreementId
    file: str
    region: str | None
    status: Status
    verdict: Verdict
    confidence: float
    quotes: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Agreements that solved a matter alike; ``regions`` are theirs, one for each."""

    label: str
    agreements: tuple[AgreementId, ...]
    example: Quotation
    regions: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What the law, the model agreement or guidance says, apart from the regions."""

    kind: Kind
    file: str
    quotes: tuple[Quotation, ...]


class AnswerKind(StrEnum):
    """What sort of answer it is."""

    WORDINGS = "wordings"
    TERMS = "terms"
    DRAFT = "draft"
    CHECKLIST = "checklist"
    GUIDANCE = "guidance"
    CLARIFY = "clarify"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question. Every agreement in scope has exactly one finding, or ``findings`` is empty by kind."""

    question: str
    language: str
    kind: AnswerKind
    text: str
    topic: str | None = None
    topic_label: str | None = None
    aspects: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    findings: Sequence[Finding] = ()
    variants: tuple[Variant, ...] = ()
    basis: tuple[Basis, ...] = ()
    choices: tuple[str, ...] = field(default=())  # for CLARIFY: what the user may mean
