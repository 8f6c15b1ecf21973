"""Passages: where sentences end and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import sentences
from assistant.model import Clause


def split(*blocks: str) -> list[str]:
    """The passages of a clause made of these blocks."""
    text, starts = "", []
    for block in blocks:
        text += " " if text else ""
        starts.append(len(text))
        text += block
    clause = Clause(0, "1", None, 1, text, blocks=tuple(starts) or (0,))
    return [text[start:end] for start, end in sentences(clause)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tuki sisältää esim. ohjausta, ks. kohta 3, ja mm. Kelan palveluja.",
        "Toimikausi päättyy 1.1.2025 tai viimeistään 31.12.2027 saakka jatkettuna.",
        "Lain 10 § 2 mom. Kelan osuudesta sanotaan muuta.",
        "Tehtävä hoidetaan kohtien 2.–3. mukaisesti.",
        "Johtoryhmä kokoontuu n. Kerran kuussa klo 12.00 alkaen.",
        "Sopimusta jatketaan 3. kerran nro 5 mukaisesti.",
        "Henkilö A. B. Esimerkki vastaa asiasta ns. Verkostona.",
        "Om service på svenska, bl.a. Tolkning, t.ex. FPA:s tjänster, bestäms enligt 3 kap. FPA ansvarar.",
        "Detta gäller s.k. Nätverk, d.v.s. Parterna tillsammans.",
        "Määräaika on 2. tammikuuta 2025 ja 3. Kansaneläkelaitos vastaa siitä.",
        "Lain 9 §:n 2 momentti (381/2023).",
    ],
)
def test_one_sentence(sentence: str) -> None:
    """Abbreviations, dates, ordinals and initials end no sentence."""
    assert split(sentence) == [sentence]


def test_two_sentences() -> None:
    """A capital after a full stop begins a new one, also after a number, a bracket or a quotation mark."""
    assert split("Kela vastaa. Kunta maksaa.") == ["Kela vastaa.", "Kunta maksaa."]
    assert split("Tästä sovitaan kohdassa 5. Kela vastaa.") == ["Tästä sovitaan kohdassa 5.", "Kela vastaa."]
    assert split("Sopimus (liite 1.) Kela vastaa.") == ["Sopimus (liite 1.)", "Kela vastaa."]
    assert split("Hän sanoi: ”Ei.” Kela vastaa! Miksi? Siksi.") == [
        "Hän sanoi: ”Ei.”",
        "Kela vastaa!",
        "Miksi?",
        "Siksi.",
    ]
    assert split("Irtisanomisaika on 6 kk. Kela vastaa.") == ["Irtisanomisaika on 6 kk.", "Kela vastaa."]
    assert split("Kulut, tilat jne. Kela maksaa.") == ["Kulut, tilat jne.", "Kela maksaa."]
    assert split("Sopimus on voimassa 31.12.2027. Sen jälkeen neuvotellaan.") == [
        "Sopimus on voimassa 31.12.2027.", "Sen jälkeen neuvotellaan.",
    ]  # fmt: skip


def test_list_items_and_rows() -> None:
    """Blocks are boundaries even without any mark at their end; a number belongs to its item."""
    assert split("Osapuolet ovat:", "1. Koivurannan kaupunki", "2. Kela", "Kela 1,5 htv") == [
        "Osapuolet ovat:", "1. Koivurannan kaupunki", "2. Kela", "Kela 1,5 htv",
    ]  # fmt: skip


def test_semicolon_list() -> None:
    """A list inside a paragraph is cut at its items, a lone semicolon is not a list."""
    assert split("Tehtävät: a) tavoitteet; b) seuranta; c) tuki.") == [
        "Tehtävät: a) tavoitteet;",
        "b) seuranta;",
        "c) tuki.",
    ]
    assert split("Kunta maksaa; Kela ei maksa.") == ["Kunta maksaa; Kela ei maksa."]


def test_empty_clause() -> None:
    """A clause without text has no passages."""
    assert split() == []


@given(st.lists(st.text(alphabet="aB1.;:)( ”–§!", max_size=40), max_size=5))
def test_passages_cover_the_text(blocks: list[str]) -> None:
    """Every character that is no white space is in exactly one passage, in order, and none crosses a block."""
    blocks = [" ".join(block.split()) for block in blocks]
    text, starts = "", []
    for block in [b for b in blocks if b]:
        text += " " if text else ""
        starts.append(len(text))
        text += block
    clause = Clause(0, None, None, 1, text, blocks=tuple(starts) or (0,))
    found = sentences(clause)
    covered = [at for start, end in found for at in range(start, end)]
    assert [at for at in covered if not text[at].isspace()] == [at for at in range(len(text)) if not text[at].isspace()]
    assert covered == sorted(set(covered))
    for start, end in found:
        assert text[start:end] == text[start:end].strip() != ""
        assert not any(start < at < end for at in starts)
