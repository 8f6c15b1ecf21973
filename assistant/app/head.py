"""What the page's head holds: the style sheet, the words that scripts use, and the script that mends the page.

Gradio's own components name some of their parts in English or not at all, and know no theme but the system's. The script
(``mend.js``) sees to that; ``docs/saavutettavuus.md`` says what it can't mend.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.app.markup import element, escaped
from assistant.app.theme import style
from assistant.phrases import catalogue, phrase

LANGUAGES = ("fi", "sv")
LANGUAGE_COOKIE = "sopuri_language"
THEMES = ("system", "light", "dark")
_FOLDER = Path(__file__).parent


def head(start: str) -> str:
    """HTML for the page's head; ``start`` is the language before anybody has chosen one."""
    words = {language: catalogue(language, "look")["page"] for language in LANGUAGES}
    # "</script>" in a word must not end the script.
    data = json.dumps({"start": start, "words": words, "cookie": LANGUAGE_COOKIE}, ensure_ascii=False)
    script = (_FOLDER / "mend.js").read_text(encoding="utf-8").replace('"PAGE"', data.replace("<", "\\u003c"), 1)
    return f"<style>{style()}</style><script>{script}</script>"


def skips(language: str) -> str:
    """Links that lead those who use a keyboard past what stands above the content."""
    return "".join(
        element("a", escaped(phrase(language, f"look.{key}")), href=f"#{target}", class_="skip", data_skip=target)
        for key, target in (("to_content", "work"), ("to_document", "page"))
    )


def theme_switch(language: str) -> str:
    """The choice of light, dark, or what the system has; the script acts on it and remembers it."""
    words: dict[str, Any] = catalogue(language, "look")
    options = (element("option", escaped(words["themes"][name]), value=name) for name in THEMES)
    return element("label", escaped(words["theme"]), " ", element("select", *options, data_theme="1"), class_="theme")


def statement(language: str) -> str:
    """The accessibility statement in a dialogue, and the button that opens it."""
    words: dict[str, Any] = catalogue(language, "accessibility")
    texts = (element("p", escaped(text)) for text in words["parts"])
    close = element("button", escaped(words["close"]), type="button", class_="small", data_shut="1")
    heading = element("h2", escaped(words["title"]))
    opens = element("button", escaped(words["title"]), type="button", class_="statement", data_dialogue="1")
    return opens + element("dialog", heading, *texts, close, aria_label=words["title"])


def help_of(name: str, language: str) -> str:
    """The heading of a tab with what helps a newcomer, folded."""
    words: dict[str, Any] = catalogue(language, "look")["help"]
    texts = (element("p", escaped(text)) for text in words[name]["text"])
    summary = element("summary", escaped(words["summary"]))
    return element("h2", escaped(words[name]["heading"])) + element("details", summary, *texts, class_="help")


def language_of(cookies: Any, start: str) -> str:
    """The language that this browser was set to, else ``start``."""
    chosen = dict(cookies or {}).get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else start
