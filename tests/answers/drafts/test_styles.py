from __future__ import annotations

import numpy as np

from assistant.answers.drafts.candidates import Candidate
from assistant.answers.drafts.styles import Worded, chosen, distinct, substantial


def worded(*texts: str, aspects: str = "ab", vector: tuple[float, float] = (1.0, 0.0), quality: float = 1.0) -> Worded:
    return Worded(Candidate(0, ((0,),), frozenset(aspects), np.array(vector, np.float32), quality), texts)


LONG = worded(
    "Vuokra on 500 euroa kuukaudessa ja se maksetaan 30 päivän kuluttua laskusta.",
    "Vuokraan lisätään 10 prosenttia, jos tiloja käytetään iltaisin muuhun toimintaan.",
    aspects="abcd",
    vector=(0.6, 0.8),
)
STRICT = worded("Laskun saajan on maksettava vuokra viimeistään eräpäivänä, eikä sitä saa vähentää.", vector=(0.8, 0.6))
SHORT = worded("Vuokran maksaa kaupunki.", vector=(0.0, 1.0))
COMMON = worded("Vuokrasta ja muista tilojen menoista voidaan sopia erikseen osapuolten kesken joka syksy.")


def test_each_style_gets_the_wording_that_comes_first_in_it() -> None:
    made = chosen([SHORT, STRICT, LONG, COMMON], [COMMON, COMMON], frozenset("ab"), 4)
    assert [(choice.style, choice.worded) for choice in made] == [
        ("most_common", COMMON),
        ("most_detailed", LONG),
        ("strictest", STRICT),
        ("shortest", SHORT),
    ]


def test_one_that_comes_first_in_several_styles_is_shown_once() -> None:
    [only] = chosen([STRICT], [STRICT], frozenset("ab"), 4)
    assert (only.style, only.also, only.after) == ("most_common", (), None)


def test_a_runner_up_says_whom_it_follows() -> None:
    better = worded("Kaupungin on maksettava vuokra viimeistään 5 päivän kuluessa.", aspects="abcd")
    made = {choice.style: choice for choice in chosen([better, COMMON], [better, better], frozenset("ab"), 2)}
    assert made["most_common"].worded is better
    assert [choice.after for choice in made.values() if choice.worded is COMMON] == ["most_common"]


def test_nothing_to_choose_from() -> None:
    assert chosen([], [], frozenset(), 4) == ()


def test_wordings_alike_are_one() -> None:
    same = worded("Vuokran maksaa kaupunki!", quality=0.5)
    assert distinct([same, SHORT]) == [SHORT]
    assert distinct([SHORT], [same]) == []


def test_duty_counts_for_strictness_and_discretion_against() -> None:
    assert STRICT.strictness() > SHORT.strictness() > COMMON.strictness()


def test_what_says_too_little_is_left_out_where_there_are_others() -> None:
    enough = [worded(f"Kohta {i} on sovittu.", aspects="abcde") for i in range(4)]
    assert substantial([worded("Ohi.", aspects="a"), *enough]) == enough
    assert len(substantial([worded("Ohi.", aspects="a"), *enough[:2]])) == 3
