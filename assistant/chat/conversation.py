"""A conversation: what carries over from turn to turn, and the answer to each."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from assistant.answers import answer
from assistant.chat.leaning import Leaning, leaning, with_other_party
from assistant.model import Answer, AnswerKind
from assistant.search import Query, Searcher, signed


@dataclass
class Conversation:
    """One user's turns over one corpus. ``last`` is the last query that was answered; a follow-up leans on it."""

    searcher: Searcher
    last: Query | None = None

    def ask(self, question: str, regions: tuple[str, ...] = ()) -> Answer:
        """Answer the next turn. Raises UnknownRegionError."""
        query = self._understood(question, regions)
        result = answer(self.searcher, query)
        if result.kind not in (AnswerKind.REFUSED, AnswerKind.CLARIFY) and result.findings:
            self.last = query
        # The query may hold the last turn's words; the answer says what was asked now.
        return dataclasses.replace(result, question=" ".join(question.split()))

    def _understood(self, question: str, regions: tuple[str, ...]) -> Query:
        """The question, and where it is a follow-up what it leaves unsaid taken over from the last query."""
        last = self.last
        how = leaning(question)
        if last is None:
            query = self.searcher.understand(question, regions)
            bare = query.intent == "follow_up" or how.continues
            return dataclasses.replace(query, clarify="follow_up") if bare and not query.aspects else query
        substituted = with_other_party(last.text, question)
        query = self.searcher.understand(substituted or question, regions, last.topic if how.any else None)
        if substituted:
            return self._narrowed(dataclasses.replace(query, clarify=None), last, how)
        if not query.unknown_regions and self._is_bare(query, how):
            return self._narrowed(_taken_over(query, last), last, how)
        return self._narrowed(query, last, how) if how.continues or how.there else query

    def _is_bare(self, query: Query, how: Leaning) -> bool:
        """Whether the turn says nothing of what is asked, only of whom or how much of it."""
        if query.refuse and not (how.continues and query.refuse == "off_topic"):
            return False
        if query.clarify == "vague" and (how.any or query.regions):
            return True
        return query.intent == "follow_up" or (
            not query.aspects and bool(query.regions or query.whole_clause or query.signed_only or how.continues)
        )

    def _narrowed(self, query: Query, last: Query, how: Leaning) -> Query:
        """``query`` with the last turn's regions and its restriction to signed agreements, where it names none itself."""
        if how.everywhere and not query.regions:
            return query
        regions, scope = query.regions, query.scope
        if not regions and last.regions:
            corpus = self.searcher.corpus
            regions = last.regions
            scope = tuple(i for i in scope if corpus.agreements[i].description.region in regions)
        only_signed = query.signed_only or last.signed_only
        if only_signed:
            scope = signed(self.searcher.corpus, scope)
        return dataclasses.replace(query, regions=regions, scope=scope, signed_only=only_signed)


def _taken_over(query: Query, last: Query) -> Query:
    """What was asked last, in this turn's language and for its regions."""
    return dataclasses.replace(
        last,
        language=query.language,
        scope=query.scope,
        regions=query.regions,
        whole_clause=query.whole_clause,
        signed_only=query.signed_only,
    )
