"""The whole sample corpus: six matters answered right for every agreement, every quotation verbatim on its page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import ask
from assistant.model import Kind, Verdict
from assistant.search import Searcher
from eval.gold import squeeze
from eval.sources import right_page

MATTERS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "six_matters.toml").read_text(encoding="utf-8")
)["matter"]


def letters(text: str) -> str:
    return "".join(character for character, _ in squeeze(text))


@pytest.mark.parametrize("matter", MATTERS, ids=[m["id"] for m in MATTERS])
def test_each_matter_is_answered_right_for_every_agreement(matter: dict[str, Any], sample_searcher: Searcher) -> None:
    answer = ask(sample_searcher, matter["question"])
    assert {f.agreement for f in answer.findings} == {
        sample_searcher.corpus.agreements[i].id for i in sample_searcher.corpus.of_kind(Kind.AGREEMENT)
    }
    wrong = []
    for finding in answer.findings:
        gold = [letters(sentence) for sentence in matter["found"].get(finding.file, [])]
        said = [letters(q.text) for q in finding.quotes]
        right = finding.verdict is (Verdict.FOUND if gold else Verdict.NOT_MENTIONED)
        if not right or (gold and not any(a in b or b in a for a in said for b in gold)):
            wrong.append((finding.file, finding.verdict, [q.text for q in finding.quotes]))
    assert wrong == []


def test_every_quotation_of_every_topic_is_verbatim_on_its_page(sample_searcher: Searcher) -> None:
    corpus = sample_searcher.corpus
    everything = tuple(range(len(corpus.agreements)))
    checked = 0
    for topic in sample_searcher.knowledge.topics:
        query = sample_searcher.query_for([aspect.id for aspect in topic.aspects], everything, whole_topic=True)
        for finding in sample_searcher.findings(query):
            agreement = corpus.agreements[corpus.by_id[finding.agreement]]
            for q in finding.quotes:
                assert agreement.clauses[q.clause_index].text[q.start : q.end] == q.text
                assert right_page(corpus, agreement, q.text, q.page) is not False, (q.file, q.page, q.text)
                checked += 1
    assert checked > 500
