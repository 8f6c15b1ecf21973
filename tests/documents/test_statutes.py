"""Real statutes, where they are at hand (see ``conftest.statutes``), and one made up in the same form."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents import document_files
from assistant.model import Kind, Part

from .conftest import blocks, clause, numbers, read, statutes

SECTIONS = {"381-2023": 19, "388-2024": 5, "1369-2014": 12, "1377-2014": 6, "437-2024": 2}


def test_sections_of_the_real_acts() -> None:
    """Exactly their own sections, in both languages; each with a heading; title before, signatures after."""
    folder = statutes()
    files = document_files(folder)
    assert len(files) == 2 * len(SECTIONS)
    for path in files:
        agreement = read(path)
        count = next(n for name, n in SECTIONS.items() if name in path.name)
        body = [c for c in agreement.clauses if c.part is Part.BODY and c.number]
        assert [c.number for c in body] == (
            ["9 §", "12 §"] if count == 2 else [f"{n} §" for n in range(1, count + 1)]
        ), path.name
        assert all(c.heading and c.text and c.level == 1 for c in body), path.name
        assert agreement.clauses[0].part is Part.PREAMBLE
        assert agreement.clauses[-1].part is Part.SIGNATURES
        assert agreement.description.kind is Kind.STATUTE
        assert agreement.description.language == path.stem[-2:]
        assert agreement.description.region is None


def test_no_word_of_the_real_acts_is_lost() -> None:
    """Headings and texts together are the file, word for word."""
    for path in document_files(statutes()):
        words = path.read_text(encoding="utf-8").split("\n---\n", 1)[1].split()
        found = [
            word
            for c in read(path).clauses
            for part in (c.number or "", c.heading or "", c.text)
            for word in part.split()
        ]  # fmt: skip
        assert found == words, path.name


ACT = """url: http://example.invalid/1
kind: statute (invented)
language: fi
---
99/2031
Laki
esimerkkien järjestämisestä annetun lain muuttamisesta
Eduskunnan päätöksen mukaisesti
muutetaan
lain (1/2030) 3 § seuraavasti:
3 §
Esimerkin sisältö
Esimerkissä on oltava:
1) nimi, jäljempänä
esimerkin nimi, ja päivä;
2) 4 §:ssä tarkoitettu tunnus.
Muusta säädetään 9 a §:ssä.
9 a §
Tunnuksen antaminen
Viranomainen antaa tunnuksen.
Tämä laki tulee voimaan 1 päivänä tammikuuta 2031.
HE 1/2030
Helsingissä 1 päivänä joulukuuta 2030
Ministeri
Aino Esimerkki
"""


def test_amending_act(tmp_path: Path) -> None:
    """Its sections are clauses; the commencement after the last one is no part of it."""
    path = tmp_path / "laki.txt"
    path.write_text(ACT, encoding="utf-8")
    agreement = read(path)
    assert numbers(agreement) == [("3 §", "Esimerkin sisältö"), ("9 a §", "Tunnuksen antaminen"), (None, None)]
    assert blocks(clause(agreement, "3 §")) == [
        "Esimerkissä on oltava:",
        "1) nimi, jäljempänä esimerkin nimi, ja päivä;",
        "2) 4 §:ssä tarkoitettu tunnus.",
        "Muusta säädetään 9 a §:ssä.",
    ]
    assert agreement.description.title == ("Laki esimerkkien järjestämisestä annetun lain muuttamisesta (99/2031)")
    assert agreement.description.date == "2030-12-01"
    assert agreement.clauses[-1].text.startswith("HE 1/2030 Helsingissä")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Text files come in more than one encoding."""
    path = tmp_path / "laki.txt"
    path.write_bytes(ACT.encode(encoding))
    assert read(path).clauses[1].heading == "Esimerkin sisältö"
