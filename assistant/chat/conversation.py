"""A conversation: what carries over from turn to turn, and the answer to each."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.answers import answer
from assistant.chat.carrying import Understood, document, query_of, state_after, understood
from assistant.chat.clarifying import chosen, region_choices, sense_choices, sense_of, topic_choices
from assistant.chat.intents import Intent, find_intent, spoken_language, tokens
from assistant.chat.leaning import leaning
from assistant.chat.making import spoken
from assistant.chat.places import base_form
from assistant.chat.requests import Request, Requests
from assistant.chat.saying import asked_back, said, without_subject
from assistant.chat.state import Choice, Last, State
from assistant.chat.turns import Reply
from assistant.model import Answer, AnswerKind, Verdict
from assistant.phrases import phrase
from assistant.search import Query, Searcher, tally, with_verdict
from assistant.search.names import mentioned, place_words
from assistant.search.query import LONGEST_QUESTION

_MOST_SHOWN = 50  # replies that can be gone back to
# Intents that were learned with the ways of asking, for turns that no rule knows, and what they are here.
_LEARNED = {"draft": "draft", "compare": "compare", "checklist": "checklist", "review": "review", "help": "help"}
_SURE = 0.3  # probability from which an aspect is what such a turn is about


@dataclass
class Conversation:
    """One user's turns over one corpus. ``shown`` are the replies that showed something, the newest last."""

    searcher: Searcher
    state: State = field(default_factory=State)
    shown: list[Reply] = field(default_factory=list)

    def ask(self, question: str, regions: tuple[str, ...] = ()) -> Answer:
        """Answer the next turn in words. Raises UnknownRegionError."""
        return self.turn(question, regions).answer

    def turn(self, question: str, regions: tuple[str, ...] = ()) -> Reply:
        """Answer the next turn; ``regions``, where given, hold for it alone. Raises UnknownRegionError."""
        text = " ".join(question.split())[:LONGEST_QUESTION]
        choice = chosen(text, self.state.choices)
        reply = self._turn(choice.question, choice.regions or regions, choice) if choice else self._turn(text, regions)
        return self._kept(reply, text)

    def change(self, state: State) -> Reply:
        """What was shown last made anew after the state was changed by hand."""
        return self._kept(self._again(dataclasses.replace(state, choices=())), state.question)

    def _kept(self, reply: Reply, text: str) -> Reply:
        # The query may hold the last turn's words; the answer says what was asked now.
        reply = dataclasses.replace(reply, answer=dataclasses.replace(reply.answer, question=text))
        self.state = reply.state
        if reply.shows:
            self.shown = [*self.shown, reply][-_MOST_SHOWN:]
        return reply

    # ---- which sort of turn it is

    def _turn(self, text: str, regions: tuple[str, ...], choice: Choice | None = None) -> Reply:
        named = frozenset(word.lower() for word in place_words(text, self.searcher.places.names))
        if choice is None and (sense := sense_of(text, named, talking=not self.state.empty)):
            language, found, word = sense
            choices = sense_choices(text, found, word, language, named)
            return asked_back(self.state, phrase(language, f"chat.senses.{found.name}.text"), choices, language)
        intent = find_intent(text, named)
        if intent is None and self._is_for(text, named):
            last = self.state.last
            assert last is not None
            intent = Intent(last.result, spoken_language(text, named) or self.state.language)
        if intent is not None:
            if choice is not None:
                intent = dataclasses.replace(intent, language=self.state.language)
            reply = self._requested(Request(text, intent, named, regions, choice))
            if reply is not None:
                return reply
        return self._question(text, regions, named, choice)

    def _is_for(self, text: str, named: frozenset[str]) -> bool:
        """Whether the turn only says for whom else the last draft or checklist is to be made ("entä Haapaselälle?")."""
        last = self.state.last
        if last is None or last.result not in ("draft", "checklist") or not named:
            return False
        words = tokens(text)
        rest = [word for word in words if word not in named]
        small = spoken_language(text, named) is not None or not rest
        return small and (
            any(w.endswith("lle") for w in words if w in named) or any(w in ("till", "för") for w in rest)
        )

    def _requested(self, request: Request) -> Reply | None:
        """The reply to a turn with an intent; None where it is a question all the same."""
        handlers: dict[str, Callable[[Request], Reply | None]] = {
            "whole_clause": self._whole_clause,
            "signed_only": lambda r: self._restricted(r, dataclasses.replace(self.state, signed_only=True)),
            "all_statuses": lambda r: self._restricted(
                r, dataclasses.replace(self.state, signed_only=False, documents=())
            ),
            "all_regions": lambda r: self._restricted(r, dataclasses.replace(self.state, regions=(), documents=())),
            "previous": self._previous,
            "another": self._another,
        }
        name = request.intent.name
        if name in handlers:
            return handlers[name](request)
        return Requests(self.searcher, self.state, self.shown).reply(request)

    # ---- questions

    def _question(
        self, text: str, regions: tuple[str, ...], named: frozenset[str], choice: Choice | None = None
    ) -> Reply:
        found = understood(self.searcher, self.state, text, regions)
        found = dataclasses.replace(found, query=self._in_language(found.query, text, named, choice))
        if choice is not None:
            found = self._as_chosen(found, choice)
        query = found.query
        language = spoken(query.language)
        if choice is None and not query.refuse and len(set(tokens(text)) - named) > 1 and query.intent in _LEARNED:
            sure = bool(query.aspects) and query.aspects[0][1] >= _SURE
            intent = Intent(_LEARNED[query.intent], language, tuple(tokens(text)) if sure else ())
            reply = self._requested(Request(text, intent, named, regions, None, query.aspects if sure else ()))
            if reply is not None:
                return reply
        if query.unknown_regions and (not query.refuse or query.refuse == "off_topic"):
            return self._unknown_region(query.unknown_regions[0], text, language)
        leans = found.how.any and not self.state.empty
        if not (leans or choice or query.refuse or query.intent) and query.clarify in (None, "vague"):
            choices = topic_choices(self.searcher, query, text, language)
            if choices:
                return asked_back(self.state, phrase(language, "chat.clarify.topic"), choices, language)
        # The turn says which sense is meant, or it would have been asked back above.
        if query.clarify == "joint_service":
            found = dataclasses.replace(found, query=dataclasses.replace(query, clarify=None))
        if query.clarify is None and not query.aspects and self.state.question and self._of_nothing(found):
            return without_subject(self.state, language)
        return self._answered(found)

    def _of_nothing(self, found: Understood) -> bool:
        """Whether a turn leans on a result that was about no topic, such as a comparison of all."""
        last = self.state.last
        return (
            last is not None
            and last.result in ("comparison", "differences")
            and not self.state.topic
            and (found.query.text == self.state.question)
        )

    def _in_language(self, query: Query, text: str, named: frozenset[str], choice: Choice | None) -> Query:
        """A turn without words of its own keeps the conversation's language; a short one is known by its small words."""
        if choice is not None:
            return dataclasses.replace(query, language=self.state.language)
        own = [word for word in tokens(text) if word not in named and not word.isdigit()]
        if not own and not self.state.empty:
            return dataclasses.replace(query, language=self.state.language)
        return dataclasses.replace(query, language=spoken_language(text, named) or query.language)

    def _as_chosen(self, found: Understood, choice: Choice) -> Understood:
        """The query with what the choice says of it."""
        query = dataclasses.replace(found.query, clarify=None, refuse=None, intent=None, rivals=())
        if choice.aspects:
            aspects = tuple((name, 1.0) for name in choice.aspects)
            topic = self.searcher.knowledge.aspect(choice.aspects[0]).topic
            query = dataclasses.replace(query, aspects=aspects, topic=topic, whole_topic=False)
        elif choice.topic and query.topic != choice.topic:
            own = self.searcher.knowledge.topic(choice.topic)
            aspects = tuple((aspect.id, 1.0) for aspect in own.aspects)
            query = dataclasses.replace(query, aspects=aspects, topic=own.id, whole_topic=True)
        documents = found.documents
        if choice.documents:
            documents = choice.documents
            positions = tuple(self.searcher.corpus.by_id[d.id] for d in documents if d.id in self.searcher.corpus.by_id)
            query = dataclasses.replace(query, scope=positions)
        return dataclasses.replace(found, query=query, documents=documents)

    def _unknown_region(self, name: str, text: str, language: str) -> Reply:
        choices, near = region_choices(self.searcher, name, text, language)
        key = "chat.clarify.region_near" if near else "chat.clarify.region_none"
        return asked_back(self.state, phrase(language, key, name=base_form(name)), choices, language)

    def _answered(self, found: Understood) -> Reply:
        """The wordings, or why there are none."""
        if found.query.intent == "help":
            return said(self.state, phrase(spoken(found.query.language), "chat.help"), found.query.language)
        result = answer(self.searcher, found.query)
        if result.kind is AnswerKind.CLARIFY:
            choices = tuple(Choice(label, label) for label in result.choices)
            state = dataclasses.replace(self.state, choices=choices, language=spoken(result.language))
            return Reply(result, state)
        state = dataclasses.replace(self.state, choices=())
        if not result.findings:
            return Reply(result, state)
        mentioning = len(result.findings) - tally(result.findings)[Verdict.NOT_MENTIONED]
        state = state_after(self.searcher, state, found, result)
        return Reply(result, dataclasses.replace(state, last=Last(result.kind.value, of=mentioning)))

    # ---- what was shown, otherwise

    def _again(self, state: State) -> Reply:
        """What was shown last, with ``state``."""
        last = state.last
        if last is not None and last.result and last.result != "explanation":
            reply = Requests(self.searcher, state, self.shown).again(last)
            if reply is not None:
                return reply
        if not state.question:
            return without_subject(state, spoken(state.language))
        query = query_of(self.searcher, state)
        return self._from(state)._answered(Understood(query, state.documents, leaning("")))

    def _from(self, state: State) -> Conversation:
        """The same conversation as if ``state`` had been its state."""
        return Conversation(self.searcher, state, self.shown)

    def _restricted(self, request: Request, state: State) -> Reply | None:
        if request.intent.rest and Requests(self.searcher, self.state, self.shown).topic(request.intent.rest):
            return None  # a question that says its restriction itself
        if request.named and not self.state.empty:
            regions = tuple(mentioned(request.text, self.searcher.places.regions))
            state = dataclasses.replace(state, regions=regions, documents=())
        language = request.intent.language
        state = dataclasses.replace(state, language=language, choices=())
        if state.empty:
            return without_subject(state, language)
        return self._again(state)

    def _whole_clause(self, request: Request) -> Reply | None:
        if request.named or (
            request.intent.rest and Requests(self.searcher, self.state, self.shown).topic(request.intent.rest)
        ):
            return None
        if self.state.empty or not (self.state.aspects or self.state.topic):
            return None
        last = Last(AnswerKind.WORDINGS.value)
        state = dataclasses.replace(
            self.state, whole_clause=True, language=request.intent.language, last=last, choices=()
        )
        return self._again(state)

    def _previous(self, request: Request) -> Reply:
        if len(self.shown) < 2:
            return said(self.state, phrase(request.intent.language, "chat.nothing_before"), request.intent.language)
        before = self.shown[-2]
        self.shown = self.shown[:-2]  # it comes back as the newest
        return dataclasses.replace(before, state=dataclasses.replace(before.state, choices=()))

    def _another(self, request: Request) -> Reply | None:
        language, last = request.intent.language, self.state.last
        if last is None:
            return None
        if last.result == "draft":
            return Requests(self.searcher, self.state, self.shown).next_alternative(language)
        if last.result or not self.state.question:
            return None
        whole = dataclasses.replace(self.state, documents=() if last.position else self.state.documents, last=None)
        full = self._from(whole)._again(whole)
        examples = [variant.example.agreement for variant in full.answer.variants]
        for verdict in (Verdict.FOUND, Verdict.POSSIBLE):
            examples += [finding.agreement for finding in with_verdict(full.answer.findings, verdict)]
        order = list(dict.fromkeys(examples))
        position = max(last.position, 1) + 1
        if position > len(order):
            return said(self.state, phrase(language, "chat.nothing_more"), language)
        singled = document(self.searcher, self.searcher.corpus.by_id[order[position - 1]])
        state = dataclasses.replace(whole, documents=(singled,), language=language)
        reply = self._from(state)._again(state)
        return dataclasses.replace(
            reply,
            state=dataclasses.replace(reply.state, last=Last(last.kind, position=position, of=len(order))),
        )
