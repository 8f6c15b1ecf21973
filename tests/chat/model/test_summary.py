from __future__ import annotations

import dataclasses
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from assistant import asjson
from assistant.answers import ask
from assistant.chat.model import open_language_model, summaries, summary
from assistant.chat.model.sending import sent
from assistant.chat.model.text import with_summary
from assistant.model import Answer, Publicity
from assistant.search import Searcher
from assistant.settings import Settings, SettingsError, load_settings
from tests.chat.model.conftest import Opener

TRUE = "Koivulassa irtisanomisaika on kuusi kuukautta [{koivula}]."
LIE = "Rantasalossa irtisanomisaika on yhdeksän kuukautta [{rantasalo}]."


def numbered(text: str, answer: Answer, searcher: Searcher) -> str:
    """``text`` with the numbers under which the quotations of Koivula's and Rantasalo's agreements are sent."""
    given = sent(answer, searcher.corpus, frozenset(Publicity), 10_000)
    numbers = {q.agreement: n for n, q in reversed(list(enumerate(given.quotations, 1)))}
    return text.format(koivula=numbers["koivula-txt"], rantasalo=numbers["rantasalo-md"])


def secret(searcher: Searcher, *files: str) -> Searcher:
    """The same documents, of which some are secret."""
    agreements = tuple(
        dataclasses.replace(a, description=dataclasses.replace(a.description, publicity=Publicity.SECRET))
        if a.file in files
        else a
        for a in searcher.corpus.agreements
    )
    return dataclasses.replace(searcher, corpus=dataclasses.replace(searcher.corpus, agreements=agreements))


def test_what_is_supported_is_shown_and_what_is_not_is_counted(
    searcher: Searcher, notice: Answer, scripted: Opener
) -> None:
    model, _ = scripted(numbered(f"{TRUE} {LIE}", notice, searcher))
    found = summary(notice, searcher.corpus, model)
    assert found is not None and found.finished
    assert found.text == numbered(TRUE, notice, searcher)
    assert [d.reason.value for d in found.dropped] == ["number"]
    assert "1" in found.note
    (cite,) = found.statements[0].cites
    assert found.quotations[cite - 1].text == "Sopimuksen irtisanomisaika on kuusi kuukautta."


def test_each_statement_is_shown_once_it_is_checked(searcher: Searcher, notice: Answer, scripted: Opener) -> None:
    second = "Rantasalossa irtisanomisaika on kolme kuukautta [{rantasalo}]."
    model, _ = scripted(numbered(f"{TRUE} {LIE} {second}", notice, searcher))
    grown = [s.text for s in summaries(notice, searcher.corpus, model)]
    first = numbered(TRUE, notice, searcher)
    assert grown[0] == first and grown[-1] == f"{first} {numbered(second, notice, searcher)}"
    assert all("yhdeksän" not in text for text in grown)


def test_nothing_is_sent_unless_a_class_is_set(searcher: Searcher, notice: Answer, scripted: Opener) -> None:
    model, chat = scripted("Mitä vain.", llm_classes=())
    found = summary(notice, searcher.corpus, model)
    assert found is not None and found.statements == () and "ei saa lähettää" in found.note
    assert chat.prompts == ()


def test_a_document_that_may_not_be_sent_is_in_no_prompt(searcher: Searcher, scripted: Opener) -> None:
    hidden = secret(searcher, "koivula.txt")
    answer = ask(hidden, "Kuinka pitkä irtisanomisaika on Koivulassa ja Rantasalossa?")
    assert any(f.region == "Koivula" and f.quotes for f in answer.findings)
    model, chat = scripted("Rantasalossa irtisanomisaika on kolme kuukautta [1].")
    found = summary(answer, hidden.corpus, model)
    (prompt,) = chat.prompts
    for word in ("oivula", "Sopimuksen irtisanomisaika on kuusi", "koivula.txt"):
        assert word not in prompt
    assert found is not None and "ei saa nähdä: 1" in found.note
    assert found.text == "Rantasalossa irtisanomisaika on kolme kuukautta [1]."
    assert len(answer.findings) == 3  # the answer itself is as complete as ever


