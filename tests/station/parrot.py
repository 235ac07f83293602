"""An upstream that answers as it is told to, from what it was asked: for values that only it has seen."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import uvicorn

Say = Callable[[Any], Any]


@dataclass
class Parrot:
    """say: of a request's document, the answer's: bytes are a stream of events, else JSON."""

    say: Say
    url: str = ""
    heard: list[bytes] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        self.heard.append(body)
        said = self.say(orjson.loads(body))
        stream = isinstance(said, bytes)
        kind = b"text/event-stream" if stream else b"application/json"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": said if stream else orjson.dumps(said)})


@contextlib.asynccontextmanager
async def saying(say: Say) -> AsyncIterator[Parrot]:
    """The upstream, running."""
    parrot = Parrot(say)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        parrot.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(parrot, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield parrot
        finally:
            server.should_exit = True
            await task


def events(*docs: Any) -> bytes:
    """Server-sent events, each a document."""
    return b"".join(b"data: " + orjson.dumps(doc) + b"\n\n" for doc in docs) + b"data: [DONE]\n\n"


def chat(text: str) -> dict[str, Any]:
    """A whole chat completion."""
    message = {"role": "assistant", "content": text}
    return {"id": "c", "object": "chat.completion", "choices": [{"index": 0, "message": message}]}


def pieces(*texts: str) -> bytes:
    """A chat completion in pieces."""
    chunk = {"id": "c", "object": "chat.completion.chunk"}
    return events(*({**chunk, "choices": [{"index": 0, "delta": {"content": text}}]} for text in texts))
