"""An attacker's afternoon: someone with an account, or none, tries what they should not. Beside it stand test_walk.py, test_guard.py
and test_patience.py; script in documents, names and questions is tried in a browser (test_browser.py, test_tabs.py)."""

from __future__ import annotations

import io
import json
import logging
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest
import sqlalchemy as sa

from assistant.app import guard, patience
from assistant.app.access import acting_as
from assistant.app.gates import gate_of
from assistant.app.guard import OPEN
from assistant.app.library import Library
from assistant.app.reader import Reader
from assistant.app.serving import Server
from assistant.app.session import Session, answered
from assistant.chat import Conversation
from assistant.keeping.audit import Audit
from assistant.keeping.conversations import Conversations
from assistant.keeping.database import Database, now
from assistant.logs import configure
from assistant.model import Publicity, Role, Viewer
from assistant.people.accounts import Accounts
from assistant.people.tables import sessions
from assistant.people.tokens import Tokens
from assistant.phrases import phrase
from assistant.settings import Settings
from tests.app.conftest import free_port
from tests.app.people_server import PASSWORD, SECRETS, Tab, log_in, serving
from tests.app.test_interface import said, use
from tests.app.test_walk import functions, routes, sample

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
QUESTION = "Mikä on sopimuksen irtisanomisaika?"
LOST = phrase("fi", "app.viewer.lost")


@pytest.fixture
def database(secret_settings: Settings) -> Iterator[Database]:
    with closing(Database("", secret_settings.data)) as made:
        yield made


@contextmanager
def someone(server: Server, database: Database, role: Role = Role.REPRESENTATIVE) -> Iterator[httpx.Client]:
    """A client of a person who is gone afterwards."""
    accounts = Accounts(database)
    accounts.add("mallory", PASSWORD, role)
    try:
        with closing(log_in(server.address, "mallory")) as client:
            yield client
    finally:
        accounts.remove("mallory")


def number_of(server: Server, name: str) -> int:
    return next(n for n, fn in functions(server).items() if fn.fn.__qualname__ == name)


# ---- who was someone


def aged(column: str, by: timedelta) -> Callable[[Database, httpx.Client], Any]:
    def age(database: Database, _: httpx.Client) -> None:
        with database.transaction() as connection:
            own = sessions.c.account == "mallory"
            connection.execute(sa.update(sessions).where(own).values({column: now() - by}))

    return age


