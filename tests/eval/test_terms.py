from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers.terms import term_kinds
from assistant.search import Searcher
from eval.cli import main
from eval.questions import QuestionError
from eval.terms import FOLDER, Reading, as_table, load_gold, mistakes, readings, score


def gold_text(file: str, **values: str) -> str:
    """A gold table in which every term that isn't given is not mentioned."""
    lines = [f'{kind.id} = "{values.get(kind.id, "not_mentioned")}"' for kind in term_kinds()]
    return "\n".join([f'["{file}"]', *lines, ""])


def written(folder: Path, text: str) -> Path:
    """A gold file."""
    path = folder / "dev.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_precision_and_recall_by_hand() -> None:
    found = [
        Reading("a", "t", "6 KK", True, ("6 kk",), ""),  # right
        Reading("b", "t", "3 kk", True, ("6 kk",), ""),  # wrong
        Reading("c", "t", "3 kk", True, ("unclear",), ""),  # a value where there is none
        Reading("d", "t", "unclear", False, ("6 kk",), ""),  # missed
        Reading("e", "t", "not_mentioned", False, ("not_mentioned",), ""),
        Reading("f", "t", "2 hlö", True, ("2 hlö", "unclear"), ""),  # right either way; no value of gold's own
    ]
    s = score(found)
    assert (s.stated, s.stated_right, s.values, s.values_right, s.states, s.states_right) == (4, 2, 3, 1, 2, 1)
    assert (s.precision, s.recall) == (0.5, 1 / 3)
    assert as_table("dev", found).splitlines()[-1].split() == ["all", "0.500", "0.333", "3", "1/2"]
    assert mistakes(found).splitlines()[0].startswith("b: t: '3 kk', not '6 kk'")


def test_readings_of_the_small_corpus(searcher: Searcher, tmp_path: Path) -> None:
    gold = load_gold(written(tmp_path, gold_text("koivula.txt", notice_period="6 kk", leader_time="60 %")))
    found = {r.term: r for r in readings(searcher, gold)}
    assert found.keys() == {kind.id for kind in term_kinds()}
    assert found["notice_period"].is_right and found["leader_time"].is_right and not found["leader_employer"].is_right


def test_every_fault_of_a_gold_file_is_named(tmp_path: Path) -> None:
    text = gold_text("a.pdf").replace('validity = "not_mentioned"', "validity = 3\nx = 1")
    with pytest.raises(QuestionError) as caught:
        load_gold(written(tmp_path, text + "\n[b]\n"))
    assert "the term x is unknown" in str(caught.value.faults) and "validity takes" in str(caught.value.faults)
    assert sum("is missing" in fault for fault in caught.value.faults) == len(term_kinds())


def test_an_agreement_that_is_not_there_is_named(searcher: Searcher, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"nowhere\.pdf"):
        readings(searcher, load_gold(written(tmp_path, gold_text("nowhere.pdf"))))


def test_the_gold_is_well_formed() -> None:
    files = [path for path in FOLDER.glob("**/*.toml") if load_gold(path)]
    assert {FOLDER / "dev.toml", FOLDER / "unseen" / "C.toml"} <= set(files)


def test_the_passages_of_the_unseen_gold_stand_in_their_documents() -> None:
    for gold in (FOLDER / "unseen").glob("*.toml"):
        document = ""
        for line in gold.read_text(encoding="utf-8").splitlines():
            if line.startswith('["'):
                document = (gold.with_suffix("") / line[2:-2]).read_text(encoding="utf-8")
            elif line.startswith("#> "):
                assert line.removeprefix("#> ") in document, f"{gold.name}: {line}"


def test_the_command(data: Path, small_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    own = shutil.copytree(data, tmp_path / "data", symlinks=True)
    written(tmp_path, gold_text("koivula.txt", notice_period="6 kk"))
    assert (
        main(["terms", "--data", str(own), "--corpus", str(small_corpus), "--gold", str(tmp_path), "--mistakes"]) == 0
    )
    out, err = capsys.readouterr()
    assert "dev: 1 agreements" in out and "leader_time: '60 %'" in out and "the split test is left out" in err
