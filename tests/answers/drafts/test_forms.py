from __future__ import annotations

import pytest

from assistant.answers.drafts.forms import case_of_abbreviation, case_of_place, forms


def test_a_word_is_written_in_a_case_and_read_back() -> None:
    table = forms("fi")
    assert table.inflected("työvoimaviranomainen", "allative") == "työvoimaviranomaiselle"
    assert table.recognised("Kaupungilta") == ("kaupunki", "ablative")
    assert table.recognised("kaupunginhallitus") is None
    assert table.inflected("kaupunki", "no such case") is None


def test_after_a_name_swedish_has_the_indefinite_form() -> None:
    table = forms("sv")
    assert table.inflected("staden", "genitive") == "stadens"
    assert table.named("staden", "genitive") == "stads"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_form_is_read_as_its_own_word(language: str) -> None:
    table = forms(language)
    for (word, _), form in table.written.items():
        known = table.recognised(form)
        assert known is not None and known[0] == word


@pytest.mark.parametrize(
    ("suffix", "case"),
    [("", "nominative"), ("n", "genitive"), ("lle", "allative"), ("han", "illative"), ("xyz", None)],
)
def test_an_abbreviations_ending_tells_the_case(suffix: str, case: str | None) -> None:
    assert case_of_abbreviation(suffix) == case


@pytest.mark.parametrize(
    ("name", "language", "case"),
    [
        ("Kivilammella", "fi", "adessive"),
        ("Koivulasta", "fi", "ablative"),
        ("Louhelaan", "fi", "allative"),
        ("Korpimaan", "fi", "genitive"),
        ("Koivula", "fi", "nominative"),
        ("Granskärs", "sv", "genitive"),
        ("Granskär", "sv", "nominative"),
    ],
)
def test_a_places_ending_tells_the_case(name: str, language: str, case: str) -> None:
    assert case_of_place(name, language) == case