WAYS_OUT: dict[str, Callable[[Database, httpx.Client], Any]] = {
    "locked out": lambda database, _: Accounts(database).close("mallory"),
    "logged out": lambda _, client: httpx.post(f"{client.base_url}logout", cookies=dict(client.cookies)),
    "another role": lambda database, _: Accounts(database).set_role("mallory", Role.ADMINISTRATOR),
    "another password": lambda database, _: Accounts(database).set_password("mallory", PASSWORD[::-1]),
    "idle": aged("seen", timedelta(hours=5)),
    "too long": aged("begun", timedelta(days=9)),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_who_is_known_no_longer_gets_nowhere_and_their_streams_end(
    secret_server: Server, database: Database, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(patience, "EVERY", 0.1)
    own, gradio = routes(secret_server)
    with someone(secret_server, database) as client:
        tab, ended = Tab(client), threading.Event()
        open_ = threading.Event()

        def listen() -> None:
            with client.stream("GET", f"/gradio_api/heartbeat/{tab.session}") as stream:
                assert stream.status_code == 200
                for _ in stream.iter_raw():
                    open_.set()
            ended.set()

        listening = threading.Thread(target=listen)
        listening.start()
        assert open_.wait(10) and not ended.wait(0.4)  # someone who stays is not cut off
        WAYS_OUT[way](database, client)
        assert ended.wait(10), "the stream goes on"
        listening.join(5)
        for route in [*own, *gradio]:
            for method in getattr(route, "methods", None) or ():
                path = sample(route.path)
                gate = gate_of(method, path)
                if path in (*OPEN, "/login") or (gate is not None and gate.static):  # the same for all
                    continue
                answer = client.request(method, path, json={})
                assert answer.status_code in (401, 404), (method, path, answer.status_code)
                assert not any(secret in answer.text for secret in SECRETS)


def test_a_token_is_worth_what_its_account_is(secret_server: Server, database: Database) -> None:
    with someone(secret_server, database, Role.ADMINISTRATOR):
        token = {"Authorization": f"Bearer {Tokens(database).make('mallory')}"}
        assert "kolme kuukautta" in said(use(secret_server.address, "ask", token, question=QUESTION))
        Accounts(database).set_role("mallory", Role.REPRESENTATIVE)
        text = said(use(secret_server.address, "ask", token, question=QUESTION))
        assert "kuusi kuukautta" in text and "kolme kuukautta" not in text
        Accounts(database).close("mallory")
        for method, path in (("GET", "config"), ("POST", "mcp"), ("POST", "gradio_api/call/ask")):
            assert httpx.request(method, f"{secret_server.address}{path}", headers=token, json={}).status_code == 401
    assert httpx.get(f"{secret_server.address}config", headers=token).status_code == 401  # the account is gone


def test_a_stream_does_not_keep_a_session_alive(secret_server: Server, database: Database) -> None:
    from assistant.people.sessions import Sessions

    kept = Sessions(database, timedelta(minutes=30), timedelta(hours=10))
    with someone(secret_server, database) as client:
        token, before = client.cookies["sopuri"], now() - timedelta(minutes=10)
        with database.transaction() as connection:
            connection.execute(sa.update(sessions).where(sessions.c.account == "mallory").values(seen=before))

        def seen() -> Any:
            with database.reading() as connection:
                return connection.scalar(sa.select(sessions.c.seen).where(sessions.c.account == "mallory"))

        assert kept.find(token, looking=True) is not None and seen() == before
        assert kept.find(token) is not None and seen() > before


# ---- what is secret, by every way out of the app


def test_what_is_taken_away_says_nothing_secret(secret_server: Server, database: Database) -> None:
    """Files that the app writes: of an answer, a comparison, a draft, a checklist, a review; and documents themselves."""
    for role, shown in ((Role.REPRESENTATIVE, False), (Role.ADMINISTRATOR, True)):
        with someone(secret_server, database, role) as client:
            written = "".join(taken_away(secret_server, client))
        assert "kuusi kuukautta" in written  # of Koivula
        for secret in ("kolme kuukautta", "neljä kertaa"):
            assert (secret in written) is shown, (role, secret)


def taken_away(server: Server, client: httpx.Client) -> Iterator[str]:
    """The words of all files that someone gets who makes everything and downloads it."""
    config = client.get("/config").json()
    values = {c["id"]: c["props"].get("value") for c in config["components"]}
    inputs = {d["id"]: d["inputs"] for d in config["dependencies"]}
    tab = Tab(client)

    def call(number: int, event: Any = None, **given: Any) -> str:
        kinds = {c["id"]: c for c in config["components"]}
        data = []
        for one in inputs[number]:
            id_ = kinds[one]["props"].get("elem_id") or ""
            data.append(next((v for name, v in given.items() if id_.endswith(name)), values[one]))
        return tab.call(number, data, event)

    names = {n: fn.fn.__qualname__ for n, fn in functions(server).items()}
    for name in ("CompareTab._compare", "DraftTab._draft", "ChecklistTab._make"):
        for n in [n for n, known in names.items() if known.rpartition(".")[0] == name.rpartition(".")[0]]:
            call(n, None, topic="notice", region="Koivula")
    call(number_of(server, "ChatTab._ask"), question=QUESTION)
    call(number_of(server, "Reader._open"), {"turn": 0, "quote": 0})
    files: set[str] = set()
    for n, known in names.items():
        if "_download" in known or known.endswith(("._word", "._fetched", "._sheet")):
            for path in re.findall(r'"path": "([^"]+)"', call(n, {"turn": 0})):
                files.add(path)
    assert len(files) >= 4, files
    for path in sorted(files):
        raw = client.get(f"/gradio_api/file={path}")
        assert raw.status_code == 200
        yield words_of(raw.content)


def words_of(raw: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        import pypdf

        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = (archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith(".xml"))
        return "\n".join(re.sub(r"<[^>]+>", "", part) for part in parts)


def test_a_document_that_may_not_be_seen_any_more_is_not_opened(secret_settings: Settings) -> None:
    """In a page that was open when it was made secret, or removed."""
    library = Library(secret_settings)
    library.refresh()
    before = Viewer("hallinto", Role.ADMINISTRATOR, frozenset(Publicity))
    after = Viewer("hallinto", Role.ADMINISTRATOR, frozenset({Publicity.PUBLIC}))
    with gr.Blocks():
        reader = Reader(library, gr.State(), gr.Radio(["fi", "sv"]), "fi")
    session = Session()
    searcher = library.state_for(before).searcher
    assert searcher is not None
    turn = session.begin(QUESTION)
    session.finish(answered(turn, Conversation(searcher).turn(QUESTION, ("Kuusela",)), searcher.corpus))
    assert session.turns[0].sources[0].quotation.file == "kuusela.pdf"
    opening = gr.EventData(None, {"turn": 0, "quote": 0})
    with acting_as(before):
        assert "kuusela.pdf" in reader._open("fi", session, opening)[0]
        assert reader._fetched(session)["value"].endswith("kuusela.pdf")
    with acting_as(after):
        shown = [
            reader._open("fi", session, opening)[0],
            reader._turn("fi", session, gr.EventData(None, {"to": "next"}))[0],
            reader._turn("fi", session, gr.EventData(None, {"to": "whole"}))[0],
            reader._stepper(0)("fi", session)[0],
            reader.relabel("sv", session)[reader.page],
        ]
        assert all("kuusela" not in html and "kolme" not in html for html in shown)
        assert LOST in shown[0]
        assert reader._fetched(session)["value"] is None


# ---- what is another's


def test_another_ones_conversation_is_opened_by_no_way(secret_server: Server, database: Database) -> None:
    conversations = Conversations(database)
    question = "Kuka maksaa yhteisten toimitilojen vuokran Koivulassa?"
    with closing(log_in(secret_server.address, "anna")) as anna:
        assert "vuokran" in Tab(anna).call(number_of(secret_server, "ChatTab._ask"), [question, [], "fi", None])
        theirs = conversations.listed("anna")[0]
        with someone(secret_server, database, Role.ADMINISTRATOR) as client:
            for method in ("_open", "_rename", "_remove"):
                number = number_of(secret_server, f"Remembering.{method}")
                told = Tab(client).call(number, ["fi", None], {"id": theirs.id, "title": "varastettu"})
                assert "process_completed" in told and "toimitilojen vuokran Koivulassa" not in told
            page = client.get("/", params={"keskustelu": theirs.id})
            assert page.status_code == 200 and "toimitilojen vuokran Koivulassa" not in page.text
            load = next(n for n, fn in functions(secret_server).items() if fn.fn.__name__ == "load")
            said_ = by_link(client, load, theirs.id)
            assert "process_completed" in said_ and "toimitilojen vuokran Koivulassa" not in said_
            token = {"Authorization": f"Bearer {Tokens(database).make('mallory')}", "Mcp-Session-Id": theirs.id}
            assert "toimitilojen" not in said(use(secret_server.address, "ask", token, question=QUESTION))
        assert "toimitilojen vuokran Koivulassa" in by_link(anna, load, theirs.id)
    assert conversations.listed("anna")[0] == theirs  # neither renamed nor removed


def test_after_a_restart_each_has_their_own_conversations(
    secret_server: Server, secret_settings: Settings, database: Database
) -> None:
    """Two people at once; then a server that knows nothing of the pages of before, on the same data."""
    said_by = {"anna": "Kuka nimeää johtoryhmän?", "hallinto": "Kuka valvoo toimitiloja?"}
    with ExitStack() as leaving:
        clients = {n: leaving.enter_context(closing(log_in(secret_server.address, n))) for n in said_by}
        asking = [
            threading.Thread(target=Tab(client).call, args=(number_of(secret_server, "ChatTab._ask"), [said_by[n], [], "fi", None]))
            for n, client in clients.items()
        ]  # fmt: skip
        for one in asking:
            one.start()
        for one in asking:
            one.join(60)
    kept = {n: Conversations(database).listed(n)[0] for n in said_by}
    assert {n: one.title for n, one in kept.items()} == said_by
    with serving(secret_settings.model_copy(update={"port": free_port()})) as again:
        load = next(n for n, fn in functions(again).items() if fn.fn.__name__ == "load")
        for name, other in (("anna", "hallinto"), ("hallinto", "anna")):
            with closing(log_in(again.address, name)) as client:
                own, others = (by_link(client, load, kept[n].id) for n in (name, other))
                assert said_by[name] in own and said_by[other] not in own + others


def by_link(client: httpx.Client, load: int, conversation: str) -> str:
    """What a page shows that is opened by a link to a conversation."""
    body = {"data": ["fi", None, []], "fn_index": load, "session_hash": f"link{time.monotonic_ns()}"}
    joined = client.post("/gradio_api/queue/join", params={"keskustelu": conversation}, json=body)
    assert joined.status_code == 200
    return "".join(Tab(client, body["session_hash"])._said(joined.json()["event_id"]))


def test_a_program_is_who_its_token_says_whatever_else_it_sends(secret_server: Server, database: Database) -> None:
    """A cookie of an administrator, another's session of MCP, names in headers: nothing of it counts."""
    with (
        closing(log_in(secret_server.address, "hallinto")) as admin,
        someone(secret_server, database),
    ):
        more = {
            "Authorization": f"Bearer {Tokens(database).make('mallory')}",
            "Cookie": f"sopuri={admin.cookies['sopuri']}",
            "Mcp-Session-Id": "0" * 32,
            "X-Forwarded-User": "hallinto",
        }
        assert "kolme kuukautta" not in said(use(secret_server.address, "ask", more, question=QUESTION))
        for name in ("compare", "checklist"):
            assert not any(secret in said(use(secret_server.address, name, more)) for secret in SECRETS)
    for path in ("mcp", "mcp/", "mcp/../mcp", "%6dcp"):
        for method in ("GET", "DELETE", "POST"):
            answer = httpx.request(method, f"{secret_server.address}{path}", headers={"Mcp-Session-Id": "x"})
            assert answer.status_code in (401, 404)


# ---- what is sent


@pytest.mark.parametrize(
    "name",
    ["../../../../tmp/x.txt", "/etc/passwd", "..\\..\\x.txt", "....//....//x.txt", "a/../../x.txt", "\x00x.txt", ".", "..",
     "%2e%2e%2fx.txt", "x" * 5000 + ".txt", "CON.txt", "<script>alert(1)</script>.txt"],
)  # fmt: skip
def test_the_name_of_an_upload_leads_nowhere(secret_server: Server, name: str) -> None:
    from gradio.utils import get_upload_folder

    folder = Path(get_upload_folder()).resolve()
    with closing(log_in(secret_server.address, "anna")) as anna:
        raw = f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\nsisältö\r\n--b--\r\n'
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        answer = anna.post("/gradio_api/upload", content=raw.encode(), headers=headers)
        if answer.status_code != 200:
            assert answer.status_code in (400, 413, 422, 500) and "Traceback" not in answer.text
            return
        for path in answer.json():
            real = Path(path).resolve()
            assert real.is_relative_to(folder) and len(real.relative_to(folder).parts) == 2
            got = anna.get(f"/gradio_api/file={path}")
            if got.status_code == 200:  # never as a page of ours
                assert "html" not in got.headers["content-type"] and got.headers["x-content-type-options"] == "nosniff"


def test_an_upload_that_is_too_big_is_not_taken(secret_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guard.MOST, "/gradio_api/upload", 100_000)

    def pieces() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.txt"\r\n\r\n'
        for _ in range(40):
            yield b"x" * 10_000
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    with closing(log_in(secret_server.address, "anna")) as anna:
        assert anna.post("/gradio_api/upload", files={"files": b"x" * 100_001}).status_code == 413
        # Of a length that is not said beforehand; the server may close the connection before all is sent.
        with suppress(httpx.WriteError):
            assert anna.post("/gradio_api/upload", content=pieces(), headers=headers).status_code == 413


@pytest.mark.parametrize("what", ["../../etc/passwd", "kuusela", "", "\x00", {"a": 1}, "x" * 100_000, -1, 10**30])
def test_pages_and_documents_are_asked_for_by_any_name(secret_server: Server, database: Database, what: Any) -> None:
    """Documents by a name that there is not, or of a document that she may not see; and the log says only what was shown."""
    before = len(list(Audit(database).entries(who="mallory")))
    with someone(secret_server, database) as client:
        tab = Tab(client)
        acted = tab.call(number_of(secret_server, "DocumentsTab._act"), ["fi", None], {"act": "open", "item": what})
        tab.call(number_of(secret_server, "ChatTab._ask"), [QUESTION, [], "fi", None])
        opened = tab.call(number_of(secret_server, "Reader._open"), ["fi", None], {"turn": what, "quote": what})
        turned = tab.call(number_of(secret_server, "Reader._turn"), ["fi", None], {"to": what})
        for text in (acted, opened, turned):
            assert not any(secret in text for secret in (*SECRETS, "root:")), text[:300]
        entries = list(Audit(database).entries(who="mallory"))[: -before or None]  # newest first
    assert entries and not any("kuusela" in name or "passwd" in name for e in entries for name in e.documents)


def test_another_sites_page_calls_nothing(secret_server: Server) -> None:
    """With the browser's cookie, as the browser would send it."""
    with closing(log_in(secret_server.address, "anna")) as anna:
        for header in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
            for path in (
                "/logout",
                "/login",
                "/mcp",
                "/gradio_api/call/ask",
                "/gradio_api/queue/join",
                "/gradio_api/upload",
            ):
                for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
                    answer = anna.post(path, content="{}", headers={**header, "Content-Type": kind})
                    assert answer.status_code == 403, (path, header)
                    assert not any(name.startswith("access-control") for name in answer.headers)
        assert anna.get("/config").status_code == 200  # still logged in


def test_the_log_of_the_server_quotes_no_question_and_no_token(
    secret_server: Server, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with someone(secret_server, database) as client:
        token = Tokens(database).make("mallory")
        configure("json")
        try:
            bearer = {"Authorization": f"Bearer {token}", "Accept": "application/json, text/event-stream"}
            call: dict[str, Any] = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
            for params in (
                {"name": "ask", "arguments": {"question": "salaisuus"}},
                {"name": ["salaisuus"], "arguments": "salaisuus"},
                {"name": "salaisuus"},
                "salaisuus",
            ):
                httpx.post(f"{secret_server.address}mcp", json={**call, "params": params}, headers=bearer)
            httpx.post(f"{secret_server.address}mcp", content=b'{"salaisuus', headers=bearer)
            client.get("/gradio_api/file=/tmp/salaisuus")
            client.post("/gradio_api/call/ask", content=b'{"data": "salaisuus"')
            client.post("/gradio_api/run/salaisuus", json={"data": ["salaisuus"]})
            httpx.post(f"{secret_server.address}login", data={"name": "mallory", "password": PASSWORD})
        finally:
            told = capsys.readouterr().err
            root.handlers[:] = handlers
            root.setLevel(level)
            logging.captureWarnings(capture=False)
    assert "/mcp" in told  # it does log
    for secret in ("salaisuus", token, PASSWORD, "mallory"):
        assert secret not in told, next(line for line in told.splitlines() if secret in line)
    assert all(json.loads(line) for line in told.splitlines())
