"""The mandatory content of an agreement, judged in a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.results import Requirement
from assistant.answers.reviews.open_places import is_open
from assistant.answers.reviews.reading import Reading
from assistant.answers.terms.numbers import with_digits
from assistant.answers.terms.plain import plain
from assistant.answers.terms.roles import SHOWN
from assistant.knowledge.requirements import StatutoryRequirement, statutory_requirements
from assistant.model import Quotation, Verdict
from assistant.phrases import catalogue, phrase

_ROW_LEAST = 0.5
_STAFF = {
    "staff.employment_authority_staff": "TVA",
    "staff.county_staff": "HVA",
    "staff.kela_staff": "KELA",
}
_PARTY = re.compile(r"\b(?:TVA|HVA|KELA)\b")
_TASKS = "staff.task_structure"
# Agreeing to agree is not agreeing.
_DEFERRED = re.compile(
    r"\b(?:sovitaan|päätetään|määritellään|täsmennetään|tarkennetaan|neuvotellaan|ratkaistaan|selvitetään|täsmentyy|tarkentuu|vahvistetaan)"
    r" (?:\w+ ){0,3}?(?:erikseen|myöhemmin|vielä|jatkossa|aikanaan|ennen vuodenvaihdetta)"
    r"|\b(?:erikseen|myöhemmin|vielä|jatkossa) (?:sovit|päätet|neuvot|määritel|tarken|täsmen|selvit|sovit)\w*"
    r"|\bon (?:vielä )?(?:auki|avoinna|sopimatta|avoin|kesken)\b|\bei ole (?:vielä )?sovittu\b|\bneuvotellaan vielä\b|\bjää avoimeksi\b"  # noqa: E501
    r"|\b(?:avtalas|bestäms|besluts|överenskoms|preciseras|fastställs|förhandlas|klarläggs) (?:\w+ ){0,3}?(?:separat|senare|särskilt|framöver|ännu)"  # noqa: E501
    r"|\bär (?:ännu )?(?:öppen|öppet|oklar\w*)\b|\bkommer (?:parterna )?(?:senare|separat) att\b|\b(?:senare|separat) (?:avtal|överens|beslut)\w*"  # noqa: E501
)  # fmt: skip
_RARER = re.compile(
    r"joka (?:toinen|2|kolmas|neljäs|viides) vuosi|\b(?:[2-9]|1[0-9]) vuoden välein|kerran (?:toimi|sopimus)kau|toimikauden (?:aikana|päätty|puoli)"  # noqa: E501
    r"|sopimuskauden (?:päätty|lopus|puoli)|vartannat år|var(?:t)? (?:tredje|fjärde|femte) år|\b(?:en|1) gång under (?:mandat|avtals)|vart (?:3|4|5):?e år"  # noqa: E501
    r"|varje mandatperiod|\b(?:[2-9]|1[0-9]) års mellanrum"
)
_YEARLY = re.compile(
    r"vuosittai|vuosittain|joka vuosi|vuodessa|kerran (?:kalenteri)?vuo|vuosikello|vuosi(?:suunni|tarkist|talous)|talousarvi|puolivuosi|neljännesvuo|kuukau|kvartaal"  # noqa: E501
    r"|kvartal|joka (?:syksy|kevät|talvi|kesä)|syksyisin|keväisin|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu|jokaisen vuoden"  # noqa: E501
    r"|kunakin vuonna|vuoden (?:lopus|alus|lopp)|(?:joka|jokaisessa|kussakin) kokou|årlig|varje år|per år|om året|i året|halvårs|månad|varje (?:höst|vår|möte)"  # noqa: E501
    r"|(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|budget|årsklocka"
)
_TITLE = re.compile(
    r"\w*(?:ohjaaj|asiantunti|valmentaj|työntekij|sihteer|hoitaj|lääkär|psykolog|neuvoj|koordinaattor|virkailij|terapeut|suunnittelij"
    r"|johtaj|päällik|vastaav|tulkk|handleda|sakkunnig|rådgiv|skötar|vårdar|läkar|arbetare|coach|sekreterar|koordinator|terapeut|planerar"
    r"|handlägg|ledare|chef|specialist|mestar|kuraattor|kurator)\w*"
)
_ANYONE = re.compile(r"(?:työntekij|arbetare)\w*")  # "five workers" says nothing of their tasks
_NUMBER = re.compile(r"\d|\bpuolet\b|\bpuolikas|\bkokoaikai|\bhalvtid|\bheltid|\bhälften\b")


@dataclass(frozen=True, slots=True)
class _Judged:
    verdict: Verdict
    quotes: tuple[Quotation, ...]
    notes: tuple[str, ...] = ()


def statutory(reading: Reading) -> tuple[Requirement, ...]:
    """Each requirement in the law's order; ``notes`` say what is lacking where something is."""
    found = []
    for requirement in statutory_requirements():
        judged = _staff(reading, requirement) if requirement.needs_all else _any(reading, requirement)
        found.append(
            Requirement(
                requirement.id,
                requirement.text(reading.language),
                requirement.reference,
                judged.verdict,
                judged.quotes,
                " ".join(judged.notes),
            )
        )
    return tuple(found)


