"""The guard before an application that does nothing but say what it got."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.app import guard as guarding
from assistant.app.access import SCOPE_KEY
from assistant.app.belonging import Belongings
from assistant.app.guard import Guard
from assistant.app.identity import Identity
from assistant.keeping.database import Database
from assistant.model import Role
from assistant.people.accounts import Accounts
from assistant.settings import load_settings
from tests.asynchronous import finished

PROXIED = {"proxy_addresses": "10.0.0.1", "proxy_user_header": "X-User", "proxy_group_header": "X-Groups"}
SIGNED_ON = {**PROXIED, "proxy_groups": "hallinto=administrator,muut=representative"}


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Says who it thinks is there, what it was told of them, and how long the body was."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    viewer = scope.get(SCOPE_KEY)
    headers = sorted(name.decode() for name, _ in scope["headers"])
    text = json.dumps(
        {
            "name": viewer.name if viewer else None,
            "role": viewer.role if viewer else None,
            "headers": headers,
            "size": size,
        }
    )
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": text.encode()})


Answer = tuple[int, dict[str, str], Any]
Ask = Callable[..., Answer]


def asker(settings: dict[str, Any], folder: Path, database: Database) -> Ask:
    made = load_settings(data=folder, **settings)
    guard = Guard(
        application,
        identity=Identity(made, database),
        belongings=Belongings(str(folder)),
        audit=None,
        own=lambda scope: scope["path"] in ("/own", "/login", "/logout"),
        hosts=frozenset({"sopuri.example", *made.hosts}),
        figures=made.host == "0.0.0.0",
        language="fi",
    )

    def ask(
        path: str = "/",
        *,
        method: str = "GET",
        peer: str = "127.0.0.1",
        body: Any = (b"",),
        query: str = "",
        pause: float = 0,
        **headers: str | tuple[str, ...],
    ) -> Answer:
        named = {"host": "sopuri.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
        flat = [
            (name.encode(), one.encode())
            for name, value in named.items()
            for one in ((value,) if isinstance(value, str) else value)
        ]
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": flat,
            "client": (peer, 1),
            "scheme": "http",
        }
        parts = list(body)
        sent: list[Any] = []

        async def receive() -> Any:
            await asyncio.sleep(pause)
            if not parts:
                return {"type": "http.disconnect"}
            part = parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(parts)}

        async def send(message: Any) -> None:
            sent.append(message)

        finished(guard(scope, receive, send))
        answer = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        text = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], answer, json.loads(text) if text else None

    return ask


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database("", tmp_path)) as made:
        yield made


@pytest.fixture
def alone(tmp_path: Path, database: Database) -> Ask:
    return asker({}, tmp_path, database)


@pytest.fixture
def proxied(tmp_path: Path, database: Database) -> Ask:
    return asker({**SIGNED_ON, "host": "0.0.0.0"}, tmp_path, database)


@pytest.mark.parametrize("host", ["sopuri.example", "SOPURI.example:7860", "127.0.0.1:7860", "localhost", "[::1]:7860"])
def test_hosts_by_which_the_app_is_known(alone: Ask, host: str) -> None:
    assert alone(host=host)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "sopuri.example.evil", "10.0.0.5", "", "127.0.0.1.evil.example", "[", ("sopuri.example", "evil.example")]
)  # fmt: skip
def test_other_hosts_are_refused(alone: Ask, host: Any) -> None:
    assert alone(host=host)[0] == 400


def test_an_address_in_figures_is_known_where_the_app_is_for_the_network(proxied: Ask) -> None:
    assert proxied(host="10.0.0.5:7860", peer="10.0.0.1", x_user="anna", x_groups="muut")[0] == 200
    assert proxied(host="evil.example", peer="10.0.0.1", x_user="anna", x_groups="muut")[0] == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://sopuri.example"}, 200),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({}, 200),  # no browser
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://sopuri.example.evil"}, 403),
        ({"origin": "http://sopuri.example:81"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": ("http://sopuri.example", "http://evil.example")}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 403),
    ],
)
def test_another_site_changes_nothing(alone: Ask, headers: dict[str, Any], status: int) -> None:
    for path in ("/own", "/login", "/logout", "/gradio_api/queue/join"):
        got = alone(path, method="POST", body=[b"{}"], **headers)[0]
        assert got == status, path


def test_a_link_from_elsewhere_opens_the_page_but_nothing_else_of_another_site_does(alone: Ask) -> None:
    assert alone(sec_fetch_site="cross-site", sec_fetch_mode="navigate")[0] == 200
    assert alone("/config", sec_fetch_site="cross-site", sec_fetch_mode="cors")[0] == 403
    assert alone("/gradio_api/heartbeat/x", sec_fetch_site="cross-site", sec_fetch_mode="no-cors")[0] == 403


def test_alone_one_is_the_owner_until_there_are_accounts(tmp_path: Path, database: Database) -> None:
    assert asker({}, tmp_path, database)()[2]["name"] == "@owner"
    Accounts(database).add("anna", "sateenkaari uimahalli kynä", Role.REPRESENTATIVE)
    assert asker({}, tmp_path, database)()[0] == 401
    assert asker({}, tmp_path, database)(accept="text/html", query="keskustelu=7")[1]["location"] == (
        "/login?next=%2F%3Fkeskustelu%3D7"
    )


def test_beyond_the_machine_nobody_is_the_owner(tmp_path: Path, database: Database) -> None:
    assert asker({"host": "0.0.0.0"}, tmp_path, database)()[0] == 401
    assert asker({"host": "0.0.0.0", **PROXIED}, tmp_path, database)()[0] == 403


def test_through_a_proxy_nobody_is_the_owner(tmp_path: Path, database: Database) -> None:
    assert asker({}, tmp_path, database)(x_forwarded_for="8.8.8.8")[0] == 403
    ask = asker({"proxy_addresses": "127.0.0.1"}, tmp_path, database)
    assert ask(x_forwarded_for="8.8.8.8")[0] == 401 and ask()[0] == 401


def test_only_the_proxy_says_who_is_there(proxied: Ask) -> None:
    status, _, got = proxied(peer="10.0.0.1", x_user="Anna", x_groups="muut")
    assert (status, got["name"], got["role"]) == (200, "anna", "representative")
    assert proxied(peer="10.0.0.1", x_user="anna", x_groups="hallinto")[2]["role"] == "administrator"
    assert proxied(peer="10.0.0.1", x_user="anna", x_groups="toiset")[0] == 403
    assert proxied(peer="10.0.0.1", x_user="anna")[0] == 403
    assert proxied(peer="10.0.0.1")[0] == 403
    for peer in ("10.0.0.2", "127.0.0.1", "::1", ""):
        assert proxied(peer=peer, x_user="anna", x_groups="hallinto")[0] == 403
        assert proxied(peer=peer, x_user="anna", x_groups="hallinto", x_forwarded_for="10.0.0.1")[0] == 403
    assert proxied(peer="10.0.0.1", x_user=("anna", "hallinto"), x_groups="hallinto")[0] == 403


def test_a_proxy_that_only_forwards_says_nothing_of_people(tmp_path: Path, database: Database) -> None:
    Accounts(database).add("anna", "sateenkaari uimahalli kynä", Role.REPRESENTATIVE)
    ask = asker({"proxy_addresses": "10.0.0.1"}, tmp_path, database)
    assert ask(peer="10.0.0.1", x_forwarded_user="anna", x_user="anna", remote_user="anna")[0] == 401


def test_what_others_say_in_a_proxys_name_is_dropped(proxied: Ask) -> None:
    got = proxied(
        "/login",
        x_forwarded_host="evil.example",
        x_forwarded_proto="https",
        forwarded="for=1.1.1.1",
        x_gradio_server="x",
    )
    assert got[0] == 200 and got[2]["headers"] == ["host"] and "strict-transport-security" not in got[1]


def test_https_before_the_proxy_is_https(proxied: Ask) -> None:
    _, headers, got = proxied(
        peer="10.0.0.1", x_user="anna", x_groups="muut", x_forwarded_proto="https", x_forwarded_host="sopuri.example"
    )
    assert headers["strict-transport-security"] == "max-age=31536000" and "x-forwarded-host" in got["headers"]
    assert proxied(peer="10.0.0.1", x_user="anna", x_groups="muut", x_forwarded_host="evil.example")[0] == 400


def test_every_answer_has_its_headers_and_nothing_confidential_is_kept(alone: Ask) -> None:
    for answer in (alone(), alone("/own"), alone("/nothing"), alone(host="evil.example")):
        assert set(guarding.HEADERS) <= set(answer[1]) and answer[1]["cache-control"] == "no-store"
    assert "cache-control" not in alone("/assets/index.js")[1]


@pytest.mark.parametrize(("path", "most"), [("/login", 8_192), ("/own", guarding.MOST_ELSEWHERE)])
def test_a_body_that_is_too_big(alone: Ask, path: str, most: int) -> None:
    assert alone(path, method="POST", body=[b"x" * most])[2]["size"] == most
    assert alone(path, method="POST", content_length=str(most + 1))[0] == 413
    for wrong in ("-1", "x", "1e3"):
        assert alone(path, method="POST", content_length=wrong)[0] == 413
    # Not said beforehand, and in pieces:
    assert alone(path, method="POST", body=[b"x" * most, b"x", b"x" * 100])[0] == 413


def test_a_body_that_is_too_slow(alone: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "LONGEST", 0.1)
    monkeypatch.setattr(guarding, "LONGEST_UPLOAD", 0.1)
    for path in ("/own", "/gradio_api/upload"):
        assert alone(path, method="POST", body=[b"x"] * 50, pause=0.02)[0] == 408
    assert alone("/gradio_api/queue/join", method="POST", body=[b"{"] * 50, pause=0.02)[0] == 408


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"x", b'{"session_hash": 1}', b'{"session_hash": ""}', b'{"event_id": "x"}', b"[" * 100_000,
     b'{"data": [{"path": "/etc/passwd"}]}', b'{"data": [{"path": 1}]}', b'{"session_hash": "%s"}' % (b"a" * 300),
     b'{"data": [[{"a": {"path": "x"}}]]}', b'{"event_data": {"path": "/etc/passwd"}}', b"\xff\xfe"],
)  # fmt: skip
def test_a_request_that_names_what_is_nobodys(alone: Ask, body: bytes) -> None:
    for path in ("/gradio_api/queue/join", "/gradio_api/run/x", "/gradio_api/call/ask", "/gradio_api/cancel"):
        assert alone(path, method="POST", body=[body])[0] == 403


def test_sessions_are_whose_they_were_first(proxied: Ask) -> None:
    def joined(name: str, session: str) -> int:
        body = json.dumps({"session_hash": session, "data": []}).encode()
        return proxied(
            "/gradio_api/queue/join", method="POST", body=[body], peer="10.0.0.1", x_user=name, x_groups="muut"
        )[0]

    assert [joined("anna", "s"), joined("bo", "s"), joined("bo", "t"), joined("anna", "t"), joined("anna", "s")] == [
        200, 403, 200, 403, 200,
    ]  # fmt: skip
    for path, query in (("/gradio_api/queue/data", "session_hash=s"), ("/gradio_api/heartbeat/s", "")):
        answers = [proxied(path, query=query, peer="10.0.0.1", x_user=n, x_groups="muut")[0] for n in ("anna", "bo")]
        assert answers == [200, 403]
    twice = proxied(
        "/gradio_api/queue/data", query="session_hash=t&session_hash=s", peer="10.0.0.1", x_user="bo", x_groups="muut"
    )
    assert twice[0] == 403
    # Other rights make another session: what was made with the old ones is not shown with the new.
    assert proxied("/gradio_api/heartbeat/s", peer="10.0.0.1", x_user="anna", x_groups="hallinto")[0] == 403


def test_files_are_whose_the_server_told_them_to(tmp_path: Path) -> None:
    belongings = Belongings(str(tmp_path))
    file, other = tmp_path / "a b" / "ä.docx", tmp_path.parent / "x"
    told = json.dumps(
        {"output": {"data": [{"path": str(file), "url": "x"}, {"path": str(other)}, {"path": "/etc/passwd"}]}}
    )
    belongings.told(b"data: " + told.encode(), "anna")
    assert belongings.may_read(str(file), "anna") and not belongings.may_read(str(file), "bo")
    assert belongings.may_read(f"{tmp_path}/a b/../a b/ä.docx", "anna")
    for path in (str(other), "/etc/passwd", str(tmp_path), "", "\0", f"{file}x"):
        assert not belongings.may_read(path, "anna")
    assert belongings.may_send({"data": [{"path": str(file)}]}, "anna")
    assert not belongings.may_send({"data": [{"path": str(file)}]}, "bo")
    # Words of a question that look like a file are words: they stand in a string, with quotation marks escaped.
    belongings.told(json.dumps({"html": json.dumps({"path": str(file)})}).encode(), "bo")
    assert not belongings.may_read(str(file), "bo")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["path", "url", "meta", "data"]), inner)
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_request_names_a_file_that_was_never_told(value: Any) -> None:
    belongings = Belongings(tempfile.gettempdir())

    def names(found: Any) -> bool:
        if isinstance(found, dict):
            return "path" in found or any(map(names, found.values()))
        return isinstance(found, list) and any(map(names, found))

    assert belongings.may_send(value, "anna") is not names(value)


def test_nothing_but_http_is_spoken(tmp_path: Path, database: Database) -> None:
    made = load_settings(data=tmp_path)
    guard = Guard(
        application, identity=Identity(made, database), belongings=Belongings("x"), audit=None, own=lambda _: True,
        hosts=frozenset(), figures=False, language="fi",
    )  # fmt: skip
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    finished(guard({"type": "websocket", "path": "/"}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
