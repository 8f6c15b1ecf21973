"""Kills a process that changes the index, again and again, and looks at what is left: ``python -m tests.faults.killing``.

Each round changes a small corpus (a document is edited, added, taken away), then a child process brings the index up to date and
is killed (SIGKILL): at a random moment of its run, or before or after a random write to Chroma. Another process then looks:

- every document that can be seen is whole, in its old or its new version, and none that did not change is missing;
- after one retry the index holds exactly the documents, clauses and passages (with their vectors) of the corpus, none twice.

Real Chroma, real files; the documents are read in the same process and the vectors are drawn from a hash of the text, so that a
round takes a second.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

WORDS = [
    "sopimus",
    "johtoryhmä",
    "vuokra",
    "toimitila",
    "irtisanominen",
    "kuukausi",
    "Koivula",
    "Rantasalo",
    "kunta",
    "henkilöstö",
    "kustannus",
]
OPERATIONS = ("sync", "put", "delete")  # all documents; one, as an upload or a replacement; one out, as a removal
Version = tuple[tuple[str, ...], frozenset[tuple[int, int, int]]]  # a document's clauses; where its passages lie


@dataclass
class Outcome:
    """What the rounds gave."""

    rounds: int = 0
    killed: int = 0  # the rest had ended before
    faults: list[str] = field(default_factory=list)
    by: Counter[str] = field(default_factory=Counter)  # operation and way of killing → kills


@dataclass(frozen=True)
class Place:
    """Where a run works."""

    corpus: Path
    data: Path


def write_document(corpus: Path, number: int, rng: random.Random) -> None:
    """Write document ``number`` with one to six clauses of random words."""
    clauses = [
        f"{i} Kohta {rng.choice(WORDS)}\n\nSopijapuolet {' '.join(rng.choices(WORDS, k=12))}.\n\nAsia {rng.random()} on sovittu."
        for i in range(1, rng.randint(2, 7))
    ]
    text = "\n\n".join([f"Yhteistyösopimus {number}", *clauses]) + "\n"
    (corpus / f"sopimus-{number}.txt").write_text(text, encoding="utf-8")


def _opened(place: Place) -> Any:
    from assistant.index import Store, connect
    from tests.building import HashEmbedder

    return Store(connect("", place.data), HashEmbedder())


def _read_here(path: Path, _kind: Any, *, ocr: bool) -> Any:  # noqa: ARG001
    from assistant.documents.plain import read_text

    return read_text(path.read_bytes())


def versions(store: Any) -> dict[str, Version]:
    """What a reader sees of each document, by file."""
    seen = {}
    for one in store.read(store.stored()).values():
        places = frozenset((int(c), int(s), int(e)) for c, s, e in one.places.T)
        seen[one.agreement.file] = (tuple(c.text for c in one.agreement.clauses), places)
    return seen


def expected(corpus: Path) -> dict[str, Version]:
    """What the index has to hold, computed from the files."""
    from assistant.documents import document_files, read_document
    from assistant.index.context import entries

    found = {}
    for path in document_files(corpus):
        agreement = read_document(path, corpus)
        places = frozenset((e.passage.clause, e.passage.start, e.passage.end) for e in entries(agreement))
        found[agreement.file] = (tuple(c.text for c in agreement.clauses), places)
    return found


def counts(store: Any) -> dict[str, int]:
    """Records in each collection, also those that no reader sees."""
    return {
        name: store._client.get_collection(f"sopuri-{name}").count() for name in ("documents", "clauses", "passages")
    }


def operate(place: Place, operation: str, file: str) -> None:
    """The work that is interrupted, and that is done again."""
    from assistant.index.single import id_of, put_file
    from assistant.index.sync import locked, sync

    with _opened(place) as store:
        if operation == "sync":
            report = sync(store, [place.corpus], place.data)
            assert not report.failed, report.failed
            return
        with locked(place.data):
            if operation == "put":
                put_file(store, place.corpus, file)
            else:
                store.delete(id_of(store, place.corpus.resolve(), file))


def _dying(calls: int) -> Callable[[], None]:
    """Patch Chroma so that this process dies before (even ``calls``) or after (odd) its write number ``calls // 2``."""
    from chromadb.api.models.Collection import Collection

    left = [calls // 2]

    def wrapped(real: Any) -> Any:
        def method(*arguments: Any, **named: Any) -> Any:
            if not left[0] and calls % 2 == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments, **named)
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return result

        return method

    def apply() -> None:
        for name in ("add", "upsert", "update", "delete"):
            setattr(Collection, name, wrapped(getattr(Collection, name)))

    return apply