def _rows(reading: Reading, aspects: Sequence[str], least: float = _ROW_LEAST) -> list[int]:
    rows = [row for row in reading.rows() if reading.probability(row, aspects) >= least]
    return sorted(rows, key=lambda row: -reading.probability(row, aspects))


def _any(reading: Reading, requirement: StatutoryRequirement) -> _Judged:
    """Met by a passage that answers one of the aspects and settles something."""
    searcher = reading.searcher
    [judged] = searcher.judgements(searcher.query_for(requirement.aspects, (reading.position,)), (reading.position,))
    if judged.verdict is Verdict.NOT_MENTIONED:
        return _Judged(judged.verdict, ())
    rows = list(dict.fromkeys((*_rows(reading, requirement.aspects), *judged.rows)))
    settled = [row for row in rows if not _deferred(reading.text(row))]
    if not settled:
        return _Judged(Verdict.POSSIBLE, _quotes(reading, rows), (_note(reading, "deferred"),))
    if requirement.id == "yearly_check":
        often = [row for row in settled if _is_yearly(reading.context(row))]
        if not often:
            return _Judged(Verdict.POSSIBLE, _quotes(reading, settled), (_note(reading, "not_yearly"),))
        settled = often
    return _Judged(judged.verdict, _quotes(reading, settled))


def _quotes(reading: Reading, rows: Sequence[int]) -> tuple[Quotation, ...]:
    return tuple(reading.quotation(row) for row in rows[:3])


def _is_yearly(text: str) -> bool:
    words = with_digits(text.lower())
    return bool(_YEARLY.search(words)) and not _RARER.search(words)


def _deferred(text: str) -> bool:
    return bool(_DEFERRED.search(text.lower())) or is_open(text)


def _staff(reading: Reading, requirement: StatutoryRequirement) -> _Judged:
    """Number and tasks of each party's staff."""
    quotes: list[Quotation] = []
    notes: list[str] = []
    worst = Verdict.FOUND
    shown = catalogue(reading.language, "review")["values"]
    columns = _columns(reading)
    for aspect in requirement.aspects:
        party = _STAFF[aspect]
        if party in columns:  # the number stands in the party's column, the task at the row's beginning
            quotes.append(reading.quotation(columns[party]))
            continue
        rows = _party_rows(reading, aspect, party)
        [finding] = reading.searcher.findings(reading.searcher.query_for([aspect], (reading.position,)))
        number = next((row for row in rows if _NUMBER.search(_own_words(reading, row, party))), None)
        title = next((row for row in rows if _names_tasks(reading, row, party)), None)
        quotes += [reading.quotation(row) for row in dict.fromkeys((number, title)) if row is not None]
        if not rows and finding.verdict is Verdict.NOT_MENTIONED:
            worst = Verdict.NOT_MENTIONED
            notes.append(_note(reading, "no_staff", party=shown[SHOWN[party]]))
        elif number is None:
            worst = worst if worst is Verdict.NOT_MENTIONED else Verdict.POSSIBLE
            notes.append(_note(reading, "no_number", party=shown[SHOWN[party]]))
        elif title is None:
            worst = worst if worst is Verdict.NOT_MENTIONED else Verdict.POSSIBLE
            notes.append(_note(reading, "no_tasks", party=shown[SHOWN[party]]))
    if quotes and worst is Verdict.NOT_MENTIONED:
        worst = Verdict.POSSIBLE  # some parties' staff is agreed: the notes say whose is not
    return _Judged(worst, tuple(dict.fromkeys(quotes)), tuple(notes))


