"""A run over the small corpus with scripted answers, and with the product's own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.search import Searcher
from eval.gold import Span
from eval.metrics import cells, conversations, refusals, verbatim
from eval.questions import QuestionError
from eval.replies import Ask, Product, Quote, Reply, Response
from eval.run import Split, load_split, run, split_files

DATA = Path(__file__).parent / "data"
RENT = "Yhteisten toimitilojen vuokran maksaa Koivulan kaupunki."


@dataclass(frozen=True)
class Scripted:
    """Gives prepared answers in the order of the questions, whatever is asked."""

    answers: Iterator[Response]
    name: str = "scripted"

    def conversation(self) -> Ask:
        return lambda _: next(self.answers)


@pytest.fixture(scope="module")
def split(searcher: Searcher) -> Split:
    return load_split("test", searcher.corpus, DATA / "test.toml", DATA / "agreements.txt")


def silent(*files: str) -> Response:
    return Response("wordings", tuple(Reply(file, "not_mentioned", 0.9) for file in files))


def found(searcher: Searcher, file: str, text: str, stated: str | None = None) -> Reply:
    """A reply that quotes ``stated`` (``text`` itself unless told) as if it stood where ``text`` does."""
    agreement = next(a for a in searcher.corpus.agreements if a.file == file)
    clause = next(c for c in agreement.clauses if text in c.text)
    start = clause.text.index(text)
    place = Span(clause.index, start, start + len(text))
    return Reply(file, "found", 0.8, (Quote(stated or text, clause.number, clause.page_at(start), (place,)),))


def test_the_splits_share_out_the_agreements(searcher: Searcher) -> None:
    assert split_files("test", searcher.corpus, DATA / "agreements.txt") == ("koivula.txt", "kuusijarvi.pdf")
    others = split_files("dev", searcher.corpus, DATA / "agreements.txt")
    assert set(others) == {"bjorkby.docx", "rantasalo.md", "rantasalo-luonnos.txt"}  # guidance is no agreement


def test_gold_that_stands_nowhere_is_an_error(searcher: Searcher, tmp_path: Path) -> None:
    text = (DATA / "test.toml").read_text(encoding="utf-8").replace("kuusi kuukautta", "kaksi päivää ja yksi yö vain")
    path = tmp_path / "test.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionError, match=r"question s1: koivula\.txt holds nothing like"):
        load_split("test", searcher.corpus, path, DATA / "agreements.txt")


def test_every_cell_is_scored_by_hand(searcher: Searcher, split: Split) -> None:
    quoted = found(searcher, "koivula.txt", RENT)
    answers = [
        silent("koivula.txt", "kuusijarvi.pdf", "rantasalo.md"),  # s1: koivula has it
        Response("wordings", (quoted, Reply("kuusijarvi.pdf", "possible", 0.5))),  # s2
        Response("wordings", (quoted,)),  # s3 asks of Kuusijärvi alone
        Response("refused"),  # s4
    ]
    units = run(split, Scripted(iter(answers)), searcher.corpus).units
    assert [[(c.file, c.verdict, c.right) for c in t.cells] for u in units for t in u] == [
        [("koivula.txt", "not_mentioned", False), ("kuusijarvi.pdf", "not_mentioned", True)],
        [("koivula.txt", "found", True), ("kuusijarvi.pdf", "possible", False)],
        [("kuusijarvi.pdf", None, False)],
        [],
    ]
    assert cells.METRIC.value(units) == 2 / 5
    assert conversations.METRIC.value(units) == 0
    assert refusals.METRIC.value(units) == 0
    hit = units[1][0].cells[0]
    assert (hit.gold_length, hit.quoted_length, hit.shared) == (len(RENT),) * 3
    assert units[1][1].outside == 1


def test_two_findings_for_one_agreement_are_none(searcher: Searcher, split: Split) -> None:
    twice = Response("wordings", (Reply("koivula.txt", "found", 1.0), Reply("koivula.txt", "not_mentioned", 1.0)))
    only = dataclasses.replace(split, questions=split.questions[:1])
    ((turn,),) = run(only, Scripted(iter([twice])), searcher.corpus).units
    assert turn.cells[0].verdict is None and turn.findings == 2


@pytest.mark.parametrize(
    ("stated", "right"),
    [
        (None, True),
        (RENT[:-1], False),
        (RENT.replace("Koivulan", "Rantasalon"), False),
        (RENT + " Kela ei maksa.", False),
    ],
)
def test_a_quotation_is_verbatim_or_not(searcher: Searcher, split: Split, stated: str | None, right: bool) -> None:
    only = dataclasses.replace(split, questions=split.questions[:1])
    answer = Response("wordings", (found(searcher, "koivula.txt", RENT, stated),))
    assert verbatim.METRIC.value(run(only, Scripted(iter([answer])), searcher.corpus).units) == float(right)


def test_a_place_outside_the_document_is_not_verbatim(searcher: Searcher, split: Split) -> None:
    only = dataclasses.replace(split, questions=split.questions[:1])
    quote = Quote("x", None, None, (Span(99, 0, 1),))
    answer = Response("wordings", (Reply("koivula.txt", "found", 1.0, (quote,)),))
    assert verbatim.METRIC.value(run(only, Scripted(iter([answer])), searcher.corpus).units) == 0


def test_the_product_answers_for_every_agreement_word_for_word(searcher: Searcher, split: Split) -> None:
    units = run(split, Product(searcher), searcher.corpus).units
    notice = units[0][0]
    assert notice.findings == 5  # every agreement of the corpus, though two are scored
    assert all(cell.verdict is not None for cell in notice.cells)
    assert verbatim.METRIC.value(units) == 1