def in_child(work: Callable[[], Any], *, after: float | None = None) -> tuple[bool, Any]:
    """Run ``work`` in a forked process. Gives whether it was killed, and its value (JSON) or the text of its error.

    ``after``: seconds until it is killed; None: not from here.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            with mock.patch("assistant.documents.read.parse", _read_here):
                answer = {"value": work()}
            code = 0
        except BaseException:
            answer = {"error": traceback.format_exc(limit=-6)}
        os.write(writing, json.dumps(answer).encode()[:60_000])  # below what a pipe holds
        os._exit(code)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True, None
    answer = json.loads(said)
    if "error" in answer:
        raise AssertionError(answer["error"])
    return False, answer["value"]


def change(corpus: Path, operation: str, rng: random.Random) -> str:
    """Change the corpus for one round: one document, for ``sync`` four. Gives the file of the last."""
    name = ""
    for kind in (
        ("edit", "add", "add", "remove") if operation == "sync" else ("remove" if operation == "delete" else "edit",)
    ):
        there = sorted(corpus.glob("*.txt"))
        if kind == "remove" and len(there) > 3:
            path = rng.choice(there)
            path.unlink()
            name = path.name
        else:
            number = int(rng.choice(there).stem.split("-")[1]) if kind == "edit" and there else rng.randrange(10_000)
            write_document(corpus, number, rng)
            name = f"sopimus-{number}.txt"
    return name


def check_seen(place: Place, before: dict[str, Version], after: dict[str, Version]) -> list[str]:
    """After the kill: each document whole, old or new; none missing that is in both."""
    with _opened(place) as store:
        seen = versions(store)
    faults = [f"{f}: neither the old nor the new version" for f in seen if seen[f] not in (before.get(f), after.get(f))]
    return faults + [f"{f}: lost" for f in before.keys() & after.keys() - seen.keys()]


def check_healed(place: Place, operation: str, file: str, after: dict[str, Version]) -> list[str]:
    """Do it again, and (but for ``sync``) sync as the next start does: exactly the corpus, nothing twice."""
    faults = []
    if operation != "delete" or file in stored_files(place):
        operate(place, operation, file)
    with _opened(place) as store:
        if versions(store) != after:
            faults.append("after the retry a reader does not see the corpus")
    operate(place, "sync", "")
    with _opened(place) as store:
        if versions(store) != after:
            faults.append("after a sync a reader does not see the corpus")
        want = {
            "documents": len(after),
            "clauses": sum(len(clauses) for clauses, _ in after.values()),
            "passages": sum(len(places) for _, places in after.values()),
        }
        if counts(store) != want:
            faults.append(f"{counts(store)} records, not {want}")
        vectors = sum(len(texts) for _, texts, _ in store.passages())
        if vectors != want["passages"]:
            faults.append(f"{vectors} vectors, not {want['passages']}")
    return faults


def stored_files(place: Place) -> set[str]:
    """The files of the documents in the index."""
    with _opened(place) as store:
        return {one.file for one in store.stored()}


def run(folder: Path, kills: int, seed: int, *, say: Callable[[str], None] = lambda _: None) -> Outcome:
    """Kill ``kills`` times (rounds that ended before the kill are not counted), in ``folder``."""
    import chromadb  # noqa: F401  loaded before the forks, once; no client is opened here
    import langchain_chroma  # noqa: F401

    import assistant.index.single
    import assistant.index.sync
    import assistant.search  # noqa: F401

    rng = random.Random(seed)
    place = Place(folder / "corpus", folder / "data")
    place.corpus.mkdir(parents=True)
    for number in range(8):
        write_document(place.corpus, number, rng)
    in_child(lambda: operate(place, "sync", ""))
    length = dict.fromkeys(OPERATIONS, 1.0)  # seconds that an undisturbed run takes, as last seen
    outcome = Outcome()
    while outcome.killed < kills and outcome.rounds < 3 * kills + 10:
        operation = OPERATIONS[outcome.rounds % 3]
        timed = outcome.rounds // 3 % 2 == 0
        before = expected_here(place.corpus)
        file = change(place.corpus, operation, rng)
        after = expected_here(place.corpus)
        died = _dying(rng.randrange(4 if operation == "put" else 14 if operation == "sync" else 6))
        started = time.monotonic()

        def work(operation: str = operation, file: str = file, timed: bool = timed, die: Any = died) -> None:
            if not timed:
                die()
            operate(place, operation, file)

        was_killed, _ = in_child(work, after=rng.uniform(0, length[operation]) if timed else None)
        if not was_killed:
            length[operation] = min(length[operation], time.monotonic() - started)
        outcome.rounds += 1
        outcome.killed += was_killed
        outcome.by[f"{operation}, {'at a moment' if timed else 'at a write'}"] += was_killed

        def check(operation: str = operation, file: str = file, before: Any = before, after: Any = after) -> list[str]:
            return check_seen(place, before, after) + check_healed(place, operation, file, after)

        try:
            _, faults = in_child(check)
        except AssertionError as error:
            faults = [str(error)]
        outcome.faults += [f"round {outcome.rounds}, {operation}: {fault}" for fault in faults]
        say(f"{outcome.rounds}: {operation} {'killed' if was_killed else 'ended'} {faults or ''}")
    return outcome


def expected_here(corpus: Path) -> dict[str, Version]:
    """:func:`expected`, the documents read in this process."""
    with mock.patch("assistant.documents.read.parse", _read_here):
        return expected(corpus)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill as often as was asked; exit status 1 where anything was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.killing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), options.kills, options.seed, say=lambda line: print(line, file=sys.stderr))
    seconds = round(time.monotonic() - started)
    print(json.dumps({**outcome.__dict__, "seconds": seconds}, ensure_ascii=False))
    return 1 if outcome.faults or outcome.killed < options.kills else 0


if __name__ == "__main__":
    sys.exit(main())
