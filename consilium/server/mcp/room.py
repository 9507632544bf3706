"""The room: ``/mcp``, where tools are listed and used over streamable HTTP.

Every request stands for itself: there are no sessions to lose when a server restarts. Who may come in
is the guard's business, as everywhere; hosts and origins were looked at before.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ToolInfo
from pydantic import ValidationError
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from consilium import __version__
from consilium.errors import ConsiliumError
from consilium.server.guard import Guard
from consilium.server.mcp.registry import TOOLS
from consilium.server.mcp.tool import Call, Tool
from consilium.server.problems import Problem, fault, problem_of
from consilium.types.secrets import blotted
from consilium.wording import say

log = logging.getLogger("consilium.server")

PATH = "/mcp"

INSTRUCTIONS = (
    "Consilium puts a question to a panel of language models and experts and returns one verdict with its evidence. "
    "consilium_start gives a run_id at once; consilium_result waits for the verdict, call it again until it is there; "
    "consilium_status looks without waiting; consilium_follow_up asks on about a verdict. "
    "search_notes finds passages of the user's own notes and papers, and verify_quote checks quotations against them; "
    "both are quick and ask no model."
)


class McpRoom:
    """The endpoint; an ASGI application.

    Args:
        body_bytes: the largest body.
    """

    def __init__(self, body_bytes: int) -> None:
        self._body_bytes = body_bytes
        self._manager: StreamableHTTPSessionManager | None = None

    @property
    def route(self) -> Route:
        """Where it stands in the server; it has no streams of its own to read or sessions to delete."""
        return Route(PATH, endpoint=self, methods=["POST"], include_in_schema=False)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer requests for as long as the block lasts."""
        server = Server[Any](
            "consilium",
            title="Consilium",
            version=__version__,
            instructions=INSTRUCTIONS,
            on_list_tools=_list_tools,
            on_call_tool=_call_tool,
        )
        self._manager = StreamableHTTPSessionManager(server, stateless=True, max_request_body_size=self._body_bytes)
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a caller in who may come in.

        Raises:
            Problem: the caller may not.
        """
        scope["route"] = SimpleNamespace(path=PATH)  # requests are counted by it
        request = Request(scope, receive)
        guard: Guard = request.app.state.guard
        caller = await guard.caller(request, _key(request))
        discreet = request.query_params.get("redact", "").lower() in {"1", "true"}
        request.state.caller = replace(caller, discreet=discreet)
        assert self._manager is not None
        await self._manager.handle_request(scope, receive, send)


def _key(request: Request) -> str | None:
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" else request.headers.get("x-api-key")


async def _list_tools(
    _context: ServerRequestContext[Any, Any], _page: PaginatedRequestParams | None
) -> ListToolsResult:
    return ListToolsResult(tools=[_described(tool) for tool in TOOLS.values()])


def _described(tool: Tool[Any]) -> ToolInfo:
    reads = tool.reads or tool.scope == "read"
    return ToolInfo(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=ToolAnnotations(
            title=tool.title,
            read_only_hint=reads,
            destructive_hint=False,
            idempotent_hint=reads,
            open_world_hint=not reads,
        ),
    )


async def _call_tool(context: ServerRequestContext[Any, Any], params: CallToolRequestParams) -> CallToolResult:
    tool = TOOLS.get(params.name)
    if tool is None:
        raise MCPError(code=INVALID_PARAMS, message=say("server.mcp_no_tool", tool=params.name))

    async def report(number: int, line: str) -> None:
        await context.session.report_progress(number, None, line)

    request = context.request
    assert isinstance(request, Request)
    try:
        answer = await tool(Call(request, request.state.caller, report), params.arguments or {})
    except Problem as problem:
        return _refused(problem)
    except ValidationError as error:
        return _refused(_misunderstood(error))
    except ConsiliumError as error:
        return _refused(problem_of(error))
    except Exception:
        log.exception("a tool failed")  # what it was is nobody else's business
        return _refused(fault())
    return CallToolResult(content=[TextContent(text=answer.text)], structured_content=answer.plain)


def _refused(problem: Problem) -> CallToolResult:
    """A problem as a model can act on it; the code comes first so that programs need not read prose."""
    lines = [f"{problem.name}: {blotted(problem.detail)}"]
    lines += [f"{one['where']}: {one['what']}" for one in problem.more.get("errors", [])]
    lines += [f"→ {problem.next_step}"] if problem.next_step else []
    return CallToolResult(content=[TextContent(text="\n".join(lines))], is_error=True)


def _misunderstood(error: ValidationError) -> Problem:
    """Every mistake in a call's arguments, with its place; what was sent is not repeated."""
    faults = [
        {"where": ".".join(str(step) for step in one["loc"]), "what": one["msg"]}
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    detail = say("server.invalid", where=faults[0]["where"], what=faults[0]["what"])
    return Problem(422, "invalid", detail, next_step=say("server.mcp_see_tool"), errors=faults[1:])
