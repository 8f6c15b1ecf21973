"""What an answer must be at a moment, while documents come and go: worked out apart from the server that is asked.

There is a searcher for each set of documents that can be there at once and each set of classes that somebody sees, over an index of
its own. An answer is right where it is, to the last character, the one of a set of documents that was there while it was made: so
it has a finding for every agreement that the person may see and no other, and no document that has gone.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant import asjson
from assistant.chat import Conversation
from assistant.documents import document_files, read_document
from assistant.index import Embedder, Store, connect, sync
from assistant.model import Publicity, Verdict
from assistant.search import Searcher, load_searcher, reloaded
from benchmarks.browsing import Shown

Sees = frozenset[Publicity]


class RememberingEmbedder(Embedder):
    """Computes the vector of a passage once."""

    def __init__(self, model: str, folder: Path) -> None:
        super().__init__(model, folder)
        self._known: dict[str, Any] = {}

    def passages(self, texts: Sequence[str], *, progress: str = "") -> Any:
        """See :class:`Embedder`."""
        import numpy as np

        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(missing, super().passages(missing, progress=progress), strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(len(texts), self.dimension)


@dataclass(frozen=True)
class Asked:
    """A question that was asked, and what came of it. Times are of :func:`time.monotonic`."""

    person: int
    sees: Sees
    question: str
    regions: tuple[str, ...]
    began: float
    ended: float
    answer: dict[str, Any] | Shown | None = None  # as JSON, or as the page shows it
    error: str = ""
    before: tuple[tuple[str, tuple[str, ...]], ...] = ()  # turns of the conversation, each question with its regions

    @property
    def seconds(self) -> float:
        """From asking to the answer."""
        return self.ended - self.began


@dataclass
class Timeline:
    """Which documents could be there when. A change that goes on leaves it open whether it has been made."""

    _spans: list[tuple[float, frozenset[str]]] = field(default_factory=lambda: [(float("-inf"), frozenset({""}))])
    _lock: Any = field(default_factory=threading.Lock)

    @contextmanager
    def changing(self, before: str, after: str) -> Iterator[None]:
        """Within this context ``before`` or ``after`` may be there beside the lasting documents, afterwards ``after``."""
        self._add({before, after})
        yield
        self._add({after})

    def _add(self, possible: set[str]) -> None:
        with self._lock:
            self._spans.append((time.monotonic(), frozenset(possible)))

    def possible(self, began: float, ended: float) -> set[str]:
        """What could be there at any moment between the two: names of a document, "" for none."""
        with self._lock:
            spans = list(self._spans)
        found: set[str] = set()
        for i, (start, names) in enumerate(spans):
            end = spans[i + 1][0] if i + 1 < len(spans) else float("inf")
            if start <= ended and end >= began:
                found |= names
        return found


class Truth:
    """The right answers over the documents in ``lasting``, with one of ``passing`` or none beside them."""

    def __init__(self, lasting: Path, passing: Sequence[Path], scratch: Path, embedder: Embedder, data: Path) -> None:
        self._searchers: dict[str, Searcher] = {}
        self._answers: dict[tuple[Any, ...], dict[str, Any]] = {}
        self.texts: dict[str, list[str]] = {}  # file → its clauses
        folder = scratch / "passing"
        folder.mkdir(parents=True)
        searcher: Searcher | None = None
        with Store(connect("", data), embedder) as store:
            for path in (None, *passing):
                for old in folder.iterdir():
                    old.unlink()
                if path is not None:
                    (folder / path.name).write_bytes(path.read_bytes())
                report = sync(store, [lasting, folder], data)
                if report.failed:
                    raise AssertionError(report.failed)
                searcher = reloaded(searcher, store, data) if searcher else load_searcher(store, data)
                self._searchers[path.name if path else ""] = searcher
        for corpus in (lasting, *{path.parent for path in passing}):
            for path in document_files(corpus):
                self.texts[path.relative_to(corpus).as_posix()] = [c.text for c in read_document(path, corpus).clauses]

    def questions(self, language: str) -> list[str]:
        """What people may ask, in all forms that the knowledge has."""
        knowledge = self._searchers[""].knowledge
        return [f.text for a in knowledge.aspects for f in a.questions if f.language == language and f.text[-1] == "?"]

    @property
    def regions(self) -> list[str]:
        """Regions that are there all the time and for everyone."""
        return sorted(self._searchers[""].seen_by(frozenset({Publicity.PUBLIC})).places.regions)

    def answer(self, there: str, asked: Asked, turns: int = 0) -> dict[str, Any]:
        """The right answer with the document ``there`` beside the lasting ones, after the last ``turns`` of the conversation."""
        before = asked.before[len(asked.before) - turns :]
        key = (there, asked.sees, *before, (asked.question, asked.regions))
        if key not in self._answers:
            conversation = Conversation(self._searchers[there].seen_by(asked.sees))
            for turn in before:
                conversation.turn(*turn)
            found = conversation.turn(asked.question, asked.regions)
            self._answers[key] = json.loads(json.dumps(asjson.reply(found)))
        return self._answers[key]

    def fault(self, asked: Asked, timeline: Timeline) -> str:
        """What is wrong with an answer; empty where it is one of those that it may be."""
        possible = sorted(timeline.possible(asked.began, asked.ended))
        right = [self.answer(there, asked) for there in possible]
        if isinstance(asked.answer, Shown):
            if not any(asked.answer == shown(answer) for answer in right) and not self._leans(asked, possible):
                return f"{asked.question!r} of {asked.person}: {asked.answer}, not {[shown(one) for one in right]}"
            torn = [
                text for text in asked.answer.quotes if not any(text in c for cs in self.texts.values() for c in cs)
            ]
        else:
            answer = asked.answer or {}
            if answer not in right:
                return f"{asked.question!r} of {asked.person}: {_differences(answer, right)}"
            torn = [quote["text"] for quote in _quotes(answer) if not self._says(quote)]
        return f"{asked.question!r} of {asked.person}: no document says {torn}" if torn else ""

    def _leans(self, asked: Asked, possible: Sequence[str]) -> bool:
        """Whether it is the answer of a question that leans on turns before it: on all, or those taken up again after a change."""
        return any(
            asked.answer == shown(self.answer(there, asked, turns))
            for turns in range(1, len(asked.before) + 1)
            for there in possible
        )

    def _says(self, quote: Mapping[str, Any]) -> bool:
        cut = slice(quote["start"], quote["end"])
        return any(clause[cut] == quote["text"] for clause in self.texts[quote["file"]])


def _quotes(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All quotations of an answer as JSON."""
    return [quote for part in (*answer["findings"], *answer["basis"]) for quote in part["quotes"]]


def shown(answer: Mapping[str, Any]) -> Shown:
    """What the page must show of an answer (as JSON)."""
    by_verdict = {v: [f for f in answer["findings"] if f["verdict"] == v] for v in Verdict}
    quoting = [*by_verdict[Verdict.FOUND], *by_verdict[Verdict.POSSIBLE], *answer["basis"]]
    return Shown(
        quotes=[quote["text"] for part in quoting for quote in part["quotes"]],
        cards={v.value: len(by_verdict[v]) for v in (Verdict.FOUND, Verdict.POSSIBLE) if by_verdict[v]},
        missing=[finding["file"] for finding in by_verdict[Verdict.NOT_MENTIONED]],
    )


def _differences(answer: Mapping[str, Any], right: Sequence[Mapping[str, Any]]) -> str:
    """Where an answer departs from the nearest right one."""
    said = []
    for one in right:
        keys = [key for key in one if answer.get(key) != one[key]]
        said.append({key: (answer.get(key), one[key]) for key in keys})
    return str(min(said, key=len))[:600]
