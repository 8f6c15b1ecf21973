"""Many people ask at once while documents are added and removed: ``python -m benchmarks load --people 20 --minutes 10``.

The server is a process of its own, with an account for everyone. Each person is logged in, has a page open and asks one question
after the other as their browser would: in the chat, whose first quotation then opens beside it, and every fourth time by the
function for other programs. Meanwhile an administrator adds documents, of which some are secret, and removes them. Before and after,
one person is alone. Each answer is held against what it must be (``truth.py``) when all is over, so that this takes no time from the
server.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import httpx

from assistant.documents import agreement_id
from assistant.index import Store, connect, sync
from assistant.keeping.database import Database
from assistant.model import Publicity, Role
from assistant.people.accounts import USUALLY_SEES, Accounts
from benchmarks.browsing import Page, PageError, Shown, log_in, read_answer
from benchmarks.measuring import Figure, against, figure
from benchmarks.truth import Asked, RememberingEmbedder, Sees, Timeline, Truth

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "corpus" / "sample"
_SOURCES = _ROOT / "corpus" / "sources"
_PASSING = ("tervakangas", "suvantokari", "granskar", "vaahersalo")  # documents of the sample that come and go
_SECRET = ("kivilampi.docx", "petajakoski.docx")  # documents that only administrators see
_ADMINISTRATOR = "hallinto"
_PASSWORD = "sateenkaari uimahalli kynä"
_ALL = frozenset(Publicity)
_TURNS = 6  # of a conversation; then a new one begins
_EVERY_API = 4  # which of a person's questions is asked by the function for other programs
_REST = 2.0  # seconds between two changes of documents
_STARTS = 180.0  # seconds that the server may take until it is ready
_FORMS = 60  # ways of asking that are used


@dataclass
class Run:
    """What a run gives."""

    asked: list[Asked] = field(default_factory=list)
    alone: list[Asked] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)  # seconds each
    failed: list[str] = field(default_factory=list)  # changes that failed
    settled: list[float] = field(
        default_factory=list
    )  # seconds until an answer's first quotation was shown in its document
    memory: list[float] = field(default_factory=list)  # MB that the server takes, every two seconds
    timeline: Timeline = field(default_factory=Timeline)


class Person:
    """Someone with an open page."""

    def __init__(self, number: int, page: Page, sees: Sees, forms: list[str], regions: list[str]) -> None:
        self.number, self.page, self.sees = number, page, sees
        self._forms, self._regions = forms, regions
        self._rng = random.Random(number)
        self._asked = 0
        self._turns: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of the conversation

    def ask(self, run: Run) -> Asked:
        """Ask the next question, and wait for all of the answer."""
        question = self._rng.choice(self._forms)
        regions = tuple(self._rng.sample(self._regions, 1)) if self._rng.random() < 0.2 else ()
        self._asked += 1
        began = time.monotonic()
        try:
            if self._asked % _EVERY_API == 0:
                answer = self.page.ask_api(question, list(regions))
                return Asked(self.number, self.sees, question, regions, began, time.monotonic(), answer)
            html = self.page.ask(question, list(regions))
            ended = time.monotonic()
            shown = read_answer(html)
            error = "the page shows a problem" if shown.problem else ""
            done = Asked(self.number, self.sees, question, regions, began, ended, shown, error, self._turns)
            self.page.settle()
            run.settled.append(time.monotonic() - ended)
            self._turns += ((question, regions),)
            if len(self._turns) == _TURNS:
                self.page.begin_anew()
                self._turns = ()
            return done
        except (PageError, httpx.HTTPError, ValueError, KeyError) as error:
            said = f"{type(error).__name__}: {error}"
            return Asked(self.number, self.sees, question, regions, began, time.monotonic(), error=said[:500])


def run(data: Path, people: int, minutes: float, pause: float) -> list[Figure]:
    """Figures of ``people`` who ask for ``minutes``, with ``pause`` seconds on average before each question.

    ``data`` is a folder with an unpacked model and what was learned. Wrong answers and errors are printed to standard error.
    """
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        lasting, passing = _documents(scratch)
        embedder = RememberingEmbedder("", data / "models")
        truth = Truth(lasting, passing, scratch, embedder, _prepared(data, scratch / "truth"))
        served = _prepared(data, scratch / "served")
        with Store(connect("", served), embedder) as store:
            sync(store, [lasting], served)
        sees = _accounts(served, people)
        with _serving(served, lasting, scratch) as (address, process):
            done = _asked(address, process, truth, sees, passing, minutes, pause)
        logged = (scratch / "errors.txt").read_text(encoding="utf-8", errors="replace")
    return _figures(done, truth, logged, people)


def _documents(scratch: Path) -> tuple[Path, list[Path]]:
    """The folder of documents that are there all the time, and files that come and go; every second of them is secret."""
    lasting, folder = scratch / "corpus", scratch / "uploads"
    lasting.mkdir()
    folder.mkdir()
    for path in sorted(_SAMPLE.iterdir()):
        if path.stem not in _PASSING:
            shutil.copy(path, lasting)
    for name in _SECRET:
        (lasting / f"{name}.sopuri.toml").write_text(f'publicity = "{Publicity.SECRET}"\n', encoding="utf-8")
    passing = []
    for i, name in enumerate(_PASSING):
        text = (_SOURCES / f"{name}.md").read_text(encoding="utf-8").split("+++\n", 2)[2]
        title, _, rest = text.lstrip().partition("\n")
        secret = f"\n{Publicity.SECRET.capitalize()}\n" if i % 2 else ""
        path = folder / f"{name}.md"
        path.write_text(f"{title}\n{secret}{rest}", encoding="utf-8")
        passing.append(path)
    return lasting, passing


def _prepared(data: Path, folder: Path) -> Path:
    """A folder for SOPURI_DATA in which nothing has to be unpacked or learned."""
    folder.mkdir()
    (folder / "models").symlink_to((data / "models").resolve(), target_is_directory=True)
    shutil.copytree(data / "cache", folder / "cache")
    return folder


def _accounts(data: Path, people: int) -> list[Sees]:
    """An administrator and ``people`` others, of whom every fifth sees public documents alone; what each of them sees."""
    usual = USUALLY_SEES[Role.REPRESENTATIVE]
    sees = [frozenset({Publicity.PUBLIC}) if i % 5 == 4 else _ALL if i % 5 == 3 else usual for i in range(people)]
    with contextlib.closing(Database("", data)) as database:
        accounts = Accounts(database)
        accounts.add(_ADMINISTRATOR, _PASSWORD, Role.ADMINISTRATOR)
        for i, classes in enumerate(sees):
            accounts.add(f"henkilo{i}", _PASSWORD, Role.REPRESENTATIVE, classes)
    return sees


@contextmanager
def _serving(data: Path, corpus: Path, scratch: Path) -> Iterator[tuple[str, int]]:
    """The server in a process of its own: its address, and the process's number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"SOPURI_DATA": data, "SOPURI_CORPUS": corpus, "SOPURI_PORT": port, "SOPURI_LOG": "plain"}
    environment = {**os.environ, **{name: str(value) for name, value in own.items()}}
    command = [sys.executable, "-m", "assistant.cli", "serve"]
    with (scratch / "errors.txt").open("wb") as log:
        server = subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=log)
        try:
            until = time.monotonic() + _STARTS
            while not _ready(f"http://127.0.0.1:{port}"):
                if server.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((scratch / "errors.txt").read_text(encoding="utf-8"))
                time.sleep(0.5)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
            server.wait(30)


