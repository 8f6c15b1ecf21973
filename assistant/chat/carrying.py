"""From a turn and the state to a query: what the turn leaves unsaid is taken over from what was talked about."""

from __future__ import annotations

import dataclasses

from assistant.answers.comparison import topic_label
from assistant.chat.leaning import Leaning, leaning, stands_for_something, with_other_party, without_connective
from assistant.chat.reading import Lift, Reading, in_order
from assistant.chat.state import Document, State
from assistant.model import Answer, Kind, Status
from assistant.search import Query, Searcher

_SHORT = 6  # words: a pronoun in a longer turn seldom means the last one's matter
_FEW = 3  # words of its own, up to which a turn that goes on may mean the last one's matter
# Probabilities from which a turn with a pronoun is held to ask for another aspect of what is talked about, or for a matter of its own;
# and from which it is with what is talked about put before it. Chosen by eye over some forty such turns.
_SAME_TOPIC, _SURELY = 0.25, 0.95
_OTHER_ASPECT, _LIKELY = 0.5, 0.3


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
    )


def scope_of(searcher: Searcher, state: State) -> tuple[int, ...]:
    """Positions of the agreements that the state's restrictions leave. A document that is gone restricts no more."""
    corpus = searcher.corpus
    scope = searcher.places.of_regions(state.regions) if state.regions else corpus.of_kind(Kind.AGREEMENT)
    singled = {corpus.by_id[d.id] for d in state.documents if d.id in corpus.by_id}
    if singled:
        scope = tuple(i for i in scope if i in singled)
    return restricted(searcher, scope, state)


def restricted(searcher: Searcher, scope: tuple[int, ...], state: State) -> tuple[int, ...]:
    """Those agreements of ``scope`` that the state's restrictions to statuses, a language and regions leave."""
    descriptions = [searcher.corpus.agreements[i].description for i in scope]
    return tuple(
        i
        for i, d in zip(scope, descriptions, strict=True)
        if (not state.statuses or d.status in state.statuses)
        and (not state.written or d.language == state.written)
        and d.region not in state.left_out
    )


def narrowed(searcher: Searcher, state: State, reading: Reading) -> State:
    """The state with what the turn does to its restrictions; whom it asks about is another matter."""
    if reading.lift in (Lift.ALL, Lift.REGIONS):
        state = dataclasses.replace(state, regions=(), documents=(), left_out=())
    if reading.lift in (Lift.ALL, Lift.DOCUMENTS):
        state = dataclasses.replace(state, statuses=(), written="", left_out=(), documents=())
    statuses = reading.statuses if reading.explicit or len(reading.regions or state.regions) != 1 else ()
    if reading.without:
        statuses = tuple(status for status in state.statuses or Status if status not in reading.without)
    if statuses:
        state = dataclasses.replace(state, statuses=statuses, documents=())
    if reading.written:
        state = dataclasses.replace(state, written=reading.written, documents=())
    left_out = tuple(dict.fromkeys((*state.left_out, *reading.left_out)))
    left_out = tuple(name for name in left_out if name not in reading.regions)
    regions = tuple(name for name in state.regions if name not in left_out)
    if reading.adds and regions:
        regions = tuple(dict.fromkeys((*regions, *reading.regions)))
    state = dataclasses.replace(state, left_out=left_out, regions=regions)
    if reading.restricts and not scope_of(searcher, state):  # "those in Swedish" are others than those talked about
        state = dataclasses.replace(state, regions=(), documents=())
    return state


@dataclasses.dataclass(frozen=True)
class Understood:
    """A query, the documents that it singles out, and how the turn leaned on the state."""

    query: Query
    documents: tuple[Document, ...]
    how: Leaning


def understood(searcher: Searcher, state: State, reading: Reading, regions: tuple[str, ...] = ()) -> Understood:
    """The question, and where it is a follow-up what it leaves unsaid taken over. Raises UnknownRegionError.

    ``regions`` are those that the turn points at, or that the caller restricts it to.
    """
    question = reading.text
    how = leaning(" ".join(reading.words))
    if reading.corrects or reading.returns:
        how = dataclasses.replace(how, continues=True)
    if state.empty or not state.question:
        query = _by_law(searcher, searcher.understand(question, regions), reading, regions)
        bare = query.intent == "follow_up" or how.continues
        if bare and not query.aspects:
            query = dataclasses.replace(query, clarify="follow_up")
        return _settled(searcher, state, query, reading, how, leans=False)
    substituted = with_other_party(state.question, question)
    if substituted:
        query = dataclasses.replace(searcher.understand(substituted, regions), clarify=None)
        return _settled(searcher, state, query, reading, how, leans=True)
    leans_on = state.topic if how.any else None
    query = searcher.understand((how.any and without_connective(question)) or question, regions, leans_on)
    same = not reading.bare and (how.refers or (how.continues and len(reading.content) <= _FEW))
    if reading.bare or (not query.unknown_regions and not same and _is_bare(query, how)):
        return _settled(searcher, state, _taken_over(query, searcher, state), reading, how, leans=True)
    query = _by_law(searcher, query, reading, regions)
    if same and not query.refuse and not query.unknown_regions:
        query = _of_the_same(searcher, state, query, question, how, regions)
    short = len(question.split()) <= _SHORT or len(reading.content) <= _FEW
    leans = how.continues or how.there or bool(regions) or (how.refers and short)
    return _settled(searcher, state, query, reading, how, leans=leans)


