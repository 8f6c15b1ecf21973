"""What other programs may call: through Gradio's API and through MCP, with real clients against a real server."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client
from mcp.types import CallToolResult, ListToolsResult, TextContent

from assistant.app.access import acting_as
from assistant.app.interface import LONGEST_TEXT, NAMES, CallError, Interface
from assistant.app.library import Library
from assistant.model import NOBODY, OWNER, Publicity, Role, Viewer
from assistant.phrases import phrase
from assistant.settings import Settings
from tests.asynchronous import finished
from tests.running import ROOT, run_here

# Gradio's queue keeps statistics with pandas, which warns.
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
DRAFT = (
    "# Koivikon työllisyysalueen ja Kelan yhteistyösopimus\n\n## 1 Osapuolet\n\nOsapuolet ovat Koivikon kaupunki ja Kela.\n\n"
    "## 2 Irtisanominen\n\nSopimuksen irtisanomisaika on kuusi kuukautta.\n"
)
QUESTION = "Mikä on sopimuksen irtisanomisaika?"


def tools(address: str, headers: dict[str, str] | None = None) -> ListToolsResult:
    return finished(_in_session(address, headers, lambda session: session.list_tools()))  # type: ignore[no-any-return]


def use(address: str, name: str, headers: dict[str, str] | None = None, **arguments: Any) -> CallToolResult:
    made = finished(_in_session(address, headers, lambda session: session.call_tool(name, arguments)))
    assert isinstance(made, CallToolResult)
    return made


async def _in_session(address: str, headers: dict[str, str] | None, do: Callable[[ClientSession], Any]) -> Any:
    async with (
        create_mcp_http_client(headers=headers) as client,
        streamable_http_client(f"{address}mcp", http_client=client) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        return await do(session)


def said(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_the_tools_are_told_with_types_and_descriptions(app: str) -> None:
    found = {tool.name: tool for tool in tools(app).tools}
    assert tuple(found) == NAMES
    for tool in found.values():
        assert tool.description and tool.description.endswith(".")
        for name, schema in tool.inputSchema["properties"].items():
            assert schema["description"], (tool.name, name)
            assert "type" in schema or "anyOf" in schema
    assert found["ask"].inputSchema["required"] == ["question"]
    assert found["draft"].inputSchema["required"] == ["topic", "region"]
    assert found["review"].inputSchema["properties"]["content"]["type"] == "string"


def calls(folder: Path) -> dict[str, tuple[str, dict[str, Any], list[object]]]:
    """Tool, arguments, and what the command line is given for the same."""
    file = folder / "luonnos.md"
    file.write_text(DRAFT, encoding="utf-8")
    coded = base64.b64encode(file.read_bytes()).decode()
    return {
        "ask": ("ask", {"question": QUESTION}, ["ask", QUESTION]),
        "ask of one": ("ask", {"question": QUESTION, "regions": ["Kuusela"]}, ["ask", QUESTION, "--region", "Kuusela"]),
        "compare": (
            "compare",
            {"topics": ["irtisanominen"], "regions": ["Koivula", "Kuusela"]},
            ["compare", "--topic", "irtisanominen", "--region", "Koivula", "--region", "Kuusela"],
        ),
        "side by side": (
            "compare",
            {"against": ["koivula.pdf", "kuusela.pdf"]},
            ["compare", "--against", "koivula.pdf", "kuusela.pdf"],
        ),
        "draft": (
            "draft",
            {"topic": "irtisanominen", "region": "Koivikko"},
            ["draft", "irtisanominen", "--region", "Koivikko"],
        ),
        "checklist": ("checklist", {"region": "Koivula"}, ["checklist", "--region", "Koivula"]),
        "checklist of a draft": (
            "checklist",
            {"text": DRAFT, "file_name": "luonnos.md"},
            ["checklist", "--draft", file],
        ),
        "review of a file": ("review", {"content": coded, "file_name": "luonnos.md"}, ["review", file]),
        "review of text": (
            "review",
            {"text": DRAFT, "file_name": "luonnos.md", "language": "sv"},
            ["review", file, "--language", "sv"],
        ),
    }


def test_each_tool_gives_what_the_command_line_gives(
    app: str, app_settings: Settings, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Loading the index anew for each line would take most of the time.
    monkeypatch.setattr("assistant.opening.open_searcher", lambda *_: library.state_for(OWNER).searcher)
    for what, (name, arguments, line) in calls(tmp_path).items():
        result = use(app, name, **arguments)
        assert not result.isError, (what, said(result))
        expected = run_here(*line, "--json", "--data", app_settings.data)
        assert expected.code == 0, expected.err
        assert result.structuredContent == expected.json, what
        assert json.loads(said(result)) == expected.json


def test_the_api_gives_the_same(app: str, tmp_path: Path) -> None:
    from gradio_client import Client

    client = Client(app, verbose=False, analytics_enabled=False)
    try:
        for what, (name, arguments, _) in calls(tmp_path).items():
            assert client.predict(api_name=f"/{name}", **arguments) == use(app, name, **arguments).structuredContent, (
                what
            )
        info = client.view_api(return_format="dict", print_info=False)
        assert isinstance(info, dict) and "Mikä on" not in str(info["named_endpoints"]["/review"])
        with pytest.raises(Exception, match="Olematon"):
            client.predict(QUESTION, ["Olematon"], api_name="/ask")
    finally:
        client.close()


@pytest.mark.parametrize(
    ("name", "arguments", "key"),
    [
        ("ask", {}, "arguments"),
        ("ask", {"question": QUESTION, "viewer": "hallinto"}, "arguments"),
        ("ask", {"question": " \n "}, "empty"),
        ("ask", {"question": ["x"]}, "text"),
        ("ask", {"question": "x" * 1_000_000}, "too_long"),
        ("ask", {"question": QUESTION, "regions": "Kuusela"}, "texts"),
        ("ask", {"question": QUESTION, "regions": ["Kuusela"] * 1000}, "texts"),
        ("ask", {"question": QUESTION, "regions": [{"a": 1}]}, "text"),
        ("compare", {"against": ["koivula.pdf"]}, "against"),
        ("compare", {"against": ["koivula.pdf", "kuusela.pdf"], "topics": ["kesto"]}, "against"),
        ("compare", {"against": ["koivula.pdf", "/etc/hostname"]}, "no_document"),
        ("draft", {"topic": "irtisanominen", "region": "Koivula", "language": "en"}, "language"),
        ("review", {}, "no_draft"),
        ("review", {"text": "x", "content": "eA=="}, "both"),
        ("review", {"content": "eA==", "file_name": "/etc/passwd"}, "file_name"),
        ("review", {"content": "eA==", "file_name": "../../x.txt"}, "file_name"),
        ("review", {"content": "eA==", "file_name": "x.exe"}, "file_name"),
        ("review", {"content": "%%%", "file_name": "x.txt"}, "base64"),
        ("review", {"text": "x" * (LONGEST_TEXT + 1)}, "too_long"),
        ("rm", {}, "unknown"),
    ],
)
def test_what_does_not_fit_is_one_sentence(app: str, name: str, arguments: dict[str, Any], key: str) -> None:
    result = use(app, name, **arguments)
    text = said(result)
    assert result.isError and text.count("\n") == 0 and len(text) < 500
    assert text[:8] == phrase("fi", f"interface.{key}", name=name, takes="", most=0, formats="")[:8]


def test_what_is_no_document_is_said_without_a_path_of_the_server(app: str) -> None:
    result = use(app, "review", content=base64.b64encode(b"%PDF-1.7 broken").decode(), file_name="rikki.pdf")
    assert result.isError and "rikki.pdf" in said(result) and "/" not in said(result)
    assert use(app, "draft", topic="qwertyuiop", region="Koivula").isError


def test_a_viewer_gets_what_they_may_see(app_settings: Settings, library: Library) -> None:
    interface = Interface(app_settings, library)
    with acting_as(Viewer("anna", Role.REPRESENTATIVE, frozenset({Publicity.SECRET}))), pytest.raises(CallError):
        interface.ask(QUESTION)
    with acting_as(NOBODY), pytest.raises(CallError):
        interface.compare()
    with acting_as(OWNER):
        assert interface.ask(QUESTION)["findings"]


def test_the_examples_of_the_documentation_work(app: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in text.split("```python\n")[1:]]
    assert len(examples) == 2
    for example in examples:
        with ThreadPoolExecutor(1) as pool:  # an example runs its own event loop
            pool.submit(exec, example.replace("http://127.0.0.1:7860/", app), {"__name__": "example"}).result()
        assert "kuukautta" in capsys.readouterr().out
    for name in NAMES:
        assert f"| `{name}` |" in text
