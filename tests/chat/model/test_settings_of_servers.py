"""The servers that docs/language-model.md names are reached by settings alone; nothing is connected to here."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat.model import open_language_model
from assistant.settings import Settings, SettingsError

pytest.importorskip("langchain_openai", reason="the extra llm is not installed")


def opened(**settings: Any) -> Any:
    found = open_language_model(Settings(**settings))
    assert found is not None and found.classes == frozenset()  # nothing may be sent until that is set
    return found.runner.model


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("any-name", "http://localhost:8080/v1"),
        ("gemma3", "http://localhost:11434/v1"),
        ("google/gemma-3-4b-it", "http://localhost:8000/v1"),
        ("deployment", "https://resource.openai.azure.com/openai/v1/"),
    ],
)
def test_servers_that_speak_openais_protocol(name: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    model = opened(llm=f"openai:{name}", llm_base_url=url, llm_api_key="k")
    assert model.model_name == name
    assert str(model.root_client.base_url).rstrip("/") == url.rstrip("/")
    assert model.root_client.api_key == "k"


def test_azures_own_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://resource.openai.azure.com")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "k")
    monkeypatch.setenv("OPENAI_API_VERSION", "2025-01-01-preview")
    model = opened(llm="azure_openai:deployment")
    assert model._llm_type == "azure-openai-chat" and model.model_name == "deployment"
    assert str(model.root_client.base_url).startswith("https://resource.openai.azure.com/openai")


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(SettingsError, match="pip install langchain-ollama"):
        open_language_model(Settings(llm="ollama:gemma3"))