def _by_law(searcher: Searcher, query: Query, reading: Reading, regions: tuple[str, ...]) -> Query:
    """The question without "by law", where it was held to be about other laws because of that alone."""
    if query.refuse != "other_law" or not reading.by_law:
        return query
    found = searcher.understand(reading.by_law, regions)
    sure = bool(found.aspects) and found.aspects[0][1] >= _OTHER_ASPECT
    return dataclasses.replace(found, text=query.text, clarify=None) if sure and not found.refuse else query


def _of_place(searcher: Searcher, query: Query, reading: Reading) -> Query:
    """Of a place that only the text of an agreement names, what that text says of it within the topic, where it says something."""
    rows = searcher.places.rows_naming(reading.text)
    if not rows or not query.topic or not query.aspects:
        return query
    labels = searcher.models.passages.labels
    own = [aspect.id for aspect in searcher.knowledge.topic(query.topic).aspects if aspect.id in labels]
    likely = {name: float(searcher.matrix[list(rows), labels.index(name)].max()) for name in own}
    best = max(likely, key=likely.__getitem__)
    if likely[best] < _OTHER_ASPECT or query.aspects[0][0] == best:
        return query
    return dataclasses.replace(query, aspects=((best, likely[best]),), whole_topic=False)


def _of_the_same(
    searcher: Searcher, state: State, query: Query, question: str, how: Leaning, regions: tuple[str, ...]
) -> Query:
    """The question with what it leans on put before it ("Premises: who pays for it?"), where its own words leave that open.

    They don't where they mean another aspect of what is talked about, or surely a matter of their own.
    """
    if state.topic is None or query.whole_topic:
        return query
    subject = state.subject
    name, likely = query.aspects[0] if query.aspects else ("", 0.0)
    if name.split(".")[0] == state.topic and name != subject and likely >= _SAME_TOPIC:
        return dataclasses.replace(query, clarify=None)
    if likely >= (_SURELY if how.refers else _OTHER_ASPECT) and not stands_for_something(question):
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
    )


def _settled(
    searcher: Searcher, state: State, query: Query, reading: Reading, how: Leaning, *, leans: bool
) -> Understood:
    """With the state's regions and documents where a turn that leans names none itself, and within its restrictions."""
    corpus = searcher.corpus
    regions, scope = query.regions, query.scope
    documents: tuple[Document, ...] = ()
    everywhere = how.everywhere and not query.regions
    if leans and not everywhere and not regions:
        if state.regions:
            regions = state.regions
            scope = tuple(i for i in scope if searcher.places.is_of(i, regions))
        documents = tuple(d for d in state.documents if d.id in corpus.by_id and corpus.by_id[d.id] in scope)
    versions = versions_meant(searcher, reading, regions, scope)
    if documents and not versions:
        scope = tuple(corpus.by_id[d.id] for d in documents)
    if versions:
        scope, documents = versions, tuple(document(searcher, i) for i in versions)
    else:
        scope = restricted(searcher, scope, state)
    query = _of_place(searcher, query, reading)
    query = dataclasses.replace(query, regions=in_order(regions, reading.words), scope=scope)
    return Understood(query, documents, how)


def versions_meant(
    searcher: Searcher, reading: Reading, regions: tuple[str, ...], scope: tuple[int, ...]
) -> tuple[int, ...]:
    """Of the versions of the one region asked about, those that "in the draft" or "in the signed one" means; else none."""
    if len(regions) != 1 or len(scope) < 2 or reading.explicit:
        return ()
    found = tuple(i for i in scope if _status(searcher, i) in reading.versions)
    return found if len(found) < len(scope) else ()


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
        listed=listed_after(state, query.regions),
        whole_clause=query.whole_clause,
    )


def listed_after(state: State, regions: tuple[str, ...]) -> tuple[str, ...]:
    """What "the first" and "both" point at after a turn about ``regions``: several that were named, or one after another."""
    if len(regions) > 1 or not regions:
        return regions
    [region] = regions
    if region in state.listed:
        return state.listed
    return (*state.regions, region) if len(state.regions) == 1 else (region,)
