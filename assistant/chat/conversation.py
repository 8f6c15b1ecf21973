"""A conversation: what carries over from turn to turn, and the answer to each."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from assistant.answers import answer
from assistant.model import Answer, AnswerKind
from assistant.search import Query, Searcher


@dataclass
class Conversation:
    """One user's turns over one corpus. ``last`` is the last query that was answered; a follow-up leans on it."""

    searcher: Searcher
    last: Query | None = None

    def ask(self, question: str, regions: tuple[str, ...] = ()) -> Answer:
        """Answer the next turn. Raises UnknownRegionError."""
        query = self._resolved(self.searcher.understand(question, regions))
        result = answer(self.searcher, query)
        if result.kind not in (AnswerKind.REFUSED, AnswerKind.CLARIFY) and result.findings:
            self.last = query
        return result

    def _resolved(self, query: Query) -> Query:
        """A follow-up takes over from the last query what it leaves unsaid."""
        if self.last is None:
            if query.intent == "follow_up" and not query.aspects:
                return dataclasses.replace(query, clarify="follow_up")
            return query
        leans = query.intent == "follow_up" or (not query.aspects and (query.regions or query.whole_clause))
        if leans and not query.unknown_regions:
            return dataclasses.replace(
                self.last,
                text=query.text,
                language=query.language,
                scope=query.scope if query.regions or len(query.scope) < len(self.last.scope) else self.last.scope,
                regions=query.regions or self.last.regions,
                whole_clause=query.whole_clause,
            )
        return query
