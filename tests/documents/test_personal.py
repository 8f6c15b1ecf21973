"""Masking by construction: what is found, what is masked, and how it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import DocumentError, masked, personal_on, read_document, revealed, unmasked
from assistant.documents.personal import Corrections, find
from assistant.documents.persons import given_names, no_names, persons
from assistant.model import MASK, Clause, Kind, Part, PersonalKind
from eval import personal_data

SIGNED = "Koivurannan kaupunki, Matti Virtanen, kaupunginjohtaja"


def clause(text: str, part: Part = Part.BODY, heading: str | None = None, index: int = 0) -> Clause:
    return Clause(index, None, heading, 1, text, part=part)


def test_a_signature_by_hand() -> None:
    """As many masks as characters; all else stays, and the words come back for the page."""
    (shown,) = masked([clause(SIGNED, Part.SIGNATURES)])
    assert shown.text == f"Koivurannan kaupunki, {MASK * 14}, kaupunginjohtaja"
    assert [(p.start, p.end, p.kind, p.words) for p in shown.personal] == [
        (22, 36, PersonalKind.NAME, "Matti Virtanen")
    ]
    assert revealed(shown, 0, len(shown.text)) == SIGNED
    assert unmasked(shown) == clause(SIGNED, Part.SIGNATURES)
    assert "Virtanen" not in repr(shown)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_marked_texts(split: str) -> None:
    """All that is marked in the texts is found, and nothing else is; the part set aside too."""
    for kind, one in personal_data.score(split).items():
        least = 1.0 if kind is not PersonalKind.NAME else 0.95
        assert one.recall >= least and one.precision >= least, (split, kind, one)


def test_bodies_are_no_persons() -> None:
    text = "Kela, Koivurannan kaupunki ja Rautalahden hyvinvointialue. Työ- ja elinkeinoministeriö. Eino Leinon katu 4."
    assert find([clause(text)], Corrections()) == [()]


def test_headers_of_tables_are_no_persons() -> None:
    """In an annex of contacts stand tables with headers too."""
    for header in ("Tarkistus Ajankohta Tekijä", "Taho Henkilöt Tehtävä", "Åtgärd Tidtabell Ansvarig"):
        assert list(persons(header, [(0, len(header))])) == [], header


def test_a_name_is_known_again_in_another_clause_and_case() -> None:
    clauses = [clause("Kela, Bahar Demir, johtaja", Part.SIGNATURES), clause("Bahar Demirin tehtävä on x.", index=1)]
    first, second = masked(clauses)
    assert "Demir" not in first.text + second.text
    assert second.text.endswith("tehtävä on x.")


def test_a_heading_with_a_name_is_masked() -> None:
    (shown,) = masked([clause("Teksti.", heading="Yhteyshenkilö Maija Virtanen")])
    assert shown.heading == f"Yhteyshenkilö {MASK * 14}"
    assert unmasked(shown).heading == "Yhteyshenkilö Maija Virtanen"


def test_who_signed_a_statute_is_public() -> None:
    (shown,) = masked([clause("Työministeri Matti Virtanen", Part.SIGNATURES)], kind=Kind.STATUTE)
    assert shown.personal == ()


def test_corrections_show_and_hide() -> None:
    said = Corrections(shown=("Matti Virtanen",), hidden=("Repe",))
    one, two = masked([clause(SIGNED, Part.SIGNATURES), clause("Repe vastaa. Repertuaari ei.", index=1)], said)
    assert one.text == SIGNED
    assert two.text == f"{MASK * 4} vastaa. Repertuaari ei."


def test_masking_again_changes_nothing() -> None:
    once = masked([clause(SIGNED, Part.SIGNATURES)])
    assert masked(once) == once


NAMES = st.sampled_from(sorted(given_names()))
SURNAMES = st.text("abcdefghijklmnoprstuvyäö", min_size=3, max_size=12).map(str.title)


@given(NAMES, SURNAMES)
def test_a_name_in_a_signature_is_found(given_name: str, surname: str) -> None:
    """Any surname after a given name that is known, except words that are no names ("Kela", "Sopimus")."""
    name = f"{'-'.join(part.title() for part in given_name.split('-'))} {surname}"
    text = f"Kela, {name}, johtaja"
    if surname.lower() not in no_names():
        assert (6, 6 + len(name)) in list(persons(text, [(0, len(text))]))


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4), st.sampled_from(Part), st.lists(st.text(max_size=5)))
def test_any_text_can_be_masked_and_comes_back(texts: list[str], part: Part, hidden: list[str]) -> None:
    clauses = [clause(text, part, heading=text[:20] or None, index=i) for i, text in enumerate(texts)]
    shown = masked(clauses, Corrections(hidden=tuple(hidden)))
    assert [len(c.text) for c in shown] == [len(c.text) for c in clauses]
    assert [unmasked(c) for c in shown] == clauses
    for one in shown:
        for personal in one.personal:
            where = one.heading if personal.heading else one.text
            assert where is not None and set(where[personal.start : personal.end]) == {MASK}


def write(folder: Path, sidecar: str = "") -> Path:
    path = folder / "a.md"
    path.write_text(
        "# Sopimus\n\n## 1 Tarkoitus\n\nYhteyshenkilö on Repe, puh. 040 123 4567.\n\n## 2 Kulut\n\nKela maksaa.\n",
        encoding="utf-8",
    )
    if sidecar:
        path.with_name("a.md.sopuri.toml").write_text(sidecar, encoding="utf-8")
    return path


def test_a_document_is_read_masked(tmp_path: Path) -> None:
    texts = " ".join(c.text for c in read_document(write(tmp_path), tmp_path).clauses)
    assert "040" not in texts and MASK * 12 in texts and "Repe" in texts


def test_a_sidecar_corrects_personal_data_and_clauses(tmp_path: Path) -> None:
    said = (
        '[personal]\nshown = ["040 123 4567"]\nhidden = ["Repe"]\n'
        '[[clause]]\nwas = "2 Kulut"\nindex = 9\nnumber = "3"\nheading = "Kustannukset"\n'
        '[[clause]]\nwas = "7 Ei ole"\nindex = 0\nnumber = "1"\n'
    )
    clauses = read_document(write(tmp_path, said), tmp_path).clauses
    first = next(c for c in clauses if c.number == "1")
    assert first.text == f"Yhteyshenkilö on {MASK * 4}, puh. 040 123 4567."
    assert [(c.number, c.heading) for c in clauses if c.text == "Kela maksaa."] == [("3", "Kustannukset")]


@pytest.mark.parametrize(
    "said", ['[personal]\nhidden = "x"\n', "[personal]\nother = []\n", "personal = 1\n", '[[clause]]\nindex = 1\n', "clause = 1\n"]
)  # fmt: skip
def test_a_wrong_table_is_said(said: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"a\.md\.sopuri\.toml"):
        read_document(write(tmp_path, said), tmp_path)


def test_what_stands_on_a_page() -> None:
    one = Clause(
        0, None, "Yhteyshenkilö Maija Virtanen", 1, f"{SIGNED} x", part=Part.SIGNATURES, pages=((0, 2), (30, 3))
    )
    (shown,) = masked([one])
    assert personal_on(2, [shown]) == ["Maija Virtanen", "Matti Virtanen"]
    assert personal_on(3, [shown]) == ["Matti Virtanen"]  # it goes on there
    assert personal_on(1, [shown]) == []
