"""``sopuri export`` as users call it, read back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.running import run_here

QUESTION = "Mikä on sopimuksen irtisanomisaika?"


def test_an_answer_has_every_agreement_and_footnotes(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "vastaus.docx"
    asked = run_here("ask", QUESTION, "--data", data, "--json").json
    done = run_here("export", "answer", QUESTION, "--output", path, "--data", data, "--json")
    assert (done.code, done.json["file"], done.json["kind"]) == (0, str(path), "answer")
    document = docx.Document(str(path))
    [table] = document.tables
    assert len(table.rows) == 1 + len(asked["findings"])
    shown = "\n".join(cell.text for row in table.rows for cell in row.cells)
    quotes = [quote for finding in asked["findings"] for quote in finding["quotes"]]
    assert quotes and all(f"”{quote['text']}”" in shown for quote in quotes)
    with zipfile.ZipFile(path) as package:
        notes = package.read("word/footnotes.xml").decode()
    assert all(quote["file"] in notes for quote in quotes)


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "--topic", "term", "--region", "Koivula"),
        ("compare", "--against", "koivula.txt", "kuusijarvi.pdf"),
        ("draft", "term", "--region", "Koivula"),
        ("checklist", "--region", "Koivula", "--draft", "rantasalo-luonnos.txt"),
    ],
)
def test_every_kind_is_written(data: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "a.docx"
    done = run_here("export", "--output", path, "--data", data, *words)
    assert (done.code, done.err) == (0, "") and str(path) in done.out
    text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    assert (
        "6 asiakirjaa, joista 5 sopimusta" in text and "koonnut kone" in text
    ) or "asettanut rinnakkain kone" in text


def test_a_review_of_a_file_that_is_not_in_the_index(data: Path, small_corpus: Path, tmp_path: Path) -> None:
    draft = tmp_path / "oma.txt"
    draft.write_text((small_corpus / "koivula.txt").read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "tarkistus.docx"
    assert run_here("export", "review", draft, "--output", path, "--data", data).code == 0
    headings = [p.text for p in docx.Document(str(path)).paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "Lain vaatima sisältö" and headings[-1] == "Tietoja tästä asiakirjasta"
    assert len(run_here("documents", "--data", data, "--json").json) == 6


def test_a_comparison_as_a_workbook(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "vertailu.xlsx"
    assert run_here("export", "compare", "--topic", "term", "--output", path, "--data", data).code == 0
    sheet = openpyxl.load_workbook(path)["Vertailu"]
    assert (sheet.max_row, sheet.max_column) == (2, 6)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("answer", QUESTION), "--output"),
        (("answer", QUESTION, "--output", "a.xlsx"), "a.xlsx: asiakirja kirjoitetaan muodossa .docx"),
        (("compare", "--against", "a", "b", "--output", "a.xlsx"), "a.xlsx"),
        (("answer", QUESTION, "--region", "Atlantis", "--output", "a.docx"), "Atlantis"),
        (("answer", QUESTION, "--output", "/nowhere/a.docx"), "/nowhere/a.docx ei voi kirjoittaa"),
        (("compare", "--topic", "xyzzy", "--output", "a.docx"), "xyzzy"),
        (("draft", "term", "--output", "a.docx"), "alue"),
        (("draft", "term", "--region", "A", "--region", "B", "--output", "a.docx"), "yksi --region"),
        (("review", "none.docx", "--output", "a.docx"), "none.docx"),
        (("checklist", "--draft", "none.docx", "--output", "a.docx"), "none.docx"),
    ],
)
def test_a_mistake_is_one_sentence(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run_here("export", *words, "--data", data)
    assert done.code == 2 and done.out == "" and told in done.err and done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
