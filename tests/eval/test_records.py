from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.gold import Span
from eval.records import Result, ResultError, Run, lengths, read_result, without_texts, write_result
from tests.eval.making import cell, quoted, turn

RESULT = Result(
    {"date": "2025-01-01"},
    (
        Run(
            "sopuri",
            "dev",
            ("a.txt",),
            ((turn(cell(True, "found", 0.75, quotes=(quoted(),), gold_texts=("Salaisuus.",))), turn(name="q2")),),
        ),
    ),
)


def test_lengths_count_each_character_once() -> None:
    assert lengths([Span(0, 0, 10), Span(1, 0, 4)], [Span(0, 5, 12), Span(0, 8, 15), Span(2, 0, 3)]) == (14, 13, 5)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_result(RESULT, tmp_path / "sub" / "r.json", [{"x": None}])
    assert read_result(tmp_path / "sub" / "r.json") == RESULT


def test_words_of_documents_can_be_left_out(tmp_path: Path) -> None:
    write_result(without_texts(RESULT), tmp_path / "r.json")
    text = (tmp_path / "r.json").read_text(encoding="utf-8")
    assert "Salaisuus" not in text and "sanat" not in text and "Mitä?" in text
    assert read_result(tmp_path / "r.json").runs[0].units[0][0].cells[0].confidence == 0.75


@pytest.mark.parametrize("text", ["[]", "{", json.dumps({"format": 99}), json.dumps({"format": 1, "about": {}})])
def test_other_files_are_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultError, match=r"r\.json"):
        read_result(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=r"none\.json: No such file"):
        read_result(tmp_path / "none.json")
