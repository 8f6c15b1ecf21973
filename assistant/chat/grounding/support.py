"""Does a quotation support a clause of a statement: every claim of it must have its counterpart in one place of the quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.chat.grounding.claims import FACT, PERMIT, Part, Sentence, sentences_of
from assistant.chat.grounding.lexicon import entry, same_word
from assistant.chat.grounding.quantities import Quantity
from assistant.chat.grounding.roles import SUBJECT
from assistant.chat.grounding.values import Reason, Source
from assistant.search.names import keys, proper_names

_SAME_MARKS = ("or", "only", "before", "after", "usually", "without", "min", "max")
# "… kuuden kuukauden irtisanomisajalla", "med sex månaders uppsägningstid": says how long it is, whoever may do it.
_IN_PASSING = re.compile(r"\w+(?:ajalla|aikaa noudattaen)\b|\b\w+ajan (?:jälkeen|kuluttua)\b|\bmed\b.*\w+tid\b")
_NAMED_TIME = re.compile(r"\w{4,}(?:aika|aikana|tid|tiden)\b")
# The order in which a failure says most: what failed last came nearest.
_ORDER = (Reason.WORDS, Reason.NUMBER, Reason.PARTY, Reason.NEGATION, Reason.MODALITY, Reason.CONDITION)


def unsupported(part: Part, conditional: bool, source: Source) -> Reason | None:
    """Why ``source`` does not support ``part``; None where it does. ``conditional``: the statement makes a condition."""
    names = frozenset(key for name in source.names for word in _names(name) for key in keys(word))
    heading = tuple(p for s in sentences_of(source.heading, source.language) for p in s.parts) if source.heading else ()
    best: Reason | None = Reason.WORDS
    previous: tuple[Part, ...] = ()
    for sentence in sentences_of(source.text, source.language):
        for first, run in _runs(sentence.parts):
            before = (*previous, *sentence.parts[:first])
            reason = _mismatch(part, run, before, heading, names, _conditional(conditional, sentence))
            if reason is None:
                return None
            best = max(best or reason, reason, key=_ORDER.index)
        previous = sentence.parts
    return best


def _names(name: str) -> Iterable[str]:
    return proper_names(name) or re.findall(r"[^\W\d_]{3,}", name)


def _conditional(stated: bool, sentence: Sentence) -> bool:
    """Whether statement and quotation differ in making a condition."""
    return stated != sentence.conditional


def _runs(parts: tuple[Part, ...]) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """Each clause, and each with the clauses after it that depend on it: a relative clause, or one without a verb of its own."""
    for first in range(len(parts)):
        for last in range(first, len(parts)):
            if last > first and not (parts[last].pronoun or parts[last].elliptic):
                break
            yield first, parts[first : last + 1]


def _mismatch(
    part: Part,
    run: tuple[Part, ...],
    before: tuple[Part, ...],
    heading: tuple[Part, ...],
    names: frozenset[str],
    conditional: bool,
) -> Reason | None:
    if not _words_covered(part, run, before, heading, names):
        return Reason.WORDS
    if not _same_quantities(part, run):
        return Reason.NUMBER
    if not _same_actors(part, run):
        return Reason.PARTY
    if {p.negations for p in run} != {part.negations}:
        return Reason.NEGATION
    if any(_swapped(part, p) for p in run):
        return Reason.PARTY
    modalities = {p.modality for p in run}
    if modalities != {part.modality} and not _in_passing(part, run):
        return Reason.MODALITY
    theirs = frozenset().union(*(p.marks for p in run))
    if any((mark in part.marks) != (mark in theirs) for mark in _SAME_MARKS) or conditional:
        return Reason.CONDITION
    if "all" in part.marks and "all" not in theirs:
        return Reason.CONDITION
    return None


def _words_covered(
    part: Part, run: tuple[Part, ...], before: tuple[Part, ...], heading: tuple[Part, ...], names: frozenset[str]
) -> bool:
    own = [w for p in run for w in (*p.words, *p.inherited)]
    rest = [w for w in (*part.words, *part.inherited) if not _among(w, own) and not keys(w) & names]
    if not rest:
        return True
    if any(_is_verb(w) for w in rest):
        return False
    context: list[str] = []
    if any(p.pronoun for p in run):
        context += [w for p in before for w in p.words]
    # A heading says what the clause is about, unless the statement leaves out what the clause itself says it of.
    if all(_among(w, part.words) for p in run for w in p.words if not _is_verb(w) and not keys(w) & names):
        context += [w for p in heading for w in p.words]
    # What the clause itself says must weigh more than what it only points back to.
    named = [w for w in (*part.words, *part.inherited) if _among(w, own)]
    return len(named) + len(part.quantities) >= len(rest) and all(_among(w, context) for w in rest)


def _among(word: str, words: Sequence[str]) -> bool:
    return any(same_word(word, other) for other in words)


def _is_verb(word: str) -> bool:
    known = entry(word)
    return known is not None and known.verb


def _same_quantities(part: Part, run: tuple[Part, ...]) -> bool:
    """Whether the run has the part's quantities and, of their kinds, no others."""
    theirs = [q for p in run for q in p.quantities]
    kinds = {q.kind for q in part.quantities}
    return all(_has(q, theirs, run) for q in part.quantities) and all(
        _has(q, part.quantities, (part,)) for q in theirs if q.kind in kinds and _comparable(q, part)
    )


