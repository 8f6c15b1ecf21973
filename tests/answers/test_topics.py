from __future__ import annotations

import pytest

from assistant.answers.drafts import UnknownTopicError, subject
from assistant.search import Searcher


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("leader", "leader"),
        ("termination.notice_period", "termination.notice_period"),
        ("Irtisanomisaika", "termination.notice_period"),
        ("johtoryhmä", "steering_group"),
        ("Uppsägningstid", "termination.notice_period"),
        ("kuinka pitkä irtisanomisaika on", "termination.notice_period"),
        ("Leader.Working_Time", "leader.working_time"),
        ("Ledningsgrupp", "steering_group"),
        ("irtisanominen", "termination"),
        ("kuka maksaa tilojen vuokran", "premises.rent"),
    ],
)
def test_a_topic_by_id_label_or_words(searcher: Searcher, asked: str, expected: str) -> None:
    assert subject(searcher, asked).id == expected


@pytest.mark.parametrize("asked", ["", "   ", "???", "42", "pitsan resepti", "Kuka voittaa jääkiekon mestaruuden?"])
def test_what_names_no_topic_is_an_error(searcher: Searcher, asked: str) -> None:
    with pytest.raises(UnknownTopicError):
        subject(searcher, asked)


def test_a_topic_has_all_of_its_aspects_and_an_aspect_itself(searcher: Searcher) -> None:
    assert len(subject(searcher, "leader").aspects) > 5 and subject(searcher, "leader").whole
    one = subject(searcher, "leader.working_time")
    assert one.aspects == ("leader.working_time",) and not one.whole
