"""What a conversation carries from turn to turn: a plain frozen value that is shown to the user and can be changed by hand."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from assistant.model import AgreementId

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was singled out: its id, and the file's name to show."""

    id: AgreementId
    file: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that the user may mean: what is shown, and what is asked when it is chosen.

    ``aspects`` and ``topic`` say what the question is about where its words alone would not; ``regions`` and ``documents`` of whom.
    """

    label: str
    question: str
    topic: str | None = None
    aspects: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Last:
    """What was shown last: an answer's ``kind``, and the ``result`` that was made beside words ("draft", "comparison", …).

    ``topic`` is what a result is about, ``region`` whom it is for. ``position`` of ``of`` examples or alternatives is shown
    (from 1; 0 is all of them).
    """

    kind: str
    result: str = ""
    topic: str | None = None
    region: str | None = None
    position: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """What the next turn may lean on. ``aspects`` are (id, probability), likeliest first."""

    question: str = ""  # what was asked last, in full
    language: str = "fi"
    topic: str | None = None
    label: str = ""  # of the aspect or topic, in ``language``
    aspects: tuple[tuple[str, float], ...] = ()
    whole_topic: bool = False
    regions: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    signed_only: bool = False
    whole_clause: bool = False
    last: Last | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def subject(self) -> str | None:
        """The id of what is talked about: an aspect, or a topic where the whole of it was asked for."""
        if self.aspects and not self.whole_topic:
            return self.aspects[0][0]
        return self.topic

    @property
    def empty(self) -> bool:
        """Whether nothing was talked about yet."""
        return not self.question and self.last is None

    def as_json(self) -> Json:
        """As other programs get it; :meth:`from_json` reads it back."""
        return {
            "question": self.question,
            "language": self.language,
            "topic": {"id": self.topic, "label": self.label} if self.topic else None,
            "aspects": [name for name, _ in self.aspects],
            "likely": [round(value, 4) for _, value in self.aspects],
            "whole_topic": self.whole_topic,
            "regions": list(self.regions),
            "documents": [document.file for document in self.documents],
            "agreement_ids": [document.id for document in self.documents],
            "signed_only": self.signed_only,
            "whole_clause": self.whole_clause,
            "last": dataclasses.asdict(self.last) if self.last else None,
        }

    @staticmethod
    def from_json(data: Json) -> State:
        """A state that was written by :meth:`as_json`; choices are not kept. Raises ValueError."""
        try:
            topic = data["topic"] or {}
            return State(
                question=str(data["question"]),
                language=str(data["language"]),
                topic=topic.get("id"),
                label=topic.get("label", ""),
                aspects=tuple(zip(map(str, data["aspects"]), map(float, data["likely"]), strict=True)),
                whole_topic=bool(data["whole_topic"]),
                regions=tuple(map(str, data["regions"])),
                documents=tuple(
                    Document(AgreementId(name), file)
                    for name, file in zip(data["agreement_ids"], data["documents"], strict=True)
                ),
                signed_only=bool(data["signed_only"]),
                whole_clause=bool(data["whole_clause"]),
                last=Last(**data["last"]) if data["last"] else None,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a conversation's state: {error}") from error
