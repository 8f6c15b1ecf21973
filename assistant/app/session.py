"""What belongs to one browser session: its conversation and the quotations that it can open."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.answers.results import Comparison
from assistant.answers.text import MOST_SHOWN
from assistant.chat import Conversation
from assistant.chat.remaking import fitted, over
from assistant.chat.showing import shown_passages
from assistant.chat.state import State
from assistant.chat.turns import Reply
from assistant.index.corpus import Corpus
from assistant.model import Agreement, AgreementId, Answer, Clause, Quotation, Verdict
from assistant.search import Searcher, with_verdict

if TYPE_CHECKING:
    from assistant.chat.model import Summary
    from assistant.export import Report

_REMEMBERED = 4  # replies that a conversation that is taken up again can go back to
_LONGEST = 50  # turns kept; older ones are dropped from the page


@dataclass(frozen=True, slots=True)
class Source:
    """A quotation with what is needed to show it in its document."""

    quotation: Quotation
    folder: Path
    agreement: Agreement
    own: bool = False  # whether it is no document of the index but a draft of whoever is at the page

    @property
    def clause(self) -> Clause:
        """The clause that it was cut out of."""
        return self.agreement.clauses[self.quotation.clause_index]

    @property
    def language(self) -> str:
        """The document's language."""
        return self.agreement.description.language

    @property
    def path(self) -> Path | None:
        """The document's file; None where it is gone or does not lie in its corpus folder."""
        folder = self.folder.resolve()
        path = (folder / self.quotation.file).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None

    @property
    def pages(self) -> range:
        """The 1-based pages on which the quotation stands; empty where the document has none."""
        first, last = self.quotation.page, self.clause.page_at(self.quotation.end - 1)
        return range(first, (last or first) + 1) if first is not None else range(0)


@dataclass(frozen=True)
class Turn:
    """A question with its answer, or with a sentence on why there is none; neither while it is being answered."""

    number: int
    question: str
    answer: Answer | None = None
    problem: str = ""
    sources: tuple[Source, ...] = ()  # in the order in which the page shows them
    dates: dict[AgreementId, str] = field(default_factory=dict)  # ISO days
    summary: Summary | None = None  # what a language model wrote of it, as far as it has come
    reply: Reply | None = None  # what the turn made beside the answer, and the state after it
    regions: tuple[str, ...] = ()  # that were chosen beside the question
    notice: str = ""  # what is to be said of an answer that was kept: that documents have changed since
    judgement: str = ""  # what its reader thinks of it
    note: str = ""

    @property
    def waits(self) -> bool:
        """Whether it has neither answer nor problem yet."""
        return self.answer is None and not self.problem

    @property
    def worded(self) -> bool:
        """Whether the answer itself is shown, and not only what was made beside it."""
        result = self.reply.result if self.reply is not None else None
        return result is None or (isinstance(result, Comparison) and bool(self.answer and self.answer.findings))


@dataclass(frozen=True)
class Panel:
    """What a tab beside the conversation shows: its quotations, what a download writes, and the tab's own values."""

    sources: tuple[Source, ...] = ()
    report: Report | None = None
    values: tuple[Any, ...] = ()


