from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from assistant.index import Embedder
from eval.beir import DatasetError, load_dataset, measure, rank

DOCUMENTS = {"d1": "Irtisanomisaika on kuusi kuukautta.", "d2": "Kunta maksaa vuokran.", "d3": "Johtoryhmä kokoontuu."}


def write(folder: Path, qrels: str = "query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td1\t1\n") -> Path:
    (folder / "qrels").mkdir(parents=True)
    entries = [{"_id": name, "title": "", "text": text} for name, text in DOCUMENTS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(json.dumps(e) for e in entries), encoding="utf-8")
    queries = [("q1", "vuokra"), ("q2", "irtisanominen"), ("q3", "ei arvioitu")]
    lines = [json.dumps({"_id": name, "text": text}) for name, text in queries]
    (folder / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_only_judged_queries_are_kept(tmp_path: Path) -> None:
    dataset = load_dataset(write(tmp_path))
    assert dataset.queries == {"q1": "vuokra", "q2": "irtisanominen"}
    assert dataset.documents == DOCUMENTS
    assert list(load_dataset(tmp_path, limit=1).judged) == ["q1"]


def test_measures_by_hand(tmp_path: Path) -> None:
    dataset = load_dataset(write(tmp_path))
    run = {"q1": {"d2": 3.0, "d1": 1.0}, "q2": {"d2": 3.0, "d1": 1.0}}
    values = measure(dataset, {"lexical": run})["lexical"]
    # First place, and second place: (1 + 1 / log2(3)) / 2.
    assert values["nDCG@10"] == pytest.approx((1 + 1 / math.log2(3)) / 2)
    assert values["R@100"] == 1


def test_the_product_ranks_the_obvious_first(tmp_path: Path, embedder: Embedder) -> None:
    dataset = load_dataset(write(tmp_path))
    for way, run in rank(dataset, embedder).items():
        assert max(run["q1"], key=run["q1"].__getitem__) == "d2", way


@pytest.mark.parametrize(
    ("qrels", "fault"),
    [("query-id\tcorpus-id\tscore\nq1\td2\n", r"test\.tsv, line 2"), ("query-id\tcorpus-id\tscore\n", "no query")],
)
def test_faults_name_the_place(tmp_path: Path, qrels: str, fault: str) -> None:
    with pytest.raises(DatasetError, match=fault):
        load_dataset(write(tmp_path, qrels))


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="qrels"):
        load_dataset(tmp_path)
