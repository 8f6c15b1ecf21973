"""The command line as other programs use it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT, Result, run_apart, run_here
from tests.small_corpus import KUUSIJARVI, write_pdf

ANSWER_KEYS = {
    "id",
    "question",
    "language",
    "kind",
    "topic",
    "regions",
    "findings",
    "variants",
    "basis",
    "text",
}
FINDING_KEYS = {"agreement_id", "file", "region", "status", "verdict", "confidence", "quotes"}
QUOTE_KEYS = {"text", "clause", "heading", "page", "start", "end", "file"}

# The small corpus, by name.
FILES = [
    "bjorkby.docx",
    "koivula.txt",
    "kuusijarvi.pdf",
    "ohje.md",
    "rantasalo-luonnos.txt",
    "rantasalo.md",
]


@pytest.fixture
def corpus(small_corpus: Path, tmp_path: Path) -> Path:
    """A copy of the small corpus that may be changed."""
    return shutil.copytree(small_corpus, tmp_path / "corpus")


@pytest.fixture
def fresh(prepare_data: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A data folder with nothing in its index."""
    return prepare_data(tmp_path / "data")


def check_answer(answer: dict[str, Any]) -> None:
    assert answer.keys() >= ANSWER_KEYS
    assert answer["language"] in ("fi", "sv", "en")
    assert answer["kind"] in ("wordings", "terms", "draft", "checklist", "guidance", "clarify", "refused")
    assert answer["topic"] is None or answer["topic"].keys() == {"id", "label"}
    for finding in answer["findings"]:
        assert finding.keys() >= FINDING_KEYS
        assert finding["verdict"] in ("found", "possible", "not_mentioned")
        assert all(quote.keys() >= QUOTE_KEYS for quote in finding["quotes"])
    for variant in answer["variants"]:
        assert variant.keys() >= {"label", "agreements", "example"}
    for basis in answer["basis"]:
        assert basis.keys() >= {"kind", "file", "quotes"}


def test_sync_says_what_it_did_and_the_second_time_nothing(corpus: Path, fresh: Path) -> None:
    first = run_here("sync", "--json", "--data", fresh, "--corpus", corpus)
    assert first.code == 0 and first.json.keys() >= {"added", "updated", "removed", "unchanged", "failed"}
    assert sorted(first.json["added"]) == FILES
    second = run_here("sync", "--json", "--data", fresh, "--corpus", corpus)
    assert second.json["unchanged"] == first.json["added"] and second.json["embedded"] == 0


def test_a_file_that_cannot_be_read_fails_only_where_strict(corpus: Path, fresh: Path) -> None:
    for file in corpus.iterdir():
        if not file.name.startswith("koivula"):
            file.unlink()
    (corpus / "tyhja.pdf").write_bytes(b"")
    lenient = run_here("sync", "--json", "--data", fresh, "--corpus", corpus)
    assert lenient.code == 0 and lenient.json["added"] == ["koivula.txt"]
    [failure] = lenient.json["failed"]
    assert failure["file"] == "tyhja.pdf" and "tyhja.pdf" in failure["reason"]
    assert "tyhja.pdf" in lenient.err
    strict = run_here("sync", "--json", "--strict", "--data", fresh, "--corpus", corpus)
    assert strict.code == 1 and len(strict.json["failed"]) == 1


