"""Two agreements made by hand, and what is known of them."""

from __future__ import annotations

import datetime

import pytest

from assistant.export.scope import Scope
from assistant.model import Agreement, Finding, Quotation, Status, Verdict, quote
from tests.building import agreement, clause

NOTICE = "Irtisanomisaika on kuusi kuukautta. Irtisanominen tehdään kirjallisesti."
KOIVULA = agreement("koivula", [clause(0, "7.1", "Päättyminen", NOTICE, pages=((0, 3),))], region="Koivula")
KUUSELA = agreement("kuusela", [clause(0, None, None, "Sopimus on toistaiseksi voimassa.")], region="Kuusela")


def cut(whole: Agreement = KOIVULA, start: int = 0, end: int = 35) -> Quotation:
    """The first sentence of an agreement's only clause, unless the offsets say otherwise."""
    one = whole.clauses[0]
    return quote(whole, one, start, min(end, len(one.text)))


def finding(whole: Agreement, verdict: Verdict, *quotes: Quotation) -> Finding:
    """A finding of which the agreement itself says the rest."""
    return Finding(whole.id, whole.file, whole.description.region, Status.SIGNED, verdict, 0.9, quotes)


def scope_over(*agreements: Agreement, invented: bool = False) -> Scope:
    """A scope of these agreements, made on a fixed day."""
    return Scope(
        agreements={a.id: a for a in agreements},
        documents=len(agreements),
        of_agreements=len(agreements),
        newest="2025-01-01",
        invented=invented,
        partly_invented=(),
        made=datetime.date(2026, 3, 1),
    )


@pytest.fixture
def scope() -> Scope:
    """What is known of the two agreements."""
    return scope_over(KOIVULA, KUUSELA)
