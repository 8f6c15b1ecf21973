"""Turns that want something made, explained or written, and what they are answered with."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers.results import Draft
from assistant.chat.asides import explanation, export, source
from assistant.chat.clarifying import document_choices, region_choices
from assistant.chat.intents import Intent, any_said, languages, tokens
from assistant.chat.making import (
    compared,
    differing,
    draft_answer,
    drafted,
    label_of,
    listed,
    pair_of,
    topic_named,
)
from assistant.chat.places import base_form, strangers
from assistant.chat.saying import asked_back, entries, said
from assistant.chat.state import Choice, Last, State
from assistant.chat.turns import Format, Reply
from assistant.phrases import phrase
from assistant.search import Searcher
from assistant.search.names import mentioned


@dataclass(frozen=True)
class Request:
    """A turn and its intent. ``named`` are its words (lower case) that name regions.

    ``aspects`` are what the turn is about where that is known already.
    """

    text: str
    intent: Intent
    named: frozenset[str]
    regions: tuple[str, ...] = ()
    choice: Choice | None = None
    aspects: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Requests:
    """What answers them, over a conversation's state and what it has shown."""

    searcher: Searcher
    state: State
    shown: Sequence[Reply]

    def reply(self, request: Request) -> Reply | None:
        """The reply to a request; None where it turns out to be a question."""
        language = request.intent.language
        handlers: dict[str, Callable[[Request], Reply | None]] = {
            "compare": self._compare,
            "differences": self._differences,
            "draft": self._draft,
            "checklist": self._checklist,
            "review": lambda _: said(self.state, phrase(language, "chat.review"), language),
            "explain": self._explain,
            "source": lambda _: source(self.state, self.shown, language),
            "help": lambda _: said(self.state, phrase(language, "chat.help"), language),
            "thanks": lambda _: said(self.state, phrase(language, "chat.thanks"), language),
            "reset": lambda _: said(State(language=language), phrase(language, "chat.reset"), language),
            "export_word": lambda _: export(self.state, self.shown, Format.WORD, language),
            "export_workbook": lambda _: export(self.state, self.shown, Format.WORKBOOK, language),
        }
        return handlers[request.intent.name](request)

    def again(self, last: Last) -> Reply | None:
        """What was made last, made anew with the state; None for what is words alone."""
        language = self.state.language
        if last.result == "comparison":
            return self._compared(self.state, self.state.subject, language)
        if last.result == "differences":
            return self._differing(self.state, "", language)
        if last.result == "draft" and (topic := self.state.subject or last.topic):
            return self._drafted(topic, last.region, language)
        if last.result == "checklist":
            return self._listed(last.region, language)
        return None

    # ---- whom and what

    def _known(self) -> list[str]:
        return list(self.searcher.places.regions)

    def _regions(self, request: Request) -> tuple[str, ...]:
        """The regions that the turn or its choice names, as the agreements write them."""
        return tuple(mentioned(" ".join([request.text, *request.regions]), self.searcher.places.regions))

    def _strangers(self, request: Request) -> list[str]:
        return strangers(request.text, self.searcher.places.names, request.intent.rest)

    def topic(self, words: Sequence[str]) -> str | None:
        """The topic or aspect that words name, those that are about no matter left out."""
        own = [listed for language in languages().values() for listed in (language.general, language.others)]
        return topic_named(self.searcher, [w for w in words if not any(listed.has(w) for listed in own)])

    def _topic(self, request: Request) -> str | None:
        if request.aspects:
            return request.aspects[0][0]
        foreign = {word.lower() for word in self._strangers(request)}
        return self.topic([word for word in request.intent.rest if word not in foreign])

    def _unknown(self, name: str, request: Request) -> Reply:
        language = request.intent.language
        choices, near = region_choices(self.searcher, name, request.text, language)
        key = "chat.clarify.region_near" if near else "chat.clarify.region_none"
        return asked_back(self.state, phrase(language, key, name=base_form(name)), choices, language)

    def _about(self, state: State, topic: str | None, text: str) -> State:
        """The state, talking about ``topic`` from now on."""
        if topic is None or topic == state.subject:
            return state
        knowledge = self.searcher.knowledge
        whole = "." not in topic
        names = [aspect.id for aspect in knowledge.topic(topic).aspects] if whole else [topic]
        return dataclasses.replace(
            state,
            question=text,
            topic=topic.split(".")[0],
            label=label_of(self.searcher, topic, state.language),
            aspects=tuple((name, 1.0) for name in names),
            whole_topic=whole,
            whole_clause=False,
        )

    # ---- comparisons

    def _compare(self, request: Request) -> Reply:
        if foreign := self._strangers(request):
            return self._unknown(foreign[0], request)
        regions = self._regions(request)
        if len(regions) == 1:
            others = any_said(request.text, "others")
            regions = tuple(dict.fromkeys((*self.state.regions, *regions))) if self.state.regions and not others else ()
        elif not regions and len(self.state.regions) > 1 and not any_said(request.text, "everything"):
            regions = self.state.regions
        return self._comparison_of(request, regions)

    def _comparison_of(self, request: Request, regions: tuple[str, ...]) -> Reply:
        state = dataclasses.replace(self.state, regions=regions, documents=(), language=request.intent.language)
        topic = self._topic(request) or state.subject
        return self._compared(self._about(state, topic, request.text), topic, request.intent.language)

    def _compared(self, state: State, topic: str | None, language: str) -> Reply:
        answer, found = compared(self.searcher, topic, state, language)
        last = Last(answer.kind.value, "comparison", topic)
        return Reply(answer, dataclasses.replace(state, language=language, last=last, choices=()), found)

    def _differences(self, request: Request) -> Reply:
        if foreign := self._strangers(request):
            return self._unknown(foreign[0], request)
        language = request.intent.language
        regions = self._regions(request)
        state = dataclasses.replace(self.state, language=language)
        if regions:
            state = dataclasses.replace(state, regions=regions, documents=())
        if request.choice and request.choice.documents:
            state = dataclasses.replace(state, documents=(*state.documents, *request.choice.documents))
        topic = self._topic(request) or state.subject
        if topic is not None:
            return self._comparison_of(request, state.regions)
        return self._differing(state, request.text, language)

    def _differing(self, state: State, text: str, language: str) -> Reply:
        pair = pair_of(self.searcher, state)
        if isinstance(pair, dict):
            return self._which_pair(pair, state, text, language)
        answer, found = differing(self.searcher, pair, state.regions, language)
        last = Last(answer.kind.value, "differences")
        return Reply(answer, dataclasses.replace(state, last=last, choices=()), found)

    def _which_pair(self, by_region: dict[str, tuple[int, ...]], state: State, text: str, language: str) -> Reply:
        """Of a region with several documents the one that is meant; or which two regions."""
        several = [region for region, positions in by_region.items() if len(positions) > 1]
        if len(by_region) != 2 or not several:
            first, second, *_ = [*self._known(), "–", "–"]
            question = phrase(language, "chat.clarify.two_documents", first=first, second=second)
            return asked_back(state, question, (), language)
        region = several[0]
        [other] = [positions for name, positions in by_region.items() if name != region]
        choices = document_choices(self.searcher, by_region[region], text, language)
        singled = document_choices(self.searcher, other[:1], text, language)[0].documents
        choices = tuple(dataclasses.replace(c, documents=(*c.documents, *singled)) for c in choices)
        return asked_back(state, phrase(language, "chat.clarify.document", region=region), choices, language)

    # ---- drafts and checklists

    def _whom(self, request: Request) -> str | None:
        """The region that something is to be made for: named in the turn (before others the one "for" which), else carried over."""
        regions = self._regions(request)
        if regions:
            words = [word for word in tokens(request.text) if word in request.named and word.endswith("lle")]
            meant = mentioned(" ".join(words), regions) if words else []
            return (meant or regions)[0]
        last = self.state.last
        if last is not None and last.region:
            return last.region
        return self.state.regions[0] if len(self.state.regions) == 1 else None

    def _draft(self, request: Request) -> Reply:
        language = request.intent.language
        foreign = self._strangers(request)
        region = base_form(foreign[0]) if foreign else self._whom(request)
        if request.regions and not foreign and not self._regions(request):
            region = request.regions[0]  # of a choice: a region that no agreement has
        topic = self._topic(request)
        if topic is None:
            ignored = {word.lower() for word in foreign}
            general = [own.general for own in languages().values()]
            more = [w for w in request.intent.rest if w not in ignored and not any(g.has(w) for g in general)]
            if not more or any_said(request.text, "back"):
                topic = self.state.subject
        if topic is None:
            whom = (region,) if region else ()
            choices = entries(language, "clarify.draft_subjects", whom)
            return asked_back(self.state, phrase(language, "chat.clarify.draft_topic"), choices, language)
        state = dataclasses.replace(self.state, language=language)
        return Requests(self.searcher, self._about(state, topic, request.text), self.shown)._drafted(
            topic, region, language
        )

    def _drafted(self, topic: str, region: str | None, language: str) -> Reply:
        answer, found = drafted(self.searcher, topic, region, language)
        last = Last(answer.kind.value, "draft", topic, found.region, 0, len(found.alternatives))
        return Reply(answer, dataclasses.replace(self.state, language=language, last=last, choices=()), found)

    def next_alternative(self, language: str) -> Reply | None:
        """The next alternative of the last draft."""
        last = self.state.last
        before = next((reply for reply in reversed(self.shown) if isinstance(reply.result, Draft)), None)
        if last is None or before is None:
            return None
        assert isinstance(before.result, Draft)
        position = max(last.position, 1) + 1
        if position > last.of:
            return said(self.state, phrase(language, "chat.nothing_more"), language)
        answer = draft_answer(before.result, language, position)
        moved = dataclasses.replace(last, position=position)
        state = dataclasses.replace(self.state, language=language, last=moved, choices=())
        return Reply(answer, state, before.result, position)

    def _checklist(self, request: Request) -> Reply:
        if foreign := self._strangers(request):
            return self._unknown(foreign[0], request)
        return self._listed(self._whom(request), request.intent.language)

    def _listed(self, region: str | None, language: str) -> Reply:
        answer, found = listed(self.searcher, region, language)
        last = Last(answer.kind.value, "checklist", None, found.region, 0, len(found.items))
        return Reply(answer, dataclasses.replace(self.state, language=language, last=last, choices=()), found)

    def _explain(self, request: Request) -> Reply:
        state = dataclasses.replace(self.state, language=request.intent.language)
        topic = self.topic(request.intent.rest)
        if topic is not None and topic != state.subject:
            state = self._about(dataclasses.replace(state, regions=(), documents=()), topic, request.text)
        return explanation(self.searcher, state, self._regions(request))
