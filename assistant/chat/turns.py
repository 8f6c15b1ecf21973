"""What a turn gives: an answer in words, what it made beside them, and the state that the next turn finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.answers.results import Checklist, Comparison, Draft, SideBySide
from assistant.chat.state import State
from assistant.model import AgreementId, Answer, Quotation


@dataclass(frozen=True, slots=True)
class Near:
    """A passage, and the probability (0–1) that it answers what was asked."""

    quote: Quotation
    probability: float


@dataclass(frozen=True, slots=True)
class Case:
    """Why one document is held not to mention the matter: how many passages were searched, and the nearest, best first."""

    agreement: AgreementId
    file: str
    region: str | None
    passages: int
    nearest: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why it says "not mentioned". ``words`` are such as a mention would have had; ``others`` are not explained one by one."""

    label: str  # of what was asked
    cases: tuple[Case, ...]
    words: tuple[str, ...]
    others: tuple[str, ...] = ()  # regions or files


class Format(StrEnum):
    """What a result is to be written as."""

    WORD = "docx"
    WORKBOOK = "xlsx"


@dataclass(frozen=True, slots=True)
class Export:
    """A file that the user wants of ``of``; whoever holds the conversation writes it."""

    format: Format
    of: Answer | Draft | Comparison | SideBySide | Checklist


Result = Draft | Comparison | SideBySide | Checklist | Explanation | Export
NAMES: dict[type, str] = {
    Draft: "draft",
    Comparison: "comparison",
    SideBySide: "differences",
    Checklist: "checklist",
    Explanation: "explanation",
    Export: "export",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a turn. ``position`` of a draft's alternatives is shown (from 1; 0 is all).

    ``restated`` is the question that was answered in place of the user's where a language model made a whole one of it; ``note`` is
    what the user has to know of that, in the answer's language.
    """

    answer: Answer
    state: State
    result: Result | None = None
    position: int = 0
    restated: str = ""
    note: str = ""

    @property
    def made(self) -> str:
        """The name of the result; "" where there is none."""
        return NAMES[type(self.result)] if self.result is not None else ""

    @property
    def shows(self) -> bool:
        """Whether there is something to go back to, or to export: wordings, or something made from them."""
        if self.result is None:
            return bool(self.answer.findings or self.answer.basis)
        return not isinstance(self.result, Explanation | Export)
