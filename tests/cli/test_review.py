"""``sopuri review`` as other programs use it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import run_here

DRAFT = """# Suolahden sopimus

## 1 Irtisanominen

Sopimuksen irtisanomisaika on kuusi kuukautta.

## 2 Voimassaolo

Sopimuksen irtisanomisaika on kolme kuukautta. Sopimus alkaa xx.xx.2026. Noudatetaan lakia 1369/2014.
"""
KEYS = {"statutory", "superseded", "missing_topics", "deviations", "citations", "contradictions", "open_places"}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "suolahti.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_the_review_as_json(data: Path, draft: Path) -> None:
    found = run_here("review", draft, "--json", "--data", data)
    assert found.code == 0 and found.json.keys() >= KEYS
    assert all(item.keys() >= {"requirement", "verdict", "quotes"} for item in found.json["statutory"])
    assert all(item.keys() >= {"topic", "agreements_with", "of"} for item in found.json["missing_topics"])
    [citation] = found.json["citations"]
    assert citation["quote"]["text"] == "Noudatetaan lakia 1369/2014." and "1369/2014" in citation["warning"]
    [contradiction] = found.json["contradictions"]
    assert [q["text"] for q in contradiction["other"]] == ["Sopimuksen irtisanomisaika on kuusi kuukautta."]
    assert [place["quote"]["text"] for place in found.json["open_places"]] == ["Sopimus alkaa xx.xx.2026."]


def test_the_review_as_text_in_a_chosen_language(data: Path, draft: Path) -> None:
    found = run_here("review", draft, "--language", "sv", "--data", data)
    assert found.code == 0 and "Granskning" in found.out and "Sopimus alkaa xx.xx.2026." in found.out


def test_a_file_that_is_not_there(data: Path, tmp_path: Path) -> None:
    found = run_here("review", tmp_path / "puuttuu.md", "--data", data)
    assert found.code == 2 and found.err.count("\n") == 1 and "puuttuu.md" in found.err


def test_a_draft_is_added_only_where_asked_and_only_once(
    small_corpus: Path, prepare_data: Callable[[Path], Path], draft: Path, tmp_path: Path
) -> None:
    corpus = shutil.copytree(small_corpus, tmp_path / "corpus")
    where = ("--data", prepare_data(tmp_path / "data"), "--corpus", corpus)
    run_here("sync", *where)
    run_here("review", draft, *where)
    assert not (corpus / draft.name).exists()
    assert run_here("review", draft, "--add", *where).code == 0
    assert draft.name in [d["file"] for d in run_here("documents", "--json", *where).json]
    again = run_here("review", draft, "--add", *where)
    assert again.code == 2 and draft.name in again.err
