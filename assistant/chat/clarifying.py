"""One short question with choices where a turn may mean several things, and which choice the next turn takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from assistant.answers.comparison import topic_label
from assistant.chat.intents import Sense, Words, languages, said_beside, tokens
from assistant.chat.places import base_form
from assistant.chat.state import Choice, Document
from assistant.phrases import catalogue, phrase
from assistant.search import Query, Searcher
from assistant.search.names import keys

_MOST = 4  # choices
_NEAR = 0.5  # similarity (0–1) from which a region's name is near to another
_SHORT = 4  # words of a turn that may name a choice
_LABEL = re.compile(r"\w+")


def chosen(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that ``text`` takes: by its number, by "the first", or by words that only it has."""
    if not choices:
        return None
    folded = " ".join(text.split()).casefold().strip(" .!?")
    for choice in choices:
        if folded == choice.label.casefold().strip(" .!?"):
            return choice
    words = tokens(text)
    number = _number(words, len(choices))
    if number is not None:
        return choices[number]
    said = _said(words)
    if not said or len(said) > _SHORT:
        return None
    fits = [choice for choice in choices if all(_stands(word, choice.label) for word in said)]
    return fits[0] if len(fits) == 1 else None


def _said(words: Sequence[str]) -> list[str]:
    """The words without the small ones."""
    fillers = [language.filler for language in languages().values()]
    return [word for word in words if not any(filler.has(word) for filler in fillers)]


def _number(words: Sequence[str], count: int) -> int | None:
    """The place (from 0) that a turn consisting of one number or ordinal names."""
    if len(words) == 1 and words[0].rstrip(".").isdigit():
        number = int(words[0].rstrip("."))
        return number - 1 if 1 <= number <= count else None
    said = [
        word for word in words if word not in ("vaihtoehto", "kohta", "alternativ", "numero", "nummer", "vaihtoehdon")
    ]
    for language in languages().values():
        rest = [word for word in said if not language.filler.has(word)]
        if len(rest) != 1:
            continue
        for place, ordinal in enumerate(language.ordinals):
            if ordinal.has(rest[0]):
                last = place == len(language.ordinals) - 1
                return count - 1 if last else place if place < count else None
        if rest[0].isdigit() and 1 <= int(rest[0]) <= count:
            return int(rest[0]) - 1
    return None


def _stands(word: str, label: str) -> bool:
    """Whether some form of ``word`` stands in ``label``."""
    forms = keys(word)
    return any(word == other or forms & keys(other) for other in _LABEL.findall(label.lower()) if len(other) > 2)


# ---- words of several senses


def sense_of(text: str, places: Collection[str], *, talking: bool) -> tuple[str, Sense, str] | None:
    """The word of several senses in ``text``: (language, sense, the word as written), where nothing says which is meant.

    Where one is already ``talking`` of something, only those are asked back that never say what is meant.
    """
    for code, language in languages().items():
        words = tokens(text)
        for sense in language.senses:
            named = [word for word in words if sense.words.has(word)]
            if not named or any(sense.clear.has(word) for word in words if word not in named):
                continue
            if sense.alone:
                ignored: list[Words] = [sense.words]
                if sense.alone == "asked":
                    ignored += [language.asking, language.general]
                if said_beside(text, language, ignored, places) or (talking and _leans(words)):
                    continue
            return code, sense, named[0]
    return None


def _leans(words: Sequence[str]) -> bool:
    return words[0] in ("entä", "ja", "och", "entäs")


def sense_choices(text: str, sense: Sense, word: str, language: str, places: Collection[str]) -> tuple[Choice, ...]:
    """The meanings; where the turn says more than the word itself, the question is asked anew with the meaning in it."""
    own = languages()[language]
    entries = catalogue(language, "chat")["senses"][sense.name]["choices"]
    alone = not said_beside(text, own, (sense.words, own.asking, own.general), places)
    return tuple(
        Choice(
            entry["label"],
            question=entry["ask"] if alone or "instead" not in entry else _replaced(text, word, entry["instead"]),
            topic=entry.get("topic"),
        )
        for entry in entries
    )


def _replaced(text: str, word: str, instead: str) -> str:
    """``text`` with ``word`` put into ``instead``, whose {} is the word's place."""
    return re.sub(rf"\b{re.escape(word)}\b", lambda m: instead.format(m.group()), text, count=1, flags=re.IGNORECASE)


# ---- two topics, an unknown region, several documents


def topic_choices(searcher: Searcher, query: Query, question: str, language: str) -> tuple[Choice, ...]:
    """The aspects that a question may be about, where another topic is as likely; else none."""
    if not query.rivals or query.whole_topic or not query.aspects:
        return ()
    names = [query.aspects[0][0], *query.rivals][:_MOST]
    return tuple(
        Choice(
            phrase(
                language,
                "chat.clarify.topic_choice",
                topic=topic_label(searcher, name.split(".")[0], language),
                aspect=topic_label(searcher, name, language),
            ),
            question,
            aspects=(name,),
        )
        for name in names
    )


def region_choices(searcher: Searcher, unknown: str, question: str, language: str) -> tuple[tuple[Choice, ...], bool]:
    """The known regions for one that isn't: those whose name is near to it, else all; whether they are near ones."""
    known = sorted(searcher.places.regions)
    wanted = base_form(unknown).lower()
    ranked = sorted(((SequenceMatcher(None, wanted, name.lower()).ratio(), name) for name in known), reverse=True)
    near = [name for ratio, name in ranked if ratio >= _NEAR][: _MOST - 1]
    choices = [Choice(name, _replaced(question, unknown, name), regions=(name,)) for name in near or known]
    everywhere = " ".join(re.sub(rf"\b{re.escape(unknown)}\b", "", question).split())
    choices.append(Choice(phrase(language, "chat.clarify.all_regions"), everywhere))
    return tuple(choices), bool(near)


def document_choices(searcher: Searcher, positions: Sequence[int], question: str, language: str) -> tuple[Choice, ...]:
    """The documents at ``positions``, each with its status and date."""
    statuses = catalogue(language, "answers")["statuses"]
    found = []
    for i in positions:
        agreement = searcher.corpus.agreements[i]
        d = agreement.description
        label = phrase(
            language,
            "chat.clarify.document_choice",
            file=agreement.file,
            status=statuses[d.status.value],
            date=d.date or "–",
        )
        found.append(Choice(label, question, documents=(Document(agreement.id, agreement.file),)))
    return tuple(found)
