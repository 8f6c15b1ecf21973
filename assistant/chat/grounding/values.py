"""The values of the check: what a model was given, what it wrote, and what became of each statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.model import AgreementId, Status, Verdict


class Reason(StrEnum):
    """Why a statement is not shown. The words for users are in ``prompts/LANGUAGE/llm.toml``."""

    UNCITED = "uncited"  # names no quotation, and no region that has one
    UNKNOWN_CITATION = "unknown_citation"  # cites a number that was not given
    FABRICATED_QUOTE = "fabricated_quote"  # words in quotation marks that stand nowhere
    SPLICED_QUOTE = "spliced_quote"  # words in quotation marks that were joined from two places, or cut short
    MISATTRIBUTED_QUOTE = "misattributed_quote"  # words in quotation marks that stand elsewhere than cited
    WRONG_REGION = "wrong_region"  # speaks of a region whose quotation it does not cite
    NUMBER = (
        "number"  # a number, share, sum, duration or date that the quotation does not have, or has of something else
    )
    PARTY = "party"  # a party that the quotation does not have, or has in another role
    NEGATION = "negation"  # says that it is where the quotation says that it is not, or the reverse
    MODALITY = "modality"  # may, must, should: not as the quotation has it
    CONDITION = "condition"  # only, or, before, unless, usually: added or left out
    UNIVERSAL = "universal"  # all, none, only, so many regions: not so in this answer
    WORDS = "words"  # says something that the quotation does not speak of
    ACTIVE = "active"  # links, images, HTML or code


@dataclass(frozen=True, slots=True)
class Source:
    """A quotation as it was given to the model, with what is known of its document."""

    number: int  # as cited: [1]
    agreement: AgreementId
    region: str | None
    text: str
    heading: str | None = None
    language: str = "fi"
    status: Status = Status.UNKNOWN
    names: tuple[str, ...] = ()  # what the document's region and parties are called


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict on one agreement in scope."""

    agreement: AgreementId
    region: str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a model's words are checked against.

    ``regions`` are the names of all regions in the corpus; ``subject`` are the words of the question and its topic, which only a
    statement that something is *not* mentioned may use; ``complete`` says that every quotation of the answer is in ``sources``.
    """

    sources: tuple[Source, ...]
    standings: tuple[Standing, ...] = ()
    regions: tuple[str, ...] = ()
    subject: str = ""
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement that its quotations support; ``cites`` are their numbers, at least one unless it is of the findings themselves."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement that is not shown, and why."""

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Grounded:
    """What a model wrote, statement by statement in its order."""

    decisions: tuple[Kept | Dropped, ...] = ()

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The statements that may be shown."""
        return tuple(d for d in self.decisions if isinstance(d, Kept))

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """The statements that may not."""
        return tuple(d for d in self.decisions if isinstance(d, Dropped))

    @property
    def text(self) -> str:
        """The statements that may be shown, as one paragraph."""
        return " ".join(statement.text for statement in self.kept)
