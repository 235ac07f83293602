"""A Model Context Protocol server of the official library, on loopback: a harbour office.

It offers one of everything, asks back in both ways that the protocol has had (requests of
its own, and results that require input), keeps its events so that a broken stream can be
resumed, and remembers what it heard.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated

import uvicorn
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.tools.base import Tool
from mcp.server.streamable_http import EventMessage, EventStore
from mcp.types import (
    CallToolResult,
    Completion,
    CreateMessageRequest,
    CreateMessageRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    InputRequiredResult,
    SamplingMessage,
    TextContent,
)
from pydantic import BaseModel, Field

MAIL = "mei.ueda@example.jp"
INSTRUCTIONS = "Ask the office before a ship moves. 船が動く前に港湾事務所へ。"


class Captain(BaseModel):
    """The form that the office asks to be filled in."""

    name: str
    crew: int = 1


class Berth(BaseModel):
    ship: str
    pier: int
    contact: str


@dataclass
class Kept(EventStore):
    """Every event of every stream, in order."""

    events: list[tuple[str, object]] = field(default_factory=list)

    async def store_event(self, stream_id: str, message: object) -> str:
        self.events.append((stream_id, message))
        return str(len(self.events))

    async def replay_events_after(self, last_event_id: str, send_callback: object) -> str | None:
        at = int(last_event_id)
        stream = self.events[at - 1][0]
        for number, (name, message) in enumerate(self.events[at:], at + 1):
            if name == stream and message is not None:
                await send_callback(EventMessage(message, str(number)))  # type: ignore[operator,arg-type]
        return stream


@dataclass
class Harbour:
    """The server, and what it heard. url: of its one path."""

    url: str = ""
    heard: list[str] = field(default_factory=list)
    tools: list[Tool] = field(default_factory=list)  # as the library keeps them
    kept: Kept = field(default_factory=Kept)


def office(harbour: Harbour) -> MCPServer:
    server = MCPServer(
        "Harbour office",
        title="港湾事務所",
        description="Berths and tides.",
        instructions=INSTRUCTIONS,
        log_level="CRITICAL",
    )
    heard = harbour.heard

    @server.tool(title="Find a ship", description="Says where a ship lies. 船の場所を答えます。")
    def find(ship: str) -> str:
        heard.append(ship)
        return f"{ship} lies at pier 4."

    @server.tool(description="Says who looks after a ship.")
    def contact(ship: str) -> Berth:
        heard.append(ship)
        return Berth(ship=ship, pier=4, contact=MAIL)

    @server.tool(description="Gives reports while it works.")
    async def report(ship: str, ctx: Context) -> str:
        await ctx.info(f"Looking for {ship}", logger_name="office")
        await ctx.report_progress(1, 2, f"{ship} is in sight")
        await ctx.warning({"note": f"Her agent is {MAIL}"})
        return f"{ship} has come in."

    @server.tool(description="Asks who the captain is.")
    async def ask(ctx: Context) -> str:
        answer = await ctx.elicit("Who is the captain?", Captain)
        heard.append(f"{answer.action} {answer.data.name if answer.action == 'accept' else ''}")
        return f"The office knows the captain: {heard[-1]}"

    @server.tool(description="Lets your model write a line.")
    async def think(ctx: Context) -> str:
        told = SamplingMessage(role="user", content=TextContent(text=f"Write to {MAIL}, the agent."))
        answer = await ctx.session.create_message([told], max_tokens=9, related_request_id=ctx.request_id)
        heard.append(answer.content.text)  # type: ignore[union-attr]
        return f"Your model wrote: {heard[-1]}"

    @server.tool(description="Asks for both in one round.")
    def both(ctx: Context) -> CallToolResult | InputRequiredResult:
        if ctx.input_responses is None:
            told = SamplingMessage(role="user", content=TextContent(text="Write a line."))
            form = ElicitRequestFormParams(
                message="Who is the captain?", requested_schema=Captain.model_json_schema()
            )
            wishes = {
                "who": ElicitRequest(params=form),
                "line": CreateMessageRequest(
                    params=CreateMessageRequestParams(messages=[told], max_tokens=9)
                ),
            }
            return InputRequiredResult(input_requests=wishes, request_state="opaque-state")
        said = [answer.model_dump_json(by_alias=True) for answer in ctx.input_responses.values()]
        heard.extend([*said, str(ctx.request_state)])
        return CallToolResult(content=[TextContent(text=" ".join(said))])

    @server.tool(description="Breaks its stream off, and ends on another one.")
    async def adrift(ship: str, ctx: Context) -> str:
        await ctx.info(f"{ship} is adrift")
        await ctx.close_sse_stream()
        return f"{ship} was towed in by {MAIL}."

    @server.tool(description="Signals to a ship; those on the way may read her name in a header.")
    def signal(ship: Annotated[str, Field(json_schema_extra={"x-mcp-header": "Ship"})], ctx: Context) -> str:
        heard.extend((ship, (ctx.headers or {}).get("mcp-param-ship", "")))
        return f"Signalled to {ship}."

    @server.tool(description="Calls out on the stream that belongs to nobody.")
    async def call_out(words: str, ctx: Context) -> str:
        await ctx.session.send_log_message("info", words)
        return "Called out."

    @server.resource("harbour://tides", title="Tides", description="High water today.")
    def tides() -> str:
        return "満潮は5時と17時。 High water at 5 and 17."

    @server.resource("harbour://ships/{ship}", description="What is written of a ship.")
    def ship(ship: str) -> str:
        heard.append(ship)
        return f"{ship} belongs to {MAIL}."

    @server.prompt(title="Greet a ship", description="Greets in the harbour's way.")
    def greet(ship: str) -> str:
        heard.append(ship)
        return f"Greet the {ship} in one sentence."

    @server.completion()
    async def complete(ref: object, argument: object, context: object) -> Completion:
        heard.append(str(getattr(argument, "value", "")))
        return Completion(values=["Kaiyo Maru", "海鷹丸"], has_more=False)

    harbour.tools = server._tool_manager.list_tools()
    return server


@contextlib.asynccontextmanager
async def serving(*, json_response: bool = False) -> AsyncIterator[Harbour]:
    """The office, open. json_response: it answers in JSON and streams nothing."""
    harbour = Harbour()
    app = office(harbour).streamable_http_app(
        json_response=json_response, event_store=None if json_response else harbour.kept, retry_interval=1
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        harbour.url = f"http://127.0.0.1:{listening.getsockname()[1]}/mcp"
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield harbour
        finally:
            server.should_exit = True
            await task