def _ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready", timeout=5).is_success
    except httpx.HTTPError:
        return False


def _asked(
    address: str,
    process: int,
    truth: Truth,
    sees: list[Sees],
    passing: list[Path],
    minutes: float,
    pause: float,
) -> Run:
    done = Run()
    rng = random.Random(1)
    forms = rng.sample(truth.questions("fi"), _FORMS * 3 // 4) + rng.sample(truth.questions("sv"), _FORMS // 4)
    with ExitStack() as stack:
        clients = [
            stack.enter_context(contextlib.closing(log_in(address, name, _PASSWORD)))
            for name in (_ADMINISTRATOR, *(f"henkilo{i}" for i in range(len(sees))))
        ]
        administrator, *pages = [Page.opened(client) for client in clients]
        people = [
            Person(i, page, classes, forms, truth.regions)
            for i, (page, classes) in enumerate(zip(pages, sees, strict=True))
        ]
        alone = max(10.0, 60 * minutes / 10)
        stop = threading.Event()
        watching = threading.Thread(target=_watch, args=(process, done, stop))
        watching.start()
        try:
            _until(alone, lambda: done.alone.append(people[0].ask(done)))
            _together(done, people, administrator, passing, 60 * minutes, pause)
            _until(alone, lambda: done.alone.append(people[0].ask(done)))
        finally:
            stop.set()
            watching.join()
    return done


def _until(seconds: float, work: Callable[[], object]) -> None:
    """Do ``work`` again and again, for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        work()


def _together(
    done: Run, people: list[Person], administrator: Page, passing: list[Path], seconds: float, pause: float
) -> None:
    """Everybody asks, and documents come and go."""

    def asking(person: Person) -> None:
        rng = random.Random(1000 + person.number)

        def once() -> None:
            if pause:
                time.sleep(rng.expovariate(1 / pause))
            done.asked.append(person.ask(done))

        _until(seconds, once)

    files = cycle(passing)
    threads = [threading.Thread(target=asking, args=(person,)) for person in people]
    threads.append(
        threading.Thread(target=lambda: _until(seconds, lambda: _come_and_go(done, administrator, next(files))))
    )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _come_and_go(done: Run, administrator: Page, file: Path) -> None:
    """Add a document, wait, remove it, wait."""
    for before, after in (("", file.name), (file.name, "")):
        began = time.monotonic()
        try:
            with done.timeline.changing(before, after):
                html = administrator.upload(file) if after else administrator.remove(agreement_id(file.name))
            if not ('data-stage="searchable"' in html if after else 'role="alert"' not in html):
                done.failed.append(f"{file.name}: {html[:300]}")
        except (PageError, httpx.HTTPError, ValueError) as error:
            done.failed.append(f"{file.name}: {type(error).__name__}: {error}"[:300])
        done.changes.append(time.monotonic() - began)
        time.sleep(_REST)


def _watch(process: int, done: Run, stop: threading.Event) -> None:
    """Note what memory the server takes (on Linux)."""
    pages = Path(f"/proc/{process}/statm")
    while not stop.wait(2):
        done.memory.append(int(pages.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)


def _figures(done: Run, truth: Truth, logged: str, people: int) -> list[Figure]:
    everything = [*done.alone, *done.asked]
    errors = [f"{one.question!r} of {one.person}: {one.error}" for one in everything if one.error] + done.failed
    wrong = [fault for one in everything if not one.error and (fault := truth.fault(one, done.timeline))]
    logged_lines = [line for line in logged.splitlines() if line.startswith(("ERROR", "CRITICAL", "Traceback"))]
    for line in [*errors[:20], *wrong[:20], *logged_lines[:20]]:
        print(line, file=sys.stderr)
    chat = [one.seconds for one in done.asked if isinstance(one.answer, Shown)]
    api = [one.seconds for one in done.asked if isinstance(one.answer, dict)]
    one = [asked.seconds for asked in done.alone if isinstance(asked.answer, Shown)]
    if min(map(len, (one, chat, api, done.settled, done.changes))) < 2:
        raise AssertionError("too few answers: run it for longer")
    single = figure("alone, half of the answers within", one)
    half = against(f"{people} people, half of the answers within", chat, single)
    last = statistics.median(done.memory[-5:])
    middle = statistics.median(done.memory[len(done.memory) // 2 :][:5])
    return [
        single,
        figure("alone, 95 of 100 within", [_p95(one)]),
        half,
        figure(f"{people} people, 95 of 100 within", [_p95(chat)], ratio=_p95(chat) / half.value, to=half.name),
        figure("by the function for programs", api),
        figure("then its first quotation opens within", done.settled),
        figure("a document comes or goes within", done.changes),
        figure("answers", [len(done.asked)], unit=""),
        figure("errors", [len(errors)], unit="", bar=0),
        figure("wrong answers", [len(wrong)], unit="", bar=0),
        figure("errors in the server's log", [len(logged_lines)], unit="", bar=0),
        figure("memory of the server at half time", [middle], unit="MB"),
        figure("memory of the server at the end", [last], unit="MB", ratio=last / middle, to="half time"),
    ]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
