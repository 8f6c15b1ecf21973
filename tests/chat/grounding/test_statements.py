from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.grounding import Dropped, Kept, Reason, grounded, grounded_so_far
from assistant.chat.grounding.statements import cleaned, statements
from tests.chat.grounding.kit import evidence

KOIVULA = evidence("koivula_notice")
TRUE = "Koivulassa irtisanomisaika on kuusi kuukautta [1]."


def test_sentences_lists_and_headings_become_statements() -> None:
    text = "## Yhteenveto\n\n- **Ensimmäinen** asia [1].\n2. Toinen asia [2]. Kolmas asia. [3]\n"
    found = statements(text)
    assert [s.text for s in found] == ["Yhteenveto", "Ensimmäinen asia [1].", "Toinen asia [2].", "Kolmas asia [3]."]
    assert [s.cites for s in found] == [(), (1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("written", "cites"),
    [
        ("[1, 3]", (1, 3)),
        ("[1–3]", (1, 2, 3)),
        ("[1][2]", (1, 2)),
        ("【2】", (2,)),
        ("(2)", (2,)),
        ("kuusi (6) asiaa", ()),
    ],
)
def test_citations_in_the_forms_that_models_write(written: str, cites: tuple[int, ...]) -> None:
    assert statements(f"Asiasta on sovittu {written}.")[0].cites == cites


def test_a_sentence_does_not_end_inside_quotation_marks() -> None:
    (found,) = statements("Todetaan: ”Ensimmäinen lause. Toinen lause.” [1]")
    assert found.segments[0].spans == ("Ensimmäinen lause. Toinen lause",)


@pytest.mark.parametrize("marks", ["””", "“”", "„“", "«»", '""', "‘’", "''"])
def test_every_kind_of_quotation_mark_is_one(marks: str) -> None:
    says = f"Koivulassa irtisanomisaika on {marks[0]}seitsemän kuukautta{marks[1]} [1]."
    (found,) = grounded(says, KOIVULA).decisions
    assert isinstance(found, Dropped) and found.reason is Reason.FABRICATED_QUOTE


def test_a_block_quote_of_markdown_is_a_quotation() -> None:
    (found,) = grounded("> Irtisanominen on tehtävä suullisesti. [1]", KOIVULA).decisions
    assert isinstance(found, Dropped) and found.reason is Reason.FABRICATED_QUOTE
    (found,) = grounded("> Irtisanominen on tehtävä kirjallisesti. [1]", KOIVULA).decisions
    assert isinstance(found, Kept)


def test_what_cannot_be_seen_is_taken_away() -> None:
    assert cleaned("kuu\u200bsi\u202e kk\U000e0041") == "kuusi kk"
    (found,) = grounded("Koivu\u200blassa irtisanomis\u00adaika on kuusi kuukautta [1].", KOIVULA).kept
    assert found.text == TRUE


def test_a_text_that_is_being_written_only_gives_what_is_finished() -> None:
    text = f"{TRUE} Irtisanominen on tehtävä kirjallisesti. [1] Kela maksaa"
    shown: list[str] = []
    for end in range(len(text) + 1):
        now = [statement.text for statement in grounded_so_far(text[:end], KOIVULA).kept]
        assert now[: len(shown)] == shown  # what is shown stays
        shown = now
    assert shown == [TRUE, "Irtisanominen on tehtävä kirjallisesti [1]."]


def test_naming_the_region_cites_it() -> None:
    (found,) = grounded("Koivulassa irtisanomisaika on kuusi kuukautta.", KOIVULA).kept
    assert found.cites == ()
    (lie,) = grounded("Rantasalossa irtisanomisaika on kuusi kuukautta.", KOIVULA).dropped
    assert lie.reason is Reason.WRONG_REGION


@given(st.text(alphabet=st.sampled_from("ab .!?[]()1234,;:–-”\"'<>*_#\n\u200b ÄÖåkela hyvinvointialue"), max_size=200))
def test_any_text_is_judged_and_nothing_active_is_kept(text: str) -> None:
    for statement in grounded(text, KOIVULA).kept:
        assert "<" not in statement.text and "](" not in statement.text