def _comparable(quantity: Quantity, part: Part) -> bool:
    """Whether the statement counts the same thing, so that another number of it would be its contrary."""
    if quantity.kind != "count":
        return True
    counted = [q.of for q in part.quantities if q.kind == "count"]
    return any(not of or not quantity.of or same_word(of, quantity.of) for of in counted)


def _has(quantity: Quantity, among: Sequence[Quantity], run: tuple[Part, ...]) -> bool:
    for other in among:
        if (other.kind, other.value, other.bound) != (quantity.kind, quantity.value, quantity.bound):
            continue
        if quantity.kind != "count" or _of_the_same(quantity, other, run):
            return True
    return False


def _of_the_same(quantity: Quantity, other: Quantity, run: tuple[Part, ...]) -> bool:
    if quantity.of and other.of:
        return same_word(quantity.of, other.of)
    named = quantity.of or other.of
    return not named or any(_among(named, p.words) for p in run)


def _same_actors(part: Part, run: tuple[Part, ...]) -> bool:
    theirs = frozenset().union(*(p.subjects for p in run))
    if part.subjects and part.subjects != theirs:
        return False
    mentioned = {(m.actor, m.role) for p in run for m in p.actors}
    others = {actor for actor, role in mentioned if role != SUBJECT}
    same = part.language == run[0].language
    for role in {m.role for m in part.actors if same and m.role in ("to", "from", "at")}:
        if {a for a, r in mentioned if r == role} != {m.actor for m in part.actors if m.role == role}:
            return False
    for mention in part.actors:
        if mention.role == SUBJECT:
            continue
        if (mention.actor, mention.role) not in mentioned if same else mention.actor not in others:
            return False
    return True


def _swapped(part: Part, theirs: Part) -> bool:
    """Whether two nouns changed places around one verb: what does it here has it done to it there, and the reverse."""
    if part.language != theirs.language or not part.verbs & theirs.verbs:
        return False
    verb = next(iter(part.verbs & theirs.verbs))
    ours, others = _sides(part, verb), _sides(theirs, verb)
    turned = {
        (was, now)
        for word, was in ours.items()
        for other, now in others.items()
        if same_word(word, other) and was != now
    }
    return {("does", "done to"), ("done to", "does")} <= turned


def _sides(part: Part, verb: str) -> dict[str, str]:
    """Which nouns do it and which it is done to: in Finnish by case, in Swedish by their place before or after the verb."""
    sides: dict[str, str] = {}
    if part.language == "sv":
        at = part.words.index(verb)
        for i, word in enumerate(part.words):
            if i != at and abs(i - at) == 1:
                sides[word] = "does" if i < at else "done to"
        return sides
    for word in part.words:
        if word in part.verbs or word in part.names:
            continue
        if re.search(r"(?:[^nt]|ut|yt|nen)$", word) and not re.search(
            r"(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|ta|tä|aa|ää|ia|iä)$", word
        ):
            sides[word] = "does"
        elif re.search(r"(?:n|aa|ää|ta|tä)$", word):
            sides[word] = "done to"
    return sides


def _in_passing(part: Part, run: tuple[Part, ...]) -> bool:
    """Whether the part only says how long a time is that a permission names in passing."""
    return (
        part.modality == FACT
        and {p.modality for p in run} == {PERMIT}
        and not part.verbs
        and not part.actors
        and any(_NAMED_TIME.fullmatch(word) for word in (*part.words, *part.inherited))
        and any(_IN_PASSING.search(p.text) for p in run)
    )
