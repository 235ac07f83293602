"""ConverseStream and InvokeModel streams for tests, and a client's reading of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from proxy.dialects.bedrock import Bedrock
from proxy.eventstream import MEDIA_TYPE, EventStreamFramer, chunk, event
from tests.proxy.surfaces.sessions import Talk, dumps, policy, talk

Doc = dict[str, Any]
Event = tuple[str, Doc]

CONVERSE = "/model/amazon.nova-lite-v1%3A0/converse"
STREAM = f"{CONVERSE}-stream"
INVOKE = "/model/us.anthropic.claude-v1%3A0/invoke"
CHUNKS = f"{INVOKE}-with-response-stream"
ASKED: Doc = {"messages": [{"role": "user", "content": [{"text": "hello"}]}]}
REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))


def delta(index: int, **said: Any) -> Event:
    return "contentBlockDelta", {"contentBlockIndex": index, "delta": said, "p": "abc"}


def text(pieces: Sequence[str], index: int = 0) -> list[Event]:
    return [*(delta(index, text=one) for one in pieces), stop(index)]


def use(pieces: Sequence[str], index: int = 0) -> list[Event]:
    start = {"toolUse": {"name": "find", "toolUseId": "tooluse_1"}}
    return [
        ("contentBlockStart", {"contentBlockIndex": index, "start": start}),
        *(delta(index, toolUse={"input": one}) for one in pieces),
        stop(index),
    ]


def stop(index: int) -> Event:
    return "contentBlockStop", {"contentBlockIndex": index, "p": "a"}


def stream(*blocks: list[Event]) -> list[Event]:
    """A whole answer of these blocks."""
    return [
        ("messageStart", {"role": "assistant"}),
        *(one for block in blocks for one in block),
        ("messageStop", {"stopReason": "end_turn"}),
        ("metadata", {"usage": {"inputTokens": 3, "outputTokens": 5, "totalTokens": 8}, "metrics": {}}),
    ]


def framed(events: Sequence[Event]) -> bytes:
    """As ConverseStream sends it."""
    return b"".join(event(name, dumps(doc)) for name, doc in events)


def wrapped(events: Sequence[Event]) -> bytes:
    """As Nova sends it inside InvokeModel's stream."""
    return b"".join(chunk(dumps({name: doc})) for name, doc in events)


def chunks(*docs: Doc) -> bytes:
    """A model's own events inside InvokeModel's stream."""
    return b"".join(chunk(dumps(doc)) for doc in docs)


def ask(answer: bytes, rows: Any = REPORT, path: str = STREAM, asked: Any = ASKED, **more: Any) -> Talk:
    return talk(Bedrock(), path, asked, answer, rows, **{"kind": MEDIA_TYPE, **more})


def documents(out: Talk) -> list[tuple[str, Doc]]:
    """What a client reads of a stream: names and documents."""
    framer = EventStreamFramer()
    return [(one.event, json.loads(one.data)) for one in (*framer.feed(out.sent), *framer.end())]


def told(out: Talk) -> list[Event]:
    """The same of a stream whose events stand under their names."""
    return [(name, doc[name]) for _, doc in documents(out) for name in [next(iter(doc))]]


def joined(found: Sequence[Event]) -> str:
    return "".join(doc["delta"].get("text", "") for name, doc in found if name == "contentBlockDelta")
