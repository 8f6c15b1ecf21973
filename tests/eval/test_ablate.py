from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.search import Searcher
from eval.ablate import ABLATIONS, auc, best_threshold, in_first, outcome, right_left_out
from eval.analysers import analysers
from eval.observe import Observed, asked, observe, passages
from eval.opening import Bench
from eval.run import load_split
from eval.variants import setting, standard
from eval.vectors import CachedEmbedder
from tests.eval.test_run import DATA


def cell(gold: bool, *scores: float, file: str = "a", question: str = "q", shared: tuple[int, ...] = ()) -> Observed:
    sizes = (10,) * len(scores)
    return Observed(question, file, gold, np.array(scores), sizes, shared or (0,) * len(scores), sum(shared))


def test_auc_by_hand() -> None:
    # Pairs (have, lack): 0.9 beats both, 0.5 beats one and ties with the other.
    assert auc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == 3.5 / 4
    assert math.isnan(auc([0.5], [True]))


def test_in_first_looks_at_the_three_best() -> None:
    near = cell(True, 0.1, 0.4, 0.9, 0.8, shared=(0, 10, 0, 0))
    far = cell(True, 0.1, 0.4, 0.9, 0.8, shared=(10, 0, 0, 0))
    assert in_first([near, far, cell(False, 0.5)]) == 0.5


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([cell(True, 0.8), cell(True, 0.6), cell(False, 0.2)], 0.4),
        ([cell(True, 0.8), cell(True, 0.2)], float("-inf")),
        ([cell(False, 0.8), cell(False, 0.2)], float("inf")),
        ([], float("inf")),
        ([cell(True, 0.8), cell(False)], -5e8 + 0.4),
    ],
)
def test_best_threshold(cells: list[Observed], expected: float) -> None:
    assert best_threshold(cells) == pytest.approx(expected)


def test_equal_scores_are_never_parted() -> None:
    found = best_threshold([cell(True, 0.5), cell(False, 0.5), cell(True, 0.9)])
    assert found <= 0.5 or 0.5 < found <= 0.9


def test_left_out_the_threshold_comes_from_the_others() -> None:
    # Agreement b's scores lie lower: a's threshold of 0.6 gets both of b's cells as silent, b's of 0.2 both of a's as found.
    cells = [
        cell(True, 0.8, file="a"),
        cell(False, 0.4, file="a"),
        cell(True, 0.3, file="b"),
        cell(False, 0.1, file="b"),
    ]
    assert right_left_out(cells).value == 0.5
    assert outcome("x", "y", cells).right_own == 0.75


def test_standard_scores() -> None:
    assert standard(np.array([1.0, 3.0], np.float32)).tolist() == [-1, 1]
    assert standard(np.array([2.0, 2.0], np.float32)).tolist() == [0, 0]


def test_analysers_make_inflected_words_meet() -> None:
    cut = analysers()
    assert cut["words"]("Vuokran maksaa") == ["vuokran", "maksaa"]
    for name in ("Snowball stems", "simplemma lemmas", "3-grams", "4-grams", "5-grams"):
        assert set(cut[name]("vuokran")) & set(cut[name]("vuokra")), name
    assert not set(cut["words"]("vuokran")) & set(cut["words"]("vuokra"))


@pytest.fixture(scope="module")
def bench(searcher: Searcher, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("bench")
    return Bench(searcher, CachedEmbedder(searcher.embedder, folder), folder)


def test_observed_units_know_their_gold(searcher: Searcher) -> None:
    split = load_split("dev", searcher.corpus, DATA / "dev.toml", DATA / "agreements.txt")
    pairs = asked(split, searcher)
    units = passages(searcher.corpus)
    cells = observe(split, searcher.corpus, pairs, units, lambda _: np.zeros(len(units.places), np.float32))
    notice = {c.file: c for c in cells if c.question == "d1"}
    assert (
        sum(notice["rantasalo.md"].shared)
        == notice["rantasalo.md"].gold_length
        == len("Irtisanomisaika on kolme kuukautta.")
    )
    assert all(len(c.scores) == len(c.lengths) for c in cells)


@pytest.mark.parametrize(
    "name", [n for n in ABLATIONS if n not in ("examples an aspect", "headings in the embedded text")]
)
def test_each_ablation_scores_every_unit(bench: Bench, name: str) -> None:
    corpus = bench.searcher.corpus
    split = load_split("dev", corpus, DATA / "dev.toml", DATA / "agreements.txt")
    made = ABLATIONS[name](setting(split, bench))
    assert len({variant.name for variant in made}) == len(made) >= 2
    for variant in made:
        cells = observe(split, corpus, variant.questions, variant.units, variant.score)
        assert len(cells) == 3 * len(variant.questions)
        assert all(np.isfinite(c.scores).all() for c in cells)


def test_the_cache_computes_nothing_twice(searcher: Searcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = CachedEmbedder(searcher.embedder, tmp_path).passages(["Kunta maksaa.", "Kela ei maksa."])

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("computed again")

    for name in ("passages", "queries"):
        monkeypatch.setattr(type(searcher.embedder), name, refuse)
    again = CachedEmbedder(searcher.embedder, tmp_path).passages(["Kela ei maksa.", "Kunta maksaa."])
    assert np.array_equal(again, first[::-1])
    asking: Callable[[], object] = lambda: CachedEmbedder(searcher.embedder, tmp_path).queries(["Kunta maksaa."])  # noqa: E731
    with pytest.raises(AssertionError):
        asking()  # a query is not a passage
