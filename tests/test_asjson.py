from __future__ import annotations

import json

from assistant import asjson
from assistant.answers.results import (
    Alternative,
    BasisKind,
    Checklist,
    Draft,
    Ground,
    Item,
    ItemStatus,
    Phase,
    Piece,
    Replaced,
    Slot,
)
from assistant.index import SyncReport
from assistant.index.sync import Failure
from assistant.model import Answer, AnswerKind, Basis, Finding, Kind, Status, Variant, Verdict, quote
from tests.building import agreement, clause

WHOLE = agreement(
    "a", [clause(0, "5.2", "Tilat", "Vuokran maksaa kaupunki.", level=2, pages=((0, 3),))], parties=("Kela",)
)
CUT = quote(WHOLE, WHOLE.clauses[0], 0, 24)
QUOTE = {
    "text": "Vuokran maksaa kaupunki.",
    "clause": "5.2",
    "heading": "Tilat",
    "page": 3,
    "start": 0,
    "end": 24,
    "file": "a.txt",
}


def test_an_answer_in_full() -> None:
    answer = Answer(
        question="kuka",
        language="fi",
        kind=AnswerKind.WORDINGS,
        text="**x**",
        topic="premises",
        topic_label="Vuokra",
        aspects=("premises.rent",),
        regions=("Koivula",),
        findings=(Finding(WHOLE.id, "a.txt", "Koivula", Status.SIGNED, Verdict.FOUND, 0.9, (CUT,)),),
        variants=(Variant("Vuokran", (WHOLE.id,), CUT),),
        basis=(Basis(Kind.STATUTE, "laki.txt", (CUT,)),),
        choices=("yksi",),
    )
    assert asjson.answer(answer, "k1") == {
        "id": "k1",
        "question": "kuka",
        "language": "fi",
        "kind": "wordings",
        "topic": {"id": "premises", "label": "Vuokra"},
        "aspects": ["premises.rent"],
        "regions": ["Koivula"],
        "findings": [
            {
                "agreement_id": "a",
                "file": "a.txt",
                "region": "Koivula",
                "status": "allekirjoitettu",
                "verdict": "found",
                "confidence": 0.9,
                "quotes": [QUOTE],
            }
        ],
        "variants": [{"label": "Vuokran", "agreements": ["a"], "example": QUOTE}],
        "basis": [{"kind": "statute", "file": "laki.txt", "quotes": [QUOTE]}],
        "choices": ["yksi"],
        "text": "**x**",
    }


def test_an_answer_without_a_topic() -> None:
    refused = asjson.answer(Answer("kuka", "fi", AnswerKind.REFUSED, "Ei."))
    assert refused["topic"] is None and refused["id"] is None and refused["findings"] == []


def test_a_document() -> None:
    assert asjson.document(WHOLE) == {
        "agreement_id": "a",
        "file": "a.txt",
        "kind": "agreement",
        "title": "Sopimus a",
        "region": "Koivula",
        "parties": ["Kela"],
        "language": "fi",
        "status": "allekirjoitettu",
        "date": "2025-01-01",
        "publicity": "julkinen",
        "pages": None,
        "clauses": 1,
    }


def test_a_clause() -> None:
    assert asjson.clause(WHOLE.clauses[0], ["premises"]) == {
        "clause": "5.2",
        "heading": "Tilat",
        "level": 2,
        "page": 3,
        "text": "Vuokran maksaa kaupunki.",
        "topics": ["premises"],
        "part": "body",
    }


def test_a_sync() -> None:
    report = SyncReport(added=["a"], failed=[Failure("b", "syy")], embedded=3)
    assert asjson.sync_report(report) == {
        "added": ["a"],
        "updated": [],
        "removed": [],
        "unchanged": [],
        "failed": [{"file": "b", "reason": "syy"}],
        "embedded": 3,
    }


def test_a_draft() -> None:
    piece = Piece(
        "Vuokran maksaa [kunta].", CUT, changes=("kaupunki → kunta",), replaced=(Replaced(15, 22, "kaupunki"),)
    )
    slot = Slot("employment_authority", "kunta", None)
    alternative = Alternative("shortest", "Lyhin", piece.text, (piece,), (slot,), ("Täydennä.",))
    assert piece.undone == CUT.text
    assert asjson.draft(Draft("premises.rent", "Vuokra", "Koivula", "fi", (alternative,), 1, ("Vähän.",))) == {
        "topic": "premises.rent",
        "label": "Vuokra",
        "region": "Koivula",
        "language": "fi",
        "alternatives": [
            {
                "style": "shortest",
                "label": "Lyhin",
                "language": "fi",
                "text": "Vuokran maksaa [kunta].",
                "slots": [{"name": "employment_authority", "label": "kunta", "value": None, "source": ""}],
                "sources": [QUOTE],
                "notes": ["Täydennä."],
                "pieces": [
                    {
                        "text": "Vuokran maksaa [kunta].",
                        "source": QUOTE,
                        "template": None,
                        "changes": ["kaupunki → kunta"],
                        "replaced": [{"start": 15, "end": 22, "words": "kaupunki"}],
                    }
                ],
            }
        ],
        "withheld": 1,
        "notes": ["Vähän."],
    }


def test_all_of_it_is_json() -> None:
    values = [asjson.document(WHOLE), asjson.clause(WHOLE.clauses[0], []), asjson.sync_report(SyncReport())]
    assert json.loads(json.dumps(values)) == values


def test_a_checklist() -> None:
    item = Item(
        id="rent",
        phase=Phase.AT,
        text="Vuokra",
        why="Syy.",
        question="Kuka?",
        status=ItemStatus.IN_DRAFT,
        weight=86.0,
        grounds=(Ground(BasisKind.STATUTE, "381/2023 10 §"),),
        evidence=(CUT,),
        draft=(CUT,),
        topic="premises",
        notes="muista",
        own=(CUT,),
        lacking=("Käyttökulut",),
    )
    assert asjson.checklist(Checklist("Koivula", "luonnos.txt", "fi", (item,))) == {
        "region": "Koivula",
        "draft": "luonnos.txt",
        "language": "fi",
        "items": [
            {
                "id": "rent",
                "phase": "at",
                "text": "Vuokra",
                "why": "Syy.",
                "question": "Kuka?",
                "status": "in_draft",
                "weight": 86.0,
                "basis": [{"kind": "statute", "reference": "381/2023 10 §"}],
                "evidence": [QUOTE],
                "draft_quotes": [QUOTE],
                "own_quotes": [QUOTE],
                "lacking": ["Käyttökulut"],
                "topic": "premises",
                "notes": "muista",
            }
        ],
    }
