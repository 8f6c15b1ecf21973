"""A chat model for tests that says what it is told to say, as ``httpx.MockTransport`` answers for a server.

```
model = ScriptedModel()
model.enqueue("Koivulassa irtisanomisaika on kuusi kuukautta [1].")
language_model = open_language_model(settings, model)
```
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

Reply = str | Exception | Callable[[str], str]


class ScriptedModel(BaseChatModel):
    """Says what was enqueued, turn by turn, a word at a time; keeps the prompts that it was given.

    A reply is a text, an exception that is raised, or a function from the prompt to a text (a model that obeys what the prompt says).
    ``pause`` are seconds before each word. Raises IndexError where nothing is enqueued and no ``otherwise`` is set.
    """

    pause: float = 0.0
    otherwise: Any = None  # a Reply for when the queue is empty
    _replies: deque[Reply] = PrivateAttr(default_factory=deque)
    _prompts: list[str] = PrivateAttr(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    @property
    def prompts(self) -> tuple[str, ...]:
        """All that was sent, one text for each call."""
        return tuple(self._prompts)

    def enqueue(self, *replies: Reply) -> None:
        """Say these next, one a call."""
        self._replies.extend(replies)

    def _reply(self, messages: list[BaseMessage]) -> str:
        sent = "\n\n".join(str(message.content) for message in messages)
        self._prompts.append(sent)
        reply = self._replies.popleft() if self._replies or self.otherwise is None else self.otherwise
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, str) else reply(sent)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._reply(messages)))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del stop, run_manager, kwargs
        for word in re.findall(r"\s*\S+\s*", self._reply(messages)) or [""]:
            if self.pause:
                time.sleep(self.pause)
            yield ChatGenerationChunk(message=AIMessageChunk(content=word))
