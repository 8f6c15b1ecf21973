"""From a turn and the state to a query: what the turn leaves unsaid is taken over from what was talked about."""

from __future__ import annotations

import dataclasses

from assistant.answers.comparison import topic_label
from assistant.chat.intents import languages, said_beside
from assistant.chat.leaning import Leaning, leaning, with_other_party, without_connective
from assistant.chat.state import Document, State
from assistant.model import Answer, Kind, Status
from assistant.search import Query, Searcher, signed
from assistant.search.names import place_words

_SHORT = 6  # words: a pronoun in a longer turn seldom means the last one's matter
# Probabilities from which a turn with a pronoun is held to ask for another aspect of what is talked about, or for a matter of its own;
# and from which it is with what is talked about put before it. Chosen by eye over some forty such turns.
_SAME_TOPIC, _SURELY = 0.25, 0.95
_OTHER_ASPECT, _LIKELY = 0.5, 0.3
_DRAFT_WORDS = ("luonno", "utkast")
_SIGNED_WORDS = ("allekirjoite", "undertecknad", "lopullise", "slutlig")


def query_of(searcher: Searcher, state: State) -> Query:
    """What the state talks about, as a query."""
    if state.aspects:
        query = searcher.query_for([name for name, _ in state.aspects], language=state.language)
        query = dataclasses.replace(query, text=state.question, aspects=state.aspects)
    else:
        query = searcher.understand(state.question)
        query = dataclasses.replace(query, aspects=(), in_domain=True)
    return dataclasses.replace(
        query,
        language=state.language,
        topic=state.topic,
        whole_topic=state.whole_topic,
        scope=scope_of(searcher, state),
        regions=state.regions,
        unknown_regions=(),
        refuse=None,
        clarify=None,
        intent=None,
        rivals=(),
        whole_clause=state.whole_clause,
        signed_only=state.signed_only,
    )


def scope_of(searcher: Searcher, state: State) -> tuple[int, ...]:
    """Positions of the agreements that the state's restrictions leave. A document that is gone restricts no more."""
    corpus = searcher.corpus
    singled = {corpus.by_id[d.id] for d in state.documents if d.id in corpus.by_id}
    scope = searcher.places.of_regions(state.regions) if state.regions else corpus.of_kind(Kind.AGREEMENT)
    if singled:
        scope = tuple(i for i in scope if i in singled)
    return signed(corpus, scope) if state.signed_only else scope


@dataclasses.dataclass(frozen=True)
class Understood:
    """A query, the documents that it singles out, and how the turn leaned on the state."""

    query: Query
    documents: tuple[Document, ...]
    how: Leaning


def understood(searcher: Searcher, state: State, question: str, regions: tuple[str, ...] = ()) -> Understood:
    """The question, and where it is a follow-up what it leaves unsaid taken over. Raises UnknownRegionError."""
    how = leaning(question)
    if state.empty:
        query = searcher.understand(question, regions)
        bare = query.intent == "follow_up" or how.continues
        if bare and not query.aspects:
            query = dataclasses.replace(query, clarify="follow_up")
        return _settled(searcher, state, query, question, how, leans=False)
    substituted = with_other_party(state.question, question)
    query = searcher.understand(substituted or question, regions, state.topic if how.any else None)
    if substituted:
        query = dataclasses.replace(query, clarify=None)
        return _settled(searcher, state, query, question, how, leans=True)
    same = how.refers and _says_more(searcher, question)
    if not query.unknown_regions and not same and _is_bare(query, how):
        return _settled(searcher, state, _taken_over(query, searcher, state), question, how, leans=True)
    if same and not query.refuse and not query.unknown_regions:
        query = _of_the_same(searcher, state, query, question, regions)
    short = len(question.split()) <= _SHORT
    return _settled(searcher, state, query, question, how, leans=how.continues or how.there or (how.refers and short))


def _says_more(searcher: Searcher, question: str) -> bool:
    """Whether the turn has words beside small ones, words of asking and names of places: it asks something, if only of "it"."""
    places = {word.lower() for word in place_words(question, searcher.places.names)}
    return all(
        said_beside(question, language, (language.asking, language.general), places)
        for language in languages().values()
    )


