"""A comparison as a workbook, read back."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from assistant.answers.results import Comparison, Outlier, Term, TermState
from assistant.export.scope import Scope
from assistant.export.sheet import save_sheet
from assistant.model import Verdict
from tests.building import agreement, clause
from tests.export.conftest import KOIVULA, KUUSELA, cut, finding, scope_over


def comparison(**changes: Any) -> Comparison:
    """Two topics of two agreements, and one term."""
    values: dict[str, Any] = {
        "topics": ("term", "rent"),
        "labels": {"term": "Irtisanomisaika", "rent": "Vuokra"},
        "agreements": (KOIVULA.id, KUUSELA.id),
        "cells": {
            (KOIVULA.id, "term"): finding(KOIVULA, Verdict.FOUND, cut(), cut(start=36, end=72)),
            (KOIVULA.id, "rent"): finding(KOIVULA, Verdict.NOT_MENTIONED),
            (KUUSELA.id, "term"): finding(KUUSELA, Verdict.POSSIBLE, cut(KUUSELA)),
            (KUUSELA.id, "rent"): finding(KUUSELA, Verdict.NOT_MENTIONED),
        },
        "variants": {},
        "terms": (
            Term(KOIVULA.id, "notice", TermState.STATED, "6 kk", cut()),
            Term(KUUSELA.id, "notice", TermState.NOT_MENTIONED),
        ),
        "term_labels": {"notice": "irtisanomisaika"},
        "outliers": (Outlier(KOIVULA.id, "notice", "6 kk", "3 kk", 7, 9, cut()),),
        "language": "fi",
    }
    return Comparison(**{**values, **changes})


def saved(made: Comparison, scope: Scope) -> bytes:
    file = io.BytesIO()
    save_sheet(made, scope, file)
    return file.getvalue()


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_matrix_terms_and_quotes_by_hand(scope: Scope) -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved(comparison(), scope)))
    assert book.sheetnames == ["Vertailu", "Ehdot", "Lainaukset", "Tietoja"]
    assert rows(book["Vertailu"]) == [
        ["Aihe", "Koivula", "Kuusela"],
        ["Irtisanomisaika", "Löytyi", "Tarkista itse"],
        ["Vuokra", "Ei mainita", "Ei mainita"],
    ]
    terms = rows(book["Ehdot"])
    first = "Irtisanomisaika on kuusi kuukautta."
    assert terms[1][:6] == ["irtisanomisaika", "Koivula", "6 kk", "Luettu", "3 kk (7/9)", first]
    assert terms[1][6:] == ["7.1", "Päättyminen", 3, "koivula.txt"]
    assert terms[2][1:4] == ["Kuusela", None, "Ei mainita"] and terms[2][9] == "kuusela.txt"
    quotes = rows(book["Lainaukset"])
    assert [row[5] for row in quotes[1:]] == [
        first,
        "Irtisanominen tehdään kirjallisesti.",
        "Sopimus on toistaiseksi voimassa.",
        None,
        None,
    ]
    assert quotes[1][4] == 0.9 and quotes[1][8] == 3


def test_cells_have_the_verdicts_colour_and_lead_to_their_first_quotation(scope: Scope) -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved(comparison(), scope)))
    sheet = book["Vertailu"]
    assert [sheet[place].fill.start_color.rgb[2:] for place in ("B2", "C2", "B3")] == ["DDF0E3", "FFF1D0", "E9ECEF"]
    assert sheet["B2"].hyperlink.location == "'Lainaukset'!A2"
    assert sheet["C2"].hyperlink.location == "'Lainaukset'!A4"
    assert sheet["B3"].hyperlink is None
    assert book["Lainaukset"]["F4"].value == "Sopimus on toistaiseksi voimassa."
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("B2", "$1:$1", "landscape")


@pytest.mark.parametrize("text", ["=1+1", "+358", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "=\x01\ud800x"])
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    from assistant.export.word import clean

    hostile = agreement("h", [clause(0, text, text, text)], region=text)
    scope = scope_over(hostile)
    quotation = cut(hostile)
    made = comparison(
        topics=("t",),
        labels={"t": text},
        agreements=(hostile.id,),
        cells={(hostile.id, "t"): finding(hostile, Verdict.FOUND, quotation)},
        terms=(Term(hostile.id, "n", TermState.STATED, text, quotation),),
        term_labels={"n": text},
        outliers=(),
    )
    file = saved(made, scope)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 4 and not any(b"<f>" in package.read(name) for name in sheets)
    book = openpyxl.load_workbook(io.BytesIO(file))
    cells = [book["Lainaukset"]["F2"], book["Vertailu"]["A2"], book["Vertailu"]["B1"], book["Ehdot"]["C2"]]
    assert [(cell.data_type, cell.value, cell.quotePrefix) for cell in cells] == [("s", clean(text), True)] * 4


def test_the_last_sheet_says_what_it_is(scope: Scope) -> None:
    told = [row[1] for row in rows(openpyxl.load_workbook(io.BytesIO(saved(comparison(), scope)))["Tietoja"])]
    assert "2 asiakirjaa, joista 2 sopimusta" in told and any(
        str(line).startswith("Vertailun on koonnut kone") for line in told
    )
    invented = scope_over(KOIVULA, KUUSELA, invented=True)
    book = openpyxl.load_workbook(io.BytesIO(saved(comparison(), invented)))
    assert any(str(row[1]).startswith("Aineisto on keksitty") for row in rows(book["Tietoja"]))


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    long = agreement("l", [clause(0, "1", None, "a" * 40_000)])
    quotation = cut(long, 0, 40_000)
    made = comparison(
        agreements=(long.id,),
        topics=("t",),
        cells={(long.id, "t"): finding(long, Verdict.FOUND, quotation)},
        terms=(),
        outliers=(),
    )
    cell = openpyxl.load_workbook(io.BytesIO(saved(made, scope_over(long))))["Lainaukset"]["F2"]
    assert cell.value == "a" * 32_000 + " […]"
