"""What other programs may call: ask, compare, draft, checklist and review, with the JSON that the command line prints.

The functions' names, types and docstrings are what Gradio's API and the MCP server tell of them. What is given is hostile: its type
and size are checked here, a draft comes as its text or content and never as a path, and documents are named as the index names them.
"""

from __future__ import annotations

import base64
import binascii
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from assistant import asjson
from assistant.app.access import viewer
from assistant.app.library import Library
from assistant.app.recording import Event, record
from assistant.documents import DocumentError, read_document
from assistant.opening import USER_ERRORS
from assistant.phrases import phrase
from assistant.search import UnknownRegionError
from assistant.search.query import LONGEST_QUESTION

if TYPE_CHECKING:
    from assistant.model import Agreement
    from assistant.search import Searcher
    from assistant.settings import Settings

_LOG = logging.getLogger(__name__)
Json = dict[str, Any]
NAMES = ("ask", "compare", "draft", "checklist", "review")
LONGEST_WORDS = 200  # characters of a region, topic, party …
MOST_NAMED = 50  # of them in one list
LONGEST_TEXT = 1_000_000  # characters of a draft's text
MOST_BYTES = 10_000_000  # of a draft's file
FORMATS = (".pdf", ".docx", ".txt", ".md")


class CallError(Exception):
    """Why a call has no result: one sentence for whoever called."""


