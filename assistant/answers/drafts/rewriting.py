"""A passage of one region as a passage for another: names, values and references become slots, filled or visibly open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.answers.drafts.figures import figures
from assistant.answers.drafts.forms import case_of_abbreviation, case_of_place, forms
from assistant.answers.drafts.names import WORD, Names
from assistant.answers.drafts.organs import clause_number, organs
from assistant.answers.results import Replaced, Slot
from assistant.phrases import catalogue, phrase
from assistant.search.names import keys, proper_names

AUTHORITY, COUNTY, KELA = "employment_authority", "wellbeing_county", "kela"
_PARTY = {  # what a party is called where no name is known: by language and role
    "fi": {AUTHORITY: "työvoimaviranomainen", COUNTY: "hyvinvointialue"},
    "sv": {AUTHORITY: "arbetskraftsmyndigheten", COUNTY: "välfärdsområdet"},
}
_COUNTY_WORDS = ("hyvinvointialue", "välfärdsområdet")
_AREA_WORDS = ("työllisyysalue", "sysselsättningsområdet")
_TOWN_WORDS = ("kaupunki", "kunta", "staden", "kommunen", "kuntayhtymä", "samkommunen")
_ABBREVIATION = re.compile(r"\b(TVA|HVA)\b(?::(\w+))?")
_ADDRESS = re.compile(
    r"\b[A-ZÅÄÖ][\wåäö]+(?:katu|tie|kuja|kaari|polku|puisto|tori|gatan|vägen|gränd|torget)\w*\s\d+(?:\s?[A-Za-z]\b)?"
    r"(?:,\s\d{5}\s[A-ZÅÄÖ]\w+)?"
)
_REFERENCE = re.compile(
    r"\b(?P<what>koh(?:ta|dan|dassa|dasta|taan|tien|dissa)|luvu(?:n|ssa)|liit(?:e|teen|teessä|teestä|teeksi)|liittei(?:den|tä|ssä|stä)|kohtia|kohdista|taulukon"
    r"|punkt(?:en)?|kapitel|bilag(?:a|an|orna))\s(?P<number>\d+(?:\.\d+)*(?:\s?[a-d]\b)?(?:\s(?:ja|tai|och|eller)\s\d+(?:\.\d+)*)?)(?![\w.]*\s?(?:momen|§))",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\[([^\[\]]{1,200})\]")
_COURT = re.compile(r"\s(?:hallinto-|käräjä|hovi)?oikeu|\s(?:förvaltningsdomstol|tingsrätt|hovrätt)")
# A town that isn't the party: "any other town", "the member towns".
_OTHER_TOWN = re.compile(
    r"(?:\b(?:muu|muun|kukin|kunkin|jokai\w+|toi\w+|oma|oman|yksittäi\w+|annan|annat|varje)|[Nn]nan)\s$"
)


@dataclass(frozen=True, slots=True)
class Target:
    """For whom a draft is made: names of parties by role, and values of the region's own agreement by their kind.

    ``told_in`` is the language in which changes are told, where it is not that of the text.
    """

    language: str
    parties: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    told_in: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Whose passage it is: the document's names and parties; a model's blanks are kept open."""

    names: Names
    parties: tuple[str, ...]
    is_model: bool = False


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The passage's new text, where it was changed, and what was changed in words."""

    text: str
    replaced: tuple[Replaced, ...]
    slots: tuple[Slot, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    new: str
    kind: str  # of the phrase that tells of it
    slot: Slot | None = None


def roles(parties: tuple[str, ...]) -> dict[str, str]:
    """The parties' names by role. A role that several have is left out: whose the duty is, is not known."""
    found: dict[str, list[str]] = {}
    for party in parties:
        low = party.lower()
        role = (
            KELA
            if low in ("kela", "fpa") or low.startswith(("kansaneläke", "folkpension"))
            else COUNTY
            if "hyvinvointialue" in low or "välfärdsområde" in low
            else AUTHORITY
        )
        found.setdefault(role, []).append(party)
    return {role: names[0] for role, names in found.items() if len(names) == 1}


def rewritten(text: str, source: Source, target: Target, label: str = "") -> Rewritten:
    """``text``, a passage of ``source``, for ``target``; ``label`` names its durations ("irtisanomisaika")."""
    edits: list[_Edit] = []
    finders = (
        _blanks(text) if source.is_model else iter(()),
        _number(text),
        _addresses(text, target),
        _organs(text, target),
        _parties(text, source, target),
        _references(text, target),
        _figures(text, target, label),
        _abbreviations(text, target),
        _towns(text, source, target),
    )
    for found in finders:
        edits += [edit for edit in found if _free(edit.start, edit.end, edits)]
    names: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        if source.names.is_name(text, match) and _free(match.start(), match.end(), edits):
            whole = _with_words_before(text, match)
            apart = _free(whole.start(), whole.end(), edits) and (not names or names[-1].end() <= whole.start())
            names.append(whole if apart else match)
    edits += [edit for edit in _places(text, names, target) if _free(edit.start, edit.end, edits)]
    edits.sort(key=lambda edit: edit.start)
    parts, replaced, at = [], [], 0
    for edit in edits:
        parts.append(text[at : edit.start])
        new = edit.new
        first = new.lstrip("[")[:1]
        if first.islower() and text[edit.start].isupper() and _begins(text, edit.start):
            new = new.replace(first, first.upper(), 1)
        begin = sum(map(len, parts))
        parts.append(new)
        if new != text[edit.start : edit.end]:
            replaced.append(Replaced(begin, begin + len(new), text[edit.start : edit.end]))
        at = edit.end
    parts.append(text[at:])
    changes = [
        phrase(target.told_in or target.language, f"draft.changes.{e.kind}", old=text[e.start : e.end], new=e.new)
        for e in edits
        if e.new != text[e.start : e.end]
    ]
    slots = dict.fromkeys(edit.slot for edit in edits if edit.slot)
    return Rewritten("".join(parts), tuple(replaced), tuple(slots), tuple(dict.fromkeys(changes)))


def _free(start: int, end: int, edits: list[_Edit]) -> bool:
    return all(end <= edit.start or start >= edit.end for edit in edits)


def _begins(text: str, at: int) -> bool:
    return not text[:at].strip(" –•-") or text[:at].rstrip().endswith((".", ":"))


def _open(language: str, label: str, example: str = "") -> str:
    key = "draft.open_example" if example else "draft.open"
    return phrase(language, key, label=label, example=example)


def _label(language: str, name: str) -> str:
    return str(catalogue(language, "draft")["slots"][name])


def _blanks(text: str) -> Iterator[_Edit]:
    """The model's own blanks stay as they are; each is a slot."""
    for match in _BLANK.finditer(text):
        slot = Slot("blank", match.group(1).rstrip(" ."), None)
        yield _Edit(match.start(), match.end(), match.group(), "blank", slot)


def _named(role: str, case: str, target: Target) -> tuple[str, Slot]:
    """How the target's party of ``role`` is written in ``case``: by its name, else as an open place."""
    table, word = forms(target.language), _PARTY[target.language][role]
    slot_label = _label(target.language, role)
    name = target.parties.get(role, "")
    before, _, noun = name.rpartition(" ")
    known = table.recognised(noun)
    if before and known and known[1] == "nominative" and (form := table.named(known[0], case)):
        return f"{before} {form}", Slot(role, slot_label, name, phrase(target.language, "draft.from_parties"))
    return _open(target.language, table.inflected(word, case) or word), Slot(role, slot_label, name or None)


def _parties(text: str, source: Source, target: Target) -> Iterator[_Edit]:
    """Authorities by name: "Koivulan kaupungin"."""
    table = forms(target.language)
    own = roles(source.parties)
    authority_noun = table.recognised(own.get(AUTHORITY, "").rpartition(" ")[2])
    authority_keys = {key for part in proper_names(own.get(AUTHORITY, "")) for key in keys(part)}
    for match in WORD.finditer(text):
        known = table.recognised(match.group())
        if known is None or known[0] not in (*_COUNTY_WORDS, *_AREA_WORDS, *_TOWN_WORDS):
            continue
        name = list(WORD.finditer(text, 0, max(match.start() - 1, 0)))
        if text[match.start() - 1 : match.start()] != " " or not name or name[-1].end() != match.start() - 1:
            continue
        before = name[-1]
        if not source.names.is_name(text, before) or not before.group().endswith(("n", "s")):
            continue
        word, case = known
        if word in _COUNTY_WORDS:
            new, slot = _named(COUNTY, case, target)
        elif word in _AREA_WORDS and (authority_noun is None or authority_noun[0] != word):
            yield _Edit(before.start(), match.end(), match.group().lower(), "name")
            continue
        elif keys(before.group()) & authority_keys or not own.get(AUTHORITY):
            new, slot = _named(AUTHORITY, case, target)
        else:
            continue  # another town: a place
        yield _Edit(before.start(), match.end(), new, "name", slot)


def _towns(text: str, source: Source, target: Target) -> Iterator[_Edit]:
    """The authority by its bare noun: "the town names the chair"."""
    table = forms(target.language)
    own = table.recognised(roles(source.parties).get(AUTHORITY, "").rpartition(" ")[2])
    if own is None or own[0] not in _TOWN_WORDS:
        return
    for match in WORD.finditer(text):
        known = table.recognised(match.group())
        before = list(WORD.finditer(text, 0, match.start()))[-1:]
        if before and text[before[0].end() : match.start()] == " " and source.names.is_name(text, before[0]):
            continue  # another town, by its name
        if known and known[0] == own[0] and not _OTHER_TOWN.search(text[: match.start()]):
            new = table.inflected(_PARTY[target.language][AUTHORITY], known[1])
            if new:
                yield _Edit(match.start(), match.end(), new, "word")


def _abbreviations(text: str, target: Target) -> Iterator[_Edit]:
    for match in _ABBREVIATION.finditer(text):
        case = case_of_abbreviation(match.group(2) or "")
        word = _PARTY[target.language][AUTHORITY if match.group(1) == "TVA" else COUNTY]
        new = forms(target.language).inflected(word, case) if case else None
        if new:
            yield _Edit(match.start(), match.end(), new, "word")


def _addresses(text: str, target: Target) -> Iterator[_Edit]:
    label = _label(target.language, "address")
    for match in _ADDRESS.finditer(text):
        yield _Edit(match.start(), match.end(), _open(target.language, label), "place", Slot("address", label, None))


def _number(text: str) -> Iterator[_Edit]:
    """The passage's own number in its document: another agreement counts its clauses itself."""
    if place := clause_number(text):
        yield _Edit(*place, "", "number")


def _organs(text: str, target: Target) -> Iterator[_Edit]:
    label = _label(target.language, "organ")
    for start, end in organs(text):
        new = _open(target.language, label, text[start:end].lower())
        yield _Edit(start, end, new, "organ", Slot("organ", label, None))


def _figures(text: str, target: Target, label: str) -> Iterator[_Edit]:
    found = list(figures(text))
    for figure in found:
        words = text[figure.start : figure.end]
        name = _label(target.language, figure.kind)
        if figure.kind in ("date", "date_range", "year"):
            new = _open(target.language, name)
            yield _Edit(figure.start, figure.end, new, "date", Slot(figure.kind, name, None))
            continue
        if label and figure.kind in ("duration", "percent"):
            name = label
        alone = sum(other.kind == figure.kind for other in found) == 1
        value = target.values.get(figure.kind) if alone else None
        # Another word form would make the sentence wrong: then the value stays open.
        if value and value.split()[-1].lower() == words.split()[-1].lower():
            slot = Slot(figure.kind, name, value, phrase(target.language, "draft.from_own"))
            yield _Edit(figure.start, figure.end, value, "value", slot)
        else:
            new = _open(target.language, name, words)
            yield _Edit(figure.start, figure.end, new, "value", Slot(figure.kind, name, None))


def _references(text: str, target: Target) -> Iterator[_Edit]:
    label = _label(target.language, "reference")
    for match in _REFERENCE.finditer(text):
        start, end = match.span("number")
        yield _Edit(start, end, _open(target.language, label), "reference", Slot("reference", label, None))


_BEFORE = re.compile(r"(?<=[\w,;)] )(?:[A-ZÅÄÖ][a-zåäö]+ )+$")


def _with_words_before(text: str, name: re.Match[str]) -> re.Match[str]:
    """A name with the words written with a capital that stand before it inside a sentence: "Norra Skärgården"."""
    before = _BEFORE.search(text[: name.start()])
    if before is None or _NO_PLACE.match(before.group()):
        return name
    return re.compile(re.escape(text[before.start() : name.end()])).match(text, before.start()) or name


_NO_PLACE = re.compile(r"Kela|Fpa|Kansaneläke|Folkpension|Ohjaamo|Navigator")
_CALLED = re.compile(r"\b(?:Ohjaamo|Navigator)\w*\s$")
_JOINED = re.compile(r",\s|\s(?:ja|sekä|tai|och|samt|eller)\s|[–-]")


def _places(text: str, found: list[re.Match[str]], target: Target) -> Iterator[_Edit]:
    """Names that are left (``found``): of places, and of what is called by a name."""
    table, language = forms(target.language), target.language
    groups: list[list[re.Match[str]]] = []
    for match in found:
        if groups and _JOINED.fullmatch(text[groups[-1][-1].end() : match.start()]):
            groups[-1].append(match)
        else:
            groups.append([match])
    plural, single = ("kunnat", "paikkakunta") if language == "fi" else ("kommunerna", "orten")
    for group in groups:
        start, end = group[0].start(), group[-1].end()
        following = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
        noun = table.recognised(following.group()) if following else None
        case = case_of_place(group[-1].group(), language)
        name, word = ("municipalities", plural) if len(group) > 1 else ("place", single)
        if noun and noun[0] in ("kunta", "kunnat", "kommunen", "kommunerna", "kaupunki", "staden") and following:
            end, case = following.end(), noun[1]
            word = plural if len(group) > 1 or noun[0] == plural else "kunta" if language == "fi" else "kommunen"
        elif _CALLED.search(text[:start]):
            name, word = "proper_name", _label(language, "proper_name")
        elif _COURT.match(text[end:]):
            name, word, case = "court_place", _label(language, "court_place"), "genitive"
        shown = table.inflected(word, case) or word
        slot = Slot(name, _label(language, name), None)
        yield _Edit(start, end, _open(language, shown), "place", slot)
