from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.text import escaped, place, quoted, render
from assistant.model import Answer, AnswerKind, Clause, Finding, Quotation, Status, Variant, Verdict, quote
from tests.building import agreement, clause

HOSTILE = (
    "<script>alert(1)</script> [klikkaa](javascript:x) **lihava** `koodi` # otsikko | taulukko ~~yli~~ ![k](http://x/y)"
)


def quotation(text: str, **more: object) -> Quotation:
    part: Clause = clause(0, "5.2", "Tilat", text, pages=((0, 3),))
    whole = agreement("a", [part])
    cut = quote(whole, part, 0, len(text))
    import dataclasses

    return dataclasses.replace(cut, **more)  # type: ignore[arg-type]


def shown(markdown: str) -> str:
    """Markdown as HTML, as the app's and most other renderers make it: raw HTML allowed."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def test_nothing_in_a_document_takes_effect() -> None:
    html = shown(quoted(quotation(HOSTILE, file="<img src=x>.pdf", heading="<b>Tilat</b>", clause="<i>5</i>"), "fi"))
    tags = set(re.findall(r"</?(\w+)", html))
    assert tags == {"blockquote", "p"}
    assert "&lt;script&gt;" in html and "&lt;img src=x&gt;.pdf" in html
    assert "[klikkaa](javascript:x)" in html and "**lihava**" in html


def words(html: str) -> str:
    """What a reader sees."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.parametrize(
    "text",
    [
        "- kohta",
        "1. Osapuolet",
        "2) jäsenet",
        "+ lisäys",
        "---",
        "= =",
        "&lt;b&gt; &amp; &auml;",
        "https://example.org/a_b_c",
        "tilat\\vuokra",
        "![kuva](x)",
        "* * *",
        "a | b",
    ],
)
def test_words_are_shown_as_they_stand(text: str) -> None:
    html = shown(quoted(quotation(text), "fi"))
    assert words(html) == f"{text} — a.txt, kohta 5.2, Tilat, s. 3"
    assert set(re.findall(r"<(\w+)", html)) == {"blockquote", "p"}


@given(st.text(min_size=1, max_size=80).map(lambda s: " ".join(s.split())).filter(bool))
def test_no_text_makes_a_tag_or_a_link(text: str) -> None:
    html = shown(quoted(quotation(text), "fi"))
    assert set(re.findall(r"<(\w+)", html)) <= {"blockquote", "p"}


def test_plain_words_stay_as_they_are() -> None:
    assert escaped("Vuokra 1 000 €, ks. 5.2 § – 50 %.") == "Vuokra 1 000 €, ks. 5.2 § – 50 %."
    assert escaped("a_b*c") == r"a\_b\*c"


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "a.txt, kohta 5.2, Tilat, s. 3"), ("sv", "a.txt, punkt 5.2, Tilat, s. 3")]
)
def test_where_a_quotation_stands(language: str, words: str) -> None:
    assert place(quotation("Teksti."), language) == words


def test_what_is_not_known_of_a_place_is_left_out() -> None:
    assert place(quotation("Teksti.", clause=None, heading=None, page=None), "fi") == "a.txt"


def finding(name: str, verdict: Verdict, region: str | None, *quotes: Quotation) -> Finding:
    return Finding(agreement(name, []).id, f"{name}.txt", region, Status.SIGNED, verdict, 0.9, quotes)


def test_an_answer_by_hand() -> None:
    one = quotation("Vuokran maksaa kaupunki.")
    answer = Answer(
        question="kuka maksaa vuokran",
        language="fi",
        kind=AnswerKind.WORDINGS,
        text="",
        topic="premises",
        topic_label="Vuokra",
        findings=(
            finding("a", Verdict.FOUND, "Koivula", one),
            finding("b", Verdict.POSSIBLE, "Rantasalo", quotation("Kaupunki maksaa.")),
            finding("c", Verdict.NOT_MENTIONED, None),
        ),
        variants=(Variant("Vuokran maksaa kaupunki.", (agreement("a", []).id,), one, ("Koivula",)),),
    )
    assert render(answer) == "\n\n".join(
        [
            "**Vuokra**",
            "Löytyi 1/3 sopimuksesta; tarkistettava 1; ei mainita 1.",
            "### Koivula · allekirjoitettu",
            "> Vuokran maksaa kaupunki.\n>\n> — a.txt, kohta 5.2, Tilat, s. 3",
            "### Rantasalo · allekirjoitettu · tarkista itse",
            "Varmuutta ei ole: lue kohta ennen kuin vetoat siihen.",
            "> Kaupunki maksaa.\n>\n> — a.txt, kohta 5.2, Tilat, s. 3",
            "### Ei mainita\nalue tuntematon (allekirjoitettu)",
        ]
    )


def test_all_missing_is_said_in_one_sentence() -> None:
    answer = Answer("q", "fi", AnswerKind.WORDINGS, "", findings=(finding("a", Verdict.NOT_MENTIONED, "Koivula"),))
    assert render(answer).startswith("Mikään haussa ollut sopimus (1) ei mainitse tätä.")


def test_notes_come_before_the_findings() -> None:
    answer = Answer("q", "fi", AnswerKind.WORDINGS, "", topic_label="Vuokra")
    assert render(answer, ("Huomaa tämä.",)) == "**Vuokra**\n\nHuomaa tämä."
