"""Every address and every function of the server, as nobody, as a representative and as an administrator.

What is new fails here until it is named: an address in ROUTES, a tab's module in FUNCTIONS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
from starlette.routing import Mount

from assistant.app.gates import gate_of
from assistant.app.guard import OPEN
from assistant.app.serving import Server
from assistant.keeping.audit import Audit, Event
from assistant.keeping.database import Database
from assistant.people.accounts import Accounts
from assistant.people.tokens import Tokens
from assistant.phrases import phrase
from assistant.settings import Settings
from tests.app.people_server import PASSWORD, PEOPLE, SECRETS, Tab, log_in
from tests.app.test_interface import use

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

EVERYONE, ADMINISTRATORS = "everyone who is logged in", "administrators"
FUNCTIONS = {
    "assistant.app.page": EVERYONE,
    "assistant.app.chat": EVERYONE,
    "assistant.app.interface": EVERYONE,
    "assistant.app.reader": EVERYONE,
    "assistant.app.remembering": EVERYONE,  # each their own: tests/app/test_history.py
    "assistant.app.panels": EVERYONE,
    "assistant.app.compare_tab": EVERYONE,
    "assistant.app.draft_tab": EVERYONE,
    "assistant.app.checklist_tab": EVERYONE,
    "assistant.app.review_tab": EVERYONE,
    "assistant.app.documents_tab": EVERYONE,  # who may change documents: tests/app/test_documents_tab.py
    "assistant.app.control_tab": ADMINISTRATORS,
}
API = "/gradio_api"
ROUTES = {
    "GET /",
    "HEAD /",
    "GET /config",
    "GET /theme.css",
    f"GET {API}/theme.css",
    "GET /assets/{path:path}",
    "GET /static/{path:path}",
    "GET /svelte/{path:path}",
    "GET /favicon.ico",
    "GET /robots.txt",
    "GET /manifest.json",
    f"GET {API}/info",
    f"GET {API}/openapi.json",
    f"GET {API}/app_id",
    f"GET {API}/startup-events",
    f"POST {API}/queue/join",
    f"GET {API}/queue/data",
    f"POST {API}/cancel",
    f"POST {API}/reset",
    f"GET {API}/heartbeat/{{session_hash}}",
    f"POST {API}/run/{{api_name}}",
    f"POST {API}/api/{{api_name}}",
    f"POST {API}/call/{{api_name}}",
    f"POST {API}/call/v2/{{api_name}}",
    f"GET {API}/call/{{api_name}}/{{event_id}}",
    f"GET {API}/call/v2/{{api_name}}/{{event_id}}",
    f"POST {API}/upload",
    f"GET {API}/upload_progress",
    f"GET {API}/file={{path_or_url:path}}",
    f"HEAD {API}/file={{path_or_url:path}}",
}
OWN_ROUTES = {"/login", "/login.css", "/logout", "/health/live", "/health/ready", "/mcp"}


@pytest.fixture(scope="module")
def settings(secret_settings: Settings) -> Settings:
    return secret_settings


@pytest.fixture(scope="module")
def server(secret_server: Server) -> Server:
    return secret_server


@pytest.fixture(scope="module")
def clients(server: Server) -> Iterator[dict[str, httpx.Client]]:
    made = {name: log_in(server.address, name) for name in ("", *PEOPLE)}
    yield made
    for client in made.values():
        client.close()


def routes(server: Server) -> tuple[list[Any], list[Any]]:
    """The app's own routes, and Gradio's."""
    app = server._server.config.app._app._app  # behind the log and the guard
    own = [route for route in app.routes if not isinstance(route, Mount)]
    [mount] = [route for route in app.routes if isinstance(route, Mount) and not route.path]
    return own, list(flat(mount.app.routes))


def flat(found: list[Any]) -> Iterator[Any]:
    """Routes with those of the routers among them."""
    for route in found:
        router = getattr(route, "original_router", None)
        if router is not None:
            yield from flat(router.routes)
        else:
            yield route


def sample(path: str) -> str:
    return re.sub(r"{(\w+)(?::\w+)?}", "x", path)


def test_every_address_is_named(server: Server) -> None:
    own, gradio = routes(server)
    assert {route.path for route in own} == OWN_ROUTES
    found = set()
    for route in gradio:
        for method in getattr(route, "methods", None) or ():
            if gate_of(method, sample(route.path)):
                found.add(f"{method} {route.path.rstrip('/') or '/'}")
    assert found == ROUTES
    assert len(gradio) > len(ROUTES)  # there are others, and they are closed


def test_nobody_gets_anywhere(server: Server, clients: dict[str, httpx.Client]) -> None:
    own, gradio = routes(server)
    for route in [*own, *gradio]:
        for method in getattr(route, "methods", None) or ():
            path = sample(route.path)
            if path in OPEN and method in ("GET", "HEAD"):
                continue
            answer = clients[""].request(method, path, json={}, headers={"accept": "text/html"})
            if path == "/login":
                assert answer.status_code in (401, 405)
            elif path == "/" and method in ("GET", "HEAD"):
                assert (answer.status_code, answer.headers["location"]) == (303, "/login")
            else:
                assert answer.status_code in (401, 404), (method, path, answer.status_code)
            assert not any(secret in answer.text for secret in SECRETS)


def test_what_is_closed_is_closed_to_administrators_too(clients: dict[str, httpx.Client]) -> None:
    for method, path in (
        ("GET", "/gradio_api/file=http://example.org/"),
        ("GET", "/gradio_api/file=https://example.org/x.png"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file=../../../../etc/passwd"),
        ("GET", "/gradio_api/proxy=http://example.org/"),
        ("GET", "/gradio_api/deep_link?session_hash=x"),
        ("GET", "/monitoring"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/vibe-code"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("GET", "//gradio_api/queue/data"),
        ("PUT", "/"),
        ("TRACE", "/"),
    ):
        assert clients["hallinto"].request(method, path).status_code in (403, 404), path


def value(component: dict[str, Any], *, hostile: bool) -> Any:
    """What a component would send: what it shows, or what asks for the secret agreement."""
    given = component["props"].get("value")
    if not hostile:
        return given
    kind = component["type"]
    if kind == "textbox":
        return "Mikä on sopimuksen irtisanomisaika Kuuselassa?"
    if kind == "dropdown":
        return ["Kuusela"] if component["props"].get("multiselect") else "Kuusela"
    return given


EVENTS = (
    None,
    {"turn": 0, "quote": 0, "question": "Mikä on sopimuksen irtisanomisaika?", "to": "whole"},
    {"turn": -1, "quote": 0, "question": "Miten johtoryhmä kokoontuu?", "to": "next", "act": "tick", "item": "x"},
    {"turn": -5, "quote": 0, "act": "open", "item": "kuusela"},
)


def functions(server: Server) -> dict[int, Any]:
    return {number: fn for number, fn in server.page.fns.items() if fn.fn is not None}


def walk(server: Server, client: httpx.Client) -> list[tuple[str, str]]:
    """What the server says of each function, called as the page calls it, with values that ask for what is secret, and events."""
    config = client.get("/config").json()
    components = {c["id"]: c for c in config["components"]}
    tab = Tab(client)
    said = []
    for number, fn in functions(server).items():
        dependency = next(d for d in config["dependencies"] if d["id"] == number)
        for i, event in enumerate(EVENTS):
            data = [value(components[c], hostile=bool(i)) for c in dependency["inputs"]]
            said.append((fn.fn.__module__, tab.call(number, data, event)))
    return said


def test_every_function_is_named(server: Server) -> None:
    assert {fn.fn.__module__ for fn in functions(server).values()} == set(FUNCTIONS)


@pytest.mark.timeout(280)
def test_a_representative_meets_nothing_secret_wherever_they_go(
    server: Server, clients: dict[str, httpx.Client], settings: Settings
) -> None:
    texts = walk(server, clients["anna"])
    assert any("kuusi kuukautta" in text for _, text in texts)  # of Koivula: the walk does lead somewhere
    for secret in SECRETS:
        assert [(module, text[:300]) for module, text in texts if secret in text] == []
    refusal = phrase("fi", "control.not_allowed")
    for module, text in texts:
        if FUNCTIONS[module] == ADMINISTRATORS:
            assert refusal in text or '"value": null' in text or '"success": false' in text, text[:300]
            assert "hallinto" not in text
    with closing(Database("", settings.data)) as database:
        assert [account.name for account in Accounts(database).all()] == sorted(PEOPLE)


@pytest.mark.timeout(280)
def test_an_administrator_meets_what_is_secret(server: Server, clients: dict[str, httpx.Client]) -> None:
    texts = walk(server, clients["hallinto"])
    for secret in SECRETS:
        assert any(secret in text for _, text in texts), secret


def ask(client: httpx.Client, question: str, regions: list[str] | None = None) -> str:
    posted = client.post("/gradio_api/call/ask", json={"data": [question, regions]})
    if posted.status_code != 200:
        return posted.text
    return client.get(f"/gradio_api/call/ask/{posted.json()['event_id']}").text


def test_the_api_answers_each_with_what_they_may_see(clients: dict[str, httpx.Client]) -> None:
    question = "Mikä on sopimuksen irtisanomisaika?"
    assert "kolme kuukautta" in ask(clients["hallinto"], question)
    for name in ("anna", "bo"):
        text = ask(clients[name], question)
        assert "kuusi kuukautta" in text and "kolme" not in text and "uusela" not in text
        assert "event: error" in ask(clients[name], question, ["Kuusela"])
    assert "Kirjaudu ensin" in ask(clients[""], question)


def test_another_ones_events_sessions_and_files_are_not_theirs(
    server: Server, clients: dict[str, httpx.Client]
) -> None:
    anna, bo = clients["anna"], clients["bo"]
    posted = anna.post("/gradio_api/call/ask", json={"data": ["Mikä on irtisanomisaika?", None]}).json()
    assert bo.get(f"/gradio_api/call/ask/{posted['event_id']}").status_code == 403
    assert bo.get("/gradio_api/queue/data", params={"session_hash": posted["event_id"]}).status_code == 403
    assert bo.get("/gradio_api/call/ask/made-up").status_code == 403

    mine = Tab(anna)
    number = next(n for n, fn in functions(server).items() if fn.fn.__qualname__ == "ChatTab._ask")
    assert "kuukautta" in mine.call(number, ["Mikä on irtisanomisaika?", [], "fi", None])
    theirs = Tab(bo, mine.session)
    refused = phrase("fi", "people.refused.not_yours")
    assert refused in theirs.call(number, ["Entä vuokra?", [], "fi", None])
    assert bo.get("/gradio_api/queue/data", params={"session_hash": mine.session}).status_code == 403
    assert bo.get(f"/gradio_api/heartbeat/{mine.session}").status_code == 403
    cancel = {"session_hash": mine.session, "fn_index": number, "event_id": posted["event_id"]}
    assert bo.post("/gradio_api/cancel", json=cancel).status_code == 403
    assert bo.post("/gradio_api/cancel", json={**cancel, "session_hash": "own"}).status_code == 403

    upload = anna.post(
        "/gradio_api/upload", files={"files": ("luonnos.txt", b"1 Vuokra\n\nVuokran maksaa kaupunki.\n")}
    )
    [path] = upload.json()
    assert anna.get(f"/gradio_api/file={path}").text.startswith("1 Vuokra")
    assert bo.get(f"/gradio_api/file={path}").status_code == 403
    number = next(n for n, fn in functions(server).items() if fn.fn.__qualname__ == "ReviewTab._review")
    draft = {"path": path, "meta": {"_type": "gradio.FileData"}}
    assert refused in Tab(bo).call(number, [draft, "fi", None])
    assert refused in Tab(bo).call(number, [{**draft, "path": "/etc/passwd"}, "fi", None])
    assert refused in Tab(bo).call(number, [{"url": "http://127.0.0.1:1/x", "meta": draft["meta"]}, "fi", None])
    assert refused not in Tab(anna).call(number, [draft, "fi", None])


def test_what_was_done_is_in_the_log_without_the_answers(
    clients: dict[str, httpx.Client], server: Server, settings: Settings
) -> None:
    ask(clients["bo"], "Kuka maksaa toimitilojen vuokran?")
    log_in(server.address, "bo").close()
    with closing(Database("", settings.data)) as database:
        entries = list(Audit(database).entries(who="bo"))
    newest, before = entries[:2]
    assert (newest.what, newest.detail) == (Event.LOGIN, "127.0.0.1")
    assert (before.what, before.question) == (Event.ASKED, "Kuka maksaa toimitilojen vuokran?")
    assert "koivula.pdf" in before.documents and "kuusela.pdf" not in before.documents
    assert not any("vuokran maksaa" in str(entry).lower() for entry in entries)


def test_logging_out_and_closing_an_account_end_it_at_once(server: Server, settings: Settings) -> None:
    first, second = log_in(server.address, "bo"), log_in(server.address, "bo")
    with closing(first), closing(second), closing(Database("", settings.data)) as database:
        cookie = dict(first.cookies)
        assert first.get("/config").status_code == 200
        assert first.post("/logout").headers["location"] == "/login?told=out"
        assert httpx.get(f"{server.address}config", cookies=cookie).status_code == 401  # the token itself is dead
        assert second.get("/config").status_code == 200
        accounts = Accounts(database)
        accounts.close("bo")
        assert second.get("/config").status_code == 401
        accounts.close("bo", closed=False)
        assert second.get("/config").status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "' OR '1'='1", "a" * 4000, "0" * 43])
def test_forged_sessions_are_nobodys(server: Server, cookie: str) -> None:
    for name in ("sopuri", "__Host-sopuri", "session", "access-token"):
        assert httpx.get(f"{server.address}config", headers={"cookie": f"{name}={cookie}"}).status_code == 401


def test_a_header_says_nothing_where_no_proxy_is_trusted(server: Server) -> None:
    for header in ("X-Forwarded-User", "Remote-User", "X-Remote-User", "X-User"):
        assert httpx.get(f"{server.address}config", headers={header: "hallinto"}).status_code == 401


def test_logging_in_gives_a_new_token_and_ends_the_old_one(server: Server) -> None:
    with closing(log_in(server.address, "anna")) as client:
        before = dict(client.cookies)
        planted = httpx.Client(base_url=server.address, cookies=before)
        with planted:
            answer = planted.post("/login", data={"name": "anna", "password": PASSWORD})
            assert answer.status_code == 303 and before["sopuri"] not in answer.headers["set-cookie"]
        assert client.get("/config").status_code == 401


def test_the_cookie_is_for_this_server_alone(server: Server) -> None:
    answer = httpx.post(f"{server.address}login", data={"name": "anna", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie and "domain" not in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_guessing_is_locked_out_and_tells_nothing(server: Server) -> None:
    def attempt(name: str, password: str) -> tuple[int, str]:
        answer = httpx.post(f"{server.address}login", data={"name": name, "password": password}, timeout=30)
        return answer.status_code, answer.text

    said = {name: [attempt(name, "väärä") for _ in range(6)] for name in ("bo", "olematon")}
    assert said["bo"] == said["olematon"]
    assert [status for status, _ in said["bo"]] == [401] * 4 + [429] * 2
    assert attempt("bo", PASSWORD)[0] == 429


def test_a_token_calls_in_its_owners_name_until_it_is_revoked(server: Server, settings: Settings) -> None:
    question = "Mikä on sopimuksen irtisanomisaika?"
    with closing(Database("", settings.data)) as database:
        tokens = Tokens(database)
        mine, admins = ({"Authorization": f"Bearer {tokens.make(name)}"} for name in ("anna", "hallinto"))
        calls: list[tuple[str, dict[str, object]]] = [
            ("ask", {"question": question}),
            ("compare", {}),
            ("draft", {"topic": "irtisanominen", "region": "Koivula"}),
            ("checklist", {"region": "Koivula"}),
            ("review", {"text": "1 Vuokra\n\nVuokran maksaa kaupunki.\n"}),
        ]
        for name, arguments in calls:
            made = use(server.address, name, mine, **arguments)
            assert not made.isError, made
            assert not any(secret in str(made) for secret in (*SECRETS, "uusela")), name
        assert "kolme kuukautta" in str(use(server.address, "ask", admins, question=question))
        assert use(server.address, "compare", mine, against=["koivula.pdf", "kuusela.pdf"]).isError
        newest = next(entry for entry in Audit(database).entries(who="anna") if entry.what == Event.ASKED)
        assert newest.question == question and "kuusela.pdf" not in newest.documents
        api = httpx.post(f"{server.address}gradio_api/call/ask", json={"data": [question, None]}, headers=mine)
        assert api.status_code == 200
        assert tokens.revoke("anna") == 1
        for dead in (mine, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}, {}):
            assert httpx.post(f"{server.address}mcp", json={}, headers=dead).status_code == 401
        Accounts(database).set_password("hallinto", PASSWORD)
        assert httpx.post(f"{server.address}mcp", json={}, headers=admins).status_code == 401
