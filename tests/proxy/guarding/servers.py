"""Guards on loopback: real HTTP servers that answer, stall, drip, lie and break off as they are told."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from filters.cascade.guard import GUARDS, Guard


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """What the last message says, of a chat completion."""
        return json.loads(self.body)["messages"][-1]["content"]


Act = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """A guard's server. act: what it does with a request; may be changed at any time."""

    act: Act
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    open: int = 0  # requests that are being answered
    most_open: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)  # a first request has come
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def guard(self, use: str = "llama_guard", **options: Any) -> Guard:
        """An adapter that asks it."""
        return GUARDS.build(use, self.options(use, **options))

    def options(self, use: str = "llama_guard", **options: Any) -> dict[str, Any]:
        usual = {"model": "m"} if use in ("llama_guard", "qwen3guard", "judge") else {}
        return {"url": self.url, **usual, **options}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while True:
                    await self._one(reader, writer)
        finally:
            self.tasks.discard(task)
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines) if k}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        one = Asked(first.split(" ")[1], headers, body)
        self.asked.append(one)
        self.heard.set()
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            await self.act(one, writer)
            await writer.drain()
        finally:
            self.open -= 1


@asynccontextmanager
async def serving(act: Act) -> AsyncIterator[Server]:
    """A server on a free port."""
    one = Server(act)
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield one
    finally:
        server.close()
        for task in one.tasks:
            task.cancel()
        await asyncio.gather(*one.tasks)


def document(body: bytes, status: int = 200, *headers: str) -> bytes:
    """An answer with this body."""
    lines = [
        f"HTTP/1.1 {status} X",
        "content-type: application/json",
        f"content-length: {len(body)}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def completion(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"choices": [choice]}).encode()


def says(
    text: str | Callable[[str], str],
    delay_s: float = 0.0,
    status: int = 200,
    after: asyncio.Event | None = None,
) -> Act:
    """Answers with these words, or with what they make of the question. after: not before this is set."""

    async def act(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if delay_s:
            await asyncio.sleep(delay_s)
        if after is not None:
            await after.wait()
        words = text if isinstance(text, str) else text(asked.text)
        writer.write(document(completion(words), status))

    return act


def sends(*pieces: bytes, end: bool = False) -> Act:
    """Writes these bytes, whatever was asked; end: and closes the connection."""

    async def act(asked: Asked, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        if end:
            writer.close()

    return act


async def silent(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Never answers."""
    await asyncio.Event().wait()


async def drips(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """A byte of the answer now and then, as if it would come to an end."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drips_headers(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Headers without end, one now and then."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"x: y\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """An answer without end, as fast as it is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    piece = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    while True:
        writer.write(piece)
        await writer.drain()


async def half(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Half of an answer, and then nothing: the connection stays."""
    writer.write(document(completion("safe"))[:-20])
    await writer.drain()
    await asyncio.Event().wait()


SAFE = document(completion("safe"))
BREAKS_OFF = sends(SAFE[:-20], end=True)
CLOSES = sends(end=True)
GARBAGE = sends(b"\x00\x01\x02 what?\r\n\r\n", end=True)
TOO_LONG = sends(document(b" " * (300 * 1024) + completion("safe")))
CODED = sends(document(gzip.compress(completion("safe")), 200, "content-encoding: gzip"))
REDIRECTS = sends(document(b"", 307, "location: http://127.0.0.1:9/elsewhere"))
