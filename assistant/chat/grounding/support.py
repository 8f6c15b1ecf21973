"""Does a quotation support a clause of a statement: every claim of it must have its counterpart in one place of the quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.chat.grounding.claims import COST, EMPLOYED, FACT, ORGANISATIONS, PERMIT, Part, Sentence, sentences_of
from assistant.chat.grounding.lexicon import actor, entry, ignored, letters, same_word
from assistant.chat.grounding.quantities import Quantity
from assistant.chat.grounding.roles import SUBJECT, Mention
from assistant.chat.grounding.values import Reason, Source
from assistant.search.names import keys, proper_names

_SAME_MARKS = ("alternate", "or", "only", "before", "after", "usually", "without", "min", "max")
# "… kuuden kuukauden irtisanomisajalla", "med sex månaders uppsägningstid": says how long it is, whoever may do it.
_IN_PASSING = re.compile(r"\w+(?:ajalla|aikaa noudattaen)\b|\b\w+ajan (?:jälkeen|kuluttua)\b|\bmed\b.*\w+tid\b")
_NAMED_TIME = re.compile(r"\w{4,}(?:aika|aikana|tid|tiden)\b")
# Doing these, one has to do with another: their roles are never left open.
_TO_ANOTHER = frozenset(
    {
        *("pay", "answer_for", "bill", "compensate", "name", "choose", "appoint", "approve", "invite", "provide"),
        *("rent_out", "assign", "replace", "buy", "inform", "support", "guide"),
    }
)
# What a heading or the sentence before may have named for the rest.
_SPOKEN_OF = frozenset({"BOARD", "LEADER"})
_SHARED = frozenset({"share", "€"})
_A_SHARE = frozenset({"osuus", "osuuden", "osuudella", "osuudesta", "osuutena", "andel", "andelen"})
_END = re.compile(r"\b(?:loppuun|saakka|asti|utgången|till och med)\b")
_PAYING = frozenset({"pay", "answer_for"})
_HELD = frozenset({SUBJECT, "of", "at"})
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
    if not part.actors and _other_names(part, run, names):
        return Reason.PARTY
    around = frozenset(m.actor for p in (*heading, *before) for m in p.actors) & _SPOKEN_OF
    missing = frozenset(m.actor for p in run for m in p.actors) - {m.actor for m in part.actors}
    if missing & _SPOKEN_OF:
        around = frozenset()  # the clause itself names another
    if missing and _names_twice(part):
        return Reason.PARTY  # one stands where another should
    if not _same_actors(part, run, around):
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
    if any(q.kind in _SHARED for q in part.quantities):
        rest = [w for w in rest if w not in _A_SHARE]
        if _is_split(run):
            rest = [w for w in rest if not _is(w, "pay")]
    if sum(q.kind == "date" for p in run for q in p.quantities) > 1:
        rest = [w for w in rest if not _is(w, "fixed_term")]
    if not rest:
        return True
    if any(_is_verb(w) for w in rest):
        return False
    # What a clause is about is often said before it, or in its heading.
    context = [w for p in (*before, *heading) for w in p.words]
    # What the clause itself says must weigh more than what it only points back to.
    named = [w for w in (*part.words, *part.inherited) if _among(w, own)]
    return len(named) + len(part.quantities) >= len(rest) and all(_among(w, context) for w in rest)


def _names_twice(part: Part) -> bool:
    named = [name for match in letters(part.text) if (name := actor(match.group())) is not None]
    return len(named) > len(set(named))


def _other_names(part: Part, run: tuple[Part, ...], names: frozenset[str]) -> bool:
    """Whether the statement names one of the parties' places and the quotation another in its stead."""
    ours = {key for w in part.words for key in keys(w)} & names
    theirs = {key for p in run for w in p.words for key in keys(w)} & names
    return bool(ours and theirs) and not ours & theirs


def _among(word: str, words: Sequence[str]) -> bool:
    return any(same_word(word, other) for other in words)


def _is_split(run: tuple[Part, ...]) -> bool:
    """Whether a clause without a verb says who has which share of a cost, and so who pays it: "kustannukset: kaupunki 65 %"."""
    concepts = {known.concept for p in run for w in (*p.words, *p.inherited) if (known := entry(w)) is not None}
    bare = not any(p.verbs for p in run) and not any(_is_verb(w) for p in run for w in p.inherited)
    return bare and bool(concepts & COST) and any(q.kind == "share" for q in _all_of(run))


def _is(word: str, concept: str) -> bool:
    known = entry(word)
    return known is not None and known.concept == concept


def _is_verb(word: str) -> bool:
    known = entry(word)
    return known is not None and known.verb


