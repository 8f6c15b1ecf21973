"""Normalisation: hyphens at line ends above all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import normalise
from assistant.documents.text import glue, vocabulary

WORDS = st.sampled_from(
    ["sosiaali-", "työvoima-,", "ja", "tai", "TE-", "toimiston", "suunnittele-", "vat", "-sopimukseen", "Kela",
    "2–3.", "–", "-", "§"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map("\n".join)
)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("suunnittele-\nvat", "suunnittelevat"),
        ("suunnittele- vat", "suunnittelevat"),
        ("suunnittele‐\nvat", "suunnittelevat"),  # U+2010
        ("suunnittele\u00ad\nvat", "suunnittelevat"),
        ("suun\u00adnitte\u00adlevat", "suunnittelevat"),
        ("TE-\ntoimiston", "TE-toimiston"),
        ("TE- toimiston", "TE-toimiston"),
        ("TE‐\ntoimiston", "TE‐toimiston"),  # a kept hyphen stays the character it was
        ("KEHA-\nkeskus", "KEHA-keskus"),
        ("ELY-kes-\nkus", "ELY-keskus"),
        ("Y-\ntunnus", "Y-tunnus"),
        ("30-\nvuotiaille", "30-vuotiaille"),
        ("Etelä-\nPohjanmaan", "Etelä-Pohjanmaan"),
        ("linja-\nauto", "linja-auto"),
        ("työvoima-, sosiaali- ja\nterveyspalvelut", "työvoima-, sosiaali- ja terveyspalvelut"),
        ("työvoima-, sosiaali-\nja terveyspalvelut", "työvoima-, sosiaali- ja terveyspalvelut"),
        ("työvoima-,\nsosiaali- ja terveyspalvelut", "työvoima-, sosiaali- ja terveyspalvelut"),
        ("social-\noch hälsovården", "social- och hälsovården"),
        ("malliin ja\n-sopimukseen", "malliin ja -sopimukseen"),
        ("malliin ja -sopi-\nmukseen", "malliin ja -sopimukseen"),
        ("Kela –\nKansaneläkelaitos", "Kela – Kansaneläkelaitos"),
        ("1.1.2025–\n31.12.2027", "1.1.2025–31.12.2027"),
        ("1234567–8", "1234567–8"),
        ("Kela - KEHA", "Kela - KEHA"),
        ("a\u00a0b\u2009c\t d\r\n\r\n e", "a b c d e"),
        ("a\u0308iti", "äiti"),
        ("TYÖLLISYYS-\nALUE", "TYÖLLISYYSALUE"),
    ],
)
def test_joins(broken: str, whole: str) -> None:
    """The hyphens of domain.md."""
    assert normalise(broken) == whole


def test_the_document_itself_decides() -> None:
    """A hyphen that the word has elsewhere in the document stays; a word written as one elsewhere loses it."""
    assert (
        normalise("Asiakas-\npalvelu alkaa. Asiakas-palvelu on auki.")
        == "Asiakas-palvelu alkaa. Asiakas-palvelu on auki."
    )
    assert normalise("Linja-\nauto tai linjaauto").startswith("Linjaauto ")
    assert normalise("palvelu-\ntarve ja palvelu-tarpeen") == "palvelu-tarve ja palvelu-tarpeen"


def test_ja_as_the_end_of_a_word() -> None:
    """ "johta-/ja" is a leader where the document breaks words, "johta- ja" where it knows the suspended hyphen."""
    assert normalise("varalle nime-\ntään johta-\nja tehtävään") == "varalle nimetään johtaja tehtävään"
    assert normalise("hallinto-\nja tukipalvelut, nime-\ntään") == "hallinto- ja tukipalvelut, nimetään"


def test_glue_without_hyphen_is_a_space() -> None:
    """Lines that end in a whole word."""
    assert glue("yksi", "kaksi", vocabulary([])) == "yksi kaksi"


@given(TEXTS)
def test_normalised_text_is_stable(text: str) -> None:
    """Normalising twice changes nothing; the result is NFC with single spaces and no soft hyphens."""
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\u00ad" not in once
    assert once == " ".join(once.split())


@given(st.lists(st.text(alphabet="abcåäö ", min_size=1, max_size=20), max_size=8))
def test_no_letter_is_lost(lines: list[str]) -> None:
    """Joining never drops or adds a letter."""
    hyphenated = "-\n".join(lines)
    letters = [letter for letter in "".join(lines) if letter != " "]
    assert [letter for letter in normalise(hyphenated) if letter not in " -"] == letters
