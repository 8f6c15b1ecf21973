"""The language model that the settings name, ready to be asked."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.chat.model.prompts import Prompt
from assistant.chat.model.running import Runner
from assistant.model import Publicity
from assistant.settings import Settings, SettingsError, wrong

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_NAME = re.compile(r"(?P<provider>[a-z][a-z0-9_]*):(?P<name>\S.*)")
_CONNECT = 5.0  # seconds
_MOST_WRITTEN = 700  # tokens
_SHORTEST = 0.01  # seconds


@dataclass(frozen=True)
class LanguageModel:
    """A chat model with what it may receive.

    Args:
        name: as users see it.
        runner: runs it.
        classes: the publicity classes of documents that it may receive; empty: none.
        context: tokens that the quotations in a prompt may take.
        log: a file to which prompts and answers are appended; None: they are not kept.
    """

    name: str
    runner: Runner
    classes: frozenset[Publicity]
    context: int
    log: Path | None = None

    def ask(self, prompt: Prompt, slots: dict[str, str], cancel: threading.Event | None = None) -> Iterator[str]:
        """What the model writes, piece by piece. Raises ModelError."""
        from langchain_core.messages import HumanMessage, SystemMessage

        user = prompt.filled(**slots)
        written: list[str] = []
        problem = ""
        try:
            for piece in self.runner.stream([SystemMessage(prompt.system), HumanMessage(user)], cancel):
                written.append(piece)
                yield piece
        except Exception as error:
            problem = type(error).__name__
            raise
        finally:
            if self.log is not None:
                self._log(prompt, user, "".join(written), problem)

    def within(self, seconds: float) -> LanguageModel:
        """The same model with no more than ``seconds`` for its words; its requests and failures are counted with the others."""
        timeout = min(self.runner.timeout, max(seconds, _SHORTEST))
        return replace(self, runner=replace(self.runner, timeout=timeout))

    def _log(self, prompt: Prompt, user: str, written: str, problem: str) -> None:
        assert self.log is not None
        entry = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "model": self.name,
            "prompt": f"{prompt.language}/{prompt.name}",
            "version": prompt.version,
            "sent": user,
            "received": written,
            "problem": problem,
        }
        # What documents say may be secret: nobody else may read it.
        file = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, (json.dumps(entry, ensure_ascii=False) + "\n").encode())
        finally:
            os.close(file)


def open_language_model(settings: Settings, model: BaseChatModel | None = None) -> LanguageModel | None:
    """The model that the settings name, or None. ``model`` stands in for it in tests. Raises SettingsError."""
    if model is None:
        if not settings.llm:
            return None
        model = _chat_model(settings)
    name = settings.llm.partition(":")[2] or type(model).__name__
    return LanguageModel(
        name=name,
        runner=Runner(model, settings.llm_timeout),
        classes=frozenset(settings.llm_classes),
        context=settings.llm_context,
        log=settings.llm_log,
    )


def _chat_model(settings: Settings) -> BaseChatModel:
    """Raises SettingsError where the setting is no model string or its package is missing."""
    match = _NAME.fullmatch(settings.llm)
    if match is None:
        raise wrong("SOPURI_LLM", settings.llm, "llm")
    key = settings.llm_api_key.get_secret_value()
    # No sampling: of the same quotations the same is said. Retries are the runner's, within the time-out.
    options: dict[str, Any] = {"temperature": 0, "max_tokens": _MOST_WRITTEN, "max_retries": 0}
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    try:
        if match["provider"] == "openai":
            return _openai(match["name"], key, settings, options)
        from langchain.chat_models import init_chat_model

        if key:
            options["api_key"] = key
        found: BaseChatModel = init_chat_model(settings.llm, timeout=settings.llm_timeout, **options)
        return found
    except ImportError as error:
        package = str(error).split("`")[1] if "`" in str(error) else "sopuri[llm]"
        raise SettingsError("errors.llm_package", got=repr(settings.llm), package=package) from error
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise SettingsError("errors.llm_unusable", got=repr(settings.llm), error=reason) from error


def _openai(name: str, key: str, settings: Settings, options: dict[str, Any]) -> BaseChatModel:
    import httpx
    from langchain_openai import ChatOpenAI

    if not key and settings.llm_base_url and not os.environ.get("OPENAI_API_KEY"):
        key = "none"  # servers on one's own machine ask for no key, but the client insists on one
    if key:
        options["api_key"] = key
    timeout = httpx.Timeout(settings.llm_timeout, connect=min(_CONNECT, settings.llm_timeout))
    return ChatOpenAI(model=name, timeout=timeout, **options)