def _same_quantities(part: Part, run: tuple[Part, ...]) -> bool:
    """Whether the run has the part's quantities and, of their kinds, no others."""
    theirs = _all_of(run)
    dates = [q for q in theirs if q.kind == "date"]
    if _END.search(part.text) and [q for q in part.quantities if q.kind == "date"] == dates[-1:] and len(dates) == 2:
        theirs.remove(dates[0])  # of "from … to …" only the end is said
    kinds = {q.kind for q in part.quantities}
    return all(_has(q, theirs, run) for q in part.quantities) and all(
        _has(q, part.quantities, (part,)) for q in theirs if q.kind in kinds and _comparable(q, part)
    )


def _comparable(quantity: Quantity, part: Part) -> bool:
    """Whether the statement counts the same thing, so that another number of it would be its contrary."""
    if quantity.kind != "count":
        return True
    counted = [q.of for q in part.quantities if q.kind == "count"]
    return any(not _counted(of) or not _counted(quantity.of) or same_word(of, quantity.of) for of in counted)


def _has(quantity: Quantity, among: Sequence[Quantity], run: tuple[Part, ...]) -> bool:
    for other in among:
        if (other.kind, other.value, other.bound) != (quantity.kind, quantity.value, quantity.bound):
            continue
        if quantity.kind != "count" or _of_the_same(quantity, other, run):
            return True
    return False


def _of_the_same(quantity: Quantity, other: Quantity, run: tuple[Part, ...]) -> bool:
    named, theirs = (of if _counted(of) else "" for of in (quantity.of, other.of))
    if named and theirs:
        return same_word(named, theirs)
    named = named or theirs
    return not named or any(_among(named, (*p.words, *p.inherited)) for p in run)


def _counted(word: str) -> bool:
    """Whether the word after a number is what is counted, not who has it or what they do."""
    return bool(word) and actor(word.lower()) is None and word.lower() not in ignored() and not _is_verb(word.lower())


def _same_actors(part: Part, run: tuple[Part, ...], around: frozenset[str]) -> bool:
    """Whether the part's actors are the run's, in the same roles; ``around`` are those that heading and context speak of."""
    mentioned = {(m.actor, m.role) for p in run for m in p.actors}
    held = _holders(part, run, mentioned)
    theirs = frozenset().union(*(p.subjects for p in run))
    if part.subjects and part.subjects != theirs:
        left = {a for a in part.subjects - theirs if a not in held and not (a in around and not theirs)}
        if left or {a for a in theirs - part.subjects if a not in held}:
            return False
    others = {actor for actor, role in mentioned if role != SUBJECT}
    same = part.language == run[0].language
    for role in {m.role for m in part.actors if same and m.role in ("to", "from", "at")}:
        ours = {m.actor for m in part.actors if m.role == role} - held - around
        if ours and {a for a, r in mentioned if r == role} - held != ours:
            return False
    for mention in part.actors:
        if mention.role == SUBJECT or mention.actor in held:
            continue
        if mention.actor == "PARTIES" and "all" in part.marks:
            continue  # "all parties" are all, whether they are named or not
        if mention.role == EMPLOYED and mention.actor in around | {a for a, _ in mentioned}:
            continue
        known = (mention.actor, mention.role) in mentioned if same else mention.actor in others
        if not known and not (mention.actor in around and mention.actor not in {a for a, _ in mentioned}):
            return False
    return True


def _holders(part: Part, run: tuple[Part, ...], mentioned: set[tuple[str, str]]) -> frozenset[str]:
    """The one organisation of both, where nothing is done to anybody: "Kelan osallistuminen", "Kela osallistuu", "Kelalla on"."""
    ours = {m.actor for m in part.actors} & ORGANISATIONS
    theirs = {actor for actor, _ in mentioned} & ORGANISATIONS
    shares = all(any(q.kind in _SHARED for q in quantities) for quantities in (part.quantities, _all_of(run)))
    verbs = {known.concept for p in (part, *run) for w in (*p.words, *p.inherited) if (known := entry(w)) is not None}
    things = frozenset(
        a for a in _SPOKEN_OF if _only_held(a, part.actors) and _only_held(a, (m for p in run for m in p.actors))
    )
    if verbs & _TO_ANOTHER and not (shares and not verbs & _TO_ANOTHER - _PAYING):
        return frozenset()
    if len(ours) != 1 or ours != theirs:
        return things
    counted = any(q.kind == "count" for q in part.quantities) and any(
        q.kind == "count" for p in run for q in p.quantities
    )
    roles = {*_HELD, "from", "object"} if counted else _HELD
    if {m.role for m in part.actors if m.actor in ours} <= roles and {r for a, r in mentioned if a in ours} <= roles:
        return frozenset(ours) | things
    return things


def _all_of(run: tuple[Part, ...]) -> list[Quantity]:
    return [q for p in run for q in p.quantities]


def _only_held(name: str, mentions: Iterable[Mention]) -> bool:
    roles = {m.role for m in mentions if m.actor == name}
    return bool(roles) and roles <= _HELD


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