def _party_rows(reading: Reading, aspect: str, party: str) -> list[int]:
    """Passages about a party's staff: by what was learned, and those among passages about staff that name this party."""
    about = (*_STAFF, _TASKS)
    clauses = {reading.clause(row).index for row in _rows(reading, tuple(_STAFF))}
    found = []
    for row in reading.rows():
        text = reading.text(row)
        if _deferred(text):
            continue
        named = {role for _, role in _parties(_plain(reading, text))}
        named = named or {role for _, role in _parties(_plain(reading, reading.context(row)))}
        learned = reading.probability(row, [aspect]) >= _ROW_LEAST and (not named or party in named)
        related = party in named and reading.probability(row, about) >= _ROW_LEAST
        # A row of a table says little by itself: its neighbours tell that the table is about staff.
        beside = party in named and reading.clause(row).index in clauses and not text.endswith((".", ":"))
        if learned or related or beside:
            found.append(row)
    return sorted(found, key=lambda row: -reading.probability(row, [aspect]))


def _columns(reading: Reading) -> dict[str, int]:
    """For a table with a column for each party ("Task | Authority | County | Kela"): party → a row with a number of it."""
    found: dict[str, int] = {}
    header: list[str] = []
    header_clause = -1
    for row in reading.rows():
        words = _plain(reading, reading.text(row))
        named = list(dict.fromkeys(role for _, role in _parties(words)))
        clause = reading.clause(row).index
        if len(named) >= 2 and not words.endswith((".", ":", ";")) and not re.search(r"\d", words):
            header, header_clause = named, clause
            continue
        if clause != header_clause:
            continue
        cells = words.split()[-len(header) :]
        if len(cells) == len(header) and all(re.fullmatch(r"[–—-]|\d+(?:[.,]\d+)?", cell) for cell in cells):
            for party, cell in zip(header, cells, strict=True):
                if re.search(r"[1-9]", cell) and not words.startswith(("yhteensä", "sammanlagt", "totalt", "summa")):
                    found.setdefault(party, row)
    return found if any(reading.probability(row, (*_STAFF, _TASKS)) >= _ROW_LEAST for row in found.values()) else {}


def _own_words(reading: Reading, row: int, party: str) -> str:
    """The part of a passage that speaks of ``party``: from its name to the next party's."""
    text = _plain(reading, reading.text(row))
    named = _parties(text)
    if not any(role == party for _, role in named):
        return text
    parts = []
    for i, (start, role) in enumerate(named):
        if role == party:
            end = next((begin for begin, other in named[i + 1 :] if other != party), len(text))
            parts.append(text[start:end])
    return " ".join(parts)


def _names_tasks(reading: Reading, row: int, party: str) -> bool:
    words = _own_words(reading, row, party)
    titles = [match.group() for match in _TITLE.finditer(words)]
    if not all(_ANYONE.fullmatch(title) for title in titles):
        return True
    # A title that the list does not know: trust what was learned, where the passage speaks of this party alone.
    return words == _plain(reading, reading.text(row)) and reading.probability(row, [_TASKS]) >= 0.8


def _plain(reading: Reading, text: str) -> str:
    return plain(text, reading.draft.description.parties)


def _parties(text: str) -> list[tuple[int, str]]:
    """The parties named in plain words, each with the offset at which it stands."""
    return [(match.start(), match.group()) for match in _PARTY.finditer(text)]


def _note(reading: Reading, key: str, **slots: object) -> str:
    return phrase(reading.language, f"review.note_{key}", **slots)
