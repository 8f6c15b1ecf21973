"""The arithmetic by hand. With slope 1 and offset 0 the probability is that of the best passage."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.index import load_corpus
from assistant.index.context import clause_text, entries
from assistant.index.store import Store, connect
from assistant.model import Verdict
from assistant.search.verdict import Thresholds, judge, quotations, thresholds
from tests.building import HashEmbedder, simple

PLAIN = Thresholds(slope=1.0, offset=0.0, found=0.5, possible=0.3, quote_share=0.5, quote_least=0.4)


def evidence(*values: float) -> np.ndarray:  # type: ignore[type-arg]
    return np.array(values, np.float32)


def test_a_found_passage() -> None:
    judgement = judge(evidence(0.1, 0.8, 0.2), (0, 3), PLAIN)
    assert judgement.verdict is Verdict.FOUND
    assert judgement.probability == pytest.approx(0.8) == judgement.confidence
    assert judgement.rows == (1,)


def test_possible_between_the_thresholds_still_quotes_its_best() -> None:
    judgement = judge(evidence(0.1, 0.35), (0, 2), PLAIN)
    assert judgement.verdict is Verdict.POSSIBLE
    assert judgement.confidence == pytest.approx(0.35) and judgement.rows == (1,)


def test_not_mentioned_is_a_result_with_its_own_confidence() -> None:
    judgement = judge(evidence(0.1, 0.05), (0, 2), PLAIN)
    assert judgement.verdict is Verdict.NOT_MENTIONED and judgement.rows == ()
    assert judgement.confidence == pytest.approx(0.9)


def test_the_curve_moves_the_probability() -> None:
    # log-odds of 0.8 are ln 4; times 2, minus ln 4, is ln 4 again. With offset −ln 16 it is 0.
    doubled = Thresholds(2.0, -float(np.log(4)), 0.5, 0.3, 0.5, 0.4)
    assert judge(evidence(0.8), (0, 1), doubled).probability == pytest.approx(0.8)
    shifted = Thresholds(2.0, -float(np.log(16)), 0.5, 0.3, 0.5, 0.4)
    assert judge(evidence(0.8), (0, 1), shifted).probability == pytest.approx(0.5)


def test_only_the_documents_own_passages_count() -> None:
    values = evidence(0.9, 0.1, 0.2, 0.9)
    assert judge(values, (1, 3), PLAIN).verdict is Verdict.NOT_MENTIONED
    assert judge(values, (3, 4), PLAIN).rows == (3,)


def test_a_document_without_passages_mentions_nothing() -> None:
    judgement = judge(evidence(0.9), (1, 1), PLAIN)
    assert (judgement.verdict, judgement.confidence, judgement.rows) == (Verdict.NOT_MENTIONED, 1.0, ())


def test_passages_are_quoted_best_first_from_a_share_and_a_least() -> None:
    # Share: half of 0.9; least: 0.4. So 0.45 and more.
    assert judge(evidence(0.44, 0.9, 0.46, 0.5), (0, 4), PLAIN).rows == (1, 3, 2)
    # Share: half of 0.6 = 0.3; least 0.4 is more.
    assert judge(evidence(0.6, 0.35, 0.41), (0, 3), PLAIN).rows == (0, 2)


def test_at_most_four_passages() -> None:
    assert len(judge(evidence(*[0.9] * 7), (0, 7), PLAIN).rows) == 4


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_certainty_is_finite(value: float) -> None:
    assert 0.0 <= judge(evidence(value), (0, 1), PLAIN).probability <= 1.0


@pytest.mark.parametrize("mode", ["learned", "open"])
def test_the_fitted_numbers_make_sense(mode: str) -> None:
    t = thresholds(mode)
    assert 0 < t.possible <= t.found < 1 and t.slope > 0
    assert 0 < t.quote_share <= 1 and 0 < t.quote_least < 1


def test_neighbouring_passages_become_one_quotation(tmp_path) -> None:  # type: ignore[no-untyped-def]
    store = Store(connect("", tmp_path), HashEmbedder())
    whole = simple("a", "Yksi on. Kaksi on. Kolme on.", "Neljä on.")
    store.put(whole, "k", "/c", [clause_text(whole, c) for c in whole.clauses], entries(whole))
    corpus = load_corpus(store)
    assert [q.text for q in quotations(corpus, (1, 0))] == ["Yksi on. Kaksi on."]
    assert [q.text for q in quotations(corpus, (0, 2))] == ["Yksi on.", "Kolme on."]
    assert [q.text for q in quotations(corpus, (0, 1, 2))] == ["Yksi on. Kaksi on. Kolme on."]
    # Clauses are never spliced, and the best comes first.
    assert [q.text for q in quotations(corpus, (3, 2))] == ["Neljä on.", "Kolme on."]
    # The passage between two that were taken joins all three, in whatever order they come.
    assert [q.text for q in quotations(corpus, (0, 2, 1))] in (
        ["Yksi on. Kaksi on. Kolme on."],
        ["Yksi on. Kaksi on.", "Kolme on."],
    )
