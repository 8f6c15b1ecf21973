from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.settings import Settings, SettingsError, load_settings


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings.corpus == () and settings.data.is_absolute()
    assert (settings.host, settings.port, settings.language) == ("127.0.0.1", 7860, "fi")
    assert settings.llm == "" and settings.allow_downloads is False


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    monkeypatch.setenv("SOPURI_CORPUS", f"{tmp_path / 'a'}{os.pathsep}{tmp_path / 'b'}")
    monkeypatch.setenv("SOPURI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOPURI_PORT", "8001")
    settings = load_settings()
    assert settings.corpus == (tmp_path / "a", tmp_path / "b")
    assert (settings.data, settings.port) == (tmp_path / "data", 8001)


def test_flags_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOPURI_PORT", "8001")
    assert load_settings(port=8002).port == 8002
    assert load_settings(port=None).port == 8001


def test_an_empty_data_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOPURI_DATA", "")
    assert load_settings().data == Settings().data
    assert load_settings().data.name == "sopuri"


def test_the_homes_sign_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SOPURI_DATA", "~/hakemisto")
    assert load_settings().data == tmp_path / "hakemisto"


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("PORT", "kahdeksan", "luku 1–65535"),
        ("PORT", "0", "luku 1–65535"),
        ("PORT", "70000", "luku 1–65535"),
        ("LANGUAGE", "de", "fi tai sv"),
        ("CHROMA_URL", "localhost:8000", "osoite kuten http://localhost:8000"),
        ("CORPUS", "/no/such/folder", "olemassa oleva kansio"),
        ("OCR", "ehkä", "1 (kyllä) tai 0 (ei)"),
    ],
)
def test_a_wrong_setting_names_itself_what_it_got_and_what_it_takes(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, takes: str
) -> None:
    monkeypatch.setenv(f"SOPURI_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    text = str(caught.value)
    assert text.startswith(f"SOPURI_{name} on ") and value in text and takes in text and "\n" not in text


def test_errors_are_in_the_language_of_whoever_reads_them() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(port=0)
    assert caught.value.reason("sv") == "SOPURI_PORT är '0'; den kan vara: ett tal 1–65535."


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(Exception, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]
