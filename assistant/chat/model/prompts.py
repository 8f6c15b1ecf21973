"""Prompts: files ``prompts/LANGUAGE/llm/NAME.md``, each with a version, and how data is put into them.

What comes from documents and users is data: it stands in a fence whose mark is drawn at random for each prompt, so that no text can
close it, and without characters that nobody sees.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import cache

from assistant.chat.grounding.statements import cleaned
from assistant.phrases import prompt_text

_HEAD = re.compile(r"\A<!-- version (\d+) -->\n")
_USER = "\n<!-- user -->\n"
_SLOT = re.compile(r"\{(\w+)\}")
_FENCE = re.compile(
    r"<{2,}|>{2,}|`{3,}|\[/?(?:INST|SYS)\]|<\|.*?\|>|</?(?:system|user|assistant|start_of_turn|end_of_turn)\b[^>]*>",
    re.I,
)
_ROLE = re.compile(r"^(\s*)(system|user|assistant|human|järjestelmä)(\s*):", re.I | re.M)


class PromptError(Exception):
    """A prompt file has not the form that it should have. An error of the program, not of a user."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt by name: what the model is told, and the form of what it is given."""

    name: str
    language: str
    version: int
    system: str
    user: str

    def filled(self, **slots: str) -> str:
        """The user's message with its {slots} filled, all at once: what stands in a slot is never taken for one. Raises KeyError."""
        return _SLOT.sub(lambda match: slots[match[1]], self.user)


@cache
def prompt(language: str, name: str) -> Prompt:
    """The prompt ``name`` in a language. Raises PromptError."""
    text = prompt_text(language, name)
    head = _HEAD.match(text)
    if head is None or text.count(_USER) != 1:
        raise PromptError(f"{language}/llm/{name}.md lacks its version or its part for the user's message")
    system, user = text[head.end() :].split(_USER)
    return Prompt(name, language, int(head[1]), system.strip(), user.strip())


def fence() -> str:
    """A mark that no document can know."""
    return secrets.token_hex(8)


def data(text: str, mark: str) -> str:
    """``text`` as data between marks; what looks like a fence or a turn of a conversation in it is taken apart."""
    return f"<<<{mark}\n{plain(text)}\n{mark}>>>"


def plain(text: str) -> str:
    """``text`` as it is seen, in one language of marks: no invisible characters, no fences, no roles of a conversation."""
    text = _FENCE.sub(
        lambda m: " ".join(m.group().strip("<>[]|`/")) if m.group().strip("<>[]|`/") else "‹", cleaned(text)
    )
    return _ROLE.sub(r"\1\2\3 –", text)
