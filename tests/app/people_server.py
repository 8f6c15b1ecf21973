"""A server with accounts over documents of which some are secret, and clients who are logged in to it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from assistant.app.library import Library
from assistant.app.serving import Server, launch
from assistant.keeping.database import Database
from assistant.model import OWNER, Publicity, Role
from assistant.people.accounts import Accounts
from assistant.settings import Settings
from tests.app.conftest import KOIVULA, KUUSELA, MANTYLA, TITLE, free_port, unclosed_loops
from tests.small_corpus import write_pdf, write_sidecar

PASSWORD = "sateenkaari uimahalli kynä"
PEOPLE = {"hallinto": Role.ADMINISTRATOR, "anna": Role.REPRESENTATIVE, "bo": Role.REPRESENTATIVE}
# What only the secret agreement, of Kuusela, says, and how its file is called.
SECRETS = ("kolme kuukautta", "kokoontuu neljä kertaa", "kuusela.pdf")


def write_secret_corpus(folder: Path) -> Path:
    """Koivula's agreement is public, Mäntylä's internal, Kuusela's secret."""
    folder.mkdir(parents=True)
    classes = (Publicity.PUBLIC, Publicity.INTERNAL, Publicity.SECRET)
    clauses = (KOIVULA, [(h, t.split(" <")[0]) for h, t in MANTYLA], KUUSELA)
    for name, region, body, publicity in zip(
        ("koivula", "mantyla", "kuusela"), ("Koivula", "Mäntylä", "Kuusela"), clauses, classes, strict=True
    ):
        file = folder / f"{name}.pdf"
        write_pdf(file, TITLE.format(f"{region}n"), body)
        more = {"kind": "agreement", "language": "fi", "status": "allekirjoitettu", "date": "2025-03-01"}
        write_sidecar(file, **more, region=region, publicity=publicity.value)
    return folder


def add_people(settings: Settings) -> None:
    """An administrator and two representatives."""
    database = Database(settings.database, settings.data)
    accounts = Accounts(database)
    for name, role in PEOPLE.items():
        accounts.add(name, PASSWORD, role)
    database.close()


def secret_settings(folder: Path, indexed: Callable[[Path, int], Path]) -> Settings:
    """Settings of an index over the secret corpus, written into ``folder``, with accounts and a free port."""
    made = Settings(data=indexed(write_secret_corpus(folder / "corpus"), 3), port=free_port())
    add_people(made)
    return made


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """The server, loaded."""
    library = Library(settings)
    assert library.refresh_for(OWNER).usable
    with unclosed_loops():
        server = launch(settings, library)
    yield server
    with unclosed_loops():
        server.close()


def log_in(address: str, name: str) -> httpx.Client:
    """A client that is logged in; "" is nobody."""
    client = httpx.Client(base_url=address, timeout=60)
    if name:
        answer = client.post("/login", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
    return client


class Tab:
    """One open page of a client: what its browser does with Gradio's queue."""

    def __init__(self, client: httpx.Client, session: str = "") -> None:
        self.client, self.session = client, session or uuid.uuid4().hex

    def call(self, function: int, data: list[Any], event_data: Any = None) -> str:
        """Call a function by number; returns all that the server says of it."""
        body = {"data": data, "fn_index": function, "session_hash": self.session, "event_data": event_data}
        joined = self.client.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            return joined.text
        event = joined.json()["event_id"]
        return "".join(self._said(event))

    def _said(self, event: str) -> Iterator[str]:
        with self.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line[5:])
                yield json.dumps(message, ensure_ascii=False)
                if message["msg"] == "process_completed" and message["event_id"] == event:
                    return
                if message["msg"] in ("close_stream", "unexpected_error"):
                    return
