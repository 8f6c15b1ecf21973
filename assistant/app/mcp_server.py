"""The same functions as tools of the Model Context Protocol, at ``/mcp``.

Gradio's own MCP server calls the app again over HTTP, without the caller's session; this one answers in the request itself, behind the
guard, as whoever sent it. It keeps nothing between requests.
"""

from __future__ import annotations

import contextlib
import inspect
import json
from collections.abc import AsyncIterator
from typing import Any

import anyio

from assistant.app.access import within
from assistant.app.interface import NAMES, CallError, Interface

PATH = "/mcp"
_MOST = 16_000_000  # bytes of a request, as the guard has it
_AT_ONCE = 8  # calls; more wait, and never for the threads that everything else on the server needs


class McpServer:
    """The server as one route, which runs while its app does."""

    def __init__(self, interface: Interface) -> None:
        from mcp import types
        from mcp.server.lowlevel import Server
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        self._interface = interface
        server: Any = Server("sopuri")
        threads = anyio.CapacityLimiter(_AT_ONCE)

        async def listed() -> list[types.Tool]:
            return [_tool(interface, name) for name in NAMES]

        async def called(name: str, arguments: dict[str, Any]) -> types.CallToolResult:
            scope = server.request_context.request.scope
            try:
                made = await anyio.to_thread.run_sync(self._called, scope, name, arguments, limiter=threads)
            except CallError as error:
                return types.CallToolResult(content=[types.TextContent(type="text", text=str(error))], isError=True)
            text = json.dumps(made, ensure_ascii=False)
            return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structuredContent=made)

        server.list_tools()(listed)
        server.call_tool(validate_input=False)(called)  # the interface checks, and says it in one sentence
        self._manager = StreamableHTTPSessionManager(
            server, json_response=True, stateless=True, max_request_body_size=_MOST
        )

    def add_to(self, app: Any) -> None:
        """Give a FastAPI app the route, and what has to run while it serves."""
        from starlette.routing import Route

        app.router.routes.append(Route(PATH, self, methods=["POST"]))
        before = app.router.lifespan_context

        @contextlib.asynccontextmanager
        async def lifespan(app: Any) -> AsyncIterator[Any]:
            async with before(app) as state, self._manager.run():
                yield state

        app.router.lifespan_context = lifespan

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI."""
        await self._manager.handle_request(scope, receive, send)

    def _called(self, scope: Any, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        with within(scope):
            return self._interface.call(name, arguments)


def _tool(interface: Interface, name: str) -> Any:
    """A function's schema from its types and docstring."""
    from gradio.utils import get_function_description
    from mcp import types
    from mcp.server.fastmcp.utilities.func_metadata import func_metadata

    function = getattr(interface, name)
    told, parameters, _ = get_function_description(function)
    schema = func_metadata(function, structured_output=False).arg_model.model_json_schema()
    for parameter in inspect.signature(function).parameters:
        schema["properties"][parameter]["description"] = parameters[parameter]
    schema["additionalProperties"] = False
    hints = types.ToolAnnotations(readOnlyHint=True, openWorldHint=False)
    return types.Tool(name=name, description=told, inputSchema=schema, annotations=hints)
