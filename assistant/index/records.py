"""What documents, clauses and passages look like as records of the store, both ways."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.documents import masked
from assistant.index.rows import Texts
from assistant.model import (
    Agreement,
    AgreementId,
    Clause,
    Description,
    Kind,
    Part,
    Passage,
    Personal,
    PersonalKind,
    Publicity,
    Status,
)

if TYPE_CHECKING:
    import numpy as np

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document with its passages in reading order.

    ``places`` has shape (3, passages): clause, start, end; ``vectors`` (passages, dimension), float32.
    """

    agreement: Agreement
    places: np.ndarray[Any, Any]
    contexts: Texts
    vectors: np.ndarray[Any, Any]


def document_record(agreement: Agreement, key: str, corpus: str, passages: int) -> Record:
    """The record of a document; ``corpus`` is the folder below which its file lies."""
    d = agreement.description
    return {
        "agreement": agreement.id,
        "key": key,
        "file": agreement.file,
        "corpus": corpus,
        "kind": d.kind.value,
        "title": d.title,
        "region": d.region or "",
        "parties": json.dumps(d.parties, ensure_ascii=False),
        "language": d.language,
        "status": d.status.value,
        "date": d.date or "",
        "publicity": d.publicity.value,
        "pages": agreement.pages or 0,
        "clauses": len(agreement.clauses),
        "passages": passages,
        "indexed": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def clause_record(agreement: AgreementId, key: str, clause: Clause) -> Record:
    """The record of a clause."""
    return {
        "agreement": agreement,
        "key": key,
        "index": clause.index,
        "number": clause.number or "",
        "heading": clause.heading or "",
        "level": clause.level,
        "part": clause.part.value,
        "text": clause.text,
        "blocks": json.dumps(clause.blocks),
        "pages": json.dumps(clause.pages),
        "rows": json.dumps(clause.rows),
        "personal": _written(clause.personal),
    }


def passage_record(agreement: AgreementId, key: str, passage: Passage) -> Record:
    """The record of a passage."""
    return {
        "agreement": agreement,
        "key": key,
        "clause": passage.clause,
        "start": passage.start,
        "end": passage.end,
    }


def clause_of(m: Mapping[str, Any]) -> Clause:
    """The clause of a record."""
    return Clause(
        index=m["index"],
        number=m["number"] or None,
        heading=m["heading"] or None,
        level=m["level"],
        text=m["text"],
        part=Part(m["part"]),
        blocks=tuple(json.loads(m["blocks"])),
        pages=tuple((a, b) for a, b in json.loads(m["pages"])),
        rows=tuple(json.loads(m["rows"])),
        personal=tuple(
            Personal(start, end, PersonalKind(kind), words, heading)
            for start, end, kind, words, heading in json.loads(m.get("personal") or "[]")
        ),
    )


def _written(personal: tuple[Personal, ...]) -> str:
    """What is masked in a clause, as JSON; empty for most."""
    rows = [[p.start, p.end, p.kind.value, p.words, p.heading] for p in personal]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def description_of(m: Mapping[str, Any]) -> Description:
    """What a document's record says of it as a whole."""
    return Description(
        kind=Kind(m["kind"]),
        title=m["title"],
        region=m["region"] or None,
        parties=tuple(json.loads(m["parties"])),
        language=m["language"],
        status=Status(m["status"]),
        date=m["date"] or None,
        publicity=Publicity(m["publicity"]),
    )


def agreement_of(m: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> Agreement:
    """The document of a record, with the clauses of ``records``."""
    found = sorted(records, key=lambda record: record["index"])
    clauses = tuple(clause_of(record) for record in found)
    if any("personal" not in record for record in found):  # from before personal data was masked as documents are read
        clauses = masked(clauses, None, Kind(m["kind"]))
    return Agreement(
        id=AgreementId(m["agreement"]),
        file=m["file"],
        description=description_of(m),
        clauses=clauses,
        pages=m["pages"] or None,
    )


def loaded(
    m: Mapping[str, Any],
    clauses: Iterable[Mapping[str, Any]],
    passages: list[tuple[tuple[int, int, int], str, Any]],
) -> Loaded:
    """The document of a record with the records of its clauses and its passages.

    ``passages`` are, in any order, ((clause, start, end), embedded text, vector).
    """
    import numpy as np

    passages.sort(key=lambda passage: passage[0])
    return Loaded(
        agreement=agreement_of(m, clauses),
        places=np.array([place for place, _, _ in passages], np.int32).reshape(-1, 3).T,
        contexts=Texts.of(text for _, text, _ in passages),
        vectors=np.array([vector for _, _, vector in passages], np.float32),
    )
