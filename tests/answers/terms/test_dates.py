from __future__ import annotations

import pytest

from assistant.answers.terms.dates import printed, with_dates


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1.3.2025 alkaen", "D2025-03-01 alkaen"),
        ("1.2.2025–31.12.2027", "D2025-02-01–D2027-12-31"),
        ("1.1.–31.12.2026", "D2026-01-01–D2026-12-31"),
        ("1. päivänä maaliskuuta 2025", "D2025-03-01"),
        ("den 1 mars 2025", "D2025-03-01"),
        ("vuoden 2027 loppuun", "D2027-12-31 loppuun"),
        ("vuoden 2025 alussa", "D2025-01-01 alkaen"),
        ("helmikuun 2028 loppuun", "D2028-02-29 loppuun"),
        ("2025–2028", "D2025-01-01–D2028-12-31"),
        ("utgången av år 2026", "D2026-12-31 loppuun"),
    ],
)
def test_dates_become_tokens(text: str, tokens: str) -> None:
    assert with_dates(text) == tokens


@pytest.mark.parametrize("text", ["31.2.2025", "381/2023", "kohta 1.2", "hrk/2214/14.02.00/2024"])
def test_what_is_no_day_stays(text: str) -> None:
    assert with_dates(text) == text


def test_a_token_is_printed_as_finns_write_it() -> None:
    assert printed("D2025-03-01") == "1.3.2025"