def _of_the_same(searcher: Searcher, state: State, query: Query, question: str, regions: tuple[str, ...]) -> Query:
    """The question with what its pronoun stands for put before it ("Premises: who pays for it?"), where its own words leave that open.

    They don't where they mean another aspect of what is talked about, or surely a matter of their own.
    """
    if state.topic is None or query.whole_topic:
        return query
    subject = state.subject
    name, likely = query.aspects[0] if query.aspects else ("", 0.0)
    if name.split(".")[0] == state.topic and name != subject and likely >= _SAME_TOPIC:
        return query
    if likely >= _SURELY:
        return query
    language = "sv" if query.language == "sv" else "fi"
    words = without_connective(question)

    def read(label: str) -> Query:
        found = searcher.understand(f"{label}: {words}", regions, state.topic)
        return dataclasses.replace(found, text=query.text, language=query.language)

    narrow = read(topic_label(searcher, subject, language)) if subject else query
    if _within(narrow, state.topic, _OTHER_ASPECT) and narrow.aspects[0][0] != subject:
        return narrow
    wide = read(topic_label(searcher, state.topic, language))
    if _within(wide, state.topic, _LIKELY):
        return wide
    return query if query.aspects else narrow


def _within(query: Query, topic: str, least: float) -> bool:
    """Whether the query surely asks for an aspect of ``topic``."""
    return bool(query.aspects) and query.topic == topic and query.aspects[0][1] >= least


def _is_bare(query: Query, how: Leaning) -> bool:
    """Whether the turn says nothing of what is asked, only of whom or how much of it."""
    if query.refuse and not (how.continues and query.refuse == "off_topic"):
        return False
    if query.clarify == "vague" and (how.any or query.regions):
        return True
    return query.intent == "follow_up" or (
        not query.aspects and bool(query.regions or query.whole_clause or query.signed_only or how.continues)
    )


def _taken_over(query: Query, searcher: Searcher, state: State) -> Query:
    """What was asked last, in this turn's language and for its regions."""
    return dataclasses.replace(
        query_of(searcher, state),
        language=query.language,
        scope=query.scope,
        regions=query.regions,
        whole_clause=query.whole_clause,
        signed_only=query.signed_only,
    )


def _settled(searcher: Searcher, state: State, query: Query, question: str, how: Leaning, *, leans: bool) -> Understood:
    """With the state's regions and documents where a turn that leans names none itself, and its restriction to signed agreements."""
    corpus = searcher.corpus
    regions, scope = query.regions, query.scope
    documents: tuple[Document, ...] = ()
    everywhere = how.everywhere and not query.regions
    if leans and not everywhere and not regions:
        if state.regions:
            regions = state.regions
            scope = tuple(i for i in scope if searcher.places.is_of(i, regions))
        documents = tuple(d for d in state.documents if d.id in corpus.by_id and corpus.by_id[d.id] in scope)
    versions = () if query.signed_only else _versions(searcher, question, regions, scope)
    if documents and not versions:
        scope = tuple(corpus.by_id[d.id] for d in documents)
    if versions:
        scope, documents = versions, tuple(document(searcher, i) for i in versions)
    only_signed = query.signed_only or (state.signed_only and not versions)
    if only_signed:
        scope = signed(corpus, scope)
    query = dataclasses.replace(query, regions=regions, scope=scope, signed_only=only_signed)
    return Understood(query, documents, how)


def _versions(searcher: Searcher, question: str, regions: tuple[str, ...], scope: tuple[int, ...]) -> tuple[int, ...]:
    """Of the versions of the one region asked about, those that "in the draft" or "in the signed one" means; else none."""
    if len(regions) != 1 or len(scope) < 2:
        return ()
    words = question.lower().split()
    for stems, drafts in ((_DRAFT_WORDS, True), (_SIGNED_WORDS, False)):
        if any(word.strip(".,?!”\"'(").startswith(stems) for word in words):
            found = tuple(i for i in scope if (_status(searcher, i) is Status.DRAFT) == drafts)
            return found if len(found) < len(scope) else ()
    return ()


def _status(searcher: Searcher, position: int) -> Status:
    return searcher.corpus.agreements[position].description.status


def document(searcher: Searcher, position: int) -> Document:
    """The document at a position, as the state keeps it."""
    agreement = searcher.corpus.agreements[position]
    return Document(agreement.id, agreement.file)


def state_after(searcher: Searcher, state: State, found: Understood, answer: Answer) -> State:
    """The state once ``answer`` was given to a query. ``last`` and ``choices`` are for the caller to set."""
    query = found.query
    subject = query.aspects[0][0] if query.aspects and not query.whole_topic else query.topic
    return dataclasses.replace(
        state,
        question=query.text or state.question,
        language=answer.language,
        topic=query.topic,
        label=topic_label(searcher, subject, answer.language) if subject else "",
        aspects=query.aspects,
        whole_topic=query.whole_topic,
        regions=query.regions,
        documents=found.documents,
        signed_only=query.signed_only,
        whole_clause=query.whole_clause,
    )
