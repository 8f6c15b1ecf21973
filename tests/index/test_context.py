from __future__ import annotations

import pytest

from assistant.index.context import clause_text, entries, headings, heads_columns, lead_in, table_headers
from assistant.model import Clause, Kind, Part
from tests.building import agreement, clause


def blocks(*texts: str) -> tuple[str, tuple[int, ...]]:
    """The texts joined by a space, and where each begins."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return " ".join(texts), tuple(starts)


def test_headings_above_a_clause() -> None:
    whole = agreement(
        "a",
        [
            clause(0, "1", "Osapuolet", "x"),
            clause(1, "3", "Organisointi", ""),
            clause(2, "3.1", "Johtoryhmä", "x", level=2),
            clause(3, "3.1.1", "Puheenjohtaja", "x", level=3),
            clause(4, "3.2", None, "x", level=2),
        ],
    )
    assert [headings(whole, c) for c in whole.clauses] == [
        "Osapuolet",
        "Organisointi",
        "Organisointi – Johtoryhmä",
        "Organisointi – Johtoryhmä – Puheenjohtaja",
        "Organisointi",
    ]


def test_an_annex_does_not_stand_below_the_body() -> None:
    whole = agreement(
        "a", [clause(0, "1", "Kustannukset", "x"), clause(1, None, "Taulukko", "x", level=2, part=Part.ANNEX)]
    )
    assert headings(whole, whole.clauses[1]) == "Taulukko"


def test_a_passage_is_embedded_below_its_heading() -> None:
    whole = agreement(
        "a", [clause(0, "5", "Irtisanominen", "Irtisanomisaika on kuusi kuukautta. Ilmoitus on kirjallinen.")]
    )
    found = entries(whole)
    assert [e.context for e in found] == [
        "Irtisanominen. Irtisanomisaika on kuusi kuukautta.",
        "Irtisanominen. Ilmoitus on kirjallinen.",
    ]
    assert [(e.passage.start, e.passage.end, e.passage.text) for e in found] == [
        (0, 35, "Irtisanomisaika on kuusi kuukautta."),
        (36, 60, "Ilmoitus on kirjallinen."),
    ]


def test_list_items_carry_the_words_that_lead_into_the_list() -> None:
    text, starts = blocks("Kela vastaa seuraavista:", "– neuvonta", "– päätökset", "Muusta sovitaan erikseen.")
    whole = agreement("a", [clause(0, "4", "Tehtävät", text, blocks=starts)])
    assert [e.context for e in entries(whole)] == [
        "Tehtävät. Kela vastaa seuraavista:",
        "Tehtävät. Kela vastaa seuraavista: – neuvonta",
        "Tehtävät. Kela vastaa seuraavista: – päätökset",
        "Tehtävät. Muusta sovitaan erikseen.",
    ]


def test_no_lead_in_without_a_list_before() -> None:
    text, starts = blocks("Kela vastaa seuraavista:", "– neuvonta", "Muu lause.", "– irrallinen")
    spans = [(0, 24), (25, 35), (36, 46)]
    assert lead_in(clause(0, "4", None, text, blocks=starts), spans) == ""
    assert lead_in(clause(0, "4", None, text, blocks=starts), spans[:2]) == "Kela vastaa seuraavista:"
    assert lead_in(clause(0, "4", None, text, blocks=starts), []) == ""


def test_what_has_no_words_is_no_passage() -> None:
    text, starts = blocks("1.1.2025", "Kaupunki maksaa.", "–")
    assert [e.passage.text for e in entries(agreement("a", [clause(0, "1", None, text, blocks=starts)]))] == [
        "Kaupunki maksaa."
    ]


def test_a_meetings_words_are_not_the_parties_words() -> None:
    clauses = [
        clause(0, None, "Päätösehdotus", "Lautakunta hyväksyy.", part=Part.MINUTES),
        clause(1, "1", None, "Sovitaan."),
    ]
    assert [e.passage.text for e in entries(agreement("a", clauses))] == ["Sovitaan."]
    assert len(entries(agreement("a", clauses, kind=Kind.GUIDANCE))) == 2


def test_a_clause_is_embedded_below_its_document() -> None:
    whole = agreement("a", [clause(0, "5", "Irtisanominen", "Aika on 6 kk.")])
    assert clause_text(whole, whole.clauses[0]) == "Koivula Sopimus a. Irtisanominen. Aika on 6 kk."
    long = agreement("a", [clause(0, "5", "Irtisanominen", "x" * 5000)])
    assert len(clause_text(long, long.clauses[0])) == 1500


def table(*rows: str) -> Clause:
    starts, text = [], ""
    for row in rows:
        text += " " if text else ""
        starts.append(len(text))
        text += row
    return Clause(0, "3", "Henkilöstö", 1, text, blocks=tuple(starts), rows=tuple(starts))


def test_a_row_is_embedded_with_its_tables_header() -> None:
    staff = table("Osapuoli Htv", "Koivulan kaupunki 2,5", "Kela 0,5")
    assert table_headers(staff) == dict.fromkeys(staff.rows, 0)
    whole = agreement("a", [staff])
    assert [e.context for e in entries(whole)] == [
        "Henkilöstö. Osapuoli Htv",
        "Henkilöstö. Osapuoli Htv: Koivulan kaupunki 2,5",
        "Henkilöstö. Osapuoli Htv: Kela 0,5",
    ]
    assert [e.passage.text for e in entries(whole)] == ["Osapuoli Htv", "Koivulan kaupunki 2,5", "Kela 0,5"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Kaupunki ohjaaja", "Kela 0,5"),  # too short to have a header
        ("Koivulan kaupunki 2,5", "Kela 0,5", "Yhteensä 3"),
        ("Vastuukunta Koivula", "Puheenjohtaja kaupunki", "Työaika 50 %"),  # names and values side by side
    ],
)
def test_a_table_without_a_header(rows: tuple[str, ...]) -> None:
    assert table_headers(table(*rows)) == {}


def test_a_row_of_column_names_is_a_header_whatever_stands_below() -> None:
    rooms = table("Paikka Tilan vuokraaja Vuokra Kela paikalla", "Kirjasto kaupunki ei vuokraa maanantaisin")
    assert table_headers(rooms) == dict.fromkeys(rooms.rows, 0)
    years = table("Tavoite 2025 Mittari", "Nopeus odotusaika")
    assert table_headers(years) == dict.fromkeys(years.rows, 0)


def test_a_second_header_begins_a_second_table() -> None:
    both = table("Osapuoli Jäsenet", "Kaupunki 3", "Asia Sovittu", "Sihteeri johtava henkilö")
    first, second = both.rows[0], both.rows[2]
    assert table_headers(both) == {both.rows[0]: first, both.rows[1]: first, second: second, both.rows[3]: second}


@pytest.mark.parametrize("row", ["Kela rooli", "Osapuoli Kela 0,5", "Sopijapuoli ████████", "Asia", ""])
def test_a_row_that_heads_no_columns(row: str) -> None:
    assert not heads_columns(row)
