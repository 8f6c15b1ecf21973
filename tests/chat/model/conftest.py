from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.answers import ask
from assistant.chat.model import LanguageModel, open_language_model
from assistant.chat.model.scripted import ScriptedModel
from assistant.model import Answer, Publicity
from assistant.search import Searcher
from assistant.settings import Settings

Opener = Callable[..., tuple[LanguageModel, ScriptedModel]]


@pytest.fixture
def scripted() -> Opener:
    """Makes a language model that says what it is told to; settings by name."""

    def opened(*replies: Any, pause: float = 0.0, **settings: Any) -> tuple[LanguageModel, ScriptedModel]:
        settings.setdefault("llm_classes", (Publicity.PUBLIC,))
        model = ScriptedModel(pause=pause)
        model.enqueue(*replies)
        found = open_language_model(Settings(llm="test:scripted", **settings), model)
        assert found is not None
        return found, model

    return opened


@pytest.fixture(scope="session")
def notice(searcher: Searcher) -> Answer:
    """How long the notice period is in the small corpus."""
    return ask(searcher, "Kuinka pitkä irtisanomisaika on?")
