"""What a document is as a whole, read from its text: kind, title, language, status, date, publicity (and see
``parties.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ..model import Clause, Description, Kind, Part, Publicity, Status
from .blocks import ends_sentence
from .dates import dates, first_date, last_day
from .lines import Source
from .parties import find_parties, find_region
from .sidecar import corrected

_FINNISH_WORDS = "ja on ei että sekä tai jos kun ovat mukaan kanssa joka jotka se ne voi olla siitä niiden myös"
_SWEDISH_WORDS = "och att som av för med den det är på till ska eller om en ett inte från kan har de vid i"
_FINNISH, _SWEDISH = frozenset(_FINNISH_WORDS.split()), frozenset(_SWEDISH_WORDS.split())
_MODEL = re.compile(
    r"mallisopimus|sopimusmalli|malliasiakirja|sopimuspohja|modellavtal|avtalsmodell|avtalsmall|mallavtal", re.I
)
_GUIDANCE = re.compile(
    r"opas\b|\bohje(?:et|ita)?\b|ohjeistus|suositu(?:s|kset)\b|käsikirja|muistilista|\w+ohje\b"
    r"|guide\b|anvisning|vägledning|handbok|rekommendation",
    re.I,
)
_STATUTE_NUMBER = re.compile(r"\d{1,4}/\d{4}$")
_STATUTE_TITLE = re.compile(
    r"(?:Laki|Valtioneuvoston asetus|\w+ministeriön asetus|Lag|Statsrådets förordning|\w+ministeriets förordning)\b"
)
_AGREEMENT_TITLE = re.compile(r"sopimu[sk](?!tek)|avtal(?!stex)", re.I)
_NOT_SIGNED = re.compile(
    r"allekirjoittamat|ei\s+(?:ole\s+)?(?:vielä\s+)?allekirjoitettu|allekirjoitetaan"
    r"|(?:ej|inte|ännu\s+inte)\s+undertecknat?|osignera|undertecknas",
    re.I,
)
_SIGNED = re.compile(r"(?<!ei )allekirjoitettu\b|\bundertecknat\b|\bundertecknats\b|\bundertecknad\b", re.I)
_APPROVED = re.compile(r"(?:hyväksytty|hyväksynyt|godkänt|godkänts|godkänd)\b(?!\s*:?\s*$)(?!\s*:?\s*[_.…]{2,})", re.I)
_NOT_APPROVED = re.compile(r"ei\s+(?:ole\s+)?(?:vielä\s+)?hyväksytty|ännu\s+inte\s+godkän", re.I)
_DRAFT = re.compile(r"\b(?:sopimus)?luonnos\b|\b(?:avtals)?utkast\b|\bdraft\b", re.I)
_REPLACED = re.compile(r"korvaa|ersätter", re.I)
_DECIDED = re.compile(
    r"hyväksy(?:i|ttiin|y|tään)\b|päätti hyväksyä|ehdotuksen mukaan|ehdotus hyväksyttiin"
    r"|godkände|godkändes|enligt förslaget",
    re.I,
)
_UNDECIDED = re.compile(r"palaut|pöydälle|hylkä|hylättiin|återremitter|bordl|avslog", re.I)
_SECRET = re.compile(
    r"\b(?:osittain )?salassa ?pidettävä\b|\bsalainen\b|\bsekretessbelag(?:d|t)\b|\bhemlig\b|\bkäyttö rajoitettu\b"
    r"|(?:julkl|julkisuuslain|julkisuuslaki|offentlighetslagen|621/1999)[^.]{0,40}\b24 §",
    re.I,
)
_INTERNAL = re.compile(
    r"\bsisäinen\b|\bei[- ]julkinen\b|\bluottamuksellinen\b|\bvain (?:sisäiseen|viranomais)käyttöön\b"
    r"|\bintern\b|\bej offentlig\b|\bkonfidentiell\b",
    re.I,
)
_STAMP = 90  # characters: a mark of secrecy stands in a line of its own, not in a sentence about secrecy


def describe(source: Source, clauses: Sequence[Clause], path: Path) -> Description:
    """The description of a document, corrected by its sidecar. Raises DocumentError where that one is broken."""
    fronts = _front(clauses)
    kind = _kind(source, fronts)
    status = _status(source, clauses, fronts, path) if kind is Kind.AGREEMENT else Status.UNKNOWN
    language = _language(source, clauses)
    of_region = kind is Kind.AGREEMENT
    title = _title(kind, fronts, clauses, path)
    found = Description(
        kind=kind,
        title=title,
        region=find_region(title, fronts, clauses, path.stem, language) if of_region else None,
        parties=find_parties(fronts, clauses, language) if of_region else (),
        language=language,
        status=status,
        date=_date(kind, status, clauses, fronts, source),
        publicity=_publicity(source, fronts),
    )
    return corrected(found, path)


def block_texts(clause: Clause) -> list[str]:
    """The paragraphs of a clause."""
    ends = (*clause.blocks[1:], len(clause.text))
    return [text for start, end in zip(clause.blocks, ends, strict=True) if (text := clause.text[start:end].strip())]


def _front(clauses: Sequence[Clause]) -> list[str]:
    """The paragraphs before the first clause: titles, versions, dates; of minutes, those of the agreement first."""
    preamble = [text for clause in clauses if clause.part is Part.PREAMBLE for text in block_texts(clause)]
    meeting = next((block_texts(clause) for clause in clauses if clause.part is Part.MINUTES), [])
    if preamble:
        return preamble
    if clauses and clauses[0].part is Part.BODY:
        return [text for text in (clauses[0].heading or "", *block_texts(clauses[0])[:3]) if text]
    return meeting


def _kind(source: Source, fronts: Sequence[str]) -> Kind:
    declared = source.metadata.get("kind", "").split(" ")[0].lower()
    if declared in list(Kind):
        return Kind(declared)
    if any(_STATUTE_NUMBER.match(text) for text in fronts[:3]) and any(
        _STATUTE_TITLE.match(text) for text in fronts[:10]
    ):
        return Kind.STATUTE
    titles = [text for text in fronts[:4] if not ends_sentence(text) or text.endswith(":")]
    for text in titles:
        if _MODEL.search(text) and not re.search(r"perustuu|mukaan|pohjalta|enligt", text, re.I):
            return Kind.MODEL
    head = next((text for text in titles if _GUIDANCE.search(text) or _AGREEMENT_TITLE.search(text)), "")
    return Kind.GUIDANCE if _GUIDANCE.search(head) else Kind.AGREEMENT


def _title(kind: Kind, fronts: Sequence[str], clauses: Sequence[Clause], path: Path) -> str:
    if kind is Kind.STATUTE:
        name = next((text for text in fronts if _STATUTE_TITLE.match(text)), "")
        number = next((text for text in fronts[:3] if _STATUTE_NUMBER.match(text)), "")
        if name:
            return f"{name} ({number})" if number else name
    short = [text for text in fronts[:8] if len(text) <= 250 and not ends_sentence(text)]
    pattern = {Kind.AGREEMENT: _AGREEMENT_TITLE, Kind.MODEL: _MODEL, Kind.GUIDANCE: _GUIDANCE}.get(
        kind, _AGREEMENT_TITLE
    )
    named = [text for text in short if pattern.search(text) and not _SIGNED.search(text)]
    if named:
        following = short[short.index(named[0]) + 1 :][:1]
        return " – ".join([named[0], *following]) if len(named[0].split()) == 1 else named[0]
    item = next((c.heading for c in clauses if c.part is Part.MINUTES and c.number and c.heading), None)
    return item or (short or list(fronts) or [path.stem])[0][:250]


def _language(source: Source, clauses: Sequence[Clause]) -> str:
    if source.metadata.get("language") in ("fi", "sv"):
        return source.metadata["language"]
    words = re.findall(r"[a-zåäö]+", " ".join(clause.text for clause in clauses)[:40_000].lower())
    swedish = sum(word in _SWEDISH for word in words)
    finnish = sum(word in _FINNISH for word in words)
    return "sv" if swedish > 1.5 * finnish else "fi"


def _status(source: Source, clauses: Sequence[Clause], fronts: Sequence[str], path: Path) -> Status:
    lines = [*fronts, *source.margins]
    said = [text for text in lines if len(text) < 400]
    signed = any(_SIGNED.search(text) and not _NOT_SIGNED.search(text) for text in said)
    unsigned = any(_NOT_SIGNED.search(text) for text in said)
    if signed and not unsigned:
        return Status.SIGNED
    if any(_DRAFT.search(text) and len(text) < 160 and not _REPLACED.search(text) for text in said):
        return Status.DRAFT
    if any(_APPROVED.search(text) and not _NOT_APPROVED.search(text) for text in said):
        return Status.APPROVED
    if not unsigned and _signature_date(clauses):
        return Status.SIGNED
    decisions = [
        c for c in clauses if c.part is Part.MINUTES and re.match(r"(?:päätös|beslut)$", c.heading or "", re.I)
    ]
    if decisions and _DECIDED.search(decisions[-1].text) and not _UNDECIDED.search(decisions[-1].text):
        return Status.APPROVED
    if _DRAFT.search(re.sub(r"[_-]+", " ", path.stem)):
        return Status.DRAFT
    return Status.UNKNOWN


def _signature_date(clauses: Sequence[Clause]) -> str | None:
    """The day on which a signature block is dated, if it bears a date and no empty line for one."""
    for clause in clauses:
        if (
            clause.part is Part.SIGNATURES
            and not re.search(r"_{2,}|\.{4,}|…", clause.text)
            and (day := first_date(clause.text))
        ):
            return day
    return None


def _date(kind: Kind, status: Status, clauses: Sequence[Clause], fronts: Sequence[str], source: Source) -> str | None:
    """The day that goes with the status; for other documents the day they bear."""
    if kind is Kind.STATUTE:
        return next((day for c in clauses if c.part is Part.SIGNATURES and (day := first_date(c.text))), None)
    lines = [*fronts, *source.margins]
    if status is Status.SIGNED:
        return _after(_SIGNED, lines) or _signature_date(clauses) or first_date(" ".join(lines))
    if status is Status.APPROVED:
        approved = [text for text in lines if _APPROVED.search(text)]
        meetings = [c for c in clauses if c.part is Part.MINUTES]
        headings = " ".join(c.heading or "" for c in meetings)
        front = " ".join(c.text for c in meetings[:2])
        places = (" ".join(approved), " ".join(lines), f"{headings} {front}")
        return next((day for text in places if (day := last_day(text))), None)
    if status is Status.DRAFT and (day := _after(_DRAFT, lines)):
        return day
    return next((day for text in lines if len(text) < 200 and (day := first_date(text))), None)


def _after(pattern: re.Pattern[str], lines: Sequence[str]) -> str | None:
    """The first day that a line names after a word."""
    for text in lines:
        if match := pattern.search(text):
            later = [day for at, day in dates(text) if at >= match.start()]
            if later:
                return later[0]
    return None


def _publicity(source: Source, fronts: Sequence[str]) -> Publicity:
    first = [line.text for line in source.lines[:12] if line.page in (None, 1)]
    stamps = [text for text in (*source.margins, *fronts[:12], *first) if len(text) <= _STAMP]
    if any(_SECRET.search(text) for text in stamps):
        return Publicity.SECRET
    if any(_INTERNAL.search(text) for text in stamps):
        return Publicity.INTERNAL
    return Publicity.PUBLIC