@dataclass
class Session:
    """One browser session. Never shared."""

    LONGEST: ClassVar[int] = _LONGEST

    conversation: Conversation | None = None
    searcher: Searcher | None = None  # over which the turns' replies were made
    turns: list[Turn] = field(default_factory=list)
    shown: tuple[int, int] | None = None  # turn number and position of the quotation that is open
    page: int | None = None  # the page that was turned to; None: those that the quotation stands on
    whole: bool = False  # whether all of a document without pages is shown
    asked: int = 0
    kept: str | None = None  # id of the conversation in the database
    wanted: str | None = None  # id of one that the page's address names, until it can be opened
    resumed: bool = False  # whether an answer is waited for that another page asked for
    stopped: set[int] = field(default_factory=set)  # turns whose answer nobody waits for any more
    cancel: threading.Event | None = None  # stops the summary or the draft that a language model is writing
    restating: threading.Event | None = None  # stops its restating of a follow-up
    documents: Mapping[AgreementId, int] | None = None  # those that may be opened; None: not known yet
    panels: dict[int, Panel] = field(default_factory=dict)  # by numbers below 0, so that they are never a turn's

    def open(self, turn: int, position: int) -> None:
        """Open a quotation, at its own place."""
        self.shown, self.page, self.whole = (turn, position), None, False

    def forget(self) -> None:
        """Begin a new conversation; what the other tabs show stays."""
        self.conversation, self.turns, self.kept, self.resumed = None, [], None, False
        if self.shown is not None and self.shown[0] >= 0:
            self.shown = None

    def talk_to(self, searcher: Searcher) -> Conversation:
        """The conversation over ``searcher``; where the corpus is another one, with what it has shown made anew over it."""
        if self.conversation is None or self.conversation.searcher is not searcher:
            replies = [turn.reply for turn in self.turns if turn.reply is not None]
            shown = [reply for reply in replies if reply.shows][-_REMEMBERED:]
            if self.searcher is not searcher:
                shown = over(searcher, shown)
            state = fitted(replies[-1].state, searcher) if replies else State()
            self.conversation, self.searcher = Conversation(searcher, state, shown), searcher
        return self.conversation

    def stop(self, number: int, problem: str) -> None:
        """Wait no longer for the answer to a turn."""
        self.stopped.add(number)
        self.halt()
        self.turns = [replace(t, problem=problem) if t.number == number and t.waits else t for t in self.turns]

    def halt(self) -> None:
        """Let a language model write no more."""
        for event in (self.cancel, self.restating):
            if event is not None:
                event.set()

    def begin(self, question: str, regions: tuple[str, ...] = ()) -> Turn:
        """Add a turn that waits for its answer."""
        turn = Turn(self.asked, question, regions=regions)
        self.asked += 1
        self.turns = [*self.turns, turn][-_LONGEST:]
        return turn

    def finish(self, turn: Turn) -> None:
        """Put ``turn`` in the place of the one with its number."""
        self.turns = [turn if old.number == turn.number else old for old in self.turns]

    def turn(self, number: int) -> Turn | None:
        """The turn with this number, where it is still there; for a panel's number a turn with its quotations."""
        if number in self.panels:
            return Turn(number, "", sources=self.panels[number].sources)
        return next((turn for turn in self.turns if turn.number == number), None)

    def source(self, turn: int, position: int) -> Source | None:
        """The quotation at ``position`` of a turn, where there is one in a document that may be shown."""
        found = self.turn(turn)
        source = found.sources[position] if found and 0 <= position < len(found.sources) else None
        return source if source is not None and self.may_open(source) else None

    def sees(self, searcher: Searcher | None) -> None:
        """From now on only documents that ``searcher`` has are opened, whatever was quoted while others could be seen."""
        if searcher is not None:
            self.documents = searcher.corpus.by_id

    def may_open(self, source: Source) -> bool:
        """Whether a quotation's document may be seen now."""
        return source.own or self.documents is None or source.agreement.id in self.documents


def quotations(answer: Answer) -> Iterator[Quotation]:
    """The quotations of an answer in the order in which the page shows them: found, to be checked, basis."""
    for verdict in (Verdict.FOUND, Verdict.POSSIBLE):
        for finding in with_verdict(answer.findings, verdict)[:MOST_SHOWN]:
            yield from finding.quotes
    for basis in answer.basis:
        yield from basis.quotes


def source_of(quotation: Quotation, corpus: Corpus) -> Source:
    """What it takes to open a quotation of a document of the corpus."""
    position = corpus.by_id[quotation.agreement]
    return Source(quotation, Path(corpus.folders[position]), corpus.agreements[position])


def answered(turn: Turn, reply: Reply, corpus: Corpus, notice: str = "") -> Turn:
    """``turn`` with its reply and with what it takes to open the quotations that the page shows of it."""
    done = replace(turn, answer=reply.answer, reply=reply, notice=notice)
    shown = [*shown_passages(reply), *(quotations(reply.answer) if done.worded else ())]
    dates = {a.id: a.description.date for a in corpus.agreements if a.description.date}
    return replace(done, sources=tuple(source_of(quotation, corpus) for quotation in shown), dates=dates)
