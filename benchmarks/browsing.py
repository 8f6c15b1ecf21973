"""A person's open page without a browser: logging in, calling the page's functions through Gradio's queue, reading what it shows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Self

import httpx

API = "/gradio_api"
_WAIT = 120.0  # seconds for the server to say something


class PageError(Exception):
    """The server did not do what was asked; the text is what it said."""


def log_in(address: str, name: str, password: str) -> httpx.Client:
    """A client that is logged in. Raises PageError."""
    client = httpx.Client(base_url=address, timeout=_WAIT)
    answer = client.post("/login", data={"name": name, "password": password})
    if answer.status_code != httpx.codes.SEE_OTHER:
        client.close()
        raise PageError(f"{name} could not log in: {answer.status_code} {answer.text[:200]}")
    return client


class Tab:
    """One open page of a client: what its browser does with Gradio's queue."""

    def __init__(self, client: httpx.Client, session: str = "") -> None:
        self.client, self.session = client, session or uuid.uuid4().hex

    def messages(self, function: int, data: list[Any], event_data: Any = None) -> Iterator[dict[str, Any]]:
        """Call a function by number; all that the server says of it. Raises PageError where it takes no call."""
        body = {"data": data, "fn_index": function, "session_hash": self.session, "event_data": event_data}
        joined = self.client.post(f"{API}/queue/join", json=body)
        if joined.status_code != httpx.codes.OK:
            raise PageError(f"{joined.status_code} {joined.text}")
        event = joined.json()["event_id"]
        with self.client.stream("GET", f"{API}/queue/data", params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:"):
                    continue
                message: dict[str, Any] = json.loads(line[5:])
                yield message
                if message["msg"] == "process_completed" and message["event_id"] == event:
                    return
                if message["msg"] in ("close_stream", "unexpected_error"):
                    return


class Page(Tab):
    """A page whose functions are called by what triggers them in the browser: an element and what happens to it."""

    def __init__(self, client: httpx.Client, config: Mapping[str, Any]) -> None:
        super().__init__(client)
        self._values = {c["id"]: c["props"].get("value") for c in config["components"]}
        self._functions: list[dict[str, Any]] = config["dependencies"]
        names = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
        self._by_trigger = {
            (names.get(component) or "", what): function["id"]
            for function in reversed(self._functions)  # of several on one trigger the first
            for component, what in function["targets"]
        }

    @classmethod
    def opened(cls, client: httpx.Client) -> Self:
        """The page, loaded as a browser loads it. Raises PageError."""
        if client.get("/").status_code != httpx.codes.OK:
            raise PageError("the page is not there")
        page = cls(client, client.get("/config").json())
        for function in page._functions:
            if any(what == "load" for _, what in function["targets"]):
                page._called(function["id"], page._standing(function))
        return page

    def _standing(self, function: Mapping[str, Any]) -> list[Any]:
        """What the function's components show at the beginning."""
        return [self._values[component] for component in function["inputs"]]

    def call(self, element: str, what: str, data: list[Any], event_data: Any = None) -> list[Any]:
        """The outputs of the function that ``what`` triggers on ``element``. Raises PageError."""
        return self._called(self._by_trigger[element, what], data, event_data)

    def _called(self, function: int, data: list[Any], event_data: Any = None) -> list[Any]:
        last: dict[str, Any] = ([{}, *self.messages(function, data, event_data)])[-1]
        if last.get("msg") != "process_completed" or not last.get("success"):
            raise PageError(f"function {function}: {json.dumps(last, ensure_ascii=False)[:300]}")
        outputs: list[Any] = last["output"]["data"]
        return [o.get("value") if isinstance(o, dict) and o.get("__type__") == "update" else o for o in outputs]

    def follow(self, element: str, what: str) -> None:
        """What the browser calls when the function has ended, with what its components show at the beginning. Raises PageError."""
        before = self._by_trigger[element, what]
        for function in self._functions:
            if function["trigger_after"] == before and function["backend_fn"]:
                self._called(function["id"], self._standing(function))

    def ask(self, question: str, regions: list[str]) -> str:
        """Ask in the chat; what the conversation shows then, as HTML."""
        return str(self.call("question", "submit", [question, regions, "fi", None])[0])

    def settle(self) -> None:
        """What the page does after an answer: it opens the first quotation in its document and lists the conversations."""
        self.follow("question", "submit")

    def begin_anew(self) -> None:
        """A new conversation."""
        self.call("new", "click", ["fi", None])

    def ask_api(self, question: str, regions: list[str]) -> dict[str, Any]:
        """Ask by the function that other programs call; the answer as JSON. Raises PageError."""
        posted = self.client.post(f"{API}/call/ask", json={"data": [question, regions]})
        if posted.status_code != httpx.codes.OK:
            raise PageError(f"{posted.status_code} {posted.text[:200]}")
        text = self.client.get(f"{API}/call/ask/{posted.json()['event_id']}").text
        event, _, data = text.strip().rpartition("\n\n")[2].partition("\ndata: ")  # heartbeats come before
        if event != "event: complete":
            raise PageError(text[:300])
        answer: dict[str, Any] = json.loads(data)[0]
        return answer

    def upload(self, file: Path) -> str:
        """Add a document; what the page says of its last step, as HTML. For administrators."""
        with file.open("rb") as content:
            [path] = self.client.post(f"{API}/upload", files={"files": (file.name, content)}).json()
        data = {"path": path, "orig_name": file.name, "meta": {"_type": "gradio.FileData"}}
        return str(self.call("documents-run", "click", [[data], "fi", None])[0])

    def remove(self, document: str) -> str:
        """Remove a document by its id; what the page says of it, as HTML. For administrators."""
        return str(self.call("documents-made", "act", ["fi", None], {"act": "sure", "item": document})[-1])


@dataclass
class Shown:
    """What a page shows of one answer."""

    quotes: list[str] = field(default_factory=list)
    cards: dict[str, int] = field(default_factory=dict)  # verdict → agreements
    missing: list[str] = field(default_factory=list)  # files of agreements that do not mention it
    problem: bool = False


class _Reading(HTMLParser):
    """Reads the last turn of a conversation."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Shown()
        self._open: list[tuple[str, str]] = []  # elements with their classes
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if tag == "article":
            self.found = Shown()
        if tag not in ("input", "br", "img", "path", "circle", "rect", "line", "use"):
            self._open.append((tag, classes))
        words = classes.split()
        for kind in {"found", "possible"}.intersection(words if "card" in words else ()):
            self.found.cards[kind] = self.found.cards.get(kind, 0) + 1
        self.found.problem |= "problem" in words
        self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if not self._open:
            return
        _, classes = self._open.pop()
        if tag == "q":
            self.found.quotes.append(self._text)
        elif tag == "span" and classes == "status" and any("not_mentioned" in c.split() for _, c in self._open):
            self.found.missing.append(self._text.rpartition(" · ")[2])


def read_answer(html: str) -> Shown:
    """What the newest turn of a conversation shows."""
    reading = _Reading()
    reading.feed(html)
    return reading.found