def test_folders_come_from_the_environment_too(
    corpus: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write_pdf(other / "toinen.pdf", "Toinen yhteistyösopimus", KUUSIJARVI)
    monkeypatch.setenv("SOPURI_CORPUS", str(other))
    monkeypatch.setenv("SOPURI_DATA", str(fresh))
    assert run_here("sync", "--json").json["added"] == ["toinen.pdf"]
    both = run_here("sync", "--json", "--corpus", corpus, "--corpus", other)
    assert len(both.json["added"]) == 6 and both.json["unchanged"] == ["toinen.pdf"]


def test_rebuilding_starts_from_nothing(corpus: Path, fresh: Path) -> None:
    run_here("sync", "--data", fresh, "--corpus", corpus)
    again = run_here("sync", "--json", "--rebuild", "--data", fresh, "--corpus", corpus)
    assert len(again.json["added"]) == 6 and again.json["unchanged"] == []


def test_documents(data: Path) -> None:
    documents = run_here("documents", "--json", "--data", data).json
    assert [d["file"] for d in documents] == FILES
    keys = {
        "agreement_id",
        "file",
        "kind",
        "region",
        "parties",
        "language",
        "status",
        "date",
        "publicity",
        "pages",
        "clauses",
    }
    assert all(d.keys() >= keys for d in documents)
    kuusijarvi = documents[2]
    assert (kuusijarvi["region"], kuusijarvi["status"], kuusijarvi["date"]) == (
        "Kuusijärvi",
        "hyväksytty",
        "2025-02-01",
    )
    assert (kuusijarvi["pages"], kuusijarvi["kind"], kuusijarvi["publicity"]) == (2, "agreement", "julkinen")
    assert "Koivula" in run_here("documents", "--data", data).out


@pytest.mark.parametrize("name", ["kuusijarvi.pdf", "kuusijarvi"])
def test_clauses_of_a_document_in_the_index(data: Path, name: str) -> None:
    clauses = run_here("clauses", name, "--json", "--data", data).json["clauses"]
    assert all(c.keys() >= {"clause", "heading", "level", "page", "text", "topics"} for c in clauses)
    body = [(c["clause"], c["heading"], c["page"]) for c in clauses if c["clause"]]
    assert body == [("1", "Sopijapuolet", 1), ("2", "Johtava henkilö", 1), ("3", "Tilat ja kalusteet", 2)]
    topics = {c["clause"]: c["topics"] for c in clauses}
    assert topics["2"][0] == "leader" and topics["3"][0] == "premises"


def test_clauses_of_a_file_on_disk(data: Path, small_corpus: Path) -> None:
    result = run_here("clauses", small_corpus / "koivula.txt", "--json", "--data", data)
    assert [c["clause"] for c in result.json["clauses"]] == [None, "1", "2", "3", "4", "5"]
    assert "5 Irtisanominen\n" in run_here("clauses", small_corpus / "koivula.txt", "--data", data).out


def test_clauses_of_what_is_nowhere(data: Path) -> None:
    result = run_here("clauses", "ei-ole.pdf", "--json", "--data", data)
    assert result.code == 2 and result.out == "" and "ei-ole.pdf" in result.err


def test_an_answer(data: Path) -> None:
    answer = run_here("ask", "Kuinka pitkä irtisanomisaika on?", "--json", "--data", data).json
    check_answer(answer)
    assert answer["id"] is None and answer["kind"] == "wordings" and answer["language"] == "fi"
    assert answer["topic"] == {"id": "termination", "label": "Irtisanomisaika"}
    verdicts = {f["agreement_id"]: f["verdict"] for f in answer["findings"]}
    assert len(verdicts) == 5 and verdicts["kuusijarvi"] == "not_mentioned" and verdicts["koivula-txt"] == "found"
    [quote] = next(f["quotes"] for f in answer["findings"] if f["agreement_id"] == "koivula-txt")
    assert quote == {
        "text": "Sopimuksen irtisanomisaika on kuusi kuukautta.",
        "clause": "5",
        "heading": "Irtisanominen",
        "page": None,
        "start": 0,
        "end": 46,
        "file": "koivula.txt",
    }


def test_an_answer_as_text(data: Path) -> None:
    result = run_here("ask", "Kuinka pitkä irtisanomisaika on?", "--data", data)
    assert result.code == 0 and "### Koivula · allekirjoitettu" in result.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(result.out)


def test_regions_restrict(data: Path) -> None:
    call = ("ask", "Kuinka pitkä irtisanomisaika on?", "--json", "--data", data)
    answer = run_here(*call, "--region", "Koivula", "--region", "rantasalo").json
    assert answer["regions"] == ["Koivula", "Rantasalo"] and len(answer["findings"]) == 3


def test_a_region_that_is_not_there_is_one_sentence(data: Path) -> None:
    result = run_here("ask", "Kuinka pitkä irtisanomisaika on?", "--json", "--region", "Atlantis", "--data", data)
    assert result.code == 2 and result.out == ""
    assert result.err.count("\n") == 1 and "Atlantis" in result.err and "Koivula" in result.err


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Mikä on verkostojohtajan puhelinnumero?", "refused"),
        ("Anna hyvä pullan resepti", "refused"),
        ("Mitä asiakirjoja aineistossa on?", "guidance"),
    ],
)
def test_other_kinds_of_answer(data: Path, question: str, kind: str) -> None:
    answer = run_here("ask", question, "--json", "--data", data).json
    check_answer(answer)
    assert answer["kind"] == kind and answer["findings"] == [] and answer["text"]


BATCH = """\
{"id": "a", "question": "Kuinka pitkä irtisanomisaika on Koivulassa?", "session": "yksi"}
Kuka maksaa toimitilojen vuokran?
{"id": 2, "question": "Entä Rantasalossa?", "session": "yksi"}

{"id": "c", "question": "Entä Rantasalossa?", "session": "kaksi"}
"""


def check_batch(result: Result) -> None:
    assert result.code == 0
    first, second, third, fourth = result.lines
    for answer in result.lines:
        check_answer(answer)
    assert [a["id"] for a in result.lines] == ["a", None, "2", "c"]
    assert second["topic"]["id"] == "premises" and len(second["findings"]) == 5
    assert third["topic"] == first["topic"] and {f["region"] for f in third["findings"]} == {"Rantasalo"}
    assert fourth["kind"] == "clarify"