class Interface:
    """The functions, over what the viewer of the request may see. All raise CallError."""

    def __init__(self, settings: Settings, library: Library) -> None:
        self._settings, self._library, self._language = settings, library, settings.language

    def ask(self, question: str, regions: list[str] | None = None) -> Json:
        """Answer one question on how the regions' agreements word a matter: for each agreement a verdict and word-for-word quotations.

        Args:
            question: the question, in Finnish or Swedish, such as "Mikä on sopimuksen irtisanomisaika?".
            regions: only these regions, by name; all where it is left out.

        Returns:
            The same JSON as "sopuri ask --json".
        """
        asked = self._text("question", question, LONGEST_QUESTION, needed=True)
        chosen = self._texts("regions", regions)

        def make(searcher: Searcher) -> Json:
            from assistant.chat import Conversation

            return asjson.reply(Conversation(searcher).turn(asked, tuple(chosen)))

        return self._made(Event.ASKED, make, question=asked)

    def compare(
        self,
        topics: list[str] | None = None,
        regions: list[str] | None = None,
        parties: list[str] | None = None,
        statuses: list[str] | None = None,
        languages: list[str] | None = None,
        against: list[str] | None = None,
    ) -> Json:
        """Compare agreements topic by topic, with their terms, variants and outliers; or two agreements clause by clause.

        Args:
            topics: topics by id, label or word; all where it is left out.
            regions: only these regions.
            parties: only agreements of these parties.
            statuses: only agreements of these statuses, such as "allekirjoitettu".
            languages: only agreements in these languages: "fi", "sv".
            against: two documents of the index, by id or file name, to be set side by side; then nothing else may be given.

        Returns:
            The same JSON as "sopuri compare --json".
        """
        names = ("topics", "regions", "parties", "statuses", "languages")
        given = zip(names, (topics, regions, parties, statuses, languages), strict=True)
        chosen = {name: self._texts(name, value) for name, value in given}
        pair = self._texts("against", against)
        if pair and (len(pair) != 2 or any(chosen.values())):
            raise self._error("against")

        def make(searcher: Searcher) -> Json:
            from assistant.answers.comparison import compare
            from assistant.answers.side_by_side import side_by_side

            if pair:
                left, right = (self._position(searcher, name) for name in pair)
                return asjson.side_by_side(side_by_side(searcher, left, right))
            wanted = chosen.pop("topics")
            return asjson.comparison(compare(searcher, wanted, **chosen, language=self._language))

        return self._made(Event.COMPARED, make)

    def draft(self, topic: str, region: str, language: str = "") -> Json:
        """Draft alternatives for a clause from wordings that other regions and the model have, each piece with its source.

        Args:
            topic: a topic or aspect by id or name, or in free words.
            region: the region that the clause is for.
            language: "fi" or "sv"; the region's own where it is left out.

        Returns:
            The same JSON as "sopuri draft --json".
        """
        wanted = self._text("topic", topic, LONGEST_WORDS, needed=True)
        where = self._text("region", region, LONGEST_WORDS, needed=True)
        spoken = self._spoken(language)

        def make(searcher: Searcher) -> Json:
            from assistant.answers.drafts import UnknownTopicError, draft

            try:
                return asjson.draft(draft(searcher, wanted, where, spoken))
            except UnknownTopicError as error:
                known = searcher.knowledge.topics
                topics = ", ".join(f"{one.id} ({one.label(self._language)})" for one in known)
                text = phrase(self._language, "draft.unknown_topic", asked=str(error)[:80], topics=topics)
                raise CallError(text) from None

        return self._made(Event.DRAFTED, make)

    def checklist(
        self, region: str = "", text: str = "", content: str = "", file_name: str = "", language: str = ""
    ) -> Json:
        """Make a checklist for a negotiation, each item with its basis; judged against a draft where one is given.

        Args:
            region: the region that negotiates; may be left out.
            text: a draft's text, where there is one.
            content: or the draft's file, in base64, of at most 10 MB.
            file_name: the file's name, which ends in .pdf, .docx, .txt or .md.
            language: of the checklist: "fi" or "sv".

        Returns:
            The same JSON as "sopuri checklist --json".
        """
        where = self._text("region", region, LONGEST_WORDS)
        spoken = self._spoken(language) or self._language
        own = self._document(text, content, file_name)

        def make(searcher: Searcher) -> Json:
            from assistant.answers.checklists import checklist

            return asjson.checklist(checklist(searcher, where or None, own, spoken))

        return self._made(Event.CHECKED, make)

    def review(self, text: str = "", content: str = "", file_name: str = "", language: str = "") -> Json:
        """Review a draft against the law, old wording, itself, the model and the other regions. It is not kept.

        Args:
            text: the draft's text.
            content: or the draft's file, in base64, of at most 10 MB.
            file_name: the file's name, which ends in .pdf, .docx, .txt or .md.
            language: of the remarks: "fi" or "sv"; the draft's own where it is left out.

        Returns:
            The same JSON as "sopuri review --json".
        """
        spoken = self._spoken(language)
        own = self._document(text, content, file_name)
        if own is None:
            raise self._error("no_draft")

        def make(searcher: Searcher) -> Json:
            from assistant.answers.reviews import review

            return asjson.review(review(searcher, own, spoken))

        return self._made(Event.REVIEWED, make)

    def call(self, name: str, arguments: Json) -> Json:
        """Call a function by name with arguments as they came. Raises CallError where there is none, or they don't fit."""
        import inspect

        if name not in NAMES:
            raise self._error("unknown", name=name[:40])
        function: Callable[..., Json] = getattr(self, name)
        try:
            inspect.signature(function).bind(**arguments)
        except TypeError:
            takes = ", ".join(inspect.signature(function).parameters)
            raise self._error("arguments", name=name, takes=takes) from None
        return function(**arguments)

    def _made(self, event: Event, make: Callable[[Searcher], Json], *, question: str = "") -> Json:
        """What ``make`` makes of what the viewer may see, written into the log; what goes wrong becomes a sentence."""
        searcher = self._library.refresh_for(viewer()).searcher
        if searcher is None:
            raise CallError(phrase(self._language, "app.status.loading"))
        if not searcher.corpus.agreements:
            raise CallError(phrase(self._language, "cli.empty_index"))
        try:
            with self._library.asking:
                made = make(searcher)
            record(event, sorted(set(_files(made))), question=question)
            return made
        except CallError:
            raise
        except UnknownRegionError as error:
            raise CallError(phrase(self._language, "cli.region_unknown", asked=error)) from None
        except OSError:  # says paths of the machine
            _LOG.exception("A call could not read or write a file")
            raise CallError(phrase(self._language, "app.failed")) from None
        except USER_ERRORS as error:
            raise CallError(str(error)) from None
        except Exception:
            _LOG.exception("A call failed")
            raise CallError(phrase(self._language, "app.failed")) from None

    def _position(self, searcher: Searcher, name: str) -> int:
        for position, agreement in enumerate(searcher.corpus.agreements):
            if name in (agreement.id, agreement.file, PurePosixPath(agreement.file).name):
                return position
        raise self._error("no_document", name=name[:80])

    def _document(self, text: str, content: str, file_name: str) -> Agreement | None:
        """The draft that was given as text or content; None where neither was."""
        name = self._text("file_name", file_name, LONGEST_WORDS)
        words = self._text("text", text, LONGEST_TEXT, lines=True)
        coded = self._text("content", content, MOST_BYTES * 4 // 3 + 4, lines=True)
        if not words and not coded:
            return None
        if words and coded:
            raise self._error("both")
        name = name or ("luonnos.txt" if words else "")
        plain = all(c.isprintable() and c not in '/\\:*?"<>|' for c in name) and not name.startswith(".")
        if not plain or len(name.encode()) > LONGEST_WORDS or not name.lower().endswith(FORMATS):
            raise self._error("file_name", formats=", ".join(FORMATS))
        if words and not name.lower().endswith((".txt", ".md")):
            raise self._error("file_name", formats=".txt, .md")
        try:
            raw = words.encode() if words else base64.b64decode(coded, validate=True)
        except (binascii.Error, ValueError):
            raise self._error("base64") from None
        if len(raw) > MOST_BYTES:
            raise self._error("too_long", name="content", most=MOST_BYTES)
        with tempfile.TemporaryDirectory(prefix="sopuri-draft-") as folder:
            path = Path(folder) / name
            path.write_bytes(raw)
            try:
                return read_document(path, path.parent, ocr=self._settings.ocr)
            except DocumentError as error:
                reason = error.reason(self._language)
                raise CallError(phrase(self._language, "app.review.unreadable", file=name, reason=reason)) from None

    def _text(self, name: str, value: object, most: int, *, needed: bool = False, lines: bool = False) -> str:
        if value is None and not needed:
            return ""
        if not isinstance(value, str):
            raise self._error("text", name=name)
        if len(value) > most:
            raise self._error("too_long", name=name, most=most)
        with suppress(UnicodeEncodeError):
            value.encode()
            found = value if lines else " ".join(value.split())
            if needed and not found:
                raise self._error("empty", name=name)
            return found
        raise self._error("text", name=name)  # half a character

    def _texts(self, name: str, value: object) -> list[str]:
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > MOST_NAMED:
            raise self._error("texts", name=name, most=MOST_NAMED)
        return [self._text(name, one, LONGEST_WORDS, needed=True) for one in value]

    def _spoken(self, language: object) -> str | None:
        found = self._text("language", language, LONGEST_WORDS)
        if found not in ("", "fi", "sv"):
            raise self._error("language")
        return found or None

    def _error(self, key: str, **slots: object) -> CallError:
        return CallError(phrase(self._language, f"interface.{key}", **slots))


def _files(data: Any) -> Iterator[str]:
    """The files of all quotations in a result."""
    if isinstance(data, dict):
        if "clause" in data and isinstance(data.get("file"), str):
            yield data["file"]
        for value in data.values():
            yield from _files(value)
    elif isinstance(data, list):
        for value in data:
            yield from _files(value)


def add_api(interface: Interface) -> None:
    """Give the functions to Gradio's API. Call inside a Blocks context."""
    import functools

    import gradio as gr
    from gradio.events import api

    def given(name: str) -> Callable[..., Any]:
        function = getattr(interface, name)

        @functools.wraps(function)
        def called(*arguments: Any) -> Any:
            try:
                return function(*arguments)
            except CallError as error:
                raise gr.Error(str(error), print_exception=False) from None

        return called

    for name in NAMES:
        api(given(name), api_name=name, concurrency_id="ask")
