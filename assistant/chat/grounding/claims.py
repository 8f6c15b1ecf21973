"""What a sentence claims, clause by clause: its words, actors in roles, quantities, negation, modality, and conditions.

The same reading is made of a model's statement and of a quotation, so that the two can be compared; where the reading errs, it mostly
errs alike on both sides, and where it does not, the statement is dropped. Nothing is proved by it: it can only let a statement pass
whose every part has its counterpart in one place of the quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.chat.grounding.lexicon import actor, entry, ignored, letters
from assistant.chat.grounding.quantities import Quantity, quantities, time_word, words_of
from assistant.chat.grounding.roles import SUBJECT, Mention, mentions
from assistant.documents.sentences import sentences
from assistant.model import Clause

FACT, PERMIT, AIM = "fact", "permit", "aim"
EMPLOYED = "employed"
_NEGATION = {
    "fi": re.compile(
        r"\b(?:ei|en|emme|ette|eivät|eikä|eivätkä|ellei|elleivät|jollei|jolleivät|älköön|älkööt|tuskin)\b"
    ),
    "sv": re.compile(r"\b(?:inte|ej|icke|aldrig|ingen|inget|inga|ingenting|ingalunda)\b"),
}
_NEGATED_VERB = re.compile(r"\b(?:ei|en|emme|ette|eivät|eikä|eivätkä)\s+(\w+)")
_PERMIT = re.compile(
    r"\b(?:voi|voivat|voidaan|voida|voineet|saa|saavat|saada|saadaan|saako|kan|får|kunna|mahdollista|mahdollisuus|mahdollisuutta|"
    r"oikeus|oikeutta|oikeutettu\w*|oikeuttaa|sallit\w+|möjligt|möjlighet\w*|rätt|rätten|berättig\w+|tillåt\w+)\b"
)
_AIM = re.compile(
    r"\b(?:pyri\w+|pyrk\w+|tavoitteena|tavoittele\w+|suosit\w+|tulisi\w*|pitäisi\w*|voisi\w*|saisi\w*|olisi|harkit\w+|"
    r"strävar|eftersträv\w+|rekommend\w+|bör|borde|skulle|överväg\w+|avsikten|aikovat|aikoo|tarkoituksena)\b"
)
_MARKS = {
    "or": re.compile(r"\b(?:tai|taikka|joko|eller|antingen)\b"),
    "only": re.compile(r"\b(?:vain|ainoastaan|pelkästään|yksinomaan|endast|bara|enbart|uteslutande)\b|\bei\b[^.,]*\bkuin\b"),
    "before": re.compile(r"\b(?:ennen|viimeistään|mennessä|senast|före|innan)\b"),
    "after": re.compile(r"(?<!\bsen )\bjälkeen\b|\bsen jälkeen,? kun\b|\b(?:kuluttua|päästä|hyväksyttyä|efter)\b"),
    "alternate": re.compile(r"\b(?:joka toi(?:nen|sena)|varannan) (?=maanan|tiis|keskiv|tors|perjan|måndag|ons|fre)"),
    "without": re.compile(r"\b(?:ilman|vailla|utan)\b"),
    "min": re.compile(r"\b(?:vähintään|vähimmillään|ainakin|minst|åtminstone)\b"),
    "max": re.compile(r"\b(?:enintään|korkeintaan|enimmillään|högst)\b"),
    "usually": re.compile(
        r"\b(?:yleensä|pääsääntöisesti|ensisijaisesti|tarpeen mukaan|tavallisesti|mahdollisuuksien|tarvittaessa|"
        r"i regel|i allmänhet|främst|"
        r"vanligen|i första hand|vid behov|i huvudsak)\b"
    ),
    "all": re.compile(
        r"\b(?:kaikki|kaikkien|kaikkia|kaikilla|kaikille|kaikissa|jokai\w+|kukin|kunkin|kullakin|kuki\w*|alla|samtliga|varje|"
        r"envar|aina|alltid)\b"
    ),
}  # fmt: skip
_CONDITION = re.compile(
    r"\b(?:jos|mikäli|edellyttäen|ellei|elleivät|jollei|jolleivät|"
    r"ellet|paitsi|ifall|förutsatt|såvida|utom)\b|\blukuun ottamatta\b|\bmed undantag\b|"
    r"(?:^|[,;–-]\s*)(?:utom |endast |bara )?om\b(?! att\b)|\b(?:vain|ainoastaan) (?:jos|kun)\b|\bpoikkeu\w+|\bundantag\w*"
)
_PRONOUN = re.compile(
    r"\b(?:se|sen|sitä|siitä|siihen|ne|niiden|niitä|niistä|joka|jonka|jota|josta|jossa|jotka|joiden|joista|tämä|tämän|hän|hänen|"
    r"hänet|häntä|hänelle|hänellä|den|det|dess|de|deras|dem|som|denna|detta|hen|hon|han|hennes|hans|vars|samma)\b"
)
_PERSONAL = re.compile(r"\b(?:hän|hänen|hänet|häntä|hänelle|hänellä|hen|hon|han|hennes|hans)\b")
_PASSIVE = re.compile(r"\b\w+(?:taan|tään|daan|dään|ttiin|tiin|taisiin)\b")
_VERB = re.compile(
    r"\b(?:on|ovat|oli|ole|olla|voi|saa|tulee|pitää|är|har|kan|får|ska|skall|måste|bör|blir|\w{3,}(?:vat|vät|taan|tään|daan|dään|"
    r"ttiin|tuu|tyy|see|lee|kee|oi|isi))\b"
)
_SPLIT = re.compile(
    r"\s*[;:]\s+|\s*\((?=\w+ \d)|"
    r"\s+(?=(?:eikä|eivätkä)\b)|\s*,\s*(?=(?:joka|jonka|jossa|josta|jota|jotka|joiden|joissa|som|eikä|eivätkä)\b)|"
    r"\s*,\s*(?:(?:ja|sekä|mutta|vaan|kun taas|och|samt|men|utan|medan)\s+)?|"
    r"\s+(?:ja|sekä|och|samt|mutta|vaan|kun taas|men|medan|–|—)\s+(?!\S+n (?:kesken|välillä)\b)"
)
_LEADER_TWO = re.compile(r"\bjohtava(\w*) henkilö(\w*)|\bledande person(\w*)", re.IGNORECASE)
_PHRASES = (
    (re.compile(r"\btills vidare\b"), "tillsvidare"),
    (re.compile(r"\bsäg(?:a|er|as|s) upp\b"), "uppsäger"),
    (re.compile(r"\b(?:sanoa|sanoo|sanotaan) (\w+ )?irti\b"), r"\1irtisanoa"),
    (re.compile(r"\bvid sidan\b"), "vid-sidan"),
    (re.compile(r"\bvice ordförande"), "viceordförande"),
    (re.compile(r"\bpå plats\b"), "på-plats"),
    (re.compile(r"\bi kraft\b"), "ikraft"),
    (
        re.compile(
            r"\bpäättymään ((?:\w+ ){1,2}(?:kuukauden|vuoden)|\d+ kk:n) (?:kuluttua|päästä) (?:\w+sta )?irtisanomis\w+"
        ),
        r"\1 irtisanomisajalla",
    ),
    (re.compile(r"\bvarje (?=(?:mån|tis|ons|tors|fre)dag)"), ""),
    (re.compile(r"\b(?:osapuolet|sopijapuolet) ovat velvollisia\b"), "osapuolten on"),
)
_NAME = re.compile(r"(?<=\w )[A-ZÅÄÖ][\w-]+")
_ROLE_OF = {
    "hän": SUBJECT, "hen": SUBJECT, "hon": SUBJECT, "han": SUBJECT, "häntä": "object", "hänet": "object", "hänelle": "to",
    "hänellä": "at", "henne": "object",
}  # fmt: skip
_SWEDISH = re.compile(
    r"\b(?:och|att|är|av|för|som|med|den|det|till|en|ett|på|inte|om|i|från|eller|kan|ska)\b|\b\w*å\w*\b"
)
_FINNISH = re.compile(
    r"\b(?:ja|on|ei|joka|sekä|ovat|tai|kela\w*|\w+(?:ssa|ssä|sta|stä|lla|llä|lle|taan|tään|ksen|kset|nen|sen|uu|yy))\b|"
    r"\b\w*(?:aa|ää|ii|uo|yö)\w*\b"
)
COST = frozenset({"rent", "cost", "salary", "joint_cost"})
ORGANISATIONS = frozenset({"KELA", "HVA", "TVA", "TOWN", "HOST", "KEHA", "PARTIES"})
_PERSONS = ("LEADER", "VICE", "CHAIR", "DEPUTY", "CUSTOMER")


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of a sentence."""

    text: str  # lower case
    words: tuple[str, ...]  # content words in lower case; not actors, not quantities, not what the other fields say
    verbs: frozenset[str]  # those of ``words`` that are verbs by the lexicon
    names: frozenset[str]  # those of ``words`` that are written as names
    actors: tuple[Mention, ...]
    subjects: frozenset[str]  # who does it, also where the clause leaves it to the one before
    quantities: tuple[Quantity, ...]
    negations: int
    modality: str
    marks: frozenset[str]
    pronoun: bool
    language: str
    elliptic: bool  # has no verb of its own
    inherited: tuple[str, ...] = ()  # words that it leaves to the clause before or after


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as its clauses; ``conditional`` says that it makes a condition or an exception."""

    parts: tuple[Part, ...]
    conditional: bool


def language_of(text: str, default: str = "fi") -> str:
    """ "fi" or "sv", by the small words."""
    lower = text.lower()
    swedish, finnish = len(_SWEDISH.findall(lower)), len(_FINNISH.findall(lower))
    if swedish == finnish:
        return default
    return "sv" if swedish > finnish else "fi"


@lru_cache(maxsize=2_000)
def sentences_of(text: str, language: str = "fi") -> tuple[Sentence, ...]:
    """The sentences of a text, read clause by clause."""
    found: list[Sentence] = []
    last: Part | None = None
    person: str | None = None
    for start, end in sentences(Clause(0, None, None, 1, text)):
        sentence = text[start:end]
        read: list[Part] = []
        for piece in _clauses(sentence):
            read.append(_with_inherited(_read(piece, language), read[-1] if read else None, last, person))
            person = next((m.actor for m in reversed(read[-1].actors) if m.actor in _PERSONS), person)
        if read:
            found.append(Sentence(tuple(_with_shared(read)), bool(_CONDITION.search(sentence.lower()))))
            last = read[-1]
    return tuple(found)


def _clauses(sentence: str) -> list[str]:
    """A sentence cut where one clause ends and another begins; a list of nouns stays whole."""
    pieces: list[str] = []
    begin = 0
    for bound in _SPLIT.finditer(sentence):
        if bound.start() < begin:
            continue
        if _joins_parties(sentence, bound):
            continue
        if ":" in bound.group() and _is_label(sentence[begin : bound.start()]):
            continue
        if _is_full(sentence[begin : bound.start()]) and _is_full(_next(sentence[bound.end() :])):
            pieces.append(sentence[begin : bound.start()].strip())
            begin = bound.end()
    return [piece for piece in [*pieces, sentence[begin:].strip()] if piece]


def _joins_parties(sentence: str, bound: re.Match[str]) -> bool:
    """Whether two parties in one case are joined here: "hyvinvointialueelta ja Kelalta"."""
    before, after = sentence[: bound.start()].split()[-1:], sentence[bound.end() :].split()[:1]
    if not before or not after or "," in bound.group():
        return False
    pair = [mentions(word.strip(".,;:").lower(), "fi") for word in (before[0], after[0])]
    return (
        all(found and found[0].actor in ORGANISATIONS for found in pair)
        and pair[0][0].role == pair[1][0].role != SUBJECT
    )


def _is_label(piece: str) -> bool:
    """Whether words before a colon only name what follows: "työnantaja: kunta", "irtisanomisaika: 6 kk"."""
    return len(piece.split()) <= 2 and not _VERB.search(piece.lower()) and not quantities(piece)


def _next(rest: str) -> str:
    """The words up to the next bound that would make a clause of their own, or all of them."""
    for bound in _SPLIT.finditer(rest):
        if _is_full(rest[: bound.start()]):
            return rest[: bound.start()]
    return rest


def _is_full(piece: str) -> bool:
    """Whether words can be a clause: a verb, or at least two of actors, quantities and content words."""
    lower = piece.lower()
    if _VERB.search(lower):
        return True
    named: list[str] = []
    others = len(quantities(piece))
    for match in letters(lower):
        word = match.group()
        known = entry(word)
        if known is not None and known.verb:
            return True
        if (name := actor(word)) is not None:
            named.append(name)
        elif word not in ignored() and not (known and time_word(known.concept)) and not _is_name(piece, match):
            others += 1
    if others <= 0 and set(named) <= ORGANISATIONS:
        return False  # a bare list of parties
    return max(others, 0) + len(named) >= 2


def _is_name(piece: str, match: re.Match[str]) -> bool:
    """Whether a word says whose or where, so that "Koivulan kaupunki", "Koivulassa kaupunki" are one thing."""
    word = piece[match.start() : match.end()]
    inside = bool(piece[: match.start()].strip(' ”"('))
    return word[:1].isupper() and (
        inside or word.endswith(("ssa", "ssä", "lla", "llä")) or piece[match.end() :].startswith(" stad")
    )


def _read(piece: str, language: str) -> Part:
    lower = _LEADER_TWO.sub(
        lambda m: "johtavahenkilö" + (m[2] or "") if m[3] is None else "ledandeperson" + m[3], piece
    ).lower()
    for pattern, replacement in _PHRASES:
        lower = pattern.sub(replacement, lower)
    found = quantities(piece)
    used = words_of(lower, found) if found else frozenset()
    words = tuple(
        match.group()
        for match in letters(lower)
        if not actor(match.group()) and match.group() not in ignored() and match.group() not in used
    )
    words = _paying(words, found)
    if re.search(r"\b(?:on|är)\b.*\b(?:työntekijä|anställda?)$", lower.rstrip(" .")) and "LEADER" in {
        actor(w) for w in lower.split()
    }:
        words = tuple("työnantaja" if w == "työntekijä" else w for w in words)
    named = _employing(mentions(lower, language), words)
    return Part(
        text=lower,
        words=words,
        verbs=frozenset(w for w in words if (e := entry(w)) is not None and e.verb),
        names=frozenset(m.lower() for m in _NAME.findall(piece)),
        actors=named,
        subjects=frozenset(m.actor for m in named if m.role == SUBJECT),
        quantities=found,
        negations=len(_NEGATION[language].findall(lower)),
        modality=AIM if _AIM.search(lower) else PERMIT if _PERMIT.search(lower) else FACT,
        marks=frozenset(name for name, pattern in _MARKS.items() if pattern.search(lower)),
        pronoun=bool(_PRONOUN.search(lower)),
        language=language,
        elliptic=not (_VERB.search(lower) or _negated_verb(lower) or any(_is_verb(w) for w in words)),
    )


def _negated_verb(text: str) -> bool:
    """Whether a Finnish negation stands before its verb, not before a party: "eikä pyydä", but not "eikä Kela"."""
    return any(not actor(match[1]) for match in _NEGATED_VERB.finditer(text))


def _employing(named: tuple[Mention, ...], words: tuple[str, ...]) -> tuple[Mention, ...]:
    """Who employs whom, however it is said: "A:n työnantaja on B", "A on B:n palveluksessa", "A är anställd hos B"."""
    concepts = {e.concept for w in words if (e := entry(w)) is not None}
    organisations = {m.actor for m in named} & ORGANISATIONS
    if "employment" not in concepts or len(organisations) != 1 or concepts & COST:
        return named
    roles = {"LEADER": EMPLOYED, **dict.fromkeys(organisations, "employer")}
    return tuple(dict.fromkeys(Mention(m.actor, roles.get(m.actor, m.role)) for m in named))


def _paying(words: tuple[str, ...], found: tuple[Quantity, ...]) -> tuple[str, ...]:
    """Who answers for a cost pays it: "vastaa vuokrasta" is "maksaa vuokran", "står för kostnaderna" is "betalar".

    So does who takes part in it with a share or a sum: "osallistuu kustannuksiin 10 prosentilla".
    """
    concepts = {e.concept for w in words if (e := entry(w)) is not None}
    if not concepts & COST:
        return words
    counted = any(q.kind in ("share", "€") for q in found)
    return tuple(
        "maksaa"
        if (e := entry(w)) is not None
        and (e.concept in ("answer_for", "stand_for") or (counted and _TAKES_PART.match(w)))
        else w
        for w in words
    )


_TAKES_PART = re.compile(r"osallistu(?:u|vat|a)$|deltar$")


def _with_inherited(part: Part, before: Part | None, last: Part | None, person: str | None) -> Part:
    """``part`` with what it leaves to the clause before it: its verb, its noun where it has none, and who does it."""
    if before is not None and part.elliptic:
        own = [w for w in part.words if w not in part.names]
        left = tuple(w for w in (*before.words, *before.inherited) if w in before.verbs or _is_verb(w) or not own)
        modality = before.modality if part.modality == FACT else part.modality
        part = replace(part, inherited=tuple(w for w in left if w not in before.names), modality=modality)
    if person is not None:
        pronouns = tuple(
            Mention(person, role) for word in _PERSONAL.findall(part.text) for role in (_ROLE_OF.get(word, "of"),)
        )
        part = replace(part, actors=(*part.actors, *pronouns))
        if any(m.role == SUBJECT for m in pronouns) and not part.subjects:
            return replace(part, subjects=frozenset({person}))
    source = before or (last if part.pronoun else None)
    if part.subjects or source is None or _PASSIVE.search(part.text) or _PERSONAL.search(part.text):
        return part
    if before is not None or re.match(r"\W*(?:se|ne|den|det|de)\b", part.text):
        return replace(part, subjects=source.subjects)
    return part


def continued(part: Part, before: Part) -> Part:
    """``part``, which begins after a citation, with what it leaves to the clause ``before`` the citation."""
    return _with_inherited(part, before, None, None)


def _is_verb(word: str) -> bool:
    known = entry(word)
    return known is not None and known.verb


def _with_shared(parts: list[Part]) -> list[Part]:
    """A clause without a noun before one without a verb shares its noun: "A betalar 55 procent och B 35 procent av kostnaderna"."""
    out = list(parts)
    for i, part in enumerate(parts[:-1]):
        after = parts[i + 1]
        own = [w for w in part.words if w not in part.verbs and w not in part.names]
        if not own and after.elliptic and part.quantities and after.quantities:
            shared = tuple(w for w in after.words if w not in after.names)
            out[i] = replace(part, inherited=(*part.inherited, *shared))
    return out
