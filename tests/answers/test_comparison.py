from __future__ import annotations

import pytest

from assistant.answers.comparison import ComparisonError, compare, silent_topics, term_outliers
from assistant.answers.comparison_text import render_comparison, shown_value
from assistant.answers.results import Term, TermState
from assistant.model import AgreementId, Finding, Status, Variant, Verdict, quote
from assistant.search import Searcher, UnknownRegionError
from tests.building import simple

FILES = {"koivula.txt", "rantasalo.md", "rantasalo-luonnos.txt", "kuusijarvi.pdf", "bjorkby.docx"}


def files(searcher: Searcher, agreements: tuple[AgreementId, ...]) -> set[str]:
    """The files of agreements."""
    return {searcher.corpus.agreements[searcher.corpus.by_id[a]].file for a in agreements}


def test_every_agreement_has_a_cell_for_each_topic(searcher: Searcher) -> None:
    found = compare(searcher)
    assert found.topics == tuple(topic.id for topic in searcher.knowledge.topics) and len(found.topics) == 26
    assert files(searcher, found.agreements) == FILES
    assert found.cells.keys() == {(a, t) for a in found.agreements for t in found.topics}
    assert all(cell.agreement == a for (a, _), cell in found.cells.items())
    assert len(found.terms) == len(FILES) * len(found.term_labels)


def test_one_topic_has_its_own_terms(searcher: Searcher) -> None:
    found = compare(searcher, ["termination.notice_period"], language="sv")
    verdicts = {
        searcher.corpus.agreements[searcher.corpus.by_id[a]].file: cell.verdict for (a, _), cell in found.cells.items()
    }
    assert verdicts["koivula.txt"] is Verdict.FOUND and verdicts["kuusijarvi.pdf"] is Verdict.NOT_MENTIONED
    assert found.term_labels == {"notice_period": "Uppsägningstid"}
    assert found.labels == {"termination.notice_period": "Uppsägningstid"}
    leading = [a for group in found.variants["termination.notice_period"] for a in group.agreements]
    assert files(searcher, tuple(leading)) == {"koivula.txt", "rantasalo.md", "bjorkby.docx"}


@pytest.mark.parametrize("asked", ["", "  ", "pitsan resepti"])
def test_an_unknown_topic_is_named(searcher: Searcher, asked: str) -> None:
    with pytest.raises(ComparisonError, match="termination"):
        compare(searcher, [asked])


def test_filters_narrow_the_agreements(searcher: Searcher) -> None:
    def of(**filters: list[str]) -> set[str]:
        return files(searcher, compare(searcher, ["termination"], **filters).agreements)

    assert of(regions=["Koivulassa"]) == {"koivula.txt"}
    assert of(parties=["Rautalahden hyvinvointialue"]) == FILES - {"bjorkby.docx"}
    assert of(languages=["sv"]) == {"bjorkby.docx"}
    assert of(statuses=["luonnos"]) == of(statuses=["draft"]) == {"rantasalo-luonnos.txt"}
    assert of(regions=["Koivula"], languages=["sv"]) == set()


@pytest.mark.parametrize("wrong", [{"parties": ["Ei kukaan"]}, {"statuses": ["uusi"]}, {"languages": ["de"]}])
def test_an_unknown_filter_is_named(searcher: Searcher, wrong: dict[str, list[str]]) -> None:
    with pytest.raises(ComparisonError, match=wrong[next(iter(wrong))][0]):
        compare(searcher, **wrong)  # type: ignore[arg-type]


def test_an_unknown_region_is_named(searcher: Searcher) -> None:
    with pytest.raises(UnknownRegionError, match="Atlantis"):
        compare(searcher, regions=["Atlantis"])


def stated(name: str, term: str, value: str) -> Term:
    """A term that is stated."""
    whole = simple(name, value)
    return Term(whole.id, term, TermState.STATED, value, quote(whole, whole.clauses[0], 0, len(value)))


def test_who_differs_from_most() -> None:
    terms = [
        stated(name, "notice_period", value)
        for name, value in zip("abcd", ["6 kk", "6 kk", "6 kk", "3 kk"], strict=True)
    ]
    [found] = term_outliers(terms)
    assert (found.agreement, found.value, found.usual, found.of_usual, found.of) == ("d", "3 kk", "6 kk", 3, 4)


def test_without_a_usual_value_nobody_differs() -> None:
    assert term_outliers([stated(n, "t", v) for n, v in zip("abcd", ["1", "1", "2", "2"], strict=True)]) == ()
    assert term_outliers([stated("a", "t", "1"), stated("b", "t", "2")]) == ()


def test_the_same_said_otherwise_is_no_difference() -> None:
    assert term_outliers([stated(n, "t", v) for n, v in zip("abc", ["4/v", "4/v", "väh. 4/v"], strict=True)]) == ()
    values = ["5 v", "5 v", "1.4.2025–31.3.2030"]
    assert term_outliers([stated(n, "group_term", v) for n, v in zip("abc", values, strict=True)]) == ()


def test_silence_on_what_almost_all_mention() -> None:
    whole = simple("a", "Teksti.")
    cut = quote(whole, whole.clauses[0], 0, 7)

    def silent(verdicts: str) -> list[str]:
        findings = tuple(
            Finding(
                AgreementId(name), "", name, Status.SIGNED, Verdict.FOUND if v == "+" else Verdict.NOT_MENTIONED, 1.0
            )
            for name, v in zip("abcdef", verdicts, strict=False)
        )
        leaders = {f.agreement for f in findings} - {AgreementId("f")}
        found = silent_topics(["term"], {"term": findings}, {"term": (Variant("x", (), cut),)}, leaders)
        assert all((o.term, o.value, o.of_usual, o.of) == ("term", "not_mentioned", 4, 5) for o in found)
        return [o.agreement for o in found]

    assert silent("++-++") == ["c"]
    assert silent("++--+") == []  # three of five aren't almost all
    assert silent("++-++-") == ["c"]  # the last does not lead its region


def test_the_text_shows_matrix_terms_and_wordings(searcher: Searcher) -> None:
    text = render_comparison(compare(searcher, ["termination.notice_period"]))
    assert [line[-3] for line in text.splitlines() if line.startswith("| Kuusijärvi")] == ["–", "a"]
    assert "6 kk" in text and "> Sopimuksen irtisanomisaika on kuusi kuukautta." in text
    assert render_comparison(compare(searcher, ["term"], regions=["Koivula"], languages=["sv"])).startswith("Mikään")
    whole = render_comparison(compare(searcher))
    assert "> " not in whole and whole.count("\n| ") >= 26


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("toistaiseksi", "tills vidare"),
        ("väh. 4/v", "minst 4/år"),
        ("TVA 12 kk; Kela 6 kk", "AM 12 mån.; FPA 6 mån."),
        ("ei osallistu", "deltar inte"),
    ],
)
def test_values_are_shown_in_the_users_language(value: str, shown: str) -> None:
    assert shown_value(value, "sv") == shown
    assert shown_value(value, "fi") == value
