from __future__ import annotations

from pathlib import Path

from assistant.search import Searcher
from eval.sources import Source, right_page, source
from tests.small_corpus import KUUSIJARVI


def test_a_quotation_on_its_page() -> None:
    pages = Source(("kuntamaksaavuokran", "kelaeiosallistu"))
    assert pages.shows("Kunta maksaa vuokran.", 1) is True
    assert pages.shows("Kunta maksaa vuokran.", 2) is False
    assert pages.shows("Kunta maksaa vuokran.", 3) is False
    assert pages.shows("Kunta maksaa vuokran.", 0) is False


def test_a_quotation_over_two_pages_begins_on_the_first() -> None:
    pages = Source(("johtoryhmäkokoontuukunta", "maksaavuokran"))
    assert pages.shows("Johtoryhmä kokoontuu. Kunta maksaa vuokran.", 1) is True
    assert pages.shows("Johtoryhmä kokoontuu. Kunta maksaa vuokran.", 2) is False
    # A letter or two at the foot of the page before is no beginning.
    assert Source(("xxmaksaa", "vuokranhetivuodenalussa")).shows("A vuokran heti vuoden alussa.", 1) is False


def test_a_page_without_text_says_nothing() -> None:
    assert Source(("", "x")).shows("Kunta maksaa.", 1) is None


def test_the_pages_of_a_real_file(small_corpus: Path, searcher: Searcher) -> None:
    path = small_corpus / "kuusijarvi.pdf"
    assert len(source(path).pages) == 2
    rent = KUUSIJARVI[2][1]
    corpus = searcher.corpus
    pdf = next(a for a in corpus.agreements if a.file == "kuusijarvi.pdf")
    assert right_page(corpus, pdf, rent, 2) is True
    assert right_page(corpus, pdf, rent, 1) is False
    assert right_page(corpus, pdf, rent, None) is False


def test_a_format_without_pages_has_no_page_to_check(searcher: Searcher) -> None:
    corpus = searcher.corpus
    text = next(a for a in corpus.agreements if a.file == "koivula.txt")
    assert right_page(corpus, text, "Johtoryhmä", None) is None
    assert right_page(corpus, text, "Johtoryhmä", 1) is False