def test_a_batch_with_conversations_from_a_file(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "kysymykset.jsonl"
    file.write_text(BATCH, encoding="utf-8-sig")
    check_batch(run_here("ask", "--batch", file, "--json", "--data", data))


def test_a_batch_from_standard_input(data: Path) -> None:
    check_batch(run_here("ask", "--batch", "-", "--data", data, stdin=BATCH))


@pytest.mark.parametrize("line", ['{"question": 5}', '{"id": "x"}', '{"question": "x"', "[1]x{"])
def test_a_line_that_is_no_question_is_named(data: Path, line: str) -> None:
    result = run_here("ask", "--batch", "-", "--data", data, stdin=f"irtisanomisaika\n{line}\n")
    if line.startswith("["):  # not JSON, so a question
        assert result.code == 0 and len(result.lines) == 2
    else:
        assert result.code == 2 and result.out == "" and "2" in result.err and line in result.err


def test_a_batch_file_that_is_not_there(data: Path, tmp_path: Path) -> None:
    result = run_here("ask", "--batch", tmp_path / "ei.jsonl", "--data", data)
    assert result.code == 2 and "ei.jsonl" in result.err and result.err.count("\n") == 1


def test_asking_nothing(data: Path) -> None:
    assert run_here("ask", "--data", data).code == 2


def test_an_empty_index_says_what_to_do(fresh: Path) -> None:
    result = run_here("ask", "Kuinka pitkä irtisanomisaika on?", "--json", "--data", fresh)
    assert result.code == 2 and result.out == "" and "sopuri sync --corpus" in result.err
    assert run_here("documents", "--json", "--data", fresh).json == []


def test_no_folder_of_documents_says_what_to_give(fresh: Path) -> None:
    result = run_here("sync", "--data", fresh)
    assert result.code == 2 and "--corpus" in result.err and "SOPURI_CORPUS" in result.err


@pytest.mark.parametrize(
    ("name", "value", "call"),
    [
        ("SOPURI_PORT", "kahdeksan", ["documents"]),
        ("SOPURI_LANGUAGE", "de", ["documents"]),
        ("SOPURI_CHROMA_URL", "localhost", ["ask", "vuokra"]),
        ("SOPURI_CORPUS", "/no/such/folder", ["sync"]),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, fresh: Path, name: str, value: str, call: list[str]
) -> None:
    monkeypatch.setenv(name, value)
    result = run_here(*call, "--json", "--data", fresh)
    assert result.code == 2 and result.out == "" and result.err.count("\n") == 1
    assert name in result.err and value in result.err


def test_another_embedding_model_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setenv("SOPURI_EMBEDDING_MODEL", "somebody/other-e5")
    result = run_here("documents", "--json", "--data", data)
    assert result.code == 2 and result.out == "" and "sopuri sync --rebuild" in result.err


def test_no_command_shows_the_help_and_an_unknown_one_is_refused() -> None:
    assert run_here().code == 2
    assert run_here("neuvo").code == 2


def test_the_app_gets_its_settings(monkeypatch: pytest.MonkeyPatch, fresh: Path) -> None:
    from assistant import app

    got: list[Any] = []
    monkeypatch.setattr(app, "serve", got.append)
    monkeypatch.setenv("SOPURI_PORT", "8001")
    assert run_here("serve", "--host", "127.0.0.2", "--data", fresh).code == 0
    assert (got[0].host, got[0].port, got[0].data) == ("127.0.0.2", 8001, fresh)


def test_standard_output_is_clean_in_a_process_of_its_own(data: Path) -> None:
    result = run_apart("ask", "Kuinka pitkä irtisanomisaika on?", "--json", "--data", data)
    assert result.code == 0, result.err
    check_answer(result.json)
    assert "Traceback" not in result.err and "Warning" not in result.err


def test_a_reader_that_leaves_early_is_no_crash(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "ask", "--batch", "-", "--data", str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(b"irtisanomisaika\n" * 40)
    process.stdin.close()
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=120) == 1
    assert "Traceback" not in errors


_HEAVY = (
    "torch",
    "chromadb",
    "gradio",
    "sklearn",
    "sentence_transformers",
    "transformers",
    "langchain_core",
    "numpy",
    "pydantic",
)


def test_the_help_is_quick() -> None:
    code = (
        "import sys; from assistant.cli import program_parser; program_parser().format_help(); "
        f"print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_sync_imports_no_app_and_no_learning(small_corpus: Path, fresh: Path) -> None:
    code = (
        "import sys; from assistant.cli import main; main(sys.argv[1:]); "
        "print([n for n in ('gradio', 'sklearn', 'torch') if n in sys.modules], file=sys.stderr)"
    )
    arguments = ["documents", "--data", str(fresh)]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.endswith("[]\n") and small_corpus.is_dir()


def test_an_index_of_an_earlier_version_is_made_anew(
    corpus: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.index import store

    monkeypatch.setattr(store, "_LAYOUT", "0")
    assert run_here("sync", "--corpus", corpus, "--data", fresh, "--json").code == 0
    monkeypatch.undo()
    assert run_here("documents", "--data", fresh).code == 2  # what only reads says what to do
    again = run_here("sync", "--corpus", corpus, "--data", fresh, "--json")
    assert again.code == 0 and "aiemman version" in again.err and len(again.json["added"]) == len(FILES)
    assert run_here("documents", "--data", fresh).code == 0
