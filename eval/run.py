"""Asks a split's questions and keeps what came of each cell."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.index import Corpus
from assistant.model import Agreement, Kind
from eval.gold import Gold, Span, locate
from eval.questions import FOLDER, TEST_AGREEMENTS, Question, QuestionError, conversations, load_questions
from eval.questions import test_agreements as files_of_test
from eval.records import Cell, Quoted, Run, Turn, Unit, lengths
from eval.replies import Quote, Reply, Respondent, Response
from eval.sources import right_page

SPLITS = ("test", "dev")


@dataclass(frozen=True)
class Split:
    """A part of the evaluation: its questions over its agreements. The searcher holds the whole corpus all the same."""

    name: str
    files: tuple[str, ...]
    questions: tuple[Question, ...]
    gold: Gold


def load_split(
    name: str,
    corpus: Corpus,
    questions: Path | None = None,
    agreements: Path = TEST_AGREEMENTS,
    faults: list[str] | None = None,
) -> Split:
    """The split ``name`` ("test" or "dev"); ``questions`` names another question file.

    ``faults`` collects gold sentences that stand nowhere; without it they raise. Raises QuestionError.
    """
    files = split_files(name, corpus, agreements)
    loaded = load_questions(questions or FOLDER / f"{name}.toml", files)
    found: list[str] = [] if faults is None else faults
    gold = locate(loaded, corpus.agreements, found)
    if faults is None and found:
        raise QuestionError(found)
    return Split(name, files, loaded, gold)


def split_files(name: str, corpus: Corpus, agreements: Path = TEST_AGREEMENTS) -> tuple[str, ...]:
    """The agreements of a split: those of the list, or all others of the corpus."""
    test = files_of_test(agreements)
    if name == "test":
        return test
    return tuple(
        corpus.agreements[i].file for i in corpus.of_kind(Kind.AGREEMENT) if corpus.agreements[i].file not in test
    )


def run(split: Split, answer: Respondent, corpus: Corpus, *, progress: bool = False) -> Run:
    """Ask every question of ``split`` in order, each session as one conversation."""
    from tqdm import tqdm

    units: list[Unit] = []
    groups = conversations(split.questions)
    for group in tqdm(groups, desc=f"{answer.name}, {split.name}", unit="", disable=not progress, leave=False):
        ask = answer.conversation()
        turns = []
        for question in group:
            begun = time.perf_counter()
            response = ask(question.text)
            turns.append(turn(question, response, time.perf_counter() - begun, split, corpus))
        units.append(tuple(turns))
    return Run(answer.name, split.name, split.files, tuple(units))


def turn(question: Question, response: Response, seconds: float, split: Split, corpus: Corpus) -> Turn:
    """What came of one question."""
    by_file: dict[str, list[Reply]] = {}
    for reply in response.replies:
        by_file.setdefault(reply.file, []).append(reply)
    asked = question.cells(split.files)
    outside = [r for file, replies in by_file.items() if question.scope and file not in question.scope for r in replies]
    return Turn(
        id=question.id,
        text=question.text,
        language=question.language,
        style=question.style,
        expect=question.expect.value,
        session=question.session,
        kind=response.kind,
        topic=question.topic or response.topic,
        seconds=round(seconds, 4),
        findings=len(response.replies),
        outside=sum(len(reply.quotes) for reply in outside),
        cells=tuple(
            cell(file, split.gold.get((question.id, file), ()), question.gold(file), by_file.get(file, ()), corpus)
            for file in asked
        ),
    )


def cell(file: str, gold: Sequence[Span], texts: Sequence[str], replies: Sequence[Reply], corpus: Corpus) -> Cell:
    """What came of one agreement under one question."""
    reply = replies[0] if len(replies) == 1 else None
    quotes = reply.quotes if reply else ()
    marked, shown, shared = lengths(gold, [span for quote in quotes for span in quote.spans])
    agreement = next((a for a in corpus.agreements if a.file == file), None)
    return Cell(
        file=file,
        gold=bool(texts),
        verdict=reply.verdict if reply else None,
        confidence=reply.confidence if reply else None,
        gold_length=marked,
        quoted_length=shown,
        shared=shared,
        gold_texts=tuple(texts),
        quotes=tuple(_checked(quote, agreement, corpus) for quote in quotes),
    )


def _checked(quote: Quote, agreement: Agreement | None, corpus: Corpus) -> Quoted:
    pieces = _pieces(quote, agreement)
    if agreement is None or not pieces:
        return Quoted(quote.text, quote.clause, quote.page, verbatim=False, right_page=False)
    page = right_page(corpus, agreement, pieces[0], quote.page)
    return Quoted(quote.text, quote.clause, quote.page, quote.text == "\n".join(pieces), page)


def _pieces(quote: Quote, agreement: Agreement | None) -> list[str]:
    """The document's own words at the places that a quotation names; nothing where there are no such places."""
    if agreement is None or not all(0 <= s.clause < len(agreement.clauses) for s in quote.spans):
        return []
    return [agreement.clauses[s.clause].text[s.start : s.end] for s in quote.spans]
