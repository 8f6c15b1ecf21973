"""A turn as it is kept: what was made beside its answer is not kept but made again, over what may be seen then.

Like a kept answer (:mod:`assistant.keeping.answers`) it holds no word of the documents.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers.drafts import UnknownTopicError
from assistant.chat.asides import explanation
from assistant.chat.making import compared, differing, draft_answer, drafted, listed
from assistant.chat.state import Choice, Document, State
from assistant.chat.turns import Explanation, Export, Format, Reply
from assistant.keeping.answers import kept, restored
from assistant.model import AgreementId, Answer
from assistant.search import Searcher, UnknownRegionError

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Remade:
    """A reply from before. ``changed`` are documents that no longer say what was quoted, ``gone`` counts those not there.

    ``differs`` says that something that was made came out otherwise than before.
    """

    reply: Reply
    changed: tuple[AgreementId, ...] = ()
    gone: int = 0
    differs: bool = False


class LostError(Exception):
    """A reply can't be made again."""


def kept_reply(reply: Reply) -> Json:
    """What is kept of a reply, as JSON."""
    answer = reply.answer
    if reply.result is not None:
        text = answer.text if isinstance(reply.result, Export) else ""
        answer = dataclasses.replace(answer, text=text, findings=(), variants=(), basis=())
    state = {**reply.state.as_json(), "choices": [dataclasses.asdict(choice) for choice in reply.state.choices]}
    made = None if reply.result is None else {**_recipe(reply), "digest": _digest(reply.answer)}
    return {**kept(answer), "state": state, "made": made, "restated": reply.restated, "note": reply.note}


def _recipe(reply: Reply) -> Json:
    last = reply.state.last
    recipe: Json = {"kind": reply.made, "position": reply.position}
    if reply.made == "differences":
        found: Any = reply.result
        return recipe | {"pair": [found.left, found.right]}
    if isinstance(reply.result, Export):
        return recipe | {"format": reply.result.format.value}
    if isinstance(reply.result, Explanation) or last is None:
        return recipe | {"topic": None, "region": None}
    return recipe | {"topic": last.topic, "region": last.region}


def remade(data: Mapping[str, Any], searcher: Searcher, shown: Sequence[Reply]) -> Remade:
    """The reply over what ``searcher`` has; ``shown`` are the replies before it that showed something.

    Raises LostError where it can't be made, KeyError, ValueError or TypeError where ``data`` is of another form.
    """
    state = _state(data["state"], searcher) if "state" in data else State()
    restated_as, note = str(data.get("restated", "")), str(data.get("note", ""))
    recipe = data.get("made")
    if recipe is None:
        found = restored(data, searcher.corpus)
        return Remade(Reply(found.answer, state, restated=restated_as, note=note), found.changed, found.gone)
    try:
        reply = _made(recipe, data, state, searcher, shown)
    except (UnknownRegionError, UnknownTopicError) as error:
        raise LostError(str(error)) from error
    answer = dataclasses.replace(reply.answer, question=str(data["question"]))
    differs = recipe["kind"] != "export" and _digest(answer) != recipe["digest"]
    reply = dataclasses.replace(reply, answer=answer, state=state, restated=restated_as, note=note)
    return Remade(reply, differs=differs)


def _made(
    recipe: Mapping[str, Any], data: Mapping[str, Any], state: State, searcher: Searcher, shown: Sequence[Reply]
) -> Reply:
    language, position = str(data["language"]), int(recipe["position"])
    match recipe["kind"]:
        case "draft":
            answer, draft = drafted(searcher, str(recipe["topic"]), recipe["region"], language)
            if position > len(draft.alternatives):
                raise LostError("there are fewer alternatives now")
            return Reply(draft_answer(draft, language, position) if position else answer, state, draft, position)
        case "comparison":
            return Reply(*_with_state(compared(searcher, recipe["topic"], state, language), state))
        case "checklist":
            return Reply(*_with_state(listed(searcher, recipe["region"], language), state))
        case "differences":
            by_id = searcher.corpus.by_id
            pair = tuple(by_id[name] for name in map(AgreementId, recipe["pair"]) if name in by_id)
            if len(pair) != 2:
                raise LostError("a document is not there any more")
            return Reply(*_with_state(differing(searcher, pair, tuple(data["regions"]), language), state))
        case "explanation":
            return explanation(searcher, state, tuple(data["regions"]))
        case "export" if shown:
            before = shown[-1]
            of = before.result if before.result is not None else before.answer
            if isinstance(of, Explanation | Export):
                raise LostError("there is nothing to export")
            return Reply(restored(data, searcher.corpus).answer, state, Export(Format(recipe["format"]), of))
    raise LostError("nothing of this kind is made")


def _with_state(found: tuple[Answer, Any], state: State) -> tuple[Answer, State, Any]:
    return found[0], state, found[1]


def over(searcher: Searcher, replies: Sequence[Reply]) -> list[Reply]:
    """Replies as they would be over ``searcher``; those that can't be made any more are left out."""
    found: list[Reply] = []
    for reply in replies:
        try:
            found.append(remade(kept_reply(reply), searcher, found).reply)
        except LostError:
            continue
    return found


def fitted(state: State, searcher: Searcher) -> State:
    """The state without regions, documents and topics that are not there (any more)."""
    by_id, agreements = searcher.corpus.by_id, searcher.corpus.agreements
    known = {aspect.id for aspect in searcher.knowledge.aspects}
    topics = {topic.id for topic in searcher.knowledge.topics}
    named = state.topic is None or (state.topic in topics and all(name in known for name, _ in state.aspects))
    if not named:
        state = dataclasses.replace(state, topic=None, label="", aspects=(), whole_topic=False, last=None)
    return dataclasses.replace(
        state,
        regions=tuple(region for region in state.regions if region in searcher.places.regions),
        documents=tuple(Document(d.id, agreements[by_id[d.id]].file) for d in state.documents if d.id in by_id),
    )


def _state(data: Json, searcher: Searcher) -> State:
    state = fitted(State.from_json(data), searcher)
    by_id = searcher.corpus.by_id
    choices = []
    for one in data.get("choices", ()):
        documents = tuple(Document(AgreementId(d["id"]), str(d["file"])) for d in one["documents"])
        # A choice of a document names it: it goes with the document.
        if all(document.id in by_id for document in documents):
            named = {"topic": one["topic"], "aspects": tuple(one["aspects"]), "regions": tuple(one["regions"])}
            choices.append(Choice(str(one["label"]), str(one["question"]), documents=documents, **named))
    return dataclasses.replace(state, choices=tuple(choices))


def _digest(answer: Answer) -> str:
    return hashlib.sha256(answer.text.encode()).hexdigest()
