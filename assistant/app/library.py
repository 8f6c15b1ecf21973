"""The searcher that all sessions share: loaded in the background, and again when the index changes.

What is loaded leaves this module only as a viewer may see it.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.index.stamp import Stamp, stamp
from assistant.model import Publicity, Verdict, Viewer
from assistant.opening import USER_ERRORS, open_searcher, open_store
from assistant.phrases import UserError, catalogue, phrase, reason_of
from assistant.search import Searcher, reloaded, tally
from assistant.search.searcher import MOST_RESTRICTED
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)
_EXAMPLES = 4
_QUERIES = 1000  # whose vectors are kept; 1.5 kB each
_CANDIDATES = 40  # beyond those that were chosen; each costs an embedding
Opener = Callable[[Settings, Callable[[str], None]], Searcher]


class Phase(StrEnum):
    """How far the loading is."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class State:
    """What a page needs to know of the library. ``serial`` grows with every change, so a page sees whether it is up to date."""

    serial: int = 0
    phase: Phase = Phase.LOADING
    learning: str = ""  # what is being learned just now
    problem: str | UserError = ""  # why it failed: a sentence, or nothing for an error of the program
    searcher: Searcher | None = None
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)  # language → questions that have an answer

    @property
    def usable(self) -> bool:
        """Whether questions can be asked."""
        return self.searcher is not None and bool(self.searcher.corpus.agreements)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions of the agreements, in alphabetical order."""
        if self.searcher is None:
            return ()
        return tuple(sorted(self.searcher.places.regions))


class Library:
    """Holds the current :class:`State`. Safe to use from several threads.

    Args:
        settings: where index, model and knowledge are.
        opener: makes the first searcher; it is told with a name what is being learned.
    """

    def __init__(self, settings: Settings, opener: Opener | None = None) -> None:
        self._settings = settings
        self._opener = opener
        self._whole = State()  # with the searcher that sees everything: never handed out
        self._views: OrderedDict[frozenset[Publicity], State] = OrderedDict()  # the whole state as others see it
        self._seen: Stamp | None = None  # of the index that is loaded
        self._viewing = threading.Lock()
        self._writing = threading.Lock()  # one load at a time
        # The tokenizer behind the embedding model must not be used by two threads at once.
        self.asking = threading.Lock()

    def state_for(self, viewer: Viewer) -> State:
        """What is known now, as ``viewer`` may see it. The first with a set of classes waits for what is made for it."""
        whole = self._whole
        if whole.searcher is None:
            return whole
        searcher = whole.searcher.seen_by(viewer.sees)
        if searcher is whole.searcher:
            return whole
        with self._viewing:
            view = self._views.get(viewer.sees)
            if view is None or view.searcher is not searcher:
                view = replace(whole, searcher=searcher, examples=self._examples(searcher, whole.examples))
            elif view.serial != whole.serial:
                view = replace(whole, searcher=searcher, examples=view.examples)
            self._views[viewer.sees] = view
            self._views.move_to_end(viewer.sees)
            while len(self._views) > MOST_RESTRICTED:
                self._views.popitem(last=False)
        return view

    @property
    def loaded(self) -> tuple[bool, bool]:
        """Whether the index is loaded, and whether there are documents in it: all that anybody may know of it."""
        searcher = self._whole.searcher
        return searcher is not None, searcher is not None and bool(searcher.corpus.agreements)

    def refresh_for(self, viewer: Viewer) -> State:
        """:meth:`refresh`, and the new state as ``viewer`` may see it."""
        self.refresh()
        return self.state_for(viewer)

    def start(self) -> None:
        """Begin loading in the background."""
        threading.Thread(target=self.refresh, name="sopuri-library", daemon=True).start()

    def refresh(self) -> None:
        """Load what is not loaded, or anew where the index has changed. Does nothing while another thread loads."""
        if not self._writing.acquire(blocking=False):
            return
        try:
            self._load()
        except USER_ERRORS as error:
            self._fail(error if isinstance(error, UserError) else str(error))
        except Exception:
            _LOG.exception("The index could not be loaded")
            self._fail("")
        finally:
            self._writing.release()

    def _load(self) -> None:
        old = self._whole.searcher
        if old is None:
            self._change(phase=Phase.LOADING)
            searcher = self._open()
            searcher.embedder.keep_queries(_QUERIES)
        else:
            searcher = self._reloaded(old)
            if searcher is old and self._whole.phase is Phase.READY:
                if self._whole.problem:  # it is over
                    self._change()
                return
        # Those that are shown stay as long as they have answers: trying all takes as long as many answers.
        examples = self._examples(searcher, self._whole.examples)
        if any(len(examples.get(language, ())) < _EXAMPLES for language in ("fi", "sv")):
            examples = self._examples(searcher)
        self._change(phase=Phase.READY, searcher=searcher, examples=examples)

    def _open(self) -> Searcher:
        def announce(name: str) -> None:
            self._change(learning=name)

        if self._opener is not None:
            return self._opener(self._settings, announce)
        return open_searcher(self._settings, announce)

    def _reloaded(self, searcher: Searcher) -> Searcher:
        where = (self._settings.chroma_url, self._settings.data)
        if self._seen is not None and stamp(*where) == self._seen:
            return searcher
        self._seen = None
        with open_store(self._settings, embedder=searcher.embedder) as store:
            seen = stamp(*where)
            found = reloaded(searcher, store, self._settings.data)
        self._seen = seen
        return found

    def _fail(self, problem: str | UserError) -> None:
        # A searcher that is loaded stays in use: an index that can't be read just now is no reason to stop answering.
        self._change(phase=Phase.READY if self._whole.searcher else Phase.FAILED, problem=problem)

    def _change(
        self,
        phase: Phase | None = None,
        searcher: Searcher | None = None,
        learning: str = "",
        problem: str | UserError = "",
        examples: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        old = self._whole
        self._whole = State(
            serial=old.serial + 1,
            phase=phase or old.phase,
            learning=learning,
            problem=problem,
            searcher=searcher or old.searcher,
            examples=old.examples if examples is None else examples,
        )

    def _examples(
        self, searcher: Searcher, among: dict[str, tuple[str, ...]] | None = None
    ) -> dict[str, tuple[str, ...]]:
        """In each language the first questions that have an answer in this corpus, of those given or of all."""
        if not searcher.corpus.agreements:
            return {}
        found = {}
        with self.asking:
            for language in ("fi", "sv"):
                candidates = _candidates(searcher, language) if among is None else among.get(language, ())
                works = (question for question in candidates if _answered(searcher, question))
                found[language] = tuple(question for question, _ in zip(works, range(_EXAMPLES), strict=False))
        return found


def _candidates(searcher: Searcher, language: str) -> list[str]:
    """Questions worth trying: those that were chosen for the page, then what people ask of every aspect."""
    chosen: list[str] = catalogue(language, "app")["questions"]["examples"]
    asked = [
        form.text for aspect in searcher.knowledge.aspects for form in aspect.questions if form.language == language
    ]
    return [*chosen, *[text for text in asked if text.endswith("?")][:_CANDIDATES]]


def _answered(searcher: Searcher, question: str) -> bool:
    query = searcher.understand(question)
    if query.refuse or query.clarify or not query.aspects:
        return False
    return tally(searcher.findings(query))[Verdict.FOUND] > 0


def status(state: State, language: str) -> str:
    """What a page says of a library that can't answer yet or has a problem; empty where all is well."""
    if state.phase is Phase.LOADING:
        if state.learning:
            return phrase(language, "app.status.learning")
        return phrase(language, "app.status.loading")
    if state.phase is Phase.FAILED:
        return (
            phrase(language, "app.status.broken", reason=reason_of(state.problem, language))
            if state.problem
            else phrase(language, "app.status.bug")
        )
    return reason_of(state.problem, language)
