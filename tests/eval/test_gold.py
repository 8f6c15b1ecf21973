from __future__ import annotations

from assistant.model import Part
from eval.gold import Span, find, locate, merged, squeezed
from eval.questions import Expect, Question
from tests.building import agreement, clause, simple


def spans(sentence: str, *texts: str) -> tuple[Span, ...]:
    document = simple("a", *texts)
    return find(sentence, squeezed(document), document)


def test_a_sentence_with_its_full_stop() -> None:
    text = "Ensin muuta. Vuokran maksaa kunta. Lopuksi."
    (span,) = spans("Vuokran maksaa kunta.", text)
    assert text[span.start : span.end] == "Vuokran maksaa kunta."


def test_white_space_hyphens_quotes_and_dashes_do_not_matter() -> None:
    text = "Vuosina 2025–2027 ”Yhteistoimintamalli” sosiaali- ja terveyspalveluissa."
    assert spans('vuosina 2025-2027 "Yhteis-\ntoimintamalli"  sosiaali- ja terveyspalveluissa.', text) == (
        Span(0, 0, len(text)),
    )


def test_digits_do_matter() -> None:
    assert spans("Osuus on 40 % kaikista kustannuksista vuodessa.", "Osuus on 60 % kaikista tuloista.") == ()


def test_a_sentence_read_into_two_clauses_gives_two_spans() -> None:
    two = (Span(0, 0, 7), Span(1, 0, 13))
    assert spans("Vuokran maksaa kunta.", "Vuokran", "maksaa kunta.") == two  # the second clause's number lies between
    document = agreement("a", [clause(0, None, None, "Vuokran"), clause(1, None, None, "maksaa kunta.")])
    assert find("Vuokran maksaa kunta.", squeezed(document), document) == two


def test_what_is_only_a_heading_has_no_place() -> None:
    document = agreement("a", [clause(0, "1", "Vuokra", "Kunta maksaa.")])
    assert find("Vuokra", squeezed(document), document) == ()


def test_of_several_places_the_one_that_begins_a_passage_is_taken() -> None:
    text = "Jos kunta maksaa sen, ei muuta. Kunta maksaa sen. Kunta maksaa sen."
    assert spans("Kunta maksaa sen.", text) == (Span(0, 32, 49),)


def test_minutes_around_an_agreement_come_last() -> None:
    said = clause(0, None, None, "Kunta maksaa sen.", part=Part.MINUTES)
    document = agreement("a", [said, clause(1, None, None, "Siis kunta maksaa sen.")])
    assert find("Kunta maksaa sen.", squeezed(document), document) == (Span(1, 5, 22),)


def test_letters_that_were_misread_do_not_matter_up_to_a_point() -> None:
    read = "Muuta. Johtoryhrnä kokoontuu neljä kertaa vuod3ssa puheenjohtajan kutsusta. Muuta."
    (span,) = spans("Johtoryhmä kokoontuu neljä kertaa vuodessa puheenjohtajan kutsusta.", read)
    assert read[span.start : span.end] == "Johtoryhrnä kokoontuu neljä kertaa vuod3ssa puheenjohtajan kutsusta."
    assert spans("Johtoryhmä kokoontuu kunnan luona aina kun joku sen jäsenistä pyytää.", read) == ()


def test_locate_collects_what_stands_nowhere() -> None:
    found = (("a.txt", ("Kunta maksaa.",)), ("b.txt", ("x",)))
    other = (("a.txt", ("Tätä ei ole missään.",)),)
    questions = [Question(f"q{i}", "?", "fi", "plain", Expect.ANSWER, found=f) for i, f in enumerate((found, other))]
    faults: list[str] = []
    gold = locate(questions, [simple("a", "Kunta maksaa.")], faults)
    assert gold == {("q0", "a.txt"): (Span(0, 0, 13),), ("q1", "a.txt"): ()}
    assert faults == [
        "question q0: b.txt is not in the index",
        "question q1: a.txt holds nothing like 'Tätä ei ole missään.'",
    ]


def test_spans_that_only_white_space_parts_become_one() -> None:
    document = simple("a", "Yksi. Kaksi. Kolme.", "Neljä.")
    parts = [Span(0, 6, 12), Span(0, 0, 5), Span(0, 2, 4), Span(1, 0, 6)]
    assert merged(parts, document) == (Span(0, 0, 12), Span(1, 0, 6))
