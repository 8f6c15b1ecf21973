"""Drafts over the small corpus, known by heart (``small_corpus.py``)."""

from __future__ import annotations

import pytest

from assistant.answers.drafts import draft, draft_text
from assistant.search import Searcher


def test_others_wordings_for_a_region(searcher: Searcher) -> None:
    made = draft(searcher, "termination.notice_period", "Kuusijärvi")
    assert (made.topic, made.region, made.language) == ("termination.notice_period", "Kuusijärvi", "fi")
    texts = {alternative.text for alternative in made.alternatives}
    assert texts == {
        "Sopimuksen irtisanomisaika on [irtisanomisaika: esim. kuusi kuukautta].",
        "Irtisanomisaika on [irtisanomisaika: esim. kolme kuukautta].",
    }


def test_the_regions_own_agreement_is_no_source_but_gives_its_value(searcher: Searcher) -> None:
    made = draft(searcher, "termination.notice_period", "Rantasalo")
    [alternative] = made.alternatives
    assert alternative.text == "Sopimuksen irtisanomisaika on kolme kuukautta."
    assert [source.file for source in alternative.sources] == ["koivula.txt"]
    assert [slot.value for slot in alternative.slots] == ["kolme kuukautta"]
    assert made.notes, "two sources are few, and that is said"


def test_the_authority_is_named_where_the_region_is_known(searcher: Searcher) -> None:
    known = draft(searcher, "leader.employer", "Rantasalo").alternatives
    assert any("Rantasalon kunnan palveluksessa" in alternative.text for alternative in known)
    new = draft(searcher, "leader.employer", "Uusiniemi")
    assert any("[työvoimaviranomaisen] palveluksessa" in alternative.text for alternative in new.alternatives)
    assert any("Uusiniemi" in note for note in new.notes)


def test_few_swedish_sources_are_told_and_finnish_ones_follow_for_reference(searcher: Searcher) -> None:
    made = draft(searcher, "termination.notice_period", "Koivula", "sv")
    alternative, *others = made.alternatives
    assert others and all(other.language == "fi" and "på finska" in other.style_label for other in others)
    assert alternative.text == "Uppsägningstiden för avtalet är [uppsägningstid: t.ex. sex månader]."
    assert any("få källor" in note for note in made.notes)
    own = draft(searcher, "termination.notice_period", "Björkby")
    assert own.language == "sv" and own.notes
    assert {alternative.language for alternative in own.alternatives} == {"fi"}


def test_the_text_shows_all_and_lets_no_markup_through(searcher: Searcher) -> None:
    text = draft_text(draft(searcher, "termination.notice_period", "<b>*Uusi*"))
    assert "kuusi kuukautta" in text and "koivula.txt, kohta 5" in text
    assert "<b>" not in text and "*Uusi*" not in text and "\\<b\\>" in text


@pytest.mark.parametrize("region", [None, "Koivula", "Rautalahti"])
def test_a_topic_that_nobody_mentions_is_an_empty_draft_that_says_so(searcher: Searcher, region: str | None) -> None:
    made = draft(searcher, "disputes.forum", region)
    assert made.alternatives == () and made.notes
    assert draft_text(made)
