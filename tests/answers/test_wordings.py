from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import ask, leading
from assistant.model import Answer, AnswerKind, Kind, Verdict
from assistant.search import Searcher, UnknownRegionError

WORDS = re.findall(
    r"\S+",
    """
    irtisanomisaika vuokra johtoryhmä puheenjohtaja verkostojohtaja työaika Kela kustannukset kuka maksaa miten paljon
    Koivulassa Rantasalon Kuusijärvellä Björkby Tampereella hyra uppsägning ledningsgrupp vem betalar ei onko mitä
    koko kohta tietosuoja liitteet pizza vain allekirjoitetut ? , – 5.2 <b> 🙂
    """,
)


def check_complete_and_verbatim(answer: Answer, searcher: Searcher) -> None:
    """What holds of every answer."""
    agreements = {a.id: a for a in searcher.corpus.agreements}
    files = {a.file: a for a in searcher.corpus.agreements}
    names = [f.agreement for f in answer.findings]
    assert len(names) == len(set(names))
    for finding in answer.findings:
        whole = agreements[finding.agreement]
        assert whole.description.kind is Kind.AGREEMENT
        assert (finding.file, finding.region, finding.status) == (
            whole.file,
            whole.description.region,
            whole.description.status,
        )
        assert 0.0 <= finding.confidence <= 1.0
        assert bool(finding.quotes) == (finding.verdict is not Verdict.NOT_MENTIONED)
        assert all(q.agreement == finding.agreement for q in finding.quotes)
    quotes = [q for f in answer.findings for q in f.quotes] + [q for b in answer.basis for q in b.quotes]
    for q in [*quotes, *(v.example for v in answer.variants)]:
        clause = files[q.file].clauses[q.clause_index]
        assert q.text and q.text == clause.text[q.start : q.end]
        assert (q.clause, q.heading, q.page) == (clause.number, clause.heading, clause.page_at(q.start))
    if answer.kind in (AnswerKind.REFUSED, AnswerKind.CLARIFY):
        assert not answer.findings and not answer.basis and not answer.variants and answer.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join) | st.text(max_size=40))
def test_any_question_gets_one_finding_for_each_agreement_in_scope(searcher: Searcher, question: str) -> None:
    answer = ask(searcher, question)
    check_complete_and_verbatim(answer, searcher)
    if answer.kind is AnswerKind.WORDINGS:
        scope = searcher.understand(question).scope
        assert sorted(f.agreement for f in answer.findings) == sorted(searcher.corpus.agreements[i].id for i in scope)


def test_the_newest_signed_version_leads_its_region(searcher: Searcher) -> None:
    answer = ask(searcher, "Kuinka pitkä irtisanomisaika on?")
    order = [f.agreement for f in answer.findings]
    assert order == ["bjorkby-docx", "koivula-txt", "kuusijarvi", "rantasalo-md", "rantasalo-luonnos-txt"]
    assert [f.agreement for f in leading(searcher, answer.findings)] == order[:4]


def test_a_draft_is_shown_and_does_not_count_as_a_solution(searcher: Searcher) -> None:
    answer = ask(searcher, "Kuinka pitkä irtisanomisaika on?")
    assert "rantasalo-luonnos-txt" not in [a for v in answer.variants for a in v.agreements]
    assert sum(len(v.agreements) for v in answer.variants) == 3


def test_an_answer_says_what_was_asked_and_what_the_guidance_says(searcher: Searcher) -> None:
    answer = ask(searcher, "Kuinka pitkä irtisanomisaika on?")
    assert (answer.kind, answer.topic, answer.topic_label) == (AnswerKind.WORDINGS, "termination", "Irtisanomisaika")
    assert [b.file for b in answer.basis] == ["ohje.md"]
    for words in (
        "Löytyi 4/5",
        "### Koivula · allekirjoitettu",
        "### Rantasalo · luonnos",
        "### Ei mainita\nKuusijärvi",
    ):
        assert words in answer.text


def test_a_swedish_question_is_answered_in_swedish_over_the_same_agreements(searcher: Searcher) -> None:
    answer = ask(searcher, "Hur lång är uppsägningstiden?")
    assert answer.language == "sv" and answer.topic_label == "Uppsägningstid"
    assert len(answer.findings) == 5
    assert "Irtisanomisaika on kolme kuukautta." in answer.text


@pytest.mark.parametrize(
    "question",
    ["Mikä on verkostojohtajan puhelinnumero?", "Anna hyvä pullan resepti", "Kuka voittaa jääkiekon MM-kisat?"],
)
def test_what_is_refused_gets_one_sentence_and_nothing_else(searcher: Searcher, question: str) -> None:
    answer = ask(searcher, question)
    assert answer.kind is AnswerKind.REFUSED
    check_complete_and_verbatim(answer, searcher)


def test_an_unknown_region_is_asked_back(searcher: Searcher) -> None:
    answer = ask(searcher, "Mikä on irtisanomisaika Tampereella?")
    assert answer.kind is AnswerKind.CLARIFY and "Tampereella" in answer.text
    assert answer.choices == ("Björkby", "Koivula", "Kuusijärvi", "Rantasalo")
    with pytest.raises(UnknownRegionError):
        ask(searcher, "Mikä on irtisanomisaika?", ("Tampere",))


def test_what_documents_there_are(searcher: Searcher) -> None:
    answer = ask(searcher, "Mitä asiakirjoja aineistossa on?")
    assert answer.kind is AnswerKind.GUIDANCE and "6 asiakirjaa" in answer.text and "koivula.txt" in answer.text


def test_a_whole_topic(searcher: Searcher) -> None:
    answer = ask(searcher, "Mitä irtisanomisesta on sovittu?")
    assert answer.topic == "termination" and len(answer.findings) == 5
    check_complete_and_verbatim(answer, searcher)


def test_a_hostile_question_is_given_back_as_it_is_and_not_shown(searcher: Searcher) -> None:
    answer = ask(searcher, "irtisanomisaika <script>alert(1)</script>")
    assert answer.question == "irtisanomisaika <script>alert(1)</script>"
    assert "<script" not in answer.text
    unknown = ask(searcher, "Mikä on irtisanomisaika Tampereella <img src=x>?")
    assert "<img" not in unknown.text