def test_the_context_is_cut_by_whole_quotations_and_that_is_said(
    searcher: Searcher, notice: Answer, scripted: Opener
) -> None:
    model, chat = scripted("Ei mitään.", llm_context=200)
    found = summary(notice, searcher.corpus, model)
    assert found is not None
    quoted = [q.text for f in notice.findings for q in f.quotes]
    inside = [text for text in quoted if text in chat.prompts[0]]
    assert 0 < len(inside) < len(quoted)
    assert "eivät mahtuneet" in found.note


@pytest.mark.parametrize(
    ("reply", "words"),
    [(ConnectionError("no"), "ei tavoitettu"), ("", "ei tavoitettu"), ("Kela maksaa kaiken.", "ei näytetä")],
)
def test_when_the_model_fails_one_line_says_so(
    searcher: Searcher, notice: Answer, scripted: Opener, reply: Any, words: str
) -> None:
    model, _ = scripted(*[reply] * 3)
    found = summary(notice, searcher.corpus, model)
    assert found is not None and found.statements == () and words in found.note
    assert with_summary(notice, found).endswith(notice.text)


def test_stopping_keeps_what_was_checked(searcher: Searcher, notice: Answer, scripted: Opener) -> None:
    model, _ = scripted(numbered(f"{TRUE} {TRUE} {TRUE} {TRUE} {TRUE}", notice, searcher), pause=0.05)
    cancel = threading.Event()
    grown = []
    for so_far in summaries(notice, searcher.corpus, model, cancel):
        grown.append(so_far)
        cancel.set()
    last = grown[-1]
    assert last.finished and "keskeytettiin" in last.note
    assert 1 <= len(last.statements) < 5


def test_the_json_says_what_was_dropped_and_why(searcher: Searcher, notice: Answer, scripted: Opener) -> None:
    model, _ = scripted(numbered(f"{TRUE} {LIE}", notice, searcher))
    data = asjson.answer(notice, summary=summary(notice, searcher.corpus, model))["summary"]
    assert set(data) == {"text", "statements", "dropped", "quotes", "model", "note"}
    assert data["dropped"][0]["reason"] == "number"
    assert data["statements"][0]["cites"] and data["model"] == "scripted"
    assert "summary" not in asjson.answer(notice)


def test_the_markdown_says_that_a_machine_wrote_it(searcher: Searcher, notice: Answer, scripted: Opener) -> None:
    model, _ = scripted(numbered(TRUE, notice, searcher))
    text = with_summary(notice, summary(notice, searcher.corpus, model))
    assert text.startswith("**Koneen kirjoittama, tarkistettu lainauksia vasten** (Malli: scripted)")
    assert "koivula.txt" in text.split("Löytyi")[0]


def test_prompts_are_only_kept_where_that_is_set(
    searcher: Searcher, notice: Answer, scripted: Opener, tmp_path: Path
) -> None:
    log = tmp_path / "llm.jsonl"
    model, chat = scripted("Ei mitään.", llm_log=log)
    summary(notice, searcher.corpus, model)
    (line,) = log.read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert entry["received"] == "Ei mitään." and entry["sent"] in chat.prompts[0] and entry["version"] == 1
    assert log.stat().st_mode & 0o077 == 0
    model, _ = scripted("Ei mitään.")
    summary(notice, searcher.corpus, model)
    assert [file.name for file in tmp_path.iterdir()] == ["llm.jsonl"]


def test_an_answer_without_quotations_is_not_summed_up(searcher: Searcher, scripted: Opener) -> None:
    model, chat = scripted()
    assert summary(ask(searcher, "Anna hyvä pullan resepti"), searcher.corpus, model) is None
    assert chat.prompts == ()


def test_settings_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_language_model(Settings()) is None
    for wrong in ("gpt", "openai:", "nosuchprovider:x"):
        with pytest.raises(SettingsError, match="SOPURI_LLM"):
            open_language_model(Settings(llm=wrong))
    monkeypatch.setenv("SOPURI_LLM_CLASSES", "julkinen, salassa pidettävä")
    monkeypatch.setenv("SOPURI_LLM_API_KEY", "very-secret")
    settings = load_settings()
    assert settings.llm_classes == (Publicity.PUBLIC, Publicity.SECRET)
    assert "very-secret" not in repr(settings)
    monkeypatch.setenv("SOPURI_LLM_CLASSES", "kaikki")
    with pytest.raises(SettingsError, match="SOPURI_LLM_CLASSES"):
        load_settings()
